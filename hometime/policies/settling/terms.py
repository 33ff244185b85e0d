"""What is frozen of one part of a settled reading: ladders, keeping times, bodies, answers and parameters, as plain data."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hometime.policies.library.wording import source_of
from hometime.policies.reading.forms import Ladder, Part, from_json
from hometime.policies.settling.forms import Answered, Settled
from hometime.policies.settling.parameters import parameters

DOCUMENT = "document"  # the source of terms that were read from a setting's own document


def terms_of(part: Part, confirmed: Settled) -> dict[str, Any]:
    """The terms that belong to one part: where they come from (`document`, or `library:10.2`), its ladders, what it says
    of keeping records, the bodies it names, the answers given to what it left open, and its parameters by clause of the
    catalogue."""
    reading = confirmed.reading
    keys = {clause.key for section in part.sections for clause in section.clauses}
    ladders = [ladder for ladder in reading.ladders if _is_in(ladder, keys, reading.parts)]
    covered = {id_ for section in part.sections for clause in section.clauses for id_ in clause.covers}
    return {
        "source": source_of(reading, part) or DOCUMENT,
        "ladders": [dataclasses.asdict(ladder) for ladder in ladders],
        "retention": [dataclasses.asdict(r) for r in reading.retention] if ladders else [],
        "bodies": [dataclasses.asdict(b) for b in reading.bodies] if ladders else [],
        "answers": [dataclasses.asdict(one) for one in _answers(confirmed.answered, keys)],
        "parameters": {
            id_: named for id_, named in parameters(reading, confirmed.answered).items() if _belongs(id_, covered)
        },
    }


def ladders_of(terms: Mapping[str, Any]) -> tuple[Ladder, ...]:
    """The ladders that frozen terms hold. Terms frozen before answers were kept have limits that are all the policy's."""
    held: tuple[Ladder, ...] = from_json(tuple[Ladder, ...], terms.get("ladders", ()))
    return held


def value_of(terms: Mapping[str, Any], clause: str, name: str) -> Any:
    """The value of a parameter in frozen terms, such as `("F11", "cp_task_lead")`; None where nothing says it."""
    return terms.get("parameters", {}).get(clause, {}).get(name, {}).get("value")


def _is_in(ladder: Ladder, keys: set[str], parts: Sequence[Part]) -> bool:
    named = {key for step in ladder.steps for key in step.clauses}
    # A ladder that names no clause belongs to the document's only part, or to none.
    return bool(named & keys) if named else len(parts) == 1


def _answers(answered: Iterable[Answered], keys: set[str]) -> Iterable[Answered]:
    """Those about this part, and those about the document as a whole."""
    return (one for one in answered if one.clause is None or one.clause in keys)


def _belongs(id_: str, covered: set[str]) -> bool:
    """Whether a parameter is this part's: of a clause it has, or (for promises it does not make) of a group it has."""
    return id_ in covered or (id_[0] in {one[0] for one in covered} and id_[0] == "F")

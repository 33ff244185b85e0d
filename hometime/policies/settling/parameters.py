"""What a document sets: the parameters of the catalogue's clauses, each with its value and whose it is.

Read from the text where it says so (`policy`), else answered (`proposed` or `owners`), else the law's (`statute`), else
the catalogue's suggestion (`suggested`), else `unstated` with no value. A value of the template is never taken for the
text's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from hometime.policies import catalogue
from hometime.policies.catalogue.shapes import Parameter
from hometime.policies.reading.forms import Limit, Reading
from hometime.policies.reading.promises import Said
from hometime.policies.settling.amounts import amount
from hometime.policies.settling.forms import Answered
from hometime.policies.settling.rows import NONE

Row = dict[str, Any]
_WITHIN = {
    "acknowledge_within": ("acknowledge",),
    "feedback_within": ("feedback", "report", "respond"),
    "answer_within": ("feedback", "report", "respond"),
    "report_within": ("feedback", "report", "respond"),
    "meet_within": ("meet",),
}
_ON_A_LADDER = "CX"
_WORDS = {
    "written_pack_covers": {"setting": r"\bsetting|pre-?school|nursery|what we do\b", "safeguarding": r"safeguard", "prevent": r"\bPrevent\b"},
    "premises_check_items": {"seating": r"\bseat|\bsit\b|\bchair", "refreshment": r"refreshment|\bdrink\b"},
}  # fmt: skip
_NOT_MADE = {
    "F1": "written_pack_covers",
    "F3": "premises_check_items",
    "F18": "interpreter_promised",
    "F19": "translation_promised",
}
_ANSWERS: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]] = {  # code: place ("" is any): what the answer sets
    "cp_task_lead_unstated": {"": (("F11", "cp_task_lead"),)},
    "regulator_choice": {"": tuple((id_, "regulator") for id_ in ("P17", "P24", "C19", "O2"))},
    "manager_holds_the_gate": {"": (("C16", "sent_on_by"),)},
    "same_procedure_own_ladder": {"": (("C4", "agencies_follow"),)},
    "regularly_without_number": {
        "F9": (("F9", "regularly"),),
        "F15": (("F15", "regular"),),
        "P15": (("P15", "meets"),),
    },
    "asked_for_how_long": {"F27": (("F27", "open_for"),)},
    "retention_start_open": {"": (("O4", "counts_from"),)},
    "dangling_reference": {"": (("F17", "complaints_procedure_held"),)},
    "after_upheld_without_limit": {
        "upheld/review": (("O5", "review_within"),),
        "upheld/effect": (("O5", "effect_check_within"),),
    },
}


def parameters(reading: Reading, answered: Iterable[Answered] = ()) -> dict[str, dict[str, Row]]:
    """Gives, by clause of the catalogue and name, what a reading sets: value, unit (of days), basis, clause of the text."""
    said = Said(reading)
    chosen = {place: row for one in answered for place, row in _set_by(one)}
    found: dict[str, dict[str, Row]] = {}
    for id_, clause in catalogue.load().items():
        if id_ in said.ids and clause.parameters:
            found[id_] = {p.name: _one(said, id_, p, chosen) for p in clause.parameters}
        elif id_ in _NOT_MADE and said.has_partnership:
            name = _NOT_MADE[id_]
            found[id_] = {name: {"value": [] if name in _WORDS else False, "basis": "unstated", "clause": None}}
    return found


def _one(said: Said, id_: str, parameter: Parameter, chosen: Mapping[tuple[str, str], Row]) -> Row:
    read = _read(said, id_, parameter)
    if read is not None:
        return read
    answer = chosen.get((id_, parameter.name))
    if answer is not None:
        return answer
    if parameter.basis == "policy":
        return {"value": None, "basis": "unstated", "clause": None}
    value = list(parameter.value) if isinstance(parameter.value, tuple) else parameter.value
    return {"value": value, "basis": parameter.basis, "clause": None, **_unit(parameter)}


def _unit(parameter: Parameter) -> Row:
    """Days, months and years say what they count; a choice does not."""
    return (
        {"unit": parameter.kind}
        if isinstance(parameter.value, int) and parameter.kind not in ("yes_no", "count")
        else {}
    )


def _read(said: Said, id_: str, parameter: Parameter) -> Row | None:
    """What the text, or the settled ladder, says of a parameter; None where it does not."""
    by_name = _BY_NAME.get(parameter.name)
    if by_name is not None:
        value = by_name(said, id_)
        return None if value is None else {"value": value, "basis": "policy", "clause": _clause(said, id_)}
    if id_[0] in _ON_A_LADDER and (parameter.name in _WITHIN or parameter.name == "counts_from"):
        return _limit(said, id_, parameter.name)
    if parameter.kind == "reference":
        return _reference(said, id_)
    return None


def _clause(said: Said, id_: str) -> str | None:
    return next((p.clause for p in said.about(id_)), None)


def _adopted_on(said: Said, id_: str) -> str | None:
    return said.reading.adopted_on


def _documents(said: Said, id_: str) -> Sequence[str]:
    return list(dict.fromkeys(part.number for part in said.reading.parts if part.number))


def _task_lead(said: Said, id_: str) -> str | None:
    """Who does the tasks of a child protection plan with the parents: the one that the sentence names first."""
    who = {"key_person": r"key ?person|key ?worker", "designated_safeguarding_lead": r"safeguarding lead|\bDSL\b"}
    for promise in said.about("F11"):
        places = {
            name: found.start()
            for name, words in who.items()
            if (found := re.search(words, promise.text, re.IGNORECASE))
        }
        if places:
            return min(places, key=lambda name: places[name])
    return None


def _promised(said: Said, id_: str) -> bool:
    return True


def _named(name: str) -> Callable[[Said, str], Sequence[str]]:
    """Which of some things the sentences of a clause name."""

    def found(said: Said, id_: str) -> Sequence[str]:
        text = " ".join(said.whole(promise) for promise in said.about(id_))
        return [word for word, pattern in _WORDS[name].items() if re.search(pattern, text, re.IGNORECASE)]

    return found


def _kept(said: Said, id_: str) -> int | None:
    return next((one.years for one in said.reading.retention), None)


_BY_NAME: Mapping[str, Callable[[Said, str], Any]] = {
    "adopted_on": _adopted_on,
    "documents_held": _documents,
    "cp_task_lead": _task_lead,
    "interpreter_promised": _promised,
    "translation_promised": _promised,
    "written_pack_covers": _named("written_pack_covers"),
    "premises_check_items": _named("premises_check_items"),
    "keep_at_least": _kept,
}


def _limit(said: Said, id_: str, name: str) -> Row | None:
    """A limit of the step that was read from a clause: its amount, or the day it counts from."""
    actions = _WITHIN["answer_within" if name == "counts_from" else name]
    keys = {promise.clause for promise in said.about(id_)}
    limit = next((one for one in _limits(said.reading, keys) if one.action in actions), None)
    if limit is None:
        return None
    if name == "counts_from":
        return {"value": limit.runs_from, "basis": limit.start_basis, "clause": _clause(said, id_)}
    return {"value": limit.value, "unit": limit.unit, "basis": limit.basis, "clause": _clause(said, id_)}


def _limits(reading: Reading, keys: set[str]) -> Iterable[Limit]:
    return (
        limit
        for ladder in reading.ladders
        for step in ladder.steps
        if keys & set(step.clauses)
        for limit in step.limits
    )


def _reference(said: Said, id_: str) -> Row | None:
    """The procedure that the clause itself cites."""
    keys = {promise.clause for promise in said.about(id_)}
    cited = (
        (number, clause.key)
        for part in said.reading.parts for section in part.sections for clause in section.clauses
        if clause.key in keys for number in clause.refers_to
    )  # fmt: skip
    wanted = {p.value for p in catalogue.load()[id_].parameters if p.kind == "reference"}
    numbers = list(cited)
    own = [found for found in numbers if _same(found[0], wanted)] or numbers[:1]
    return {"value": own[0][0], "basis": "policy", "clause": own[0][1]} if own else None


def _same(number: str, wanted: Iterable[Any]) -> bool:
    return any(str(one).lstrip("0") == number.lstrip("0") for one in wanted)


def _set_by(one: Answered) -> Iterable[tuple[tuple[str, str], Row]]:
    """What an answer sets."""
    code, _, rest = one.key.partition(":")
    at = rest.rpartition(":")[2]
    places = _ANSWERS.get(code, {})
    basis = "proposed" if one.whose == "proposal" else "owners"
    days = amount(one.value)
    value: Any = None if one.value == NONE else days.value if days else one.value
    row: Row = {"value": value, "basis": basis, "clause": one.clause, **({"unit": days.unit} if days else {})}
    for place in places.get(at, places.get("", ())):
        yield place, row

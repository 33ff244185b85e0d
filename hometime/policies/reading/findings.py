"""Draws up what the owners should know before they adopt, and what the text leaves open. Nothing here changes the text.

Each check yields a code of `findings.toml` with the words to fill in; the wording itself is data.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Iterable, Mapping
from importlib import resources

from hometime.policies.reading import (
    findings_cited,
    findings_law,
    findings_papers,
    findings_regulator,
    findings_steps,
)
from hometime.policies.reading.forms import SEVERITIES, Finding, Question, ReadClause, Reading
from hometime.policies.reading.hits import Hit
from hometime.policies.reading.promises import Said
from hometime.policies.reading.questions import questions

_CHECKS: tuple[Callable[[Said], Iterable[Hit]], ...] = (
    *findings_steps.CHECKS,
    *findings_papers.CHECKS,
    *findings_regulator.CHECKS,
    *findings_law.CHECKS,
    *findings_cited.CHECKS,
)


def find(reading: Reading) -> tuple[Finding, ...]:
    """Gives the findings of a matched reading: the gravest first, then in the order of the document. Each once."""
    said = Said(reading)
    places = {clause.key: at for at, clause in enumerate(_clauses(reading))}
    hits = dict.fromkeys(_finding(hit) for check in _CHECKS for hit in check(said))
    return tuple(sorted(hits, key=lambda f: (SEVERITIES.index(f.severity), places.get(f.clause or "", -1), f.code)))


def ask(reading: Reading) -> tuple[Question, ...]:
    """Gives what the text leaves open, each with the answer we would propose."""
    return questions(Said(reading))


def _finding(hit: Hit) -> Finding:
    row = _wording()[hit.code]
    return Finding(
        code=hit.code,
        severity=hit.severity or row["severity"],
        message=row["message"].format(**hit.words),
        clause=hit.clause,
        hole=row.get("hole"),
        proposal=row["proposal"].format(**hit.words),
    )


@functools.cache
def _wording() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("findings.toml").read_text(encoding="utf-8"))


def _clauses(reading: Reading) -> Iterable[ReadClause]:
    return (clause for part in reading.parts for section in part.sections for clause in section.clauses)

"""What was read of a document, clause by clause beside its own words, in sheets that stay light."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.utils.text import slugify

from hometime.policies import catalogue
from hometime.policies.library import numbered
from hometime.policies.reading.forms import Finding, Ladder, Part, ReadClause, Reading, Reference, Section, Step
from hometime.policies.settling import open_points
from hometime.policies.telling import channel_in_words, handler_in_words, limit_in_words, start_in_words

MOST = 26  # clauses on a sheet: a page of them stays within the weight that a poor line can carry
WHOSE = {"parents": "If a parent complains", "agencies": "If another service complains"}


@dataclasses.dataclass(frozen=True)
class Rung:
    """A step of a ladder as read from a clause: whose ladder, which step, who, and what the text says of it."""

    whose: str
    order: int
    who: str
    more: Sequence[str]


@dataclasses.dataclass(frozen=True)
class Beside:
    """A clause in the document's own words, and what we read of it."""

    anchor: str
    text: str
    asks: Sequence[tuple[str, str]]
    actors: str
    rungs: Sequence[Rung]
    findings: Sequence[Finding]
    asked: bool
    refers_to: Sequence[str]


@dataclasses.dataclass(frozen=True)
class Sheet:
    """Some sections of one part, on one page. `number` counts from 1."""

    number: int
    title: str
    part: str
    sections: Sequence[tuple[str, Sequence[ReadClause]]]


@dataclasses.dataclass(frozen=True)
class Summary:
    """A reading in numbers, and what concerns the document as a whole."""

    clauses: int
    own: int
    steps: int
    limits: int
    must: int
    musts: Sequence[tuple[Finding, str]]
    shoulds: int
    notes: int
    whole: Sequence[Finding]
    missing: Sequence[Reference]


def clauses_of(reading: Reading) -> Iterator[ReadClause]:
    """Every clause in the document's order."""
    yield from (clause for part in reading.parts for section in part.sections for clause in section.clauses)


def summary(reading: Reading) -> Summary:
    """The numbers that stand above the sheets."""
    clauses = list(clauses_of(reading))
    steps = [step for ladder in reading.ladders for step in ladder.steps]
    by_severity = {kind: [f for f in reading.findings if f.severity == kind] for kind in ("must", "should", "note")}
    where = {clause.key: sheet.number for sheet in sheets(reading) for _, under in sheet.sections for clause in under}
    return Summary(
        clauses=len(clauses),
        own=sum(not clause.covers for clause in clauses),
        steps=len(steps),
        limits=sum(len(step.limits) for step in steps),
        must=len(by_severity["must"]),
        musts=[(f, _address(f.clause, where)) for f in by_severity["must"]],
        shoulds=len(by_severity["should"]),
        notes=len(by_severity["note"]),
        whole=[f for f in reading.findings if f.clause not in where and f.severity != "must"],
        missing=[reference for reference in reading.references if not reference.found],
    )


def _address(key: str | None, where: Mapping[str, int]) -> str:
    return f"?sheet={where[key]}#{anchor(key)}" if key in where and key else ""


def anchor(key: str) -> str:
    """The place of a clause on its sheet."""
    return f"c-{slugify(key.replace('/', '-').replace('.', '-'))}"


def sheets(reading: Reading) -> list[Sheet]:
    """The whole document in sheets: no sheet holds two parts, and few sections are divided."""
    found: list[Sheet] = []
    for part in reading.parts:
        together = list(_gathered(part))
        for sections in together:
            heading = next((heading for heading, _ in sections if heading), "") if len(together) > 1 else ""
            title = " · ".join(filter(None, (part.number or part.title, heading)))
            found.append(Sheet(len(found) + 1, title, f"{part.number} {part.title}".strip(), sections))
    return found


def _gathered(part: Part) -> Iterator[list[tuple[str, Sequence[ReadClause]]]]:
    """Sections side by side until a sheet is full."""
    sheet: list[tuple[str, Sequence[ReadClause]]] = []
    for heading, clauses in _divided(part.sections):
        if sheet and sum(len(under) for _, under in sheet) + len(clauses) > MOST:
            yield sheet
            sheet = []
        sheet.append((heading, clauses))
    if sheet:
        yield sheet


def _divided(sections: Sequence[Section]) -> Iterator[tuple[str, Sequence[ReadClause]]]:
    for section in sections:
        for start in range(0, len(section.clauses), MOST):
            yield section.heading, section.clauses[start : start + MOST]


def beside(reading: Reading, sheet: Sheet) -> list[tuple[str, list[Beside]]]:
    """One sheet, each clause with what we read of it."""
    rungs = _rungs(reading.ladders)
    asked = frozenset(point.clause for point in open_points(reading))
    return [
        (heading, [_beside(clause, reading, rungs, asked) for clause in under]) for heading, under in sheet.sections
    ]


def _beside(
    clause: ReadClause, reading: Reading, rungs: Mapping[str, Sequence[Rung]], asked: Collection[str | None]
) -> Beside:
    known = catalogue.load()
    held = {reference.number: reference for reference in reading.references}
    return Beside(
        anchor=anchor(clause.key),
        text=clause.text,
        asks=[(id_, known[id_].says) for id_ in clause.covers if id_ in known],
        actors=", ".join(handler_in_words(actor).lower() for actor in clause.actors),
        rungs=rungs.get(clause.key, ()),
        findings=[finding for finding in reading.findings if finding.clause == clause.key],
        asked=clause.key in asked,
        refers_to=[_reference(number, held.get(number)) for number in clause.refers_to],
    )


def _reference(number: str, reference: Reference | None) -> str:
    title = reference.title if reference else next((procedure.title for procedure in numbered(number)), "")
    return f"{number} {title}".strip()


def _rungs(ladders: Sequence[Ladder]) -> dict[str, list[Rung]]:
    """The steps by the clause where each begins."""
    found: dict[str, list[Rung]] = {}
    for ladder in ladders:
        for step in ladder.steps:
            if step.clauses:
                found.setdefault(step.clauses[0], []).append(_rung(ladder, step))
    return found


def _rung(ladder: Ladder, step: Step) -> Rung:
    said = [channel_in_words(step), start_in_words(step), *(limit_in_words(limit) for limit in step.limits)]
    if not step.limits and not step.external:
        said.append("no limit in the text")
    return Rung(WHOSE[ladder.audience], step.order, handler_in_words(step.handler), [more for more in said if more])

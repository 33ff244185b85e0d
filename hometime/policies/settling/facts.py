"""The open points beside the ladders: who adopts and when, who does what, how often, and the holes of the template where
a person can decide (POLICY.md section 3)."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from hometime.policies.library.terms import SHIPPED
from hometime.policies.reading.forms import Body, Finding, Ladder, Question, Reading, Step
from hometime.policies.settling.forms import Choice, OpenPoint
from hometime.policies.settling.rows import NONE, Row, always, hole

SUPPLY, LIBRARY = "supply", "library"
REVIEW, EFFECT = "upheld/review", "upheld/effect"
HOW_OFTEN = (
    Choice("termly", "Once a term"),
    Choice("half_termly", "Once every half term"),
    Choice("monthly", "Once a month"),
    Choice("yearly", "Once a year"),
    Choice(NONE, "Leave it open"),
)
_OFTEN_ASKED = {
    "F9": ("How often does the key person meet with parents?", "Once a term."),
    "F15": ("How often are parents asked to share in looking at their child's progress?", "Once a term."),
    "P15": ("How often does the parents' forum meet?", "Once a term."),
    "F27": ("For how long are families asked before the service changes?", "For 14 days at least."),
}
OFSTED, AGENCY = "Ofsted", "Childminder agency"
_REGULATORS = {"ofsted": OFSTED, "childminder_agency": AGENCY}


def _adopter(reading: Reading, point: OpenPoint, value: str) -> Reading:
    return reading if value == point.proposal else dataclasses.replace(reading, adopter=value)


def _date(reading: Reading, point: OpenPoint, value: str) -> Reading:
    return reading if value == point.proposal else dataclasses.replace(reading, adopted_on=value)


def _settings(reading: Reading, point: OpenPoint, value: str) -> Reading:
    if value == point.proposal:
        return reading
    names = tuple(name.strip() for name in re.split(r"[;\n]", value) if name.strip())
    return dataclasses.replace(reading, settings=names)


def _regulator(reading: Reading, point: OpenPoint, value: str) -> Reading:
    """Names the chosen regulator on every ladder that ends with one, and among the bodies: what was read there of Ofsted
    is never taken for an agency's, which a person has to fill in."""

    def step(one: Step) -> Step:
        named = one.handler == "regulator"
        return dataclasses.replace(one, name=_REGULATORS[value]) if named else one

    def ladder(one: Ladder) -> Ladder:
        return dataclasses.replace(one, steps=tuple(step(each) for each in one.steps))

    bodies = reading.bodies
    if _REGULATORS[value] == AGENCY:
        bodies = (Body(AGENCY), *(body for body in bodies if body.name != OFSTED))
    return dataclasses.replace(reading, ladders=tuple(ladder(one) for one in reading.ladders), bodies=bodies)


def _often(reading: Reading, question: Question) -> Sequence[Choice]:
    if question.at == "F27":
        return [Choice("14 calendar_days", "14 calendar days"), Choice(NONE, "Leave it open: no fixed time")]
    return HOW_OFTEN


def _missing(reading: Reading, question: Question) -> Sequence[Choice]:
    ours = [Choice(LIBRARY, "Take the library's version, marked as our proposal")] if question.at in SHIPPED else []
    return [Choice(SUPPLY, "We will supply it: it is asked for until it is there"), *ours]


def _after_upheld(reading: Reading, question: Question) -> Sequence[Choice]:
    days = 30 if question.at == REVIEW else 90
    return [Choice(f"{days} calendar_days", f"{days} calendar days"), Choice(NONE, "Leave it open: no limit")]


ROWS: Mapping[str, Row] = {
    "adopter_unstated": Row(
        always(Choice("owners", "The owners, directors or trustees of the setting")), _adopter, "text"
    ),
    "adoption_date_unstated": Row(always(Choice("on_adoption", "The day on which it is adopted here")), _date, "date"),
    "settings_unstated": Row(always(Choice("chosen", "The settings chosen here")), _settings, "text"),
    "cp_task_lead_unstated": Row(
        always(
            Choice("designated_safeguarding_lead", "The designated safeguarding lead"),
            Choice("key_person", "The child's key person"),
        )
    ),
    "regulator_choice": Row(
        always(Choice("ofsted", "Ofsted"), Choice("childminder_agency", "A childminder agency")),
        _regulator,
        hole=hole("H12"),
    ),
    "manager_holds_the_gate": Row(
        always(
            Choice("parent", "The parent sends it straight on; the manager is told, unless it is about the manager"),
            Choice("manager", "The manager passes it on; one about the manager still goes straight on"),
        ),
        hole=hole("H2"),
    ),
    "same_procedure_own_ladder": Row(
        always(
            Choice("own_then_parents", "Their own steps where the text has them, the parents' procedure for the rest"),
            Choice("own_only", "Their own steps only"),
        ),
        hole=hole("H8"),
    ),
    "regularly_without_number": Row(_often, takes="", hole=hole("H14")),
    "asked_for_how_long": Row(_often, takes="days", hole=hole("H14")),
    "retention_start_open": Row(
        always(
            Choice("record_closed", "From the day the record is closed"),
            Choice("school_year_end", "From the end of the school year in which the record is closed"),
        ),
        hole=hole("H16"),
    ),
    "dangling_reference": Row(_missing, takes="text", hole=hole("H19")),
    "after_upheld_without_limit": Row(_after_upheld, takes="days", hole=hole("H3")),
}


def questions(reading: Reading) -> Iterator[Question]:
    """The findings about which a person can decide, as questions."""
    for finding in reading.findings:
        yield from _of(reading, finding)


def decided(reading: Reading, finding: Finding) -> bool:
    """Whether a finding is one that a person decides about by answering."""
    return any(True for _ in _of(reading, finding))


def _of(reading: Reading, finding: Finding) -> Iterator[Question]:
    clauses = (c for part in reading.parts for section in part.sections for c in section.clauses)
    ids = next((c.covers for c in clauses if c.key == finding.clause), ())
    yield from _ASKED[finding.code](reading, finding, ids) if finding.code in _ASKED else ()


def _two_steps(reading: Reading, finding: Finding, ids: Sequence[str]) -> Iterator[Question]:
    for place, ladder in enumerate(reading.ladders):
        handlers = [step.handler for step in ladder.steps]
        for at, pair in enumerate(itertools.pairwise(handlers)):
            if ladder.audience == "parents" and pair == ("line_manager", "owners_directors_trustees"):
                ask = "Twice a parent who is still unhappy is sent to the line manager. Is that two steps, or one?"
                yield _asked(finding, ask, f"ladders/{place}/steps/{at}")


def _gate(reading: Reading, finding: Finding, ids: Sequence[str]) -> Iterator[Question]:
    yield _asked(finding, "Who sends a complaint on to the line manager?", "C16")


def _own_ladder(reading: Reading, finding: Finding, ids: Sequence[str]) -> Iterator[Question]:
    if any(ladder.audience == "agencies" for ladder in reading.ladders):
        yield _asked(finding, "Which steps does a complaint from another service follow?", "C4")


def _how_often(reading: Reading, finding: Finding, ids: Sequence[str]) -> Iterator[Question]:
    for id_, (ask, proposal) in _OFTEN_ASKED.items():
        if id_ in ids:
            code = "asked_for_how_long" if id_ == "F27" else finding.code
            yield Question(code, ask, proposal, finding.clause, id_)


def _keeping(reading: Reading, finding: Finding, ids: Sequence[str]) -> Iterator[Question]:
    yield _asked(finding, "From which day do the years for keeping a record of complaints count?", "O4")


def _reference(reading: Reading, finding: Finding, ids: Sequence[str]) -> Iterator[Question]:
    """Only for the procedure without which the document is not whole; the others stay findings."""
    if finding.severity != "must":
        return
    for reference in reading.references:
        if not reference.found and f"{reference.number} {reference.title}" in finding.message:
            ask = f"The text leans on {reference.number} {reference.title}, which is not in it. Where is that?"
            yield _asked(finding, ask, reference.number)


def _after(reading: Reading, finding: Finding, ids: Sequence[str]) -> Iterator[Question]:
    if "O5" in ids and "upheld" in finding.message:
        code = "after_upheld_without_limit"
        ask = "A complaint was upheld: by when do the owners review it?"
        yield Question(code, ask, "Within 30 days.", finding.clause, REVIEW)
        ask = "A complaint was upheld: when does somebody look whether the change helped?"
        yield Question(code, ask, "Within 90 days.", finding.clause, EFFECT)


def _asked(finding: Finding, ask: str, at: str) -> Question:
    return Question(finding.code, ask, finding.proposal or "", finding.clause, at)


_ASKED = {
    "two_steps_one_person": _two_steps,
    "manager_holds_the_gate": _gate,
    "same_procedure_own_ladder": _own_ladder,
    "regularly_without_number": _how_often,
    "retention_start_open": _keeping,
    "dangling_reference": _reference,
    "limit_missing": _after,
}

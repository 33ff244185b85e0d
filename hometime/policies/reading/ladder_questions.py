"""Asks what a document leaves open about its ladders, each question with the answer that we would propose.

The proposals are the safe defaults of POLICY.md section 3 (H3 to H7 and H15). Nothing proposed here is
ever taken for the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .forms import Block, Ladder, Limit, Part, Question, Step
from .numbers import blanks
from .scope import passages
from .sentences import tidy

_ANSWERS = ("feedback", "report", "respond", "meet")
_UNITS = {
    "days": "days",
    "working_days": "working days",
    "calendar_days": "calendar days",
    "term_days": "days in term time",
    "hours": "hours",
    "months": "months",
}
_OWED = {
    "acknowledge": "to acknowledge",
    "feedback": "to give feedback",
    "investigate": "to investigate",
    "meet": "to meet",
    "report": "to report",
    "respond": "to answer",
    "escalate": "for the complainant to go further",
    "other": "named there",
}
_FROM_RECEIPT = "From the day the complaint was first received by anyone at the setting."
_FROM_STEP = "From the day this step received the complaint."
_START_PROPOSALS = {
    "first": f"{_FROM_RECEIPT} Other reading: from the day it reached this step.",
    "further": "From the day the appeal was received. Other reading: from the day of the answer appealed against.",
    "after_another": f"{_FROM_STEP} Other reading: from the day it was acknowledged.",
    "later": f"{_FROM_STEP} Other reading: from the day it was first received by anyone.",
}


def _amount(limit: Limit) -> str:
    unit = _UNITS[limit.unit]
    return f"{limit.value} {unit[:-1] if limit.value == 1 and unit.endswith('s') else unit}"


class _Clauses:
    """Finds the clause that holds a sentence."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._held = [(tidy(c.text), c.key) for part in parts for section in part.sections for c in section.clauses]

    def of(self, sentence: str) -> str | None:
        wanted = tidy(sentence)
        return next((key for text, key in self._held if wanted and wanted in text), None)


def _start_case(step: Step, limit: Limit, first: bool) -> str:
    """Which proposal fits: H7 for the first limit of a ladder, H4 for a "further" one, H5 after an acknowledgement."""
    if first:
        return "first"
    if "further" in limit.text.lower():
        return "further"
    return "after_another" if len(step.limits) > 1 and limit.action != "acknowledge" else "later"


def _called(step: Step) -> str:
    return f"step {step.order} ({step.name or step.handler.replace('_', ' ')})"


def _about_starts(ladder: Ladder, clauses: _Clauses) -> Iterator[Question]:
    limits = [(step, limit) for step in ladder.steps if not step.external for limit in step.limits]
    for place, (step, limit) in enumerate(limits):
        if limit.runs_from != "unstated":
            continue
        ask = f"From when do the {_amount(limit)} {_OWED[limit.action]} at {_called(step)} count?"
        proposal = _START_PROPOSALS[_start_case(step, limit, place == 0)]
        yield Question("limit_start_unstated", ask, proposal, clauses.of(limit.text))


def _about_step(step: Step) -> Iterator[Question]:
    clause = step.clauses[0] if step.clauses else None
    if step.handler == "other":
        proposal = "Name one person, and somebody for when that person is away."
        yield Question("handler_unstated", f"Who deals with a complaint at {_called(step)}?", proposal, clause)
    answered = any(limit.action in _ANSWERS for limit in step.limits)
    only_talk = step.order == 1 and step.channel == "spoken"
    if not answered and not only_talk:
        proposal = "Acknowledge within 5 days and answer within 14 days of receiving it."
        yield Question("step_without_limit", f"By when does {_called(step)} answer?", proposal, clause)


def _about_missing(ladder: Ladder) -> Iterator[Question]:
    inside = [step for step in ladder.steps if not step.external]
    for step in inside:
        yield from _about_step(step)
    if inside and not any(limit.action == "acknowledge" for step in inside for limit in step.limits):
        proposal = "Within 5 working days, as a promise of your own."
        yield Question("no_acknowledgement", "Within how long is a complaint acknowledged?", proposal)


def _about_contradiction(step: Step, clauses: _Clauses) -> Iterator[Question]:
    answers = {(limit.value, limit.unit): limit for limit in step.limits if limit.action in _ANSWERS[:3]}
    if len(answers) > 1:
        said = " and ".join(_amount(limit) for limit in answers.values())
        proposal = "Keep the shorter, and take the other out of the text."
        ask = f"Two times are given for an answer at {_called(step)}: {said}. Which holds?"
        yield Question("contradictory_limits", ask, proposal, clauses.of(step.limits[-1].text))


def _about_contradictions(ladders: Sequence[Ladder], clauses: _Clauses) -> Iterator[Question]:
    for ladder in ladders:
        for step in ladder.steps:
            yield from _about_contradiction(step, clauses)
    for audience in ("parents", "agencies"):
        if sum(ladder.audience == audience for ladder in ladders) > 1:
            ask = f"The text describes more than one ladder for {audience}. Which one is followed?"
            yield Question("two_ladders", ask, "Keep one ladder, or say which kind of complaint each is for.")


def _about_units(ladders: Sequence[Ladder], clauses: _Clauses) -> Iterator[Question]:
    loose = [limit for ladder in ladders for step in ladder.steps for limit in step.limits if limit.unit == "days"]
    if loose:
        ask = "Are the days of these limits calendar days or working days?"
        proposal = "Calendar days: day one is the day after, weekends and holidays count, and nothing is moved."
        yield Question("day_unit_unstated", ask, proposal, clauses.of(loose[0].text))


def _about_blanks(blocks: Sequence[Block], clauses: _Clauses) -> Iterator[Question]:
    for passage in passages(blocks):
        for blank in blanks(passage.text) if passage.in_scope else ():
            ask = f"A number was never filled in: “{blank}”. What should it be?"
            yield Question(
                "limit_left_blank", ask, "Acknowledge within 5 days, answer within 28.", clauses.of(passage.text)
            )


def read_questions(
    ladders: Sequence[Ladder], blocks: Sequence[Block] = (), parts: Sequence[Part] = ()
) -> tuple[Question, ...]:
    """The questions that a document's ladders leave open, each with our proposal, in the order of the ladders.

    `blocks` lets it see numbers that were never filled in; `parts` gives the keys of the clauses concerned.
    """
    clauses = _Clauses(parts)
    asked: list[Question] = []
    for ladder in ladders:
        asked += [*_about_starts(ladder, clauses), *_about_missing(ladder)]
    asked += [
        *_about_units(ladders, clauses),
        *_about_contradictions(ladders, clauses),
        *_about_blanks(blocks, clauses),
    ]
    return tuple(dict.fromkeys(asked))

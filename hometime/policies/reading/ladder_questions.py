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


def start_case(ladder: Ladder, step: Step, limit: Limit) -> str:
    """Which proposal fits a limit without a start: `first`, `further`, `after_another` or `later` (H4, H5, H7)."""
    limits = [found for each in ladder.steps if not each.external for found in each.limits]
    return _start_case(step, limit, limits[0] is limit)


def _about_starts(ladder: Ladder, place: str, clauses: _Clauses) -> Iterator[Question]:
    for at_step, step in enumerate(ladder.steps):
        for at_limit, limit in enumerate(step.limits):
            if limit.runs_from != "unstated" or step.external:
                continue
            ask = f"From when do the {_amount(limit)} {_OWED[limit.action]} at {_called(step)} count?"
            proposal = _START_PROPOSALS[start_case(ladder, step, limit)]
            at = f"{place}/steps/{at_step}/limits/{at_limit}"
            yield Question("limit_start_unstated", ask, proposal, clauses.of(limit.text), at)


def is_only_talk(step: Step) -> bool:
    """Whether a step is the first talk about a worry, which needs no limit."""
    return step.order == 1 and step.channel == "spoken"


def _about_step(step: Step, at: str, acknowledges: bool) -> Iterator[Question]:
    clause = step.clauses[0] if step.clauses else None
    if step.handler == "other":
        proposal = "Name one person, and somebody for when that person is away."
        yield Question("handler_unstated", f"Who deals with a complaint at {_called(step)}?", proposal, clause, at)
    acts = {limit.action for limit in step.limits}
    if not acts & set(_ANSWERS) and not is_only_talk(step):
        proposal = (
            f"{'Answer' if acknowledges else 'Acknowledge within 5 days and answer'} within 14 days of receiving it."
        )
        yield Question("step_without_limit", f"By when does {_called(step)} answer?", proposal, clause, at)


def _about_missing(ladder: Ladder, place: str) -> Iterator[Question]:
    inside = [step for step in ladder.steps if not step.external]
    promised = [step for step in inside if any(limit.action == "acknowledge" for limit in step.limits)]
    # Where nobody acknowledges anything, that is asked once, of the first step after the talk.
    asked = [] if promised else [step for step in inside if not is_only_talk(step)][:1]
    for at_step, step in enumerate(ladder.steps):
        if not step.external:
            acknowledges = any(step is one for one in (*promised, *asked))
            yield from _about_step(step, f"{place}/steps/{at_step}", acknowledges)
    if inside and not promised:
        proposal = "Within 5 working days, as a promise of your own."
        yield Question("no_acknowledgement", "Within how long is a complaint acknowledged?", proposal, None, place)


def contradictions(step: Step) -> tuple[tuple[Limit, ...], ...]:
    """Groups of limits of one step of which only one can hold: different times for an answer, or for one other act."""
    groups: dict[str, list[Limit]] = {}
    for limit in step.limits:
        kind = "answer" if limit.action in _ANSWERS[:3] else f"{limit.action} from {limit.runs_from}"
        groups.setdefault(kind, []).append(limit)
    return tuple(tuple(group) for group in groups.values() if len({(one.value, one.unit) for one in group}) > 1)


def _about_contradiction(step: Step, at: str, clauses: _Clauses) -> Iterator[Question]:
    for group in contradictions(step):
        said = " and ".join(dict.fromkeys(_amount(limit) for limit in group))
        what = "for an answer" if group[0].action in _ANSWERS[:3] else _OWED[group[0].action]
        proposal = "Keep the shorter, and take the other out of the text."
        ask = f"Two times are given {what} at {_called(step)}: {said}. Which holds?"
        place = f"{at}/limits/{step.limits.index(group[0])}"
        yield Question("contradictory_limits", ask, proposal, clauses.of(group[-1].text), place)


def _about_contradictions(ladders: Sequence[Ladder], clauses: _Clauses) -> Iterator[Question]:
    for at_ladder, ladder in enumerate(ladders):
        for at_step, step in enumerate(ladder.steps):
            yield from _about_contradiction(step, f"ladders/{at_ladder}/steps/{at_step}", clauses)
    for audience in ("parents", "agencies"):
        held = [place for place, ladder in enumerate(ladders) if ladder.audience == audience]
        if len(held) > 1:
            ask = f"The text describes more than one ladder for {audience}. Which one is followed?"
            proposal = "Follow the first, and take the other out of the text."
            yield Question("two_ladders", ask, proposal, None, f"ladders/{held[0]}")


def _about_units(ladders: Sequence[Ladder], clauses: _Clauses) -> Iterator[Question]:
    loose = [limit for ladder in ladders for step in ladder.steps for limit in step.limits if limit.unit == "days"]
    if loose:
        ask = "Are the days of these limits calendar days or working days?"
        proposal = "Calendar days: day one is the day after, weekends and holidays count, and nothing is moved."
        yield Question("day_unit_unstated", ask, proposal, clauses.of(loose[0].text))


def _about_blanks(blocks: Sequence[Block], clauses: _Clauses) -> Iterator[Question]:
    left = [(passage, blank) for passage in passages(blocks) if passage.in_scope for blank in blanks(passage.text)]
    proposal = "Acknowledge within 5 days, answer within 28."
    for place, (passage, blank) in enumerate(left):
        ask = f"A number was never filled in: “{blank}”. What should it be?"
        yield Question("limit_left_blank", ask, proposal, clauses.of(passage.text), f"blanks/{place}")


def read_questions(
    ladders: Sequence[Ladder], blocks: Sequence[Block] = (), parts: Sequence[Part] = ()
) -> tuple[Question, ...]:
    """The questions that a document's ladders leave open, each with our proposal, in the order of the ladders.

    `blocks` lets it see numbers that were never filled in; `parts` gives the keys of the clauses concerned.
    """
    clauses = _Clauses(parts)
    asked: list[Question] = []
    for place, ladder in enumerate(ladders):
        at = f"ladders/{place}"
        asked += [*_about_starts(ladder, at, clauses), *_about_missing(ladder, at)]
    asked += [
        *_about_units(ladders, clauses),
        *_about_contradictions(ladders, clauses),
        *_about_blanks(blocks, clauses),
    ]
    return tuple(dict.fromkeys(asked))

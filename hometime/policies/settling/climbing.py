"""The open points of the ladders: who deals with a step, by when, counted from which day, in which days."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from hometime.policies.reading.findings_law import shortest
from hometime.policies.reading.forms import Ladder, Limit, Question, Reading, Step
from hometime.policies.reading.ladder_questions import contradictions, is_only_talk, start_case
from hometime.policies.settling import filling
from hometime.policies.settling.amounts import Amount, amount
from hometime.policies.settling.forms import Choice, OpenPoint
from hometime.policies.settling.places import (
    ladder_at,
    limit_at,
    numbers,
    step_at,
    with_ladder,
    with_limit,
    with_more_limits,
    with_step,
)
from hometime.policies.settling.promising import ACKNOWLEDGE, ANSWER, OPEN, promised
from hometime.policies.settling.rows import NONE, Row, always, basis, hole

BOTH = "both"
_BOTH_DAYS = f"acknowledge {ACKNOWLEDGE}, answer {ANSWER}"
_ONLY_ANSWER = f"answer {ANSWER}"
_START_WORDS = {
    "receipt": "From the day anyone at the setting first received the complaint",
    "escalation": "From the day this step received it",
    "previous_answer": "From the day of the answer appealed against",
    "acknowledgement": "From the day it was acknowledged",
}
_STARTS = {
    "first": ("receipt", "escalation"),
    "further": ("escalation", "previous_answer"),
    "after_another": ("escalation", "acknowledgement", "receipt"),
    "later": ("escalation", "receipt"),
}
_START_HOLES = {"first": "H7", "further": "H4", "after_another": "H5", "later": "H5"}
_HANDLERS = {
    "setting_manager": "The setting manager",
    "deputy": "The deputy manager",
    "line_manager": "The manager's line manager",
    "owners_directors_trustees": "The owners, directors or trustees",
    "key_person": "The child's key person",
}


def _case(reading: Reading, question: Question) -> str:
    return start_case(ladder_at(reading, question.at), step_at(reading, question.at), limit_at(reading, question.at))


def _starts(reading: Reading, question: Question) -> Sequence[Choice]:
    appeal = _case(reading, question) == "further"
    words = {**_START_WORDS, "escalation": "From the day the appeal was received"} if appeal else _START_WORDS
    return [Choice(start, words[start]) for start in _STARTS[_case(reading, question)]]


def _start(reading: Reading, point: OpenPoint, value: str) -> Reading:
    whose = basis(point, value)
    return with_limit(
        reading, point.question.at, lambda limit: dataclasses.replace(limit, runs_from=value, start_basis=whose)
    )


def _unit(reading: Reading, point: OpenPoint, value: str) -> Reading:
    whose = basis(point, value)

    def counted(limit: Limit) -> Limit:
        return dataclasses.replace(limit, unit=value, unit_basis=whose) if limit.unit == "days" else limit

    def stepped(step: Step) -> Step:
        return dataclasses.replace(step, limits=tuple(counted(limit) for limit in step.limits))

    ladders = (dataclasses.replace(one, steps=tuple(stepped(step) for step in one.steps)) for one in reading.ladders)
    return dataclasses.replace(reading, ladders=tuple(ladders))


def _times(reading: Reading, question: Question) -> Sequence[Choice]:
    answer = Choice(_ONLY_ANSWER, f"Answer within {ANSWER} days of receiving it")
    both = Choice(_BOTH_DAYS, f"Acknowledge within {ACKNOWLEDGE} days, answer within {ANSWER} days of receiving it")
    return [both if "cknowledge" in question.proposal else answer, OPEN]


def _timed(reading: Reading, point: OpenPoint, value: str) -> Reading:
    if value == NONE:
        return reading
    whose = basis(point, value)
    days = Amount(ANSWER) if value in (_BOTH_DAYS, _ONLY_ANSWER) else amount(value)
    assert days is not None, value
    limits = [promised("respond", days, "escalation", whose)]
    if value == _BOTH_DAYS:
        limits.insert(0, promised("acknowledge", Amount(ACKNOWLEDGE), "escalation", whose))
    return with_more_limits(reading, point.question.at, *limits)


def _acknowledged(reading: Reading, point: OpenPoint, value: str) -> Reading:
    days = amount(value)
    if days is None:
        return reading
    limit = promised("acknowledge", days, "escalation", basis(point, value))
    steps = ladder_at(reading, point.question.at).steps
    inside = [at for at, step in enumerate(steps) if not step.external]
    first = next((at for at in inside if not is_only_talk(steps[at])), inside[0])
    return with_more_limits(reading, f"{point.question.at}/steps/{first}", limit)


def _who(reading: Reading, question: Question) -> Sequence[Choice]:
    step = step_at(reading, question.at)
    taken = {each.handler for each in ladder_at(reading, question.at).steps}
    as_named = [Choice("other", f"“{step.name}”, as the text says")] if step.name.strip() else []
    return as_named + [Choice(handler, words) for handler, words in _HANDLERS.items() if handler not in taken]


def _handled(reading: Reading, point: OpenPoint, value: str) -> Reading:
    if value == "other":
        return reading
    return with_step(
        reading,
        point.question.at,
        lambda step: dataclasses.replace(
            step, handler=value, name=step.name or _HANDLERS[value], handler_basis=basis(point, value)
        ),
    )


def _group(reading: Reading, at: str) -> tuple[Limit, ...]:
    first = limit_at(reading, at)
    return next(group for group in contradictions(step_at(reading, at)) if group[0] is first)


def _one_of(reading: Reading, question: Question) -> Sequence[Choice]:
    group = sorted(_group(reading, question.at), key=shortest)
    kept = [Choice(f"{one.value} {one.unit}", f"Only {one.value} {one.unit.replace('_', ' ')}") for one in group]
    apart = len({(one.action, one.runs_from) for one in group}) == len(group)
    both = [Choice(BOTH, "Both: they are for different things")] if apart else []
    return [*dict.fromkeys(kept), *both]


def _one_kept(reading: Reading, point: OpenPoint, value: str) -> Reading:
    """Takes the others out. They stay as empty places until the end, so that every other place keeps its number."""
    if value == BOTH:
        return reading
    at = point.question.at
    places = [each for each, _ in enumerate(step_at(reading, at).limits)]
    wanted = {tuple(choice.value.split(" ", 1)) for choice in point.choices} - {tuple(value.split(" ", 1))}
    stem = at.rpartition("/")[0]
    for each in places:
        limit = limit_at(reading, f"{stem}/{each}")
        if (str(limit.value), limit.unit) in wanted and _is_like(limit, limit_at(reading, at)):
            reading = with_limit(reading, f"{stem}/{each}", lambda one: dataclasses.replace(one, value=0))
    return reading


def _is_like(one: Limit, other: Limit) -> bool:
    answers = {"feedback", "report", "respond"}
    return {one.action, other.action} <= answers or (one.action, one.runs_from) == (other.action, other.runs_from)


def _which(reading: Reading, question: Question) -> Sequence[Choice]:
    audience = ladder_at(reading, question.at).audience
    held = [(place, one) for place, one in enumerate(reading.ladders) if one.audience == audience]
    return [Choice(str(place + 1), f"Only this one: {_outline(one)}") for place, one in held]


def left_out(reading: Reading, point: OpenPoint, value: str | None) -> frozenset[int]:
    """The places of the ladders that an answer to which one is followed leaves out."""
    if point.question.code != "two_ladders" or not value:
        return frozenset()
    return frozenset(int(choice.value) - 1 for choice in _which(reading, point.question) if choice.value != value)


def _outline(ladder: Ladder) -> str:
    """The steps of a ladder in a line: "key person, manager (28 days)"."""
    told = []
    for step in ladder.steps:
        times = ", ".join(f"{limit.value} {limit.unit.replace('_', ' ')}" for limit in step.limits)
        told.append((step.name or step.handler.replace("_", " ")) + (f" ({times})" if times else ""))
    return ", then ".join(told)


def _followed(reading: Reading, point: OpenPoint, value: str) -> Reading:
    audience = ladder_at(reading, point.question.at).audience
    ladders = [
        one if one.audience != audience or str(place + 1) == value else dataclasses.replace(one, steps=())
        for place, one in enumerate(reading.ladders)
    ]
    return dataclasses.replace(reading, ladders=tuple(ladders))


def _both_or_one(reading: Reading, question: Question) -> Sequence[Choice]:
    return [
        Choice("two", "Two steps: the line manager answers first, then the owners, directors or trustees"),
        Choice("one", "One step: the line manager hands it on, and the owners, directors or trustees answer"),
    ]


def _joined(reading: Reading, point: OpenPoint, value: str) -> Reading:
    """Joins the line manager's step to the one after it, where the owners want one step."""
    if value == "two":
        return reading
    at = point.question.at
    here, gone = numbers(at)[1], step_at(reading, at)

    def joined(ladder: Ladder) -> Ladder:
        steps = list(ladder.steps)
        after = steps[here + 1]
        steps[here] = dataclasses.replace(gone, handler="")
        steps[here + 1] = dataclasses.replace(
            after,
            clauses=tuple(dict.fromkeys((*gone.clauses, *after.clauses))),
            starts_here_if=tuple(dict.fromkeys((*gone.starts_here_if, *after.starts_here_if))),
        )
        return dataclasses.replace(ladder, steps=tuple(steps))

    return with_ladder(reading, at, joined)


ROWS: Mapping[str, Row] = {
    "limit_start_unstated": Row(_starts, _start, hole=lambda r, q: _START_HOLES[_case(r, q)]),
    "day_unit_unstated": Row(
        always(
            Choice("calendar_days", "Calendar days: weekends and holidays count"),
            Choice("working_days", "Working days: Monday to Friday, bank holidays left out"),
        ),
        _unit,
        hole=hole("H6"),
    ),
    "step_without_limit": Row(_times, _timed, "days", hole("H3")),
    "no_acknowledgement": Row(
        always(
            Choice("5 working_days", "5 working days, as a promise of your own"),
            Choice(NONE, "No promise: leave it open"),
        ),
        _acknowledged,
        "days",
        hole("H15"),
    ),
    "handler_unstated": Row(_who, _handled),
    "contradictory_limits": Row(_one_of, _one_kept),
    "two_ladders": Row(_which, _followed),
    "limit_left_blank": Row(filling.choices, filling.filled, "days"),
    "two_steps_one_person": Row(_both_or_one, _joined, hole=hole("H1")),
}


def tidied(reading: Reading) -> Reading:
    """Takes out the places that answers emptied, says once what was said twice, and numbers the steps again."""
    ladders = []
    for ladder in reading.ladders:
        kept = [step for step in ladder.steps if step.handler]
        steps = tuple(
            dataclasses.replace(step, order=order, limits=_once(step.limits)) for order, step in enumerate(kept, 1)
        )
        ladders += [dataclasses.replace(ladder, steps=steps)] if steps else []
    return dataclasses.replace(reading, ladders=tuple(ladders))


def _once(limits: Sequence[Limit]) -> tuple[Limit, ...]:
    seen = {(one.action, one.value, one.unit, one.runs_from): one for one in reversed(limits) if one.value}
    return tuple(one for one in limits if any(one is kept for kept in seen.values()))

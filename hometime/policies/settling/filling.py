"""Numbers of days that were never filled in: what each is for, and the limit that an answer makes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hometime.policies.reading.acts import act_named
from hometime.policies.reading.forms import Question, Reading
from hometime.policies.reading.numbers import blanks
from hometime.policies.settling.amounts import Amount, amount
from hometime.policies.settling.forms import Choice, OpenPoint
from hometime.policies.settling.places import ladder_at, numbers, step_at, with_more_limits
from hometime.policies.settling.promising import ACKNOWLEDGE, FIRST_ANSWER, OPEN, choice_of, promised
from hometime.policies.settling.rows import basis


def _step_holding(reading: Reading, clause: str | None) -> str | None:
    return next(
        (
            f"ladders/{at}/steps/{place}"
            for at, ladder in enumerate(reading.ladders)
            for place, step in enumerate(ladder.steps)
            if clause and clause in step.clauses and not step.external
        ),
        None,
    )


def clauses_at(reading: Reading, at: str) -> tuple[str, ...]:
    """The clauses that a place was read from: those of its step, or of the whole ladder."""
    steps = [step_at(reading, at)] if "/steps/" in at else ladder_at(reading, at).steps
    return tuple(key for step in steps for key in step.clauses)


def blank_act(reading: Reading, question: Question) -> tuple[str, str]:
    """What a number that was left blank is for (an action), and the words around it."""
    text = next(
        (c.text for part in reading.parts for s in part.sections for c in s.clauses if c.key == question.clause), ""
    )
    asked = [one for one in reading.questions if one.code == question.code and one.clause == question.clause]
    nth, left = asked.index(question), blanks(text)
    pieces = re.split("|".join(map(re.escape, left)), text) if left else [text]
    before, after = pieces[min(nth, len(pieces) - 1)], pieces[min(nth + 1, len(pieces) - 1)]
    act = act_named(before) or act_named(after) or "respond"
    return ("respond" if act in ("investigate", "other", "escalate") else act), text


def choices(reading: Reading, question: Question) -> Sequence[Choice]:
    """Our number for a blank: days to acknowledge or to answer, whichever it is for."""
    days = ACKNOWLEDGE if blank_act(reading, question)[0] == "acknowledge" else FIRST_ANSWER
    unit = "working_days" if "working" in question.ask.lower() and days == ACKNOWLEDGE else "calendar_days"
    return [choice_of(Amount(days, unit)), OPEN]


def filled(reading: Reading, point: OpenPoint, value: str) -> Reading:
    """The reading with the number filled in, at the step whose clause it stands in."""
    days, at = amount(value), _step_holding(reading, point.question.clause)
    if days is None or at is None:
        return reading
    act, text = blank_act(reading, point.question)
    here = numbers(at)[1]
    earlier = [limit for step in ladder_at(reading, at).steps[:here] for limit in step.limits]
    start = "escalation" if earlier else "receipt"
    return with_more_limits(reading, at, promised(act, days, start, basis(point, value), text))

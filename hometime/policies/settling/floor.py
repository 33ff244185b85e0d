"""The least that the law allows, held against an answer: nobody can choose a limit that the rule pack rules out."""

from __future__ import annotations

from hometime.policies import rules
from hometime.policies.reading.findings_law import shortest
from hometime.policies.reading.forms import Limit, Reading

ANSWERS = ("feedback", "report", "respond")
LAW = "eyfs.complaints.28days"
KEEPING = "register.complaints.3years"


def most_days() -> int:
    """The most calendar days that a written complaint about an EYFS requirement may wait for its outcome."""
    return rules.latest().rule(LAW).at_most["calendar_days"]


def fewest_years() -> int:
    """The fewest years for which a record of complaints is kept."""
    return rules.latest().rule(KEEPING).at_least["years"]


def first_answer(reading: Reading, ladder: int) -> tuple[int, int] | None:
    """Step and limit of the first answer that a ladder for parents promises; None for others, and where none is
    promised."""
    if reading.ladders[ladder].audience != "parents":
        return None
    for at_step, step in enumerate(reading.ladders[ladder].steps):
        for at_limit, limit in enumerate(step.limits):
            if limit.action in ANSWERS and not step.external:
                return at_step, at_limit
    return None


def too_slow(limit: Limit) -> bool:
    """Whether a limit, however few holidays fall into it, is longer than the law allows for a first answer."""
    return shortest(limit) > most_days()


def slow_answers(reading: Reading) -> tuple[str, ...]:
    """Places of first answers to parents that are slower than the law allows."""
    found = ((place, first_answer(reading, place)) for place in range(len(reading.ladders)))
    return tuple(
        f"ladders/{ladder}/steps/{here[0]}/limits/{here[1]}"
        for ladder, here in found
        if here and too_slow(reading.ladders[ladder].steps[here[0]].limits[here[1]])
    )

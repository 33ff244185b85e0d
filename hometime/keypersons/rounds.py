"""The round of talks with a family: how often, when to ask again, and where one talk stands. Pure functions over days."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Iterable, Sequence

from hometime.duties.standing import Every, next_due

# What a policy's "how often" comes to in months. Three terms in a year.
MONTHS = {"monthly": 1, "half_termly": 2, "termly": 4, "yearly": 12}
SUGGESTED = "termly"  # ours, where a policy says only "regularly"
ASK_AGAIN = dt.timedelta(days=7)
EVENING = dt.time(17)
WAYS_BEFORE_ENDING = 2  # a family was asked in so many ways before a talk may be given up


class State(enum.StrEnum):
    """Where a talk stands."""

    OFFERED = "offered"
    TO_RING = "to_ring"
    AGREED = "agreed"
    HELD = "held"
    ENDED = "ended"


# What each thing that happened makes of it. What is not listed changes nothing.
LEADS_TO = {
    "offered": State.OFFERED,
    "lets_talk": State.TO_RING,
    "chose": State.AGREED,
    "held": State.HELD,
    "ended": State.ENDED,
}


def state(happened: Iterable[str]) -> State:
    """Where a talk stands after what happened, in order."""
    now = State.OFFERED
    for what in happened:
        now = LEADS_TO.get(what, now)
    return now


@dataclasses.dataclass(frozen=True)
class Often:
    """How often a family is met: in months, and whose number that is (policy or proposed)."""

    months: int
    basis: str


def how_often(value: object, basis: str) -> Often:
    """The round that a setting's terms give. Without a usable answer it is our suggestion, and says so."""
    if isinstance(value, str) and value in MONTHS:
        return Often(MONTHS[value], "policy" if basis in ("policy", "owners") else "proposed")
    return Often(MONTHS[SUGGESTED], "proposed")


def first_round(started: dt.date, today: dt.date, often: Often) -> dt.date:
    """The first day by which a family is to be met: a whole number of rounds after the child started, not before today."""
    due, every = started, Every(months=often.months)
    while due <= today:
        due = next_due(due, every, due)
    return due


def next_round(last: dt.date, often: Often) -> dt.date:
    """The day by which a family is to be met again, one round after they were met."""
    return next_due(last, Every(months=often.months), last)


def ask_again_by(asked: dt.date, offered: Sequence[dt.date]) -> dt.date:
    """When to ask again a family that has not answered: within a week, and before the last time on offer is over."""
    by = asked + ASK_AGAIN
    return min(by, max(offered)) if offered and max(offered) > asked else by

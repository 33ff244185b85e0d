"""Where a settling in stands after what was said of it, and by when each part of it is owed. Pure functions over days and words."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Iterable

AHEAD = dt.timedelta(days=28)  # so long before the first day the plan is asked for; ours, like all that follow
LOOK_AFTER = dt.timedelta(days=14)
TALK_WITHIN, PLAN_WITHIN = 2, 3  # working days


class Stage(enum.StrEnum):
    """Where it stands."""

    NO_PLAN = "no_plan"
    PROPOSED = "proposed"
    DIFFERS = "differs"
    AGREED = "agreed"
    SETTLED = "settled"


@dataclasses.dataclass(frozen=True)
class Said:
    """A word on a settling in: what, by whom of the family ("" for those who work here), on which plan (0: on none)."""

    what: str
    who: str = ""
    plan: int = 0


ANSWERS = ("agrees", "differs")
ENDS = ("settled", "not_yet")


def _latest(said: Iterable[Said], kinds: tuple[str, ...]) -> dict[str, str]:
    return {one.who: one.what for one in said if one.what in kinds}


def answers(said: Iterable[Said], plan: int) -> dict[str, str]:
    """What each adult last said of a plan: agrees or differs, by who they are."""
    return _latest((one for one in said if one.plan == plan), ANSWERS)


def ends(said: Iterable[Said]) -> dict[str, str]:
    """What each side last said of the end, since the latest plan: settled or not yet. Those who work here stand under ""."""
    found: list[Said] = []
    for one in said:
        found = [] if one.what == "proposed" else [*found, one]
    return _latest(found, ENDS)


def stage(said: Iterable[Said], plans: int) -> Stage:
    """Where it stands after all that was said, in order, of `plans` plans.

    A plan is agreed once an adult agrees to it and nobody differs. A child has settled in once both sides say so and
    nobody says "not yet".
    """
    said = list(said)
    of_end = ends(said)
    if set(of_end.values()) == {"settled"} and "" in of_end and len(of_end) > 1:
        return Stage.SETTLED
    if not plans:
        return Stage.NO_PLAN
    last = set(answers(said, plans).values())
    if "differs" in last:
        return Stage.DIFFERS
    return Stage.AGREED if last else Stage.PROPOSED


def plan_by(first_day: dt.date, today: dt.date) -> dt.date:
    """The day by which the first plan is agreed: the day before the first day, or today where that is over."""
    return max(today, first_day - dt.timedelta(days=1))


def look_by(first_day: dt.date, today: dt.date) -> dt.date:
    """The day on which both sides look at it together, as proposed."""
    return max(first_day, today) + LOOK_AFTER

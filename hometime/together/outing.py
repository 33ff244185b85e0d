"""The day of an outing: who may leave, how many were counted where, and what that makes of it. Pure functions."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Iterable, Mapping, Sequence

from hometime.consents.standing import Verdict


class Point(enum.StrEnum):
    """Where heads are counted, in this order."""

    LEAVE = "leave"
    ARRIVE = "arrive"
    LEAVE_AGAIN = "leave_again"
    BACK = "back"


class Stage(enum.StrEnum):
    """Where an outing stands."""

    AHEAD = "ahead"
    OUT = "out"
    BACK = "back"
    OFF = "off"  # called off, or its day went by without it


@dataclasses.dataclass(frozen=True)
class Counted:
    """One count: at which point, how many heads, and of how many who should have been there."""

    point: str
    heads: int
    of: int

    @property
    def right(self) -> bool:
        """Whether as many were there as should have been."""
        return self.heads == self.of


def next_point(counts: Sequence[Counted]) -> Point | None:
    """The point to be counted now, of counts in the order in which they were made: the last one again where its count was
    not right, else the one after it. None once all were counted back."""
    if not counts:
        return Point.LEAVE
    after = list(Point)[list(Point).index(Point(counts[-1].point)) + counts[-1].right :]
    return after[0] if after else None


def missing(counts: Sequence[Counted]) -> int:
    """How many children are missing now: as the last count of all found."""
    return max(0, counts[-1].of - counts[-1].heads) if counts else 0


def stage(counts: Sequence[Counted], *, left: bool, off: bool) -> Stage:
    """Where an outing stands. It is over once a right count was made back home."""
    if off:
        return Stage.OFF
    if not left:
        return Stage.AHEAD
    return Stage.BACK if next_point(counts) is None else Stage.OUT


def adults_needed(children: int, for_each: int) -> int:
    """How many adults so many children need, where one adult goes with `for_each` of them at most; never fewer than one."""
    return max(1, -(-children // for_each))


def held_back(chosen: Iterable[str], verdicts: Mapping[str, Verdict]) -> list[str]:
    """Those of the chosen who may not leave: for whom somebody said no, or whom nobody has answered for."""
    return [child for child in chosen if verdicts.get(child) != Verdict.YES]


def counted_at(said: dt.datetime | None, opens: dt.datetime, now: dt.datetime) -> dt.datetime:
    """When a count was made, as a device says that kept it without a signal.

    A device's clock may be wrong. What it says is believed only between `opens`, the first moment of the outing's day,
    and now; else the count stands at the moment when it came in.
    """
    return said if said is not None and opens <= said <= now else now

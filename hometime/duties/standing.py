"""Where a duty stands, and when a rhythm falls due again. Pure functions over dates; nothing here is ever stored.

Lateness is worked out when it is read, so that a dead job cannot hide it (TRUST 39).
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import enum

SOON = 7  # days: what falls due within a week is "due soon" (EXPERIENCE 6: first word seven days before)


class Standing(enum.StrEnum):
    """Where a duty stands today."""

    OWED = "owed"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    LIFTED = "lifted"
    NOT_KEPT = "not_kept"


def standing(
    due: dt.date | None,
    today: dt.date,
    *,
    kept: dt.date | None = None,
    lifted: bool = False,
    missed: bool = False,
) -> Standing:
    """Where a duty stands on `today`. It is overdue from the day after its due day; without a due day it never is.

    `missed` says that its time is over and that it was not done: nobody can do it any more.
    """
    if missed:
        return Standing.NOT_KEPT
    if lifted:
        return Standing.LIFTED
    if kept is not None:
        return Standing.KEPT_LATE if due is not None and kept > due else Standing.KEPT
    if due is None:
        return Standing.OWED
    if today > due:
        return Standing.OVERDUE
    return Standing.DUE_SOON if (due - today).days <= SOON else Standing.OWED


@dataclasses.dataclass(frozen=True)
class Every:
    """An interval: so many months, or so many days. One of the two is nought."""

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if (self.months > 0) == (self.days > 0):
            raise ValueError("an interval is in months or in days")


def next_due(start: dt.date, every: Every, last_kept: dt.date | None) -> dt.date:
    """When a rhythm falls due next: `start` the first time, then one interval after it was last kept.

    The 31st of a month becomes the last day of a shorter one. Safe to ask twice: the same question has the same answer.
    """
    if last_kept is None:
        return start
    if every.days:
        return last_kept + dt.timedelta(days=every.days)
    months = last_kept.year * 12 + last_kept.month - 1 + every.months
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(last_kept.day, calendar.monthrange(year, month + 1)[1]))


def open_days_after(start: dt.date, days: int) -> dt.date:
    """The day that is `days` working days after `start`, Monday to Friday."""
    day = start
    while days:
        day += dt.timedelta(days=1)
        days -= day.weekday() < 5
    return day

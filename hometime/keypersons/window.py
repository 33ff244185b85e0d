"""When a child's progress check at two is to be done: between the second and the third birthday. Pure functions over days.

Source: the early years foundation stage, a written summary between the ages of two and three.
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import enum

CLOSING = dt.timedelta(days=60)  # the last stretch, in which a check that has not begun stands out; our proposal


class Moment(enum.StrEnum):
    """Where a day lies to the window."""

    EARLY = "early"
    OPEN = "open"
    CLOSING = "closing"
    OVERDUE = "overdue"


def birthday(born: dt.date, years: int) -> dt.date:
    """The birthday after so many years; of somebody born on 29 February the 28th, so that nothing is ever a day late."""
    year = born.year + years
    return dt.date(year, born.month, min(born.day, calendar.monthrange(year, born.month)[1]))


@dataclasses.dataclass(frozen=True)
class Window:
    """The first and the last day of the check."""

    opens: dt.date
    closes: dt.date

    def at(self, today: dt.date) -> Moment:
        """Where `today` lies."""
        if today < self.opens:
            return Moment.EARLY
        if today > self.closes:
            return Moment.OVERDUE
        return Moment.CLOSING if self.closes - today < CLOSING else Moment.OPEN


def window(born: dt.date) -> Window:
    """From the second birthday to the day before the third."""
    return Window(birthday(born, 2), birthday(born, 3) - dt.timedelta(days=1))


def owed_to(born: dt.date, started: dt.date | None, today: dt.date, since: dt.date) -> bool:
    """Whether the check is ours to do by `today`: its window has opened, and the child was here before it closed.

    `since` is the day from which checks are kept here: one whose last day was before that was done, or left, on paper.
    """
    about = window(born)
    return about.opens <= today and started is not None and started <= about.closes and since <= about.closes

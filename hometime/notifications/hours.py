"""When a notice may go: by day, not too many, and at once where it cannot wait. Pure functions (EXPERIENCE 6).

Instants are aware; hours and dates are London's. Parents get one ordinary notice a working day at most, staff three.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Callable, Iterable

from hometime.kernel.clock import LONDON, local_date

OPENS, CLOSES = dt.time(8), dt.time(18)
MOST_A_DAY_FOR_A_PARENT = 1
MOST_A_DAY_FOR_STAFF = 3

IsWorking = Callable[[dt.date], bool]


class Haste(enum.StrEnum):
    """How soon a notice must go.

    `at_once`: at any hour (security of the account; a child is hurt and a person has rung). `today`: by day, on any
    day, beyond the daily number (an answer is due). `ordinary`: by day, on working days, within the daily number.
    """

    AT_ONCE = "at_once"
    TODAY = "today"
    ORDINARY = "ordinary"


def weekdays(day: dt.date) -> bool:
    """Monday to Friday: the working days of whoever has not said otherwise. Bank holidays are the caller's to know."""
    return day.weekday() < 5


def when(
    earliest: dt.datetime,
    haste: Haste,
    taken: Iterable[dt.date] = (),
    most_a_day: int = MOST_A_DAY_FOR_A_PARENT,
    is_working: IsWorking = weekdays,
) -> dt.datetime:
    """The first instant, `earliest` or later, at which a notice may go.

    `taken` are the local dates of this person's other ordinary notices, sent or waiting, one entry for each.
    """
    if haste is Haste.AT_ONCE:
        return earliest
    if haste is Haste.TODAY:
        return _by_day(earliest, lambda _day: True)
    used = Counter(taken)
    return _by_day(earliest, lambda day: is_working(day) and used[day] < most_a_day)


def _by_day(earliest: dt.datetime, allows: IsWorking) -> dt.datetime:
    """The first instant by day on a day that `allows`; after ten weeks without one it waits no longer."""
    first = local_date(earliest)
    for ahead in range(70):
        day = first + dt.timedelta(days=ahead)
        opens, closes = (dt.datetime.combine(day, at, tzinfo=LONDON).astimezone(dt.UTC) for at in (OPENS, CLOSES))
        if earliest < closes and allows(day):
            return max(earliest, opens)
    return earliest

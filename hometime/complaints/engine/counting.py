"""Counts limits over the calendar and explains each date. Day one is the day after; nothing is moved.

Working days leave out weekends and the bank holidays of England. Days on which the setting is closed stop no clock but
that of days in term time: they are named, with an earlier day to aim for. Pure: no clock, no database.
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping, Sequence

DAY = dt.timedelta(days=1)
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)  # the years for which a complaint can be rehearsed
_MONDAY_TO_FRIDAY = 5
_UNITS = {
    "calendar_days": "calendar day",
    "days": "day",
    "working_days": "working day",
    "term_days": "day in term time",
    "hours": "hour",
    "months": "month",
}
_BY_DAYS = ("calendar_days", "days", "working_days", "term_days")


@dataclasses.dataclass(frozen=True, slots=True)
class Closed:
    """Days from `first` to `last` (it counts) on which a setting is closed; `what` is what people call that time."""

    first: dt.date
    last: dt.date
    what: str = ""

    def holds(self, day: dt.date) -> bool:
        """Whether the setting is closed on a day because of this."""
        return self.first <= day <= self.last


@dataclasses.dataclass(frozen=True, slots=True)
class Count:
    """How a due day was worked out, in parts: so that each reader gets it in words of their own language.

    `shut` are the closures on the way, each with how many of the counted days fall in it; `holidays` the bank holidays
    before the due day. `early` is the day to aim for where the due day is none to work on.
    """

    start: dt.date
    since: str
    value: int
    unit: str
    end: dt.date
    first: dt.date | None
    shut: tuple[tuple[Closed, int], ...]
    holidays: tuple[tuple[dt.date, str], ...]
    early: dt.date | None
    terms_known: bool


def due(start: dt.date, value: int, unit: str, closures: Sequence[Closed] = ()) -> dt.date:
    """The day on which a limit of `value` `unit` (`reading.forms.UNITS`) ends that counts from `start`.

    Hours are rounded up to whole days; a month ends on the same day, or on the last one of a shorter month. Days in
    term time are working days on which the setting is not closed.
    """
    if unit in ("working_days", "term_days"):
        return _working(start, value, closures if unit == "term_days" else ())
    if unit == "months":
        year, month = divmod(start.year * 12 + start.month - 1 + value, 12)
        return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
    return start + DAY * (-(-value // 24) if unit == "hours" else value)


def _working(start: dt.date, value: int, closures: Sequence[Closed]) -> dt.date:
    day, left = start, value
    while left:
        day += DAY
        left -= is_working(day) and closed_on(day, closures) is None
    return day


def is_working(day: dt.date) -> bool:
    """Whether a day is from Monday to Friday and no bank holiday."""
    return day.weekday() < _MONDAY_TO_FRIDAY and bank_holiday(day) is None


def closed_on(day: dt.date, closures: Sequence[Closed]) -> Closed | None:
    """The closure that a day falls in; None where the setting is not known to be closed."""
    return next((one for one in closures if one.holds(day)), None)


def bank_holiday(day: dt.date) -> str | None:
    """The name of a bank holiday in England; None for any other day."""
    return _holidays(day.year).get(day)


@functools.lru_cache(maxsize=128)
def _holidays(year: int) -> Mapping[dt.date, str]:
    import holidays

    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year, language="en_GB"))


def aim(day: dt.date, closures: Sequence[Closed] = ()) -> dt.date:
    """The last day to work on, on or before a day: by then it is done in good time."""
    while not is_working(day) or closed_on(day, closures):
        day -= DAY
    return day


def counted(start: dt.date, since: str, value: int, unit: str, closures: Sequence[Closed] = ()) -> Count:
    """How a limit is counted, in parts. `since` says what happened on the day that it counts from."""
    end = due(start, value, unit, closures)
    first = None
    if unit in _BY_DAYS:
        first = start + DAY if unit in ("calendar_days", "days") else due(start, 1, unit, closures)
    days = [start + DAY * n for n in range(1, (end - start).days + 1)]
    shut = tuple((one, sum(one.holds(day) for day in days)) for one in closures)
    return Count(
        start, since, value, unit, end, first,
        shut=tuple((one, many) for one, many in shut if many),
        holidays=tuple((day, name) for day in days[:-1] if (name := bank_holiday(day))),
        early=None if is_working(end) and closed_on(end, closures) is None else aim(end, closures),
        terms_known=bool(closures),
    )  # fmt: skip


def written(day: dt.date) -> str:
    """A day as people read it: "Monday 9 March"."""
    return f"{day:%A} {day.day} {day:%B}"


def amount(value: int, unit: str) -> str:
    """So many of a unit in words: "28 calendar days", "1 working day"."""
    word = _UNITS[unit]
    if value == 1:
        return f"1 {word}"
    return f"{value} days in term time" if unit == "term_days" else f"{value} {word}s"


def explained(start: dt.date, since: str, value: int, unit: str, closures: Sequence[Closed] = ()) -> str:
    """How a due day was worked out, in sentences. `since` says what happened on the day that it counts from."""
    return in_words(counted(start, since, value, unit, closures))


def in_words(count: Count) -> str:
    """A count as English sentences."""
    what = f"{amount(count.value, count.unit)} counted from {written(count.start)}, {count.since}"
    if count.first:
        what += f"; day one is {written(count.first)}"
    sentences = [f"{what}.", f"Due {written(count.end)} {count.end.year}{_falls(count.end)}."]
    if count.unit == "term_days" and not count.terms_known:
        sentences.append("School holidays are not known here, so only weekends and bank holidays are left out.")
    if count.holidays:
        named = ", ".join(f"{written(day)} ({name})" for day, name in count.holidays)
        sentences.append(f"Bank holidays before that day: {named}.")
    sentences += [_shut(closed, many, count) for closed, many in count.shut]
    if count.early:
        sentences.append(_early(count, count.early))
    return " ".join(sentences)


def _shut(closed: Closed, many: int, count: Count) -> str:
    called = f" ({closed.what})" if closed.what else ""
    days = f"{many} of these days {'falls' if many == 1 else 'fall'}"
    goes_on = "they are left out" if count.unit == "term_days" else "the clock does not stop"
    return (
        f"The setting is closed from {written(closed.first)} to {written(closed.last)}{called}: {days} in it, and "
        f"{goes_on}."
    )


def _early(count: Count, early: dt.date) -> str:
    if early <= count.start:
        return "Nothing is moved: plan now who answers while the setting is closed."
    return f"Nothing is moved: aim for {written(early)}."


def _falls(day: dt.date) -> str:
    name = bank_holiday(day)
    if name is not None:
        return f", a bank holiday ({name})"
    return ", at a weekend" if day.weekday() >= _MONDAY_TO_FRIDAY else ""

"""Counts limits over the calendar and explains each date. Day one is the day after; nothing is moved.

Working days leave out weekends and the bank holidays of England. Pure: no clock, no database.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
from collections.abc import Mapping

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


def due(start: dt.date, value: int, unit: str) -> dt.date:
    """The day on which a limit of `value` `unit` (`reading.forms.UNITS`) ends that counts from `start`.

    Hours are rounded up to whole days; a month ends on the same day, or on the last one of a shorter month. Term days
    are counted as working days: nothing here knows a setting's terms.
    """
    if unit in ("working_days", "term_days"):
        return _working(start, value)
    if unit == "months":
        year, month = divmod(start.year * 12 + start.month - 1 + value, 12)
        return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
    return start + DAY * (-(-value // 24) if unit == "hours" else value)


def _working(start: dt.date, value: int) -> dt.date:
    day, left = start, value
    while left:
        day += DAY
        left -= is_working(day)
    return day


def is_working(day: dt.date) -> bool:
    """Whether a day is from Monday to Friday and no bank holiday."""
    return day.weekday() < _MONDAY_TO_FRIDAY and bank_holiday(day) is None


def bank_holiday(day: dt.date) -> str | None:
    """The name of a bank holiday in England; None for any other day."""
    return _holidays(day.year).get(day)


@functools.lru_cache(maxsize=128)
def _holidays(year: int) -> Mapping[dt.date, str]:
    import holidays

    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year, language="en_GB"))


def aim(day: dt.date) -> dt.date:
    """The last working day on or before a day: by then it is done in good time."""
    while not is_working(day):
        day -= DAY
    return day


def written(day: dt.date) -> str:
    """A day as people read it: "Monday 9 March"."""
    return f"{day:%A} {day.day} {day:%B}"


def amount(value: int, unit: str) -> str:
    """So many of a unit in words: "28 calendar days", "1 working day"."""
    word = _UNITS[unit]
    if value == 1:
        return f"1 {word}"
    return f"{value} days in term time" if unit == "term_days" else f"{value} {word}s"


def explained(start: dt.date, since: str, value: int, unit: str) -> str:
    """How a due day was worked out, in sentences. `since` says what happened on the day that it counts from."""
    end = due(start, value, unit)
    what = f"{amount(value, unit)} counted from {written(start)}, {since}"
    if unit in ("calendar_days", "days", "working_days", "term_days"):
        first = start + DAY if unit in ("calendar_days", "days") else due(start, 1, "working_days")
        what += f"; day one is {written(first)}"
    sentences = [f"{what}.", f"Due {written(end)} {end.year}{_falls(end)}."]
    if unit == "term_days":
        sentences.append("School holidays are not known here, so only weekends and bank holidays are left out.")
    if not is_working(end):
        early = aim(end)
        sentences.append(f"Nothing is moved: aim for {written(early)}.")
    return " ".join(sentences)


def _falls(day: dt.date) -> str:
    name = bank_holiday(day)
    if name is not None:
        return f", a bank holiday ({name})"
    return ", at a weekend" if day.weekday() >= _MONDAY_TO_FRIDAY else ""

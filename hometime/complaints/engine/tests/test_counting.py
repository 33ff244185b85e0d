"""Days are counted from the day after, over Easter, month ends and leap days, and each date explains itself."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometime.complaints.engine.counting import aim, bank_holiday, due, explained, is_working

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "value", "unit", "end"),
    [
        ("2026-03-09", 28, "calendar_days", "2026-04-06"),
        ("2026-03-09", 10, "calendar_days", "2026-03-19"),
        ("2026-03-27", 5, "working_days", "2026-04-07"),
        ("2026-03-27", 10, "working_days", "2026-04-14"),
        ("2026-11-27", 28, "calendar_days", "2026-12-25"),
        ("2026-12-02", 20, "working_days", "2027-01-04"),
        ("2026-07-15", 28, "calendar_days", "2026-08-12"),
        ("2028-02-01", 28, "calendar_days", "2028-02-29"),
        ("2027-02-01", 28, "calendar_days", "2027-03-01"),
        ("2028-01-31", 1, "months", "2028-02-29"),
        ("2027-01-31", 1, "months", "2027-02-28"),
        ("2026-12-31", 2, "months", "2027-02-28"),
        ("2026-03-09", 24, "hours", "2026-03-10"),
        ("2026-03-09", 25, "hours", "2026-03-11"),
        ("2026-03-09", 10, "term_days", "2026-03-23"),
    ],
)
def test_a_limit_ends_on_its_day(start: str, value: int, unit: str, end: str) -> None:
    assert due(dt.date.fromisoformat(start), value, unit) == dt.date.fromisoformat(end)


def test_a_date_on_easter_monday_says_so_and_names_an_earlier_target() -> None:
    why = explained(dt.date(2026, 3, 9), "when anyone first received it", 28, "calendar_days")
    assert why.startswith(
        "28 calendar days counted from Monday 9 March, when anyone first received it; day one is Tuesday"
    )
    assert "Due Monday 6 April 2026, a bank holiday (Easter Monday)." in why
    assert why.endswith("aim for Thursday 2 April.")
    plain = explained(dt.date(2026, 3, 2), "when it came in", 1, "working_days")
    assert plain.startswith("1 working day counted") and "aim" not in plain
    assert "weekend" in explained(dt.date(2026, 3, 2), "when it came in", 5, "calendar_days").replace(
        "Saturday", "weekend"
    )


@settings(max_examples=300, deadline=None)
@given(DAYS, st.integers(1, 60))
def test_working_days_in_between_are_exactly_as_many_as_the_limit(start: dt.date, value: int) -> None:
    end = due(start, value, "working_days")
    between = (start + DAY * n for n in range(1, (end - start).days + 1))
    assert sum(is_working(day) for day in between) == value
    assert is_working(end) and bank_holiday(end) is None


@settings(max_examples=300, deadline=None)
@given(DAYS, st.integers(1, 366), st.sampled_from(["calendar_days", "days", "working_days", "months", "hours"]))
def test_a_longer_limit_never_ends_sooner_and_a_later_start_never_earlier(
    start: dt.date, value: int, unit: str
) -> None:
    if unit == "months":
        value = value % 12 + 1
    end = due(start, value, unit)
    assert end > start
    assert due(start, value + 1, unit) >= end
    assert due(start + DAY, value, unit) >= end
    if unit in ("calendar_days", "days"):
        assert (end - start).days == value
    assert aim(end) <= end and is_working(aim(end))
    assert f"{end:%A} {end.day} {end:%B} {end.year}" in explained(start, "then", value, unit)

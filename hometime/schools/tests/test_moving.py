"""When a child starts school, and by when each part of the move is owed."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from hometime.schools import moving

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))


def test_reception_begins_in_the_september_after_the_fourth_birthday() -> None:
    assert moving.starts_school(dt.date(2022, 8, 31)) == dt.date(2026, 9, 1)
    assert moving.starts_school(dt.date(2022, 9, 1)) == dt.date(2027, 9, 1)
    assert moving.starts_school(dt.date(2022, 1, 5)) == dt.date(2026, 9, 1)


def test_a_start_in_autumn_is_planned_in_the_second_half_of_the_summer_term() -> None:
    starts = dt.date(2026, 9, 1)
    assert moving.plan_from(starts) == dt.date(2026, 6, 1)
    assert moving.written_by(starts, dt.date(2026, 6, 1)) == dt.date(2026, 6, 30)
    assert moving.sent_by(starts, dt.date(2026, 6, 1)) == dt.date(2026, 7, 15)


def test_a_start_in_between_goes_five_working_days_ahead() -> None:
    assert moving.sent_by(dt.date(2026, 3, 16), dt.date(2026, 2, 2)) == dt.date(2026, 3, 9)


@given(DAYS, DAYS)
def test_nothing_is_owed_before_today_and_the_family_is_heard_before_papers_go(starts: dt.date, today: dt.date) -> None:
    assert moving.written_by(starts, today) >= today
    assert today <= moving.agreed_by(starts, today) <= max(today, moving.sent_by(starts, today))


@given(DAYS)
def test_every_child_is_four_on_the_eve_of_reception(born: dt.date) -> None:
    starts = moving.starts_school(born) - dt.timedelta(days=1)
    years = starts.year - born.year - ((starts.month, starts.day) < (born.month, born.day))
    assert years == 4


@given(DAYS, st.integers(-20, 20))
def test_working_days_are_never_at_a_weekend_and_five_are_a_week(day: dt.date, count: int) -> None:
    found = moving.working_days(day, count)
    assert found.weekday() < 5 or count == 0
    if day.weekday() < 5:
        assert moving.working_days(day, 5) == day + dt.timedelta(days=7)

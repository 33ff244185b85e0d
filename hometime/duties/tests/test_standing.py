"""Standing and rhythms are pure: the same question has the same answer, and months end where they end."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometime.duties.standing import SOON, Every, Standing, next_due, standing

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31))
INTERVALS = st.one_of(
    st.integers(1, 60).map(lambda n: Every(months=n)), st.integers(1, 800).map(lambda n: Every(days=n))
)


@given(DAYS, INTERVALS, st.none() | DAYS)
def test_the_same_question_has_the_same_answer(start: dt.date, every: Every, last: dt.date | None) -> None:
    assert next_due(start, every, last) == next_due(start, every, last)
    assert next_due(start, every, None) == start


@given(DAYS, INTERVALS)
def test_the_next_time_is_always_later(last: dt.date, every: Every) -> None:
    assert next_due(last, every, last) > last


@given(DAYS, st.integers(1, 60))
def test_months_count_months_and_keep_the_day_where_there_is_one(last: dt.date, months: int) -> None:
    due = next_due(last, Every(months=months), last)
    assert (due.year * 12 + due.month) - (last.year * 12 + last.month) == months
    assert due.day == last.day or (due.day < last.day and (due + dt.timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("last", "months", "due"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_the_31st_becomes_the_last_day_of_a_shorter_month(last: str, months: int, due: str) -> None:
    kept = dt.date.fromisoformat(last)
    assert next_due(kept, Every(months=months), kept) == dt.date.fromisoformat(due)


@pytest.mark.parametrize(("months", "days"), [(0, 0), (1, 1), (-1, 0)])
def test_an_interval_is_in_months_or_in_days(months: int, days: int) -> None:
    with pytest.raises(ValueError, match="months or in days"):
        Every(months, days)


@given(DAYS, st.integers(-400, 400))
def test_an_open_duty_is_overdue_from_the_day_after_its_due_day(due: dt.date, away: int) -> None:
    today = due + dt.timedelta(days=away)
    expected = Standing.OVERDUE if away > 0 else Standing.DUE_SOON if -away <= SOON else Standing.OWED
    assert standing(due, today) == expected


@given(DAYS, st.integers(-400, 400), DAYS)
def test_what_was_kept_or_lifted_never_becomes_late_later(due: dt.date, away: int, today: dt.date) -> None:
    kept = due + dt.timedelta(days=away)
    assert standing(due, today, kept=kept) == (Standing.KEPT_LATE if away > 0 else Standing.KEPT)
    assert standing(due, today, lifted=True) == Standing.LIFTED
    assert standing(None, today, kept=kept) == Standing.KEPT


@given(DAYS)
def test_without_a_due_day_nothing_is_ever_late(today: dt.date) -> None:
    assert standing(None, today) == Standing.OWED

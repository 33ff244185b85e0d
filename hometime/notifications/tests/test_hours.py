"""Notices keep to the day and to the daily number, and what cannot wait does not wait. By property, in every season."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometime.kernel.clock import LONDON, local_date
from hometime.notifications.hours import CLOSES, OPENS, Haste, weekdays, when

INSTANTS = st.integers(0, 5 * 366 * 86400).map(
    lambda n: dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=n)
)
DAYS_AHEAD = st.lists(st.integers(0, 12), max_size=12)


def by_day(instant: dt.datetime) -> bool:
    return OPENS <= instant.astimezone(LONDON).time() < CLOSES


def days(earliest: dt.datetime, ahead: list[int]) -> list[dt.date]:
    return [local_date(earliest) + dt.timedelta(days=number) for number in ahead]


@given(INSTANTS, DAYS_AHEAD, st.integers(1, 3))
def test_an_ordinary_notice_keeps_to_the_hours_the_days_and_the_number(
    earliest: dt.datetime, ahead: list[int], most: int
) -> None:
    taken = days(earliest, ahead)
    goes = when(earliest, Haste.ORDINARY, taken, most)
    assert goes >= earliest
    assert by_day(goes)
    assert weekdays(local_date(goes))
    assert taken.count(local_date(goes)) < most


@given(INSTANTS, DAYS_AHEAD)
def test_no_day_is_passed_over_without_a_reason(earliest: dt.datetime, ahead: list[int]) -> None:
    taken = days(earliest, ahead)
    day, goes = local_date(earliest), when(earliest, Haste.ORDINARY, taken)
    while day < local_date(goes):
        closes = dt.datetime.combine(day, CLOSES, tzinfo=LONDON)
        assert earliest >= closes or not weekdays(day) or day in taken
        day += dt.timedelta(days=1)


@given(INSTANTS)
def test_notices_queued_one_after_another_get_a_day_each(earliest: dt.datetime) -> None:
    taken: list[dt.date] = []
    for _ in range(8):
        taken.append(local_date(when(earliest, Haste.ORDINARY, taken)))
    assert len(set(taken)) == 8


@given(INSTANTS, DAYS_AHEAD)
def test_one_that_must_go_today_waits_for_the_morning_only(earliest: dt.datetime, ahead: list[int]) -> None:
    goes = when(earliest, Haste.TODAY, days(earliest, ahead))
    assert by_day(goes)
    assert dt.timedelta(0) <= goes - earliest <= dt.timedelta(hours=15)


@given(INSTANTS, DAYS_AHEAD)
def test_one_that_must_go_at_once_does(earliest: dt.datetime, ahead: list[int]) -> None:
    assert when(earliest, Haste.AT_ONCE, days(earliest, ahead)) == earliest


@given(INSTANTS, st.sampled_from(Haste))
def test_asking_again_at_the_hour_that_was_given_changes_nothing(earliest: dt.datetime, haste: Haste) -> None:
    goes = when(earliest, haste)
    assert when(goes, haste) == goes


@pytest.mark.parametrize(
    ("earliest", "goes"),
    [
        ("2026-03-28T18:30+00:00", "2026-03-30T07:00+00:00"),  # clocks go forward on Sunday 29 March
        ("2026-10-24T17:30+00:00", "2026-10-26T08:00+00:00"),  # and back on Sunday 25 October
        ("2026-07-01T06:59+00:00", "2026-07-01T07:00+00:00"),
        ("2026-07-01T16:59+00:00", "2026-07-01T16:59+00:00"),
        ("2026-07-01T17:00+00:00", "2026-07-02T07:00+00:00"),
    ],
)
def test_eight_in_the_morning_is_eight_in_the_morning_all_the_year(earliest: str, goes: str) -> None:
    assert when(dt.datetime.fromisoformat(earliest), Haste.ORDINARY) == dt.datetime.fromisoformat(goes)


def test_where_no_day_is_ever_a_working_day_the_notice_does_not_wait_for_good() -> None:
    earliest = dt.datetime(2026, 7, 1, 23, tzinfo=dt.UTC)
    assert when(earliest, Haste.ORDINARY, is_working=lambda _day: False) == earliest

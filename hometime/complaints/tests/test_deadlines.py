"""Deadlines over twelve years of dates, to the minute (TRUST 4): what the law and the terms ask for, never sooner, never
moved by a closure, a pause or another ladder."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometime.complaints.engine.case import Complaint, Event, Officer, Procedure, Told
from hometime.complaints.engine.counting import Closed, aim, closed_on, counted, due, explained, is_working
from hometime.complaints.engine.rehearsing import rehearse
from hometime.complaints.engine.scenario import complaint_of, events_of, procedure_of
from hometime.complaints.engine.telling import as_json
from hometime.duties.standing import Standing, standing
from hometime.kernel import clock
from hometime.policies.library import library_reading
from hometime.policies.settling import proposals, settled

FIRST, LAST = dt.date(2024, 1, 1), dt.date(2035, 12, 31)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
LIMITS = (5, 10, 14, 28)
DAYS = st.dates(FIRST, LAST)
INSTANTS = st.builds(dt.datetime.combine, DAYS, st.times(), st.just(dt.UTC))
CLOSURES = st.lists(
    st.tuples(DAYS, st.integers(0, 45)).map(lambda one: Closed(one[0], one[0] + DAY * one[1], "holiday")), max_size=6
).map(tuple)


@functools.cache
def procedure(audience: str = "parents") -> Procedure:
    reading = library_reading("10.2")
    return procedure_of(settled(reading, proposals(reading)), audience)


def midnight_after(day: dt.date) -> dt.datetime:
    """The first instant that no longer belongs to a day in England."""
    return dt.datetime.combine(day + DAY, dt.time(), tzinfo=clock.LONDON).astimezone(dt.UTC)


def dues(told: Told) -> dict[tuple[str, str], dt.date | None]:
    return {(duty.action, duty.basis): duty.due for duty in told.duties}


@pytest.mark.parametrize("limit", LIMITS)
def test_on_every_day_of_twelve_years_a_limit_ends_on_its_calendar_day_and_not_an_hour_early(limit: int) -> None:
    day = FIRST
    while day <= LAST:
        end = due(day, limit, "calendar_days")
        assert end.toordinal() == day.toordinal() + limit
        last_minute = dt.datetime.combine(day, dt.time(23, 59), tzinfo=clock.LONDON).astimezone(dt.UTC)
        assert midnight_after(end) - last_minute >= (24 * limit - 1) * HOUR
        day += DAY


@settings(max_examples=300, deadline=None)
@given(INSTANTS, st.sampled_from(LIMITS))
def test_the_last_moment_of_the_due_day_is_in_time_and_the_next_is_late(at: dt.datetime, limit: int) -> None:
    end = due(clock.local_date(at), limit, "calendar_days")
    late = midnight_after(end)
    assert late - at >= (24 * limit - 1) * HOUR
    assert standing(end, clock.local_date(late - dt.timedelta(seconds=1))) != Standing.OVERDUE
    assert standing(end, clock.local_date(late)) == Standing.OVERDUE


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(0, 40), st.sampled_from(["parents", "agencies"]))
def test_whoever_comes_later_is_never_owed_an_answer_sooner(came: dt.date, later: int, audience: str) -> None:
    one, other = (
        dues(rehearse(procedure(audience), Complaint(day, eyfs_requirement=True), (), day))
        for day in (came, came + DAY * later)
    )
    assert one.keys() == other.keys()
    assert all(one[key] <= other[key] for key in one)  # type: ignore[operator]  # each has a day


@settings(max_examples=200, deadline=None)
@given(DAYS, CLOSURES, st.sampled_from(LIMITS))
def test_a_closure_moves_no_day_but_names_an_earlier_one_to_aim_for(
    came: dt.date, shut: tuple[Closed, ...], limit: int
) -> None:
    count = counted(came, "then", limit, "calendar_days", shut)
    assert count.end == due(came, limit, "calendar_days") == came + DAY * limit
    on_the_way = [came + DAY * n for n in range(1, limit + 1)]
    assert dict(count.shut) == {one: many for one in shut if (many := sum(one.holds(day) for day in on_the_way))}
    good_day = is_working(count.end) and closed_on(count.end, shut) is None
    assert (count.early is None) == good_day
    if count.early is not None:
        assert count.early < count.end and is_working(count.early) and closed_on(count.early, shut) is None
    words = explained(came, "then", limit, "calendar_days", shut)
    assert words.count("the clock does not stop") == len(count.shut)


@settings(max_examples=200, deadline=None)
@given(DAYS, CLOSURES, st.integers(1, 30))
def test_days_in_term_time_are_working_days_on_which_the_setting_is_open(
    came: dt.date, shut: tuple[Closed, ...], limit: int
) -> None:
    end = due(came, limit, "term_days", shut)
    between = [came + DAY * n for n in range(1, (end - came).days + 1)]
    assert sum(is_working(day) and closed_on(day, shut) is None for day in between) == limit
    assert aim(end, shut) == end and end >= due(came, limit, "working_days")


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(0, 10), st.integers(0, 200))
def test_while_it_is_with_the_allegations_procedure_no_day_is_lost_and_none_is_won(
    came: dt.date, away: int, back: int
) -> None:
    complaint = Complaint(came, eyfs_requirement=True)
    straight = rehearse(procedure(), complaint, (), came)
    events = [Event(came + DAY * away, "left"), Event(came + DAY * (away + back), "resumed")]
    round_about = rehearse(procedure(), complaint, events, came + DAY * (away + back))
    assert (round_about.state, round_about.handler) == (straight.state, straight.handler)
    open_again = {key: day for key, day in dues(round_about).items() if key[0] not in BESIDE}
    assert open_again == dues(straight)
    meanwhile = rehearse(procedure(), complaint, events[:1], came + DAY * away)
    law = [duty for duty in meanwhile.duties if duty.basis == "statute" and duty.action == "respond"]
    assert [(duty.due, duty.lifted) for duty in law] == [(came + 28 * DAY, False)]


BESIDE = ("tell_designated_officer", "tell_regulator")


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(0, 60))
def test_the_two_ladders_do_not_know_of_each_other(came: dt.date, after: int) -> None:
    parents, agencies = (Complaint(came, eyfs_requirement=True), Complaint(came))
    alone = rehearse(procedure("parents"), parents, (), came)
    rehearse(procedure("agencies"), agencies, [Event(came + DAY * after, "not_satisfied")], came + DAY * after)
    assert rehearse(procedure("parents"), parents, (), came) == alone


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_what_is_written_out_and_read_back_has_the_same_days(came: dt.date, first: int, second: int) -> None:
    plain = {
        "complaint": {"received_on": came.isoformat(), "eyfs_requirement": True},
        "events": [
            {"on": (came + DAY * first).isoformat(), "event": "acknowledged"},
            {"on": (came + DAY * (first + second)).isoformat(), "event": "not_satisfied"},
        ],
    }
    today = came + DAY * 50
    told = [
        as_json(
            rehearse(procedure(), complaint_of(read["complaint"]), events_of(read["events"]), today), procedure(), today
        )
        for read in (plain, json.loads(json.dumps(plain)))
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("audience", ["parents", "agencies"])
def test_where_the_text_leaves_the_counting_open_each_date_says_whose_it_is(audience: str) -> None:
    told = rehearse(procedure(audience), Complaint(FIRST), [Event(FIRST, "not_satisfied")], FIRST)
    ladder = procedure(audience).ladder
    for limit in (limit for step in ladder.steps for limit in step.limits):
        unsaid = "proposed" in (limit.basis, limit.unit_basis, limit.start_basis)
        dated = [duty for duty in told.duties if duty.action == limit.action and duty.due]
        assert not unsaid or all("our proposal" in duty.why for duty in dated)


def test_the_officers_time_is_the_authoritys_where_it_is_known_and_ours_where_not() -> None:
    friday = Complaint(dt.date(2026, 3, 27), serious_harm_by_staff=True)
    ours = rehearse(procedure(), friday, (), friday.received_on).duties[0]
    assert (ours.due, ours.basis) == (dt.date(2026, 3, 30), "proposed") and "our proposal" in ours.why
    asks = Officer(24, "hours", "the authority's page for people who work with children")
    theirs = rehearse(dataclasses.replace(procedure(), officer=asks), friday, (), friday.received_on).duties[0]
    assert (theirs.due, theirs.basis) == (dt.date(2026, 3, 28), "policy") and asks.source in theirs.why

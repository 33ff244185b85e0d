"""The times in which nobody stayed, against a plain count of minutes; and what has to be told of them."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from hometime.agencies.visiting import Course, Span, Stage, Stay, Told, What, gaps, kept, lacking, stage, untold

NINE = dt.datetime(2026, 3, 9, 9, tzinfo=dt.UTC)
BOTH_NO = {What.ALONE: False, What.OTHER_CHILD: False}


def at(minute: int) -> dt.datetime:
    """So many minutes after nine."""
    return NINE + dt.timedelta(minutes=minute)


def stays(*minutes: tuple[int, int | None]) -> tuple[Stay, ...]:
    """Somebody stayed from one minute to another."""
    return tuple(Stay("somebody", at(first), None if last is None else at(last)) for first, last in minutes)


def visit(*minutes: tuple[int, int | None], left: int | None = 60) -> Course:
    """A visit from nine, of whom somebody took care as said."""
    return Course(at(-5), at(0), None if left is None else at(left), stays=stays(*minutes))


def test_a_visit_goes_from_expected_to_finished() -> None:
    ways = {
        Stage.EXPECTED: Course(),
        Stage.WAITING: Course(at(0)),
        Stage.TOGETHER: visit((0, None), left=None),
        Stage.ALONE: visit((0, 10), left=None),
        Stage.OVER: visit((0, 60)),
        Stage.FINISHED: Course(at(-5), at(0), at(60), closed=True),
        Stage.CALLED_OFF: Course(closed=True),
    }
    assert {where: stage(course) for where, course in ways.items()} == {where: where for where in ways}


def test_whoever_leaves_without_having_been_taken_in_was_never_alone_with_anybody() -> None:
    course = Course(at(0), None, at(5))
    assert stage(course) == Stage.OVER and gaps(course, at(9)) == []


def test_a_hand_over_leaves_no_gap_and_a_pause_between_two_does() -> None:
    assert gaps(visit((0, 20), (20, 60)), at(60)) == []
    assert gaps(visit((0, 20), (25, 60)), at(60)) == [Span(at(20), at(25))]
    assert gaps(visit((0, 20), left=None), at(33)) == [Span(at(20), at(33))], "it grows while they are here"


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), max_size=6), st.integers(1, 60))
def test_the_gaps_are_the_minutes_in_which_nobody_stayed(pairs: list[list[int]], left: int) -> None:
    course = visit(*((first, last) for first, last in pairs), left=left)
    alone = {minute for minute in range(left) if not any(first <= minute < last for first, last in pairs)}
    found = gaps(course, at(left))
    counted = {minute for minute in range(left) for span in found if span.starts <= at(minute) < span.ends}
    assert counted == alone
    assert all(before.ends < after.starts for before, after in itertools.pairwise(found))


def test_a_gap_is_told_only_by_an_incident_that_covers_it_all() -> None:
    course = visit((0, 20), (25, 60))
    half, whole = Told(What.ALONE, at(20), at(23)), Told(What.ALONE, at(19), at(25))
    other = Told(What.OTHER_CHILD, at(0), at(60))
    assert untold(course, [half, other], at(60)) == [Span(at(20), at(25))]
    assert untold(course, [whole], at(60)) == []


def test_a_visit_is_finished_only_when_everything_that_went_wrong_is_told() -> None:
    quiet, gap = visit((0, 60)), visit((0, 20), (25, 60))
    assert lacking(quiet, [], at(60), BOTH_NO) == []
    assert lacking(gap, [], at(60), BOTH_NO) == [(What.ALONE, Span(at(20), at(25)))], "a no does not make it go away"
    second = {**BOTH_NO, What.OTHER_CHILD: True}
    assert lacking(quiet, [], at(60), second) == [(What.OTHER_CHILD, None)]
    assert lacking(quiet, [Told(What.OTHER_CHILD, at(5), at(6))], at(60), second) == []
    yes = {What.ALONE: True, What.OTHER_CHILD: False}
    assert lacking(quiet, [], at(60), yes) == [(What.ALONE, None)]
    assert lacking(gap, [], at(60), yes) == [(What.ALONE, Span(at(20), at(25)))], "once is enough"


def test_a_promise_of_which_an_incident_tells_was_not_kept() -> None:
    assert kept([]) == {What.ALONE: True, What.OTHER_CHILD: True}
    assert kept([Told(What.ALONE, at(1), at(2))]) == {What.ALONE: False, What.OTHER_CHILD: True}

"""Where a settling in stands, and by when each part of it is owed."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.welcome.stages import Said, Stage, answers, ends, look_by, plan_by, stage

MONDAY = dt.date(2026, 3, 9)


def said(*words: str) -> list[Said]:
    """Words such as "mum agrees 1": who, what, and on which plan."""
    found = []
    for each in words:
        who, what, plan = each.split()
        found.append(Said(what, "" if who == "here" else who, int(plan)))
    return found


@pytest.mark.parametrize(
    ("words", "plans", "where"),
    [
        ((), 0, Stage.NO_PLAN),
        (("here proposed 1",), 1, Stage.PROPOSED),
        (("here proposed 1", "mum agrees 1"), 1, Stage.AGREED),
        (("here proposed 1", "mum agrees 1", "dad differs 1"), 1, Stage.DIFFERS),
        (("here proposed 1", "mum differs 1", "mum agrees 1"), 1, Stage.AGREED),
        (("here proposed 1", "mum agrees 1", "here proposed 2"), 2, Stage.PROPOSED),
        (("here proposed 1", "here settled 0"), 1, Stage.PROPOSED),
        (("here proposed 1", "mum settled 0"), 1, Stage.PROPOSED),
        (("here proposed 1", "mum settled 0", "here settled 0"), 1, Stage.SETTLED),
        (("here proposed 1", "mum settled 0", "here settled 0", "dad not_yet 0"), 1, Stage.PROPOSED),
        (("here proposed 1", "dad not_yet 0", "dad settled 0", "here settled 0"), 1, Stage.SETTLED),
        (("here proposed 1", "mum settled 0", "here proposed 2", "here settled 0"), 2, Stage.PROPOSED),
        (("mum settled 0", "here settled 0"), 0, Stage.SETTLED),
    ],
)
def test_a_settling_in_stands_where_both_sides_last_left_it(words: tuple[str, ...], plans: int, where: Stage) -> None:
    assert stage(said(*words), plans) == where


def test_what_was_said_of_an_older_plan_or_before_a_new_one_no_longer_counts() -> None:
    words = said("mum agrees 1", "mum settled 0", "here proposed 2", "dad differs 2")
    assert answers(words, 2) == {"dad": "differs"}
    assert ends(words) == {}


def test_a_plan_is_owed_the_day_before_the_first_day_and_never_in_the_past() -> None:
    assert plan_by(MONDAY, MONDAY - dt.timedelta(days=9)) == dt.date(2026, 3, 8)
    assert plan_by(MONDAY, MONDAY) == MONDAY
    assert plan_by(MONDAY, MONDAY + dt.timedelta(days=3)) == dt.date(2026, 3, 12)
    assert look_by(MONDAY, MONDAY - dt.timedelta(days=9)) == dt.date(2026, 3, 23)
    assert look_by(MONDAY, MONDAY + dt.timedelta(days=2)) == dt.date(2026, 3, 25)

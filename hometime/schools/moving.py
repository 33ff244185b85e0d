"""When a child starts school, and by when each part of the move is owed. Pure functions over days.

All of it is ours, as a suggestion, unless the adopted policy says otherwise: a school's year begins in September, plans begin
with the second half of the summer term, and papers go out five working days ahead.
"""

from __future__ import annotations

import datetime as dt

SCHOOL_AGE = 4  # reception begins in the September after the fourth birthday
SEPTEMBER, JUNE, JULY = 9, 6, 7
AHEAD, CHASED_AFTER = 5, 5  # working days
AGREED_WITHIN = dt.timedelta(days=14)
TERM = dt.timedelta(days=122)  # three terms to a year


def starts_school(born: dt.date) -> dt.date:
    """The first of September on or after which a child of four may start in reception."""
    turns_four = born.year + SCHOOL_AGE
    return dt.date(turns_four + ((born.month, born.day) >= (SEPTEMBER, 1)), SEPTEMBER, 1)


def plan_from(starts: dt.date) -> dt.date:
    """The day from which a plan is begun: the first of June before a start in autumn, else six weeks ahead."""
    return dt.date(starts.year, JUNE, 1) if starts.month == SEPTEMBER else starts - dt.timedelta(weeks=6)


def written_by(starts: dt.date, today: dt.date) -> dt.date:
    """By when the summary for the school is written: the last day of June, or three weeks ahead."""
    day = dt.date(starts.year, JUNE, 30) if starts.month == SEPTEMBER else starts - dt.timedelta(weeks=3)
    return max(today, day)


def agreed_by(starts: dt.date, today: dt.date) -> dt.date:
    """By when the family was heard: two weeks after today, and never after the papers go."""
    return max(today, min(today + AGREED_WITHIN, sent_by(starts, today)))


def sent_by(starts: dt.date, today: dt.date) -> dt.date:
    """By when the papers go: five working days before the first day; in autumn before the schools close in July."""
    day = dt.date(starts.year, JULY, 15) if starts.month == SEPTEMBER else working_days(starts, -AHEAD)
    return max(today, day)


def sealed_by(known: dt.date) -> dt.date:
    """By when a safeguarding file goes: five working days after the school is known."""
    return working_days(known, CHASED_AFTER)


def chased_on(sent: dt.date) -> dt.date:
    """The day on which a receipt that has not come is asked for."""
    return working_days(sent, CHASED_AFTER)


def working_days(day: dt.date, count: int) -> dt.date:
    """The day that is `count` working days (Monday to Friday) after `day`, or before it where `count` is negative."""
    step = dt.timedelta(days=1 if count > 0 else -1)
    for _number in range(abs(count)):
        day += step
        while day.weekday() >= 5:
            day += step
    return day

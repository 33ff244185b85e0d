"""A visit as the pure rules read it: its row, who stayed, and what was written down as an incident."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from hometime.agencies.models import Incident, Stay, Visit
from hometime.agencies.visiting import Course, Told, What
from hometime.agencies.visiting import Stay as Stayed
from hometime.kernel import clock
from hometime.kernel.answers import Refused


def course_of(visit: Visit) -> Course:
    """How a visit went so far."""
    return courses_of([visit])[visit.pk]


def courses_of(visits: Collection[Visit]) -> dict[str, Course]:
    """How each of many visits went so far, by its key, in one statement however many they are."""
    rows = Stay.objects.unscoped("who stayed with a visitor is weighed as a whole").filter(visit__in=visits)
    stays: dict[str, list[Stayed]] = defaultdict(list)
    for stay in rows.order_by("visit", "number"):
        stays[stay.visit_id].append(Stayed(stay.person_id, stay.starts, stay.ends))
    return {
        one.pk: Course(one.arrived_at, one.began_at, one.left_at, one.closed is not None, tuple(stays[one.pk]))
        for one in visits
    }


def told_of(visit: Visit) -> list[Told]:
    """What of a visit was written down as an incident: what and when, without a word of why."""
    rows = Incident.objects.unscoped("a visit shows that something went wrong, and no word of it").filter(
        of_visit=visit
    )
    found = rows.order_by("starts", "pk").values_list("what", "starts", "ends")
    return [Told(What(what), starts, ends) for what, starts, ends in found]


def instant(visit: Visit, at: dt.time | None) -> dt.datetime:
    """A time of day on the day of a visit; now, where none is given. Raises `Refused` for a time to come."""
    now = clock.now()
    day = clock.local_date(visit.arrived_at or now)
    if at is None:
        if day < clock.today():
            raise Refused("They came on an earlier day. Give the time at which it was.")
        return now
    found = dt.datetime.combine(day, at, tzinfo=clock.LONDON).astimezone(dt.UTC)
    if found > now:
        raise Refused("This time is still to come. Give the time at which it was.")
    return found

"""A visit as the pure rules read it: its row, who stayed, and what was written down as an incident."""

from __future__ import annotations

import datetime as dt

from hometime.agencies.models import Incident, Stay, Visit
from hometime.agencies.visiting import Course, Told, What
from hometime.agencies.visiting import Stay as Stayed
from hometime.kernel import clock
from hometime.kernel.answers import Refused


def course_of(visit: Visit) -> Course:
    """How a visit went so far."""
    rows = Stay.objects.unscoped("who stayed with a visitor is weighed as a whole").filter(visit=visit)
    stays = tuple(Stayed(stay.person_id, stay.starts, stay.ends) for stay in rows.order_by("number"))
    return Course(visit.arrived_at, visit.began_at, visit.left_at, visit.closed is not None, stays)


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
    if at is None:
        return now
    day = clock.local_date(visit.arrived_at or now)
    found = dt.datetime.combine(day, at, tzinfo=clock.LONDON).astimezone(dt.UTC)
    if found > now:
        raise Refused("This time is still to come. Give the time at which it was.")
    return found

"""Naming the key person and the back-up of a child."""

from __future__ import annotations

import datetime as dt

from hometime.audit.actions import Actor, action, note
from hometime.families import rules
from hometime.families.actions.asking import ask
from hometime.families.models import (
    Child,
    KeyPersonship,
)
from hometime.kernel.answers import Refused
from hometime.people.models import Person, current


@action
def allocate(
    viewer: Actor, child: Child, person: Person, starts: dt.date, *, part: str = KeyPersonship.Part.KEY
) -> KeyPersonship:
    """Makes somebody the key person (or back-up) of a child from `starts`; whoever was it before ends the day before.

    Somebody who was already named for a later day takes over then. Whoever was named for this very day by a slip never
    was.
    """
    ask(viewer, rules.allocate, child)
    day_before = starts - dt.timedelta(days=1)
    others = KeyPersonship.objects.unscoped("one key person at a time").filter(child=child, part=part)
    for old in others.filter(current(starts)):
        if old.person_id == person.pk:
            raise Refused("They are named already.")
        old.ends = day_before
        old.save(update_fields=["ends"])
    later = others.filter(starts__gt=starts).order_by("starts").values_list("starts", flat=True).first()
    allocation = KeyPersonship(
        child=child, person=person, part=part, starts=starts, ends=later - dt.timedelta(days=1) if later else None
    )
    allocation.save()
    note(
        "key_person.allocated",
        allocation,
        chain=child.setting_id,
        child=child.pk,
        person=person.pk,
        part=part,
    )
    return allocation

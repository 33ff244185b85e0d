"""Writing down children and the adults who belong to them. A bond made here gives nothing: unknown means less.

What an adult may know, collect or agree to is decided on the child's own page, once somebody has checked face to face
who they are. “Mother” or “father” in a list decides none of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hometime.access.viewer import Viewer
from hometime.audit.actions import action
from hometime.families.actions import allocate, bind, register_adult, register_child
from hometime.families.importing.rows import AdultRow, ChildRow
from hometime.families.models import Adult, Child, KeyPersonship
from hometime.kernel import clock
from hometime.kernel.folding import folded
from hometime.people.actions import add_person
from hometime.people.models import Person, Setting


def already_here(viewer: Viewer, rows: Sequence[ChildRow]) -> set[int]:
    """The lines whose child is written down already: same name, same date of birth, as far as the viewer may see."""
    known = {(folded(name), born) for name, born in Child.objects.visible_to(viewer).values_list("name", "born")}
    return {row.number for row in rows if row.mark in known}


@action
def register_rows(viewer: Viewer, setting: Setting, rows: Sequence[ChildRow]) -> int:
    """Writes down every child and adult of `rows`, all or none. Gives the number of children.

    Adults with one address are one person. They get no post, so nobody can sign in as a parent by being in a list: that
    comes when somebody here has checked face to face who they are (TRUST 4).
    """
    people: dict[str, Person] = {}
    for row in rows:
        if row.born is None or row.faults:
            raise ValueError("only lines without a mistake are written down")
        child = register_child(viewer, setting, row.name, row.born, starts=row.starts)
        for adult in row.adults:
            bind(viewer, _adult(viewer, setting, adult, people), child, adult.relation, clock.today())
    return len(rows)


def _adult(viewer: Viewer, setting: Setting, row: AdultRow, people: dict[str, Person]) -> Adult:
    person = people.get(row.email) or (Person.objects.filter(email=row.email).first() if row.email else None)
    if person is None:
        person = add_person(viewer, row.name, email=row.email or None)
    if row.email:
        people[row.email] = person
    known = Adult.objects.unscoped("an adult of two children is one adult").filter(person=person).first()
    return known or register_adult(viewer, person, setting)


def without_key_person(viewer: Viewer) -> list[Child]:
    """The children of the viewer's setting who have no key person today or later, by name."""
    named = KeyPersonship.objects.visible_to(viewer).filter(part=KeyPersonship.Part.KEY).exclude(ends__lt=clock.today())
    here = Child.objects.visible_to(viewer).filter(setting=viewer.setting_id, left__isnull=True)
    return list(here.exclude(pk__in=named.values("child")).order_by("name", "pk"))


@action
def allocate_rows(viewer: Viewer, chosen: Sequence[tuple[Child, Person]], day: dt.date) -> int:
    """Names the key person of each child from `day`. Gives how many."""
    for child, person in chosen:
        allocate(viewer, child, person, day)
    return len(chosen)

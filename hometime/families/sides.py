"""The sides of a child's family: each adult who may know all, and together those who share a home by their own choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from hometime.families.models import Adult, Bond, Child, KeyPersonship, Membership
from hometime.people.models import Person, current

HEARS_ALL = "hears all"
Side = list[Adult]


def sides(child: Child, today: dt.date) -> list[Side]:
    """The sides of a family today, in a steady order. Two adults stand together only where both said so."""
    bonds = (
        Bond.objects.unscoped("who may know all about a child is asked to talk about the child")
        .filter(current(today), child=child)
        .select_related("adult__person")
        .order_by("starts", "pk")
    )
    adults = [bond.adult for bond in bonds if HEARS_ALL in bond.rights(today)]
    homes = _homes([adult.person_id for adult in adults])
    found: dict[str, Side] = {}
    for adult in adults:
        found.setdefault(homes.get(adult.person_id, adult.pk), []).append(adult)
    return list(found.values())


def _homes(people: Collection[str]) -> dict[str, str]:
    rows = Membership.objects.unscoped("those who share a home are asked together").filter(
        person__in=people, left_on__isnull=True
    )
    return dict(rows.order_by("agreed_on", "pk").values_list("person_id", "household_id"))


def key_person_of(child: Child, today: dt.date) -> Person | None:
    """The key person of a child today."""
    held = KeyPersonship.objects.unscoped("a family is told whose key person is whose").filter(
        current(today), child=child, part=KeyPersonship.Part.KEY
    )
    found = held.select_related("person").first()
    return found.person if found else None

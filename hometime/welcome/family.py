"""Who of a family joins: the adults who may know all about a child, and the clauses in force that a setting adopted."""

from __future__ import annotations

import datetime as dt

from hometime.families.models import Adult, Bond, Child
from hometime.people.models import Setting, current
from hometime.policies.models import AdoptedClause, in_force

HEARS_ALL = "hears all"


def adults_of(child: Child, today: dt.date) -> list[Adult]:
    """The adults who may know all about a child today, in a steady order."""
    bonds = (
        Bond.objects.unscoped("who may know all about a child is welcomed with the child")
        .filter(current(today), child=child)
        .select_related("adult__person")
        .order_by("starts", "pk")
    )
    return [bond.adult for bond in bonds if HEARS_ALL in bond.rights(today)]


def promised(setting: Setting, clause: str, today: dt.date) -> AdoptedClause | None:
    """The adopted clause in force that covers `clause` of the catalogue; None where nothing promises it."""
    for adoption in in_force(setting, today):
        clauses: list[AdoptedClause] = list(AdoptedClause.objects.filter(adoption=adoption).order_by("position"))
        found = next((adopted for adopted in clauses if clause in adopted.covers), None)
        if found is not None:
            return found
    return None

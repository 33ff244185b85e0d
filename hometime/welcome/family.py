"""Who of a family joins: the adults who may know all about a child, and the clauses in force that a setting adopted."""

from __future__ import annotations

import datetime as dt

from hometime.families.models import Adult, Child
from hometime.families.sides import sides
from hometime.people.models import Setting
from hometime.policies.models import AdoptedClause, in_force


def adults_of(child: Child, today: dt.date) -> list[Adult]:
    """The adults who may know all about a child today, in a steady order."""
    return [adult for side in sides(child, today) for adult in side]


def promised(setting: Setting, clause: str, today: dt.date) -> AdoptedClause | None:
    """The adopted clause in force that covers `clause` of the catalogue; None where nothing promises it."""
    for adoption in in_force(setting, today):
        clauses: list[AdoptedClause] = list(AdoptedClause.objects.filter(adoption=adoption).order_by("position"))
        found = next((adopted for adopted in clauses if clause in adopted.covers), None)
        if found is not None:
            return found
    return None

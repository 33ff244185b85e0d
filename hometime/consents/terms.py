"""What the policy in force says of consents: the clause that a duty or a page rests on."""

from __future__ import annotations

import datetime as dt

from hometime.people.models import Setting
from hometime.policies.models import AdoptedClause, in_force


def promised(setting: Setting, clause: str, day: dt.date) -> AdoptedClause | None:
    """The adopted clause in force on `day` that covers `clause` of the catalogue; None where nothing promises it."""
    for adoption in in_force(setting, day):
        clauses: list[AdoptedClause] = list(AdoptedClause.objects.filter(adoption=adoption).order_by("position"))
        found = next((adopted for adopted in clauses if clause in adopted.covers), None)
        if found is not None:
            return found
    return None


def key_of(setting: Setting, clause: str, day: dt.date) -> str:
    """The key of that clause, or nothing."""
    adopted = promised(setting, clause, day)
    return adopted.key if adopted else ""

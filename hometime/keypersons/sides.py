"""The adults of a family who take part in a record, and what the adopted terms promise a family."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hometime.families.models import Adult
from hometime.keypersons.rounds import Often, how_often
from hometime.policies.models import AdoptedClause, in_force
from hometime.records.models import Party


def adults_of(record: Any) -> list[Adult]:
    """The adults of the family who are named on a record, as they are to be reached."""
    named = Party.objects.unscoped("who of a family takes part in a talk").filter(
        record=record, part="named", hat="parent"
    )
    rows = Adult.objects.unscoped("how the family that takes part is reached").filter(person__in=named.values("person"))
    return list(rows.select_related("person").order_by("pk"))


def promised(setting: Any, clause: str, name: str, today: dt.date) -> tuple[Often, str] | None:
    """How often the terms in force promise `clause`, with the key of the adopted clause; None where nothing promises it."""
    for adoption in in_force(setting, today):
        for adopted in AdoptedClause.objects.filter(adoption=adoption).order_by("position"):
            if clause in adopted.covers:
                row = adoption.terms.get("parameters", {}).get(clause, {}).get(name, {})
                return how_often(row.get("value"), str(row.get("basis", ""))), adopted.key
    return None

"""What the adopted terms say of plans: how often support is reviewed, and who carries the tasks of a safety plan."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from hometime.duties.standing import Every
from hometime.people.models import Setting
from hometime.people.roles import Role
from hometime.policies.models import AdoptedClause, Adoption, in_force

TERM = Every(months=4)  # our suggestion: three terms in a year
REVIEWS = {"half_termly": Every(months=2), "termly": TERM, "six_monthly": Every(months=6), "yearly": Every(months=12)}
BEARERS = {"key_person": Role.KEY_PERSON, "designated_safeguarding_lead": Role.DSL}


@dataclasses.dataclass(frozen=True)
class Term:
    """What terms in force say: the value, where it comes from, and under which adoption and clause."""

    value: Any
    basis: str
    adoption: Adoption | None = None
    key: str = ""


def said(setting: Setting, clause: str, name: str, day: dt.date) -> Term:
    """What the terms in force on `day` say of a parameter of a clause; no value where none of them holds the clause."""
    for adoption in in_force(setting, day):
        for adopted in AdoptedClause.objects.filter(adoption=adoption).order_by("position"):
            if clause in adopted.covers:
                row = adoption.terms.get("parameters", {}).get(clause, {}).get(name, {})
                return Term(row.get("value"), str(row.get("basis") or "proposed"), adoption, adopted.key)
    return Term(None, "proposed")


def review_every(setting: Setting, day: dt.date) -> tuple[Every, Term]:
    """How often support is reviewed with the family, a term where nothing else is said (F10)."""
    term = said(setting, "F10", "plan_review", day)
    return REVIEWS.get(str(term.value), TERM), term


def bearer(setting: Setting, day: dt.date) -> tuple[Role, Term]:
    """The post that carries the tasks of a safety plan: the one the adopted document names (F11).

    Where it names none, the safeguarding lead: fewer people then know of it.
    """
    term = said(setting, "F11", "cp_task_lead", day)
    return BEARERS.get(str(term.value), Role.DSL), term

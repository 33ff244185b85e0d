"""Joining one adult and one child, and deciding what that gives, facet by facet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note, person_of
from hometime.families import rules
from hometime.families.actions.asking import ask
from hometime.families.facets import AWAITED_DAYS, FACETS, Basis
from hometime.families.models import (
    Adult,
    Bond,
    Child,
    Decision,
)
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person

CHECK_FIRST = "First check, face to face, who this adult is, and write down the day."


@action
def bind(viewer: Actor, adult: Adult, child: Child, relation: str, starts: dt.date, **facets: Any) -> Bond:
    """Makes the bond between one adult and one child. Every facet not named keeps its least value: unknown means less.

    A facet that gives something needs `identity_checked`, the day on which somebody here saw who the adult is. `basis`
    says what all of them rest on.
    """
    ask(viewer, rules.bind, child, adult)
    if Bond.objects.unscoped("two people have one bond at most").filter(adult=adult, child=child).exists():
        raise Refused("This adult is already written down for this child. Change the bond that is there.")
    basis = facets.pop("basis", Basis.DECLARED)
    bond = Bond(adult=adult, child=child, relation=relation, starts=starts, **facets)
    decided = {name: value for name, value in facets.items() if name in FACETS}
    for name, value in decided.items():
        if _rights(name, value) and bond.identity_checked is None:
            raise Refused(CHECK_FIRST)
    bond.save()
    today = clock.today()
    Decision.objects.bulk_create(
        Decision(
            bond=bond, facet=name, value=str(value), basis=basis, starts=starts,
            decided_by_id=person_of(viewer), decided_on=today,
        )
        for name, value in decided.items()
    )  # fmt: skip
    note("bond.made", bond, chain=child.setting_id, relation=relation)
    return bond


@action
def propose(viewer: Viewer, child: Child, name: str, relation: str) -> Bond:
    """A parent proposes an adult. It gives nothing and opens no sign-in before staff check who they are and decide."""
    ask(viewer, rules.propose, child)
    person = Person(name=name)
    person.set_unusable_password()
    person.save()
    adult = Adult(person=person)
    adult.save()
    bond = Bond(adult=adult, child=child, relation=relation, starts=clock.today())
    bond.save()
    note("bond.proposed", bond, chain=child.setting_id)
    return bond


@action
def check_identity(viewer: Actor, bond: Bond) -> Bond:
    """Somebody here saw, face to face, who the adult is. Before that a bond gives nothing."""
    ask(viewer, rules.decide, bond)
    bond.identity_checked = clock.today()
    bond.save(update_fields=["identity_checked"])
    note("bond.identity_checked", bond, chain=bond.child.setting_id)
    return bond


@action
def decide(
    viewer: Actor,
    bond: Bond,
    facet: str,
    value: Any,
    *,
    basis: str = Basis.DECLARED,
    evidence: str = "",
    until: dt.date | None = None,
    review_on: dt.date | None = None,
) -> Decision:
    """Decides one facet of a bond from today. It works on the next request, everywhere (TRUST 2).

    After `until` what it gives is closed, and what it restricts stays: either way somebody is asked again. A parent's
    request alone can only restrict, and is to be looked at within ten days, whatever date was given.
    """
    ask(viewer, rules.decide, bond)
    today = clock.today()
    bond.refresh_from_db()
    given = _rights(facet, value)
    before = FACETS[facet].rights(bond.value(facet, today))
    if basis == Basis.REQUEST:
        if given - before:
            raise Refused("A parent's request alone can only restrict. Ask for evidence, or decide it yourself.")
        until = review_on = today + dt.timedelta(days=AWAITED_DAYS)
    if given - before and bond.identity_checked is None:
        raise Refused(CHECK_FIRST)
    if until is not None and until < today:
        raise Refused("The last day must be today or later.")
    setattr(bond, facet, value)
    restricts = basis == Basis.REQUEST or (given < before and until is not None)
    if not restricts:  # what is restricted keeps the last day that it had; else a request could lengthen a grant
        _set_last_day(bond, facet, until if given else None)
    bond.save(update_fields=[facet, "grants_until", "runs_out"])
    Decision.objects.unscoped("a new decision takes the place of the former").filter(
        bond=bond, facet=facet, in_force=True
    ).update(in_force=False)
    decision = Decision(
        bond=bond, facet=facet, value=str(value), basis=basis, evidence=evidence, starts=today, until=until,
        decided_by_id=person_of(viewer), decided_on=today, review_on=review_on,
    )  # fmt: skip
    decision.save()
    note("bond.decided", bond, chain=bond.child.setting_id, facet=facet, basis=basis)
    return decision


@action
def renew(viewer: Actor, decision: Decision, reason: str) -> Decision:
    """Lets a restriction on a parent's request go on for ten more days; a safeguarding lead says why."""
    ask(viewer, rules.renew, decision.bond)
    if decision.basis != Basis.REQUEST or not decision.in_force:
        raise Refused("Only a restriction that awaits its evidence can be renewed.")
    if not reason.strip():
        raise Refused("Say why it should go on without evidence.")
    bond = decision.bond
    return decide(
        viewer, bond, decision.facet, getattr(bond, decision.facet), basis=Basis.REQUEST, evidence=reason.strip()
    )


def _set_last_day(bond: Bond, facet: str, until: dt.date | None) -> None:
    """Writes down until when a facet gives what it gives; None for no last day."""
    if facet == "info":
        bond.grants_until = until
    elif until is None:
        bond.runs_out.pop(facet, None)
    else:
        bond.runs_out[facet] = str(until)


def _rights(facet: str, value: Any) -> frozenset[str]:
    """What a value of a facet gives; raises Refused outside the closed lists."""
    if facet not in FACETS:
        raise Refused(f"There is no facet called {facet}.")
    try:
        return FACETS[facet].rights(value)
    except KeyError:
        raise Refused(f"{value} is not something that can be decided about {facet}.") from None


@action
def end_bond(viewer: Actor, bond: Bond, last_day: dt.date) -> Bond:
    """Ends a bond; the last day still counts."""
    ask(viewer, rules.decide, bond)
    bond.ends = last_day
    bond.save(update_fields=["ends"])
    note("bond.ended", bond, chain=bond.child.setting_id, last_day=last_day)
    return bond

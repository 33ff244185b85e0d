"""Changing who belongs to whom: register, bind, decide a facet, allocate a key person, join or leave a household."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hometime.audit.actions import Actor, action, note
from hometime.audit.models import HOUSE
from hometime.families.facets import AWAITED_DAYS, FACETS, Basis
from hometime.families.models import (
    Adult,
    Bond,
    Child,
    Decision,
    Household,
    KeyPersonship,
    Membership,
    Order,
)
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person, Setting, current


@action
def register_child(viewer: Actor, setting: Setting, name: str, born: dt.date, **facts: Any) -> Child:
    """Adds a child to a setting: name, date of birth, and facts such as room, starts, languages and key_facts."""
    if born > clock.today():
        raise Refused("The date of birth must be today or earlier.")
    child = Child(setting=setting, name=name, born=born, **facts)
    child.save()
    note("child.registered", child)
    return child


@action
def register_adult(viewer: Actor, person: Person, setting: Setting, **contact: Any) -> Adult:
    """Gives a person a family side, with contact facts that no other adult sees by default."""
    adult = Adult(person=person, **contact)
    adult.save()
    note("adult.registered", adult, chain=setting.pk)
    return adult


@action
def bind(
    viewer: Actor,
    adult: Adult,
    child: Child,
    relation: str,
    starts: dt.date,
    **facets: Any,
) -> Bond:
    """Makes the bond between one adult and one child. Every facet not named keeps its least value: unknown means
    less."""
    if Bond.objects.unscoped("two people have one bond at most").filter(adult=adult, child=child).exists():
        raise Refused("This adult is already written down for this child. Change the bond that is there.")
    bond = Bond(adult=adult, child=child, relation=relation, starts=starts, **facets)
    bond.save()
    today = clock.today()
    Decision.objects.bulk_create(
        Decision(
            bond=bond, facet=name, value=str(value), basis=bond.basis, starts=starts,
            decided_by_id=_person(viewer), decided_on=today,
        )
        for name, value in facets.items()
        if name in FACETS
    )  # fmt: skip
    note("bond.made", bond, chain=child.setting_id, relation=relation)
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

    A restriction on a parent's request alone is to be reviewed within ten days, whatever date was given.
    """
    if facet not in FACETS:
        raise Refused(f"There is no facet called {facet}.")
    today = clock.today()
    if basis == Basis.REQUEST:
        until = review_on = today + dt.timedelta(days=AWAITED_DAYS)
    setattr(bond, facet, value)
    bond.basis = basis
    bond.save(update_fields=[facet, "basis"])
    decision = Decision(
        bond=bond, facet=facet, value=str(value), basis=basis, evidence=evidence, starts=today, until=until,
        decided_by_id=_person(viewer), decided_on=today, review_on=review_on,
    )  # fmt: skip
    decision.save()
    note("bond.decided", bond, chain=bond.child.setting_id, facet=facet, basis=basis)
    return decision


@action
def end_bond(viewer: Actor, bond: Bond, last_day: dt.date) -> Bond:
    """Ends a bond; the last day still counts."""
    bond.ends = last_day
    bond.save(update_fields=["ends"])
    note("bond.ended", bond, chain=bond.child.setting_id, last_day=last_day)
    return bond


@action
def write_down_order(
    viewer: Actor,
    bond: Bond,
    kind: str,
    issued: dt.date,
    *,
    expires: dt.date | None = None,
    seen: bool = True,
) -> Order:
    """Writes down a court order or formal instruction. What it restricts is decided apart, facet by facet."""
    today = clock.today()
    order = Order(
        bond=bond, kind=kind, issued=issued, expires=expires,
        seen_on=today if seen else None, seen_by_id=_person(viewer) if seen else None,
    )  # fmt: skip
    order.save()
    note("order.written", order, chain=bond.child.setting_id, expires=expires or "")
    return order


@action
def allocate(
    viewer: Actor,
    child: Child,
    person: Person,
    starts: dt.date,
    *,
    part: str = KeyPersonship.Part.KEY,
) -> KeyPersonship:
    """Makes somebody the key person (or back-up) of a child from `starts`; whoever was it before ends the day
    before."""
    before = (
        KeyPersonship.objects.unscoped("one key person at a time")
        .filter(current(starts), child=child, part=part)
        .exclude(person=person)
    )
    for old in before:
        old.ends = starts - dt.timedelta(days=1)
        if old.ends < old.starts:
            raise Refused("The new key person must start after the present one did.")
        old.save(update_fields=["ends"])
    allocation = KeyPersonship(child=child, person=person, part=part, starts=starts)
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


@action
def form_household(viewer: Actor, setting: Setting, adults: list[Adult]) -> Household:
    """Puts adults into one household. Each must have agreed for themselves; the words of one are never enough."""
    household = Household(setting=setting)
    household.save()
    today = clock.today()
    for adult in adults:
        Membership(household=household, adult=adult, agreed_on=today).save()
    note("household.formed", household)
    return household


@action
def leave_household(viewer: Actor, membership: Membership) -> None:
    """Leaves a household, silently: nobody is told, and nothing shows a gap."""
    membership.left_on = clock.today()
    membership.save(update_fields=["left_on"])
    note("household.left", membership, chain=membership.household.setting_id)


def _person(viewer: Actor) -> str | None:
    """The acting person's id, or None where the house itself acts."""
    return None if viewer.person_id == HOUSE else viewer.person_id

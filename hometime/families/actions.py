"""Changing who belongs to whom: register, bind, decide a facet, allocate a key person, join or leave a household."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note, person_of
from hometime.families import rules
from hometime.families.facets import AWAITED_DAYS, FACETS, Basis
from hometime.families.models import (
    Adult,
    Bond,
    Child,
    Decision,
    Household,
    KeyFacts,
    KeyPersonship,
    Membership,
    Order,
    SealedAddress,
)
from hometime.kernel import clock
from hometime.kernel.answers import No, Refused
from hometime.people.models import UNSAID, Person, Setting, current

CHECK_FIRST = "First check, face to face, who this adult is, and write down the day."


@action
def register_child(viewer: Actor, setting: Setting, name: str, born: dt.date, **facts: Any) -> Child:
    """Adds a child to a setting: name, date of birth, and facts such as room, starts, languages and key_facts."""
    _ask(viewer, rules.register, setting)
    known = {name: facts.pop(name) for name in ("languages", "key_facts") if name in facts}
    if born > clock.today():
        raise Refused("The date of birth must be today or earlier.")
    child = Child(setting=setting, name=name, born=born, **facts)
    child.save()
    note("child.registered", child)
    if known:
        _write_key_facts(child, known.get("languages", []), known.get("key_facts", []))
    return child


@action
def write_key_facts(viewer: Actor, child: Child, languages: list[str], facts: list[str]) -> KeyFacts:
    """Writes down what whoever works with a child must know, in place of what was written before."""
    _ask(viewer, rules.write_key_facts, child)
    return _write_key_facts(child, languages, facts)


def _write_key_facts(child: Child, languages: list[str], facts: list[str]) -> KeyFacts:
    known = KeyFacts.objects.unscoped("key facts take the place of the former").filter(child=child).first()
    known = known or KeyFacts(child=child)
    known.languages, known.facts = languages, facts
    known.save()
    note("child.key_facts_written", child)
    return known


@action
def register_adult(viewer: Actor, person: Person, setting: Setting, **contact: Any) -> Adult:
    """Gives a person a family side, with contact facts that no other adult sees by default.

    The first language that they read (`reads`) becomes that of their pages and mail, where they have not said another.
    """
    _ask(viewer, rules.register, setting)
    best = next(iter(contact.get("reads") or ()), UNSAID)
    if person.language == UNSAID != best:
        person.language = best
        person.save(update_fields=["language"])
    address, hidden = contact.pop("address", ""), contact.pop("address_hidden", False)
    adult = Adult(person=person, **contact)
    adult.save()
    note("adult.registered", adult, chain=setting.pk)
    if address or hidden:
        _write_address(adult, setting, address, hidden)
    return adult


@action
def write_address(viewer: Actor, adult: Adult, setting: Setting, address: str, *, hidden: bool) -> Adult:
    """Writes down where an adult lives, hidden or not, in place of what was written before (TRUST 7)."""
    _ask(viewer, rules.write_address, adult)
    return _write_address(adult, setting, address, hidden)


def _write_address(adult: Adult, setting: Setting, address: str, hidden: bool) -> Adult:
    """A hidden address is sealed, and leaves nothing behind where the open one stood; an open one leaves no sealed."""
    SealedAddress.objects.unscoped("a new address takes the place of the former").filter(adult=adult).delete()
    adult.address, adult.address_hidden = "" if hidden else address, hidden
    adult.save(update_fields=["address", "address_hidden"])
    if hidden and address:
        SealedAddress(adult=adult, address=address).save()
    note("adult.address_written", adult, chain=setting.pk, hidden=hidden)
    return adult


@action
def bind(viewer: Actor, adult: Adult, child: Child, relation: str, starts: dt.date, **facets: Any) -> Bond:
    """Makes the bond between one adult and one child. Every facet not named keeps its least value: unknown means less.

    A facet that gives something needs `identity_checked`, the day on which somebody here saw who the adult is. `basis`
    says what all of them rest on.
    """
    _ask(viewer, rules.bind, child, adult)
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
    _ask(viewer, rules.propose, child)
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
    _ask(viewer, rules.decide, bond)
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
    _ask(viewer, rules.decide, bond)
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
    _ask(viewer, rules.renew, decision.bond)
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
    _ask(viewer, rules.decide, bond)
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
    _ask(viewer, rules.decide, bond)
    today = clock.today()
    order = Order(
        bond=bond, kind=kind, issued=issued, expires=expires,
        seen_on=today if seen else None, seen_by_id=person_of(viewer) if seen else None,
    )  # fmt: skip
    order.save()
    note("order.written", order, chain=bond.child.setting_id, expires=expires or "")
    return order


@action
def settle_order(viewer: Actor, order: Order) -> Order:
    """The safeguarding lead has decided what holds after an order; until then it is asked again and nothing opens."""
    _ask(viewer, rules.renew, order.bond)
    order.settled_on = clock.today()
    order.save(update_fields=["settled_on"])
    note("order.settled", order, chain=order.bond.child.setting_id)
    return order


@action
def allocate(
    viewer: Actor, child: Child, person: Person, starts: dt.date, *, part: str = KeyPersonship.Part.KEY
) -> KeyPersonship:
    """Makes somebody the key person (or back-up) of a child from `starts`; whoever was it before ends the day before.

    Somebody who was already named for a later day takes over then.
    """
    _ask(viewer, rules.allocate, child)
    day_before = starts - dt.timedelta(days=1)
    others = KeyPersonship.objects.unscoped("one key person at a time").filter(child=child, part=part)
    for old in others.filter(current(starts)):
        if old.person_id == person.pk:
            raise Refused("They are named already.")
        if old.starts > day_before:
            raise Refused("The new key person must start after the present one did.")
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


@action
def form_household(viewer: Actor, setting: Setting, adults: list[Adult]) -> Household:
    """Puts adults into one household. The office writes it down once each has agreed: the word of one for another
    is never enough.
    """
    _ask(viewer, rules.register, setting)
    household = Household(setting=setting)
    household.save()
    today = clock.today()
    for adult in adults:
        Membership(household=household, person_id=adult.person_id, agreed_on=today).save()
    note("household.formed", household)
    return household


@action
def leave_household(viewer: Actor, membership: Membership) -> None:
    """Leaves a household, silently: nobody is told, and nothing shows a gap."""
    _ask(viewer, rules.leave, membership)
    membership.left_on = clock.today()
    membership.save(update_fields=["left_on"])
    note("household.left", membership, chain=membership.household.setting_id)


def _ask(viewer: Actor, rule: Callable[..., No | None], *things: Any) -> None:
    """Refuses what the rule says no to. The house itself (imports, the practice world) is not asked."""
    answer = rule(viewer, *things) if isinstance(viewer, Viewer) else None
    if answer is not None:
        raise Refused(str(answer))

"""A family joins in one sitting: the child, each adult with what was decided about them, and who is their key person."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from hometime.access.actions import ask_mail
from hometime.audit.actions import Actor, action, note
from hometime.families import rules
from hometime.families.actions.allocating import allocate
from hometime.families.actions.asking import ask
from hometime.families.actions.bonding import CHECK_FIRST, bind
from hometime.families.actions.registering import register_adult, register_child
from hometime.families.models import Adult, Bond, Child, KeyPersonship
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people import actions as people
from hometime.people.models import Person, Post, Setting
from hometime.people.roles import Role

NO_ADULT = "A child needs at least one adult."
TWICE = "A child with this name and date of birth is here already. Say that this is another child, or open the other."
ANOTHERS = "This e-mail address belongs to somebody with another name. Look at the address again."


@dataclasses.dataclass(frozen=True)
class AdultSaid:
    """One adult of a child, as they were written down: `known` where they are here already, as a brother's mother is.

    `facets` are what was decided; `seen` that somebody here saw today who they are, without which nothing is given.
    """

    relation: str
    name: str = ""
    known: Adult | None = None
    email: str = ""
    facets: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    contact: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    basis: str = "declared"
    seen: bool = False
    signs_in: bool = False


@action
def register_family(
    viewer: Actor,
    setting: Setting,
    name: str,
    born: dt.date,
    adults: Sequence[AdultSaid],
    *,
    key_person: Person | None = None,
    back_up: Person | None = None,
    another: bool = False,
    **facts: Any,
) -> Child:
    """Writes down a child with their adults and key persons, all or nothing.

    Raises `Refused` for a child without an adult, an adult twice, a child who is here already (unless `another`, as twins
    with one name may be), and whatever its parts refuse.
    """
    ask(viewer, rules.register, setting)
    if not adults:
        raise Refused(NO_ADULT)
    if not another and is_here(setting, name, born):
        raise Refused(TWICE)
    child = register_child(viewer, setting, name, born, **facts)
    for said in adults:
        join(viewer, child, said)
    starts = max(child.starts or clock.today(), clock.today())
    for person, part in ((key_person, KeyPersonship.Part.KEY), (back_up, KeyPersonship.Part.BACK_UP)):
        if person is not None:
            allocate(viewer, child, person, starts, part=part)
    return child


def is_here(setting: Setting, name: str, born: dt.date) -> bool:
    """Whether a child of this name, whatever its accents, and this date of birth is written down already."""
    there = Child.objects.unscoped("the same child is not written down twice").filter(setting=setting, born=born)
    return any(each.is_called(name) for each in there)


@action
def join(viewer: Actor, child: Child, said: AdultSaid) -> Bond:
    """Adds one adult to a child, with what was decided about them, and lets them sign in where that was said."""
    if said.signs_in and not said.seen:
        raise Refused(CHECK_FIRST)
    adult = said.known or _somebody(viewer, child.setting, said)
    checked = clock.today() if said.seen else _seen_before(adult)
    bond = bind(
        viewer, adult, child, said.relation, clock.today(), basis=said.basis, identity_checked=checked, **said.facets
    )
    if said.signs_in:
        let_sign_in(viewer, bond, said.email)
    return bond


def _seen_before(adult: Adult) -> dt.date | None:
    """The day on which somebody here saw who this adult is, for another child of theirs."""
    bonds = Bond.objects.unscoped("who an adult is was seen once for all their children").filter(adult=adult)
    return bonds.exclude(identity_checked=None).values_list("identity_checked", flat=True).first()


def _somebody(viewer: Actor, setting: Setting, said: AdultSaid) -> Adult:
    """A new adult, or the one who has this address already."""
    person = Person.objects.filter(email=said.email.lower()).first() if said.email else None
    if person is None:
        person = people.add_person(viewer, said.name, email=said.email or None)
    elif not person.is_called(said.name):
        raise Refused(ANOTHERS)
    there = Adult.objects.unscoped("an adult of two children is one adult").filter(person=person).first()
    return there or register_adult(viewer, person, setting, **said.contact)


@action
def let_sign_in(viewer: Actor, bond: Bond, email: str = "") -> Person:
    """Lets an adult sign in whom somebody here has seen: gives them an address and a parent's hat, and sends a link.

    The hat by itself grants nothing; what they see follows from their bonds.
    """
    ask(viewer, rules.decide, bond)
    if bond.identity_checked is None:
        raise Refused(CHECK_FIRST)
    person, setting = bond.adult.person, bond.child.setting
    if not person.email:
        if not email:
            raise Refused("Give the e-mail address that they will sign in with.")
        people.give_address(viewer, person, email)
    held = Post.objects.on(clock.today()).filter(person=person, role=Role.PARENT, provider=setting.provider_id)
    if not held.exists():
        people.appoint(viewer, person, Role.PARENT, setting, clock.today())
    ask_mail(viewer, person, "new_password")
    note("adult.may_sign_in", bond.adult, chain=setting.pk)
    return person

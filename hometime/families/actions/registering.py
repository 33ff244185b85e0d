"""Writing down children and adults, what must be known of them at once, and where they live."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hometime.audit.actions import Actor, action, note
from hometime.families import rules
from hometime.families.actions.asking import ask
from hometime.families.models import (
    Adult,
    Child,
    KeyFacts,
    SealedAddress,
)
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import UNSAID, Person, Setting


@action
def register_child(viewer: Actor, setting: Setting, name: str, born: dt.date, **facts: Any) -> Child:
    """Adds a child to a setting: name, date of birth, and facts such as room, starts, languages and key_facts."""
    ask(viewer, rules.register, setting)
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
def describe_child(viewer: Actor, child: Child, **facts: Any) -> Child:
    """Changes what is written down of a child: name, name_to_use, pronunciation, born, starts, room."""
    ask(viewer, rules.write_key_facts, child)
    if (facts.get("born") or child.born) > clock.today():
        raise Refused("The date of birth must be today or earlier.")
    for name, value in facts.items():
        setattr(child, name, value)
    child.save(update_fields=[*facts, "folded"])
    note("child.changed", child, fields=" ".join(facts))
    return child


@action
def change_child(viewer: Actor, child: Child, languages: list[str], key_facts: list[str], **facts: Any) -> Child:
    """Changes a child's facts together with what whoever works with them must know."""
    describe_child(viewer, child, **facts)
    known = KeyFacts.objects.unscoped("key facts take the place of the former").filter(child=child).first()
    if languages or key_facts or known:
        _write_key_facts(child, languages, key_facts)
    return child


def _speak_as_read(person: Person, contact: Mapping[str, Any]) -> None:
    """The first language that somebody reads becomes that of their pages and mail, where they have said no other."""
    best = next(iter(contact.get("reads") or ()), UNSAID)
    if person.language == UNSAID != best:
        person.language = best
        person.save(update_fields=["language"])


@action
def describe_adult(viewer: Actor, adult: Adult, setting: Setting, **contact: Any) -> Adult:
    """Changes how an adult is reached and what they need. Their address is changed apart (`write_address`)."""
    ask(viewer, rules.write_address, adult)
    _speak_as_read(adult.person, contact)
    for name, value in contact.items():
        setattr(adult, name, value)
    adult.save(update_fields=list(contact))
    note("adult.described", adult, chain=setting.pk, fields=" ".join(contact))
    return adult


@action
def add_need(viewer: Actor, adult: Adult, setting: Setting, words: str) -> Adult:
    """Adds what makes it easier for an adult to what is known of them: there it is read wherever a talk is arranged (F4)."""
    adult.refresh_from_db(from_queryset=Adult.objects.unscoped("a need is added to those that stand there"))
    if words in adult.access_needs:
        return adult
    adult.access_needs = [*adult.access_needs, words]
    adult.save(update_fields=["access_needs"])
    note("adult.need_added", adult, chain=setting.pk)
    return adult


@action
def write_key_facts(viewer: Actor, child: Child, languages: list[str], facts: list[str]) -> KeyFacts:
    """Writes down what whoever works with a child must know, in place of what was written before."""
    ask(viewer, rules.write_key_facts, child)
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
    """Gives a person a family side, with contact facts that no other adult sees by default."""
    ask(viewer, rules.register, setting)
    _speak_as_read(person, contact)
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
    ask(viewer, rules.write_address, adult)
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

"""Who is known to a setting, and what each is called in the summary of one complaint: child A, staff member B, adult C."""

from __future__ import annotations

import string
from collections.abc import Iterator

from hometime.complaints.keeping.known import Index, Known
from hometime.complaints.models import Complaint, Source
from hometime.families.models import Adult, Bond, Child, SealedAddress
from hometime.people.models import Person, Post, Room
from hometime.people.roles import HAT_OF, Hat, Role
from hometime.records.models import Party

# What somebody is called who is not on the case, by the post they hold; the first that fits.
CALLED = (
    (Role.LINE_MANAGER, "the line manager"), (Role.OWNER, "an owner"), (Role.MANAGER, "the manager"),
    (Role.DEPUTY, "the deputy"),
)  # fmt: skip
STAFF, ADULT, CHILD = "another member of staff", "another adult", "another child"


def known_to(case: Complaint) -> Index:
    """Everybody whose name must not stand in the summary of `case`: those on it, and all who belong to the setting.

    Whom the case names comes first: the child is child A, then come those whom it is about, the child's adults, and
    whoever complained.
    """
    letters = iter(string.ascii_uppercase)
    on_it = _on_the_case(case, letters)
    there = {known.names for known in on_it}
    rooms = Room.objects.filter(setting=case.setting_id).values_list("name", flat=True)
    return Index([*on_it, *(known for known in _of_the_setting(case) if known.names not in there)], rooms)


def _on_the_case(case: Complaint, letters: Iterator[str]) -> list[Known]:
    found: list[Known] = []
    child = Child.objects.unscoped("a name that nobody looks for would be let through").filter(pk=case.child_id).first()
    if child is not None:
        found.append(Known(f"child {next(letters)}", _names(child.name, child.name_to_use), child.born))
    concerned = (
        Party.objects.unscoped("a name that nobody looks for would be let through")
        .filter(record=case, part=Party.Part.CONCERNS)
        .select_related("person")
    )
    for person in {party.person_id: party.person for party in concerned.order_by("pk")}.values():
        held = _posts(person)
        if held & {Role.LINE_MANAGER, Role.OWNER, Role.MANAGER}:
            found.append(_known(_called(held), person))
        else:
            found.append(_known(f"staff member {next(letters)}" if held else f"adult {next(letters)}", person))
    bonds = (
        Bond.objects.unscoped("a name that nobody looks for would be let through")
        .filter(child=child)
        .select_related("adult__person")
        if child
        else ()
    )
    found += [
        _known(f"adult {next(letters, 'Z')}", bond.adult.person, _reached(bond.adult))
        for bond in sorted(bonds, key=lambda bond: bond.pk)
    ]
    if case.complainant and case.source != Source.OFSTED:
        found.append(Known(f"adult {next(letters, 'Z')}", (case.complainant,)))
    return found


def _of_the_setting(case: Complaint) -> Iterator[Known]:
    """Those who work or worked there or govern it, and the families."""
    posts = Post.objects.filter(provider=case.setting.provider_id).exclude(role=Role.PARENT)
    here = [post for post in posts.select_related("person") if post.setting_id in (None, case.setting_id)]
    people = {post.person_id: post.person for post in here}
    held: dict[str, set[Role]] = {}
    for post in here:
        held.setdefault(post.person_id, set()).add(Role(post.role))
    for pk, person in people.items():
        yield _known(_called(held[pk]), person)
    for child in Child.objects.unscoped("a name that nobody looks for would be let through").filter(
        setting=case.setting_id
    ):
        yield Known(CHILD, _names(child.name, child.name_to_use), child.born)
    bonds = (
        Bond.objects.unscoped("a name that nobody looks for would be let through")
        .filter(child__setting=case.setting_id)
        .select_related("adult__person")
    )
    for adult in {bond.adult_id: bond.adult for bond in bonds}.values():
        yield _known(ADULT, adult.person, tuple(way for way in (adult.phone, adult.address) if way))


def _known(label: str, person: Person, reached: tuple[str, ...] = ()) -> Known:
    return Known(
        label, _names(person.name, person.name_to_use), None, (*reached, *([person.email] if person.email else []))
    )


def _names(*names: str) -> tuple[str, ...]:
    return tuple(name for name in names if name)


def _reached(adult: Adult) -> tuple[str, ...]:
    hidden = (
        SealedAddress.objects.unscoped("a name that nobody looks for would be let through")
        .filter(adult=adult)
        .values_list("address", flat=True)
    )
    return tuple(way for way in (adult.phone, adult.address, *hidden) if way)


def _posts(person: Person) -> set[Role]:
    held = Post.objects.filter(person=person).values_list("role", flat=True)
    return {Role(role) for role in held if HAT_OF[Role(role)] in (Hat.STAFF, Hat.OWNER)}


def _called(held: set[Role]) -> str:
    return next((words for role, words in CALLED if role in held), STAFF)

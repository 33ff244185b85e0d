"""What a child's file shows to one viewer: who the child is, who belongs to them, and who has looked."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.audit.models import Reading
from hometime.childfile.models import Opening
from hometime.childfile.panels import TABS, Panel, seen_as_parent, tabs_of
from hometime.childfile.reasons import by_whom, is_told
from hometime.families import rules as families
from hometime.families.facets import Collects, Responsibility
from hometime.families.minimum import missing
from hometime.families.models import Adult, Bond, Child, KeyFacts, KeyPersonship, Membership, SealedAddress
from hometime.families.pages.adult import AdultPage, adult_page, fellows_of
from hometime.families.tongues import all_named
from hometime.people.models import Person, Post, current
from hometime.people.roles import LEADS, Hat, Role
from hometime.records.retention import keep_until

MOST_LOOKS = 50
LOOKED_BACK = dt.timedelta(days=90)
# The doors whose readings a family is told of, by what of the child is behind them.
SHOWN_DOORS = ("child-file", "child-tab", "child-copy")


@dataclasses.dataclass(frozen=True)
class AtTheDoor:
    """Whom staff hand the child over to. Of somebody who may not, they are told nothing more."""

    hand_over: list[str]
    only_with: list[str]
    fetch: list[str]
    ask_first: list[str]


@dataclasses.dataclass(frozen=True)
class AdultLine:
    """An adult in the child's life, as staff see them: what of their pages this viewer may open."""

    bond: Bond
    collects: str
    may_decide: bool
    may_see: bool


@dataclasses.dataclass(frozen=True)
class Look:
    """Somebody who works here opened this file on a day; `why` is the reason of whoever does not work with the child."""

    on: dt.date
    name: str
    role: str
    why: str = ""


@dataclasses.dataclass(frozen=True)
class File:
    """A child's file, as far as it is the same on all its tabs."""

    child: Child
    key_persons: list[KeyPersonship]
    door: AtTheDoor | None
    looked_after: bool
    tabs: Sequence[tuple[str, object]]
    office: bool
    names: bool


@dataclasses.dataclass(frozen=True)
class About:
    """Who the child is. `facts` is None for somebody who may not know them; `lacks` is for the office."""

    facts: list[str] | None
    languages: str
    lacks: list[str]
    kept_until: dt.date | None


@dataclasses.dataclass(frozen=True)
class People:
    """For staff the adults in the child's life; for a parent what is written down about themselves, and nobody else."""

    adults: list[AdultLine]
    mine: AdultPage | None
    fellows: list[Membership]
    membership: Membership | None
    may_propose: bool


def file_of(viewer: Viewer, child: Child) -> File:
    """The frame of a child's file."""
    bonds = _bonds(viewer, child) if viewer.hat == Hat.STAFF else []
    return File(
        child=child,
        key_persons=_key_persons(viewer, child),
        door=at_the_door(bonds, viewer.today) if viewer.hat == Hat.STAFF else None,
        looked_after=any(bond.pr == Responsibility.SHARED for bond in bonds),
        tabs=[(tab, TABS[tab]) for tab in tabs_of(viewer, child)],
        office=viewer.hat == Hat.STAFF and families.write_down(viewer, None) is None,
        names=viewer.hat == Hat.STAFF and families.may_name(viewer) is None,
    )


def about(viewer: Viewer, child: Child) -> About:
    """Who the child is, to this viewer."""
    known = KeyFacts.objects.visible_to(viewer).filter(child=child).first()
    office = viewer.hat == Hat.STAFF and families.write_down(viewer, None) is None
    return About(
        facts=known.facts if known else None,
        languages=all_named(known.languages) if known else "",
        lacks=_lacks(viewer, child) if office else [],
        kept_until=keep_until("child_file", child.left) if office and child.left else None,
    )


def people(viewer: Viewer, child: Child) -> People:
    """Who belongs to the child, to this viewer."""
    if viewer.hat == Hat.STAFF:
        lines = [
            AdultLine(
                bond,
                str(Collects(bond.value("collect", viewer.today)).label),
                families.decide(viewer, bond) is None,
                families.see_adult(viewer, bond.adult) is None,
            )
            for bond in _bonds(viewer, child)
        ]
        return People(lines, None, [], None, may_propose=False)
    mine = Adult.objects.visible_to(viewer).select_related("person").first()
    fellows = fellows_of(viewer)
    return People(
        adults=[],
        mine=adult_page(viewer, mine) if mine else None,
        fellows=[each for each in fellows if each.person_id != viewer.person_id],
        membership=next((each for each in fellows if each.person_id == viewer.person_id), None),
        may_propose=families.propose(viewer, child) is None,
    )


def looks(viewer: Viewer, child: Child) -> list[Look]:
    """Who of those who work here opened the file in the last three months, by day.

    Another adult's visits never stand here, nor those of a safeguarding lead, which could tell of a sealed case; nor what
    a lead has said, or may still say within three days, that the family is not told of.
    """
    found = Reading.objects.filter(
        subject=child.pk, subject_type=child._meta.label_lower, door__in=SHOWN_DOORS, hat=Hat.STAFF,
        on__gte=viewer.today - LOOKED_BACK,
    )  # fmt: skip
    days = list(found.order_by("-on").values_list("on", "actor").distinct())
    actors = {actor for _on, actor in days}
    posts: dict[str, list[Post]] = {}
    for post in Post.objects.filter(person__in=actors, setting=child.setting_id).exclude(role=Role.PARENT):
        posts.setdefault(post.person_id, []).append(post)
    names = {person.pk: person.called for person in Person.objects.filter(pk__in=actors)}
    said = by_whom(child)
    shown = []
    for on, actor in days:
        opening = said.get((actor, on))
        if opening is not None and not is_told(opening, viewer.today):
            continue
        roles = [
            Role(post.role) for post in posts.get(actor, []) if post.starts <= on and (not post.ends or on <= post.ends)
        ]
        if roles and not set(roles) & set(LEADS):
            why = str(Opening.Why(opening.why).label) if opening else ""
            shown.append(Look(on, names[actor], str(min(roles, key=list(Role).index).label), why))
    return shown[:MOST_LOOKS]


def eyes_of(viewer: Viewer, bond: Bond) -> Viewer:
    """The eyes of a bond's adult, in a parent's hat, for staff who look as they would."""
    person = bond.adult.person
    return Viewer(
        person_id=person.pk, hat=Hat.PARENT, today=viewer.today, provider_id=viewer.provider_id,
        posts=frozenset({Role.PARENT}), acts_in=frozenset({(person.pk, Role.PARENT, "")}), settings=(bond.child.setting_id,),
        name=person.called,
    )  # fmt: skip


def whole(viewer: Viewer, child: Child, *, as_parent: bool = False) -> dict[str, object]:
    """Everything of a file on one page: to print, to take away, or to see as a parent sees it."""
    panels: list[Panel] = (
        seen_as_parent(viewer, child)
        if as_parent
        else [panel for each in tabs_of(viewer, child, copied=True).values() for panel in each]
    )
    return {
        "file": file_of(viewer, child), "about": about(viewer, child), "people": people(viewer, child),
        "panels": panels, "looks": looks(viewer, child), "parent": viewer.hat == Hat.PARENT,
    }  # fmt: skip


def at_the_door(bonds: Sequence[Bond], today: dt.date) -> AtTheDoor:
    """Whom to hand the child to today, by name."""
    by: dict[str, list[str]] = {value: [] for value in Collects.values}
    for bond in bonds:
        name = bond.adult.person.called
        value = bond.value("collect", today)
        by[value].append(f"{name} ({bond.collect_with})" if value == Collects.ONLY_WITH and bond.collect_with else name)
    return AtTheDoor(by[Collects.YES], by[Collects.ONLY_WITH], by[Collects.NO], by[Collects.UNKNOWN])


def _bonds(viewer: Viewer, child: Child) -> list[Bond]:
    bonds = Bond.objects.visible_to(viewer).filter(Q(ends__isnull=True) | Q(ends__gte=viewer.today), child=child)
    return list(
        bonds.select_related("adult__person", "child__setting").order_by("emergency_order", "adult__person__name")
    )


def _key_persons(viewer: Viewer, child: Child) -> list[KeyPersonship]:
    held = KeyPersonship.objects.visible_to(viewer).filter(current(viewer.today), child=child)
    return sorted(
        held.select_related("person"), key=lambda each: (each.part != KeyPersonship.Part.KEY, each.person.name)
    )


def _lacks(viewer: Viewer, child: Child) -> list[str]:
    bonds = _bonds(viewer, child)
    adults = [bond.adult for bond in bonds]
    sealed = SealedAddress.objects.visible_to(viewer).filter(adult__in=adults).values_list("adult", flat=True)
    addressed = frozenset([*sealed, *(adult.pk for adult in adults if adult.address)])
    return list(missing(child, bonds, adults, addressed))

"""Random towns: every kind of post, cover, bond, key person, household, record, party and duty, thrown together.

Unlike tests/cast.py a town is written in bulk and need not be likely: whatever the tables can hold, the rules must bear.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

from django.db import models

from hometime.audit.actions import House, action, note
from hometime.duties.models import Duty, Kind
from hometime.families.facets import Information
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
from hometime.kernel.guard import RecordedRows
from hometime.people.models import Cover, Person, Post, Provider, Room, Setting
from hometime.people.roles import AT_ONE_SETTING, HAT_OF, Hat, Role
from hometime.records.audiences import Audience
from hometime.records.models import Party, Record

MIDDLE = dt.date(2026, 3, 9)
OFTEN = (Role.PARENT, Role.KEY_PERSON, Role.KEY_PERSON, Role.ROOM, Role.OWNER)
FACETS_OF_NO_MATTER = {"pr": "yes", "collect": "yes", "contact": "free"}


@dataclasses.dataclass
class Town:
    """The rows of a town, table by table. Their attributes are read as they were written, never from the database."""

    draw: Random
    providers: list[Provider] = dataclasses.field(default_factory=list)
    settings: list[Setting] = dataclasses.field(default_factory=list)
    rooms: list[Room] = dataclasses.field(default_factory=list)
    people: list[Person] = dataclasses.field(default_factory=list)
    posts: list[Post] = dataclasses.field(default_factory=list)
    covers: list[Cover] = dataclasses.field(default_factory=list)
    children: list[Child] = dataclasses.field(default_factory=list)
    adults: list[Adult] = dataclasses.field(default_factory=list)
    bonds: list[Bond] = dataclasses.field(default_factory=list)
    decisions: list[Decision] = dataclasses.field(default_factory=list)
    orders: list[Order] = dataclasses.field(default_factory=list)
    key_facts: list[KeyFacts] = dataclasses.field(default_factory=list)
    addresses: list[SealedAddress] = dataclasses.field(default_factory=list)
    households: list[Household] = dataclasses.field(default_factory=list)
    memberships: list[Membership] = dataclasses.field(default_factory=list)
    key_persons: list[KeyPersonship] = dataclasses.field(default_factory=list)
    records: list[Record] = dataclasses.field(default_factory=list)
    parties: list[Party] = dataclasses.field(default_factory=list)
    duties: list[Duty] = dataclasses.field(default_factory=list)
    remembered: dict[Any, Any] = dataclasses.field(default_factory=dict)

    def day(self, back: int = 20, on: int = 12) -> dt.date:
        """A day near the middle of the town's time."""
        return MIDDLE + dt.timedelta(days=self.draw.randint(-back, on))

    def dates(self) -> dict[str, dt.date | None]:
        """A first day, and a last one or none."""
        starts = self.day(25, 4)
        ends = starts + dt.timedelta(days=self.draw.randint(0, 40))
        return {"starts": starts, "ends": ends if self.draw.random() < 0.3 else None}

    def maybe(self, chance: float, value: Any) -> Any:
        """`value`, or None."""
        return value if self.draw.random() < chance else None


def town(draw: Random) -> Town:
    """A whole town, written to the database."""
    made = Town(draw)
    _places(made)
    _posts(made)
    _families(made)
    _bonds(made)
    _households(made)
    _records(made)
    written = [
        getattr(made, field.name) for field in dataclasses.fields(made) if field.name not in ("draw", "remembered")
    ]
    write(House("tests"), [rows for rows in written if rows])
    return made


@action
def write(actor: House, tables: Sequence[Sequence[models.Model]]) -> None:
    """Writes whole tables at once."""
    for rows in tables:
        objects: RecordedRows[Any] = type(rows[0]).objects  # type: ignore[attr-defined]
        objects.bulk_create(rows)
    note("town.written", tables[0][0])


def _places(made: Town) -> None:
    made.providers = [Provider(name=f"Provider {n}", form="company") for n in range(2)]
    made.settings = [
        Setting(provider=made.providers[n // 2], name=f"Setting {n}", slug=f"setting-{n}") for n in range(3)
    ]
    made.rooms = [Room(setting=setting, name=f"Room {n}") for setting in made.settings for n in range(2)]
    made.people = [Person(name=f"Person {n}", password="!") for n in range(9)]


def _posts(made: Town) -> None:
    draw = made.draw
    for person in made.people:
        for _ in range(draw.randint(1, 3)):
            role = draw.choice([*Role, *OFTEN])
            setting = draw.choice(made.settings)
            everywhere = HAT_OF[role] not in AT_ONE_SETTING and draw.random() < 0.6
            rooms = [room for room in made.rooms if room.setting_id == setting.pk]
            made.posts.append(
                Post(
                    person=person,
                    provider=setting.provider,
                    setting=None if everywhere else setting,
                    room=None if everywhere else made.maybe(0.6, draw.choice(rooms)),
                    role=role,
                    **made.dates(),
                )
            )
    for post in made.posts:
        if draw.random() < 0.25:
            starts = made.day()
            ends = starts + dt.timedelta(days=draw.randint(0, 15))
            others = [person for person in made.people if person.pk != post.person_id]
            made.covers.append(Cover(post=post, by=draw.choice(others), starts=starts, ends=ends))


def _families(made: Town) -> None:
    draw = made.draw
    for number in range(5):
        setting = draw.choice(made.settings)
        rooms = [room for room in made.rooms if room.setting_id == setting.pk]
        child = Child(
            setting=setting,
            room=made.maybe(0.8, draw.choice(rooms)),
            name=f"Child {number}",
            born=dt.date(2023, 5, 4),
            left=made.maybe(0.3, made.day()),
        )
        made.children.append(child)
        made.key_facts.append(KeyFacts(child=child, facts=["no eggs"]))
        for part in KeyPersonship.Part:
            if draw.random() < 0.7:
                who = draw.choice(made.people)
                made.key_persons.append(KeyPersonship(child=child, person=who, part=part, **made.dates()))


def _bonds(made: Town) -> None:
    draw = made.draw
    made.adults = [Adult(person=person) for person in made.people if draw.random() < 0.8]
    for adult in made.adults:
        made.addresses.append(SealedAddress(adult=adult, address="somewhere"))
        for child in draw.sample(made.children, draw.randint(1, 2)):
            bond = Bond(
                adult=adult,
                child=child,
                relation="carer",
                info=draw.choice([*Information, Information.FULL, Information.FULL]),
                identity_checked=made.maybe(0.9, made.day(30, 4)),
                grants_until=made.maybe(0.2, made.day()),
                **FACETS_OF_NO_MATTER,
                **made.dates(),
            )
            made.bonds.append(bond)
            made.decisions.append(Decision(bond=bond, facet="info", value="x", starts=MIDDLE, decided_on=MIDDLE))
            if draw.random() < 0.3:
                made.orders.append(Order(bond=bond, kind="order", issued=MIDDLE))
    for bond in made.bonds:
        if draw.random() < 0.5:
            setting, days = bond.child.setting, made.dates()
            made.posts.append(
                Post(person=bond.adult.person, provider=setting.provider, setting=setting, role=Role.PARENT, **days)
            )


def _households(made: Town) -> None:
    draw = made.draw
    made.households = [Household(setting=draw.choice(made.settings)) for _ in range(2)]
    for household in made.households:
        for adult in draw.sample(made.adults, min(len(made.adults), draw.randint(1, 3))):
            left = made.maybe(0.3, made.day())
            made.memberships.append(
                Membership(household=household, person=adult.person, agreed_on=MIDDLE, left_on=left)
            )


def _records(made: Town) -> None:
    draw = made.draw
    for number in range(14):
        child = draw.choice([None, *made.children])
        setting = child.setting if child is not None and draw.random() < 0.9 else draw.choice(made.settings)
        record = Record(
            setting=setting,
            child=child,
            kind=draw.choice(["plan", "note", "note"]),
            title=f"Record {number}",
            audience=draw.choice(list(Audience)),
            opened=MIDDLE,
        )
        made.records.append(record)
        for _ in range(draw.choice([0, 1, 2, 3])):
            post = draw.choice(made.posts)
            made.parties.append(
                Party(
                    record=record,
                    person=post.person if draw.random() < 0.8 else draw.choice(made.people),
                    part=draw.choice(list(Party.Part)),
                    hat=post.hat if draw.random() < 0.9 else draw.choice(["", *Hat]),
                    role=post.role if draw.random() < 0.5 else "",
                    **made.dates(),
                )
            )
        post = draw.choice(made.posts)
        role = Role(post.role)
        made.duties.append(
            Duty(
                record=record,
                setting=setting,
                clause="F1",
                kind=Kind.EVENT,
                what="Do it",
                verb="Done",
                owed_role=role,
                hat=HAT_OF[role],
                person=made.maybe(0.3, post.person),
                owed_on=MIDDLE,
            )
        )

"""The two providers of the practice world and everybody who works, owns or visits there."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random

from hometime.audit.actions import House
from hometime.people import actions as people
from hometime.people.models import Person, Post, Provider, Room, Setting
from hometime.people.roles import Role
from hometime.practice.names import Names, address_of, landline

WORKS = House("practice world")
DOMAIN = "town.example"


@dataclasses.dataclass
class Place:
    """A setting of the practice world with its rooms and posts."""

    setting: Setting
    rooms: list[Room]
    posts: dict[Role, list[Post]]

    def key_people(self) -> list[Person]:
        """Those who are key persons here."""
        return [post.person for post in self.posts[Role.KEY_PERSON]]


@dataclasses.dataclass
class Town:
    """Everything that was made, and what is special about whom."""

    draw: random.Random
    password_hash: str
    since: dt.date
    names: Names
    taken: set[str] = dataclasses.field(default_factory=set)
    places: list[Place] = dataclasses.field(default_factory=list)
    specials: dict[str, str] = dataclasses.field(default_factory=dict)
    numbers: int = 100

    def next_number(self) -> int:
        """The next number that rings nobody."""
        self.numbers += 1
        return self.numbers

    def somebody(self, special: str = "", *, name: str = "", email: str = "", language: str = "en") -> Person:
        """A new made-up person; `special` says in words what is particular about them."""
        if not name:
            name = " ".join(self.names.next(language))
        email = email or address_of(name, self.taken)
        person = people.add_person(WORKS, name, email=email, password_hash=self.password_hash, language=language)
        if special:
            self.specials[person.pk] = special
        return person


def new_town(seed: int, password_hash: str, since: dt.date) -> Town:
    """An empty town whose every draw follows from `seed`."""
    draw = random.Random(f"hometime practice {seed}")  # noqa: S311 - made-up people must be the same every time
    return Town(draw, password_hash, since, Names(draw))


STAFF = (
    # role, how many, name of the post in the sign-in address, what is special about them
    (Role.MANAGER, 1, "manager", "Runs the setting: everything that is owed here"),
    (Role.DEPUTY, 1, "deputy", "Stands in for the manager"),
    (Role.DSL, 1, "safeguarding", "Leads on safeguarding: sees every child here"),
    (Role.DEPUTY_DSL, 1, "safeguarding2", "Stands in for the safeguarding lead"),
    (Role.SENCO, 1, "senco", "Special needs: sees every child here"),
    (Role.KEY_PERSON, 4, "key", "Sees only the children they are key person for"),
    (Role.ROOM, 1, "room", "Works in one room, key person of nobody"),
    (Role.BANK, 1, "bank", "Here on some days; key person of nobody"),
    (Role.VOLUNTEER, 1, "volunteer", "Sees no child's file"),
    (Role.TABLET, 1, "tablet", "The tablet that stands in the room"),
)


def open_place(town: Town, provider: Provider, name: str, slug: str, rooms: tuple[str, ...], village: str) -> Place:
    """Opens one setting with its rooms, and fills every post in it."""
    short = slug.split("-", maxsplit=1)[0]
    setting = people.open_setting(
        WORKS,
        provider,
        name,
        slug,
        phone=landline(town.next_number()),
        email=f"hello@{slug}.example",
        address=f"The Hall, {village}",
        languages=["en", "ur", "pl", "ar", "ro"],
    )
    place = Place(setting, [people.open_room(WORKS, setting, room) for room in rooms], {})
    for role, count, post, special in STAFF:
        for number in range(1, count + 1):
            suffix = f"{number}" if count > 1 else ""
            person = town.somebody(
                special,
                name=f"{rooms[0]} tablet" if role == Role.TABLET else "",
                email=f"{post}{suffix}@{short}.{DOMAIN}",
            )
            in_room = role in (Role.KEY_PERSON, Role.ROOM, Role.TABLET)
            room = place.rooms[(number - 1) % len(place.rooms)] if in_room else None
            appointed = people.appoint(WORKS, person, role, setting, town.since, room=room)
            place.posts.setdefault(role, []).append(appointed)
    visitor = town.somebody("Visits; sees only what is shared with them", email=f"therapist@{short}.{DOMAIN}")
    people.appoint(WORKS, visitor, Role.AGENCY, setting, town.since, title="Speech and language therapist")
    town.places.append(place)
    return place


def found_bluebell(town: Town) -> Provider:
    """The company with its line manager, directors and system keeper."""
    provider = people.found_provider(WORKS, "Bluebell Pre-Schools Ltd", Provider.Form.COMPANY)
    _governs(town, provider, "bluebell", "director", 3)
    return provider


def found_ash_and_alder(town: Town) -> Provider:
    """The preschool that an elected committee of parents runs; the chair is the manager's line manager."""
    provider = people.found_provider(WORKS, "Ash and Alder Preschool", Provider.Form.COMMITTEE)
    _governs(town, provider, "ash", "committee", 3)
    return provider


def _governs(town: Town, provider: Provider, short: str, title: str, count: int) -> None:
    line = town.somebody("The managers' own manager", email=f"linemanager@{short}.{DOMAIN}")
    people.appoint(WORKS, line, Role.LINE_MANAGER, provider, town.since)
    words = "Committee member" if title == "committee" else title.capitalize()
    for number in range(1, count + 1):
        special = f"{words} {number}: sees what is left undone"
        owner = town.somebody(special, email=f"{title}{number}@{short}.{DOMAIN}")
        people.appoint(WORKS, owner, Role.OWNER, provider, town.since, title=title)
    keeper = town.somebody("Keeps the machines; sees no content", email=f"keeper@{short}.{DOMAIN}")
    people.appoint(WORKS, keeper, Role.KEEPER, provider, town.since)

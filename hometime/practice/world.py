"""Loading the practice world: the same number, size and day give the same world, down to every id."""

from __future__ import annotations

import dataclasses
import datetime as dt
from importlib import resources
from typing import Any

from django.contrib.auth.hashers import make_password

from hometime.access.actions import introduce
from hometime.access.models import Introduction
from hometime.access.viewer import hats_of
from hometime.adoption.actions import adopt
from hometime.audit.actions import action
from hometime.duties.actions import keep
from hometime.duties.models import Duty
from hometime.kernel import clock, ids
from hometime.kernel.answers import Refused
from hometime.people import actions as people
from hometime.people.models import Person, Provider, Setting
from hometime.people.roles import Role
from hometime.policies.actions import check_cards
from hometime.policies.reading import read_bytes
from hometime.policies.settling import proposals, settled
from hometime.practice import town as towns
from hometime.practice.agencies import surround
from hometime.practice.arrivals import arrive, feel_welcome
from hometime.practice.between import live
from hometime.practice.complaints import complain
from hometime.practice.complaints_keeping import keep_records
from hometime.practice.consents import allow
from hometime.practice.households import settle
from hometime.practice.outings import go_out
from hometime.practice.schools import move_on
from hometime.practice.sharing import share
from hometime.practice.signs import put_up
from hometime.practice.tablets import stand
from hometime.practice.tongues import arrange
from hometime.practice.town import WORKS

PASSWORD = "practice"
ADOPTED = dt.date(2025, 11, 4)
BOOKS = {"bluebell": "bluebell.md", "ash": "ash-and-alder.md"}


@dataclasses.dataclass(frozen=True)
class Size:
    """How large a world: settings, children a setting, years of history; `number` chooses which of all such worlds."""

    settings: int = 3
    children: int = 24
    years: int = 1
    number: int = 1


def load(size: Size = Size(), day: dt.date | None = None) -> dict[str, int]:
    """Fills an empty house with the practice world as it stands on `day` (today unless given). Gives what was made.

    Raises `Refused` where anybody lives here already: made-up people never mix with real ones.
    """
    if Provider.objects.exists():
        raise Refused("Somebody lives here already. The practice world needs a data folder of its own.")
    if size.settings < 3 or size.children < 14:
        raise Refused(
            "The practice world needs at least 3 settings with 14 children each, to hold every kind of family."
        )
    day = day or clock.today()
    with ids.seeded(f"practice {size.number}"):
        return _load(WORKS, size, day)


@action
def _load(viewer: Any, size: Size, day: dt.date) -> dict[str, int]:
    since = min(ADOPTED, day) - dt.timedelta(days=365 * max(size.years - 1, 0) + 64)
    with clock.fixed(since):
        people.open_house(viewer, practice=True)
        town = towns.new_town(size.number, make_password(PASSWORD), since)
        bluebell, ash = towns.found_bluebell(town), towns.found_ash_and_alder(town)
        places = [
            towns.open_place(
                town, bluebell, "Otter Bridge Pre-School", "otter-bridge", ("Minnows", "Otters"), "Otter Bridge"
            ),
            towns.open_place(town, bluebell, "Hilltop Community Pre-School", "hilltop", ("Larks", "Kites"), "Hilltop"),
            towns.open_place(town, ash, "Ash and Alder Preschool", "ash-and-alder", ("Saplings",), "Alderford"),
        ]
        for number in range(4, size.settings + 1):
            name = f"Bluebell Number {number} Pre-School"
            places.append(
                towns.open_place(town, bluebell, name, f"bluebell-{number}", ("Room 1", "Room 2"), "Elsewhere")
            )
    with clock.fixed(day):
        for place in places:
            settle(town, place, size.children)
    _adopt(
        viewer,
        bluebell,
        [p.setting for p in places if p.setting.provider_id == bluebell.pk],
        "bluebell",
        min(ADOPTED, day),
    )
    _adopt(viewer, ash, [p.setting for p in places if p.setting.provider_id == ash.pk], "ash", min(ADOPTED, day))
    kept = _live_through(viewer, places, day)
    complained = complain(places[0], day) + keep_records(places[0], day)
    arrange(places[0], day)
    met = live(places, day, min(ADOPTED, day))
    joined = arrive(places, day)
    put_up(places, day)
    services = surround(places, day)
    share(places, day)
    leaving = move_on(places, day)
    with clock.fixed(day):
        stand(places)
    outings = go_out(places[0], day)
    allowed = allow(places, day)
    _introduce(town)
    feel_welcome(places[0], day)
    return {
        "providers": 2,
        "settings": len(places),
        "children": len(places) * size.children,
        "people": Person.objects.count(),
        "duties kept": kept,
        "complaints": complained,
        "talks and checks": met,
        "joining": joined,
        "services": services,
        "outings": outings,
        "moves to school": leaving,
        "consents": allowed,
    }


def _adopt(viewer: Any, provider: Provider, settings: list[Setting], book: str, on: dt.date) -> None:
    shelf = resources.files("hometime.policies.library") / "documents" / BOOKS[book]
    content = shelf.read_bytes()
    reading = read_bytes(content, BOOKS[book])
    with clock.fixed(on):
        adopt(viewer, provider, settings, settled(reading, proposals(reading)), content, on)


def _live_through(viewer: Any, places: list[towns.Place], day: dt.date) -> int:
    """Keeps what fell due before `day`, mostly on time, and leaves what the last fortnight brought: some late, some
    due."""
    kept = 0
    for place in places:
        manager = place.posts[Role.MANAGER][0].person
        for _ in range(400):
            duty = (
                Duty.objects.unscoped("the practice world lives through its past")
                .open()
                .filter(setting=place.setting, due__lt=day - dt.timedelta(days=14))
                .order_by("due", "pk")
                .first()
            )
            if duty is None or duty.due is None:
                break
            late = 3 if place.setting.slug == "hilltop" and kept % 4 == 0 else 0
            with clock.fixed(duty.due + dt.timedelta(days=late)):
                keep(dataclasses.replace(WORKS, person_id=manager.pk), duty, "Looked at it together with the deputy.")
                kept += 1
        with clock.fixed(day - dt.timedelta(days=20)):
            check_cards(viewer, place.setting, "The regulator's own page")
    return kept


def _introduce(town: towns.Town) -> None:
    """Gives everybody with something particular about them a button on the sign-in page, in the order they were
    made."""
    for place, (pk, special) in enumerate(town.specials.items()):
        introduce(WORKS, Person.objects.get(pk=pk), special, place)


@dataclasses.dataclass(frozen=True)
class Listed:
    """Somebody of the practice world, as listed for those who look around."""

    name: str
    email: str
    password: str
    hats: tuple[str, ...]
    special: str


def listed() -> list[Listed]:
    """Everybody who can sign in: those with something particular in the order they were made, then the rest by name."""
    told = dict(Introduction.objects.order_by("place").values_list("person_id", "words"))
    order = {person: place for place, person in enumerate(told)}
    found = {person.pk: person for person in Person.objects.exclude(email=None)}
    return [
        Listed(
            name=person.name,
            email=person.email or "",
            password=PASSWORD,
            hats=tuple(f"{choice.hat.label}, {choice.place}" for choice in hats_of(person)),
            special=told.get(person.pk, ""),
        )
        for person in sorted(found.values(), key=lambda who: (order.get(who.pk, len(order)), who.name))
    ]

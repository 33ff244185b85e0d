"""One small cast for every test: two settings of one provider and one of another, with the families that make trouble.

States are reached by calling actions, so that no test builds a world that could not be.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools

from hometime.access.viewer import Viewer, hats_of, viewer_for
from hometime.audit.actions import House, action
from hometime.families import actions as families
from hometime.families.facets import Collects, Information, Responsibility
from hometime.families.models import Adult, Child, KeyPersonship
from hometime.people import actions as people
from hometime.people.models import Person, Provider, Room, Setting
from hometime.people.roles import Hat, Role
from hometime.policies.reading import read_bytes
from hometime.policies.settling import Settled, proposals, settled

TODAY = dt.date(2026, 3, 9)
LONG_AGO = dt.date(2025, 9, 1)
HOUSE = House("tests")


@dataclasses.dataclass
class Cast:
    """The people and places of the tests, by name."""

    provider: Provider
    setting: Setting
    sibling: Setting
    stranger: Setting
    room: Room
    other_room: Room
    people: dict[str, Person]
    adults: dict[str, Adult]
    children: dict[str, Child]

    def viewer(self, name: str, hat: Hat | None = None, day: dt.date | None = None) -> Viewer:
        """The named person as a viewer, in `hat` or their first one."""
        person = self.people[name]
        choice = next(c for c in hats_of(person, day) if hat is None or c.hat == hat)
        viewer = viewer_for(person, choice.key, day)
        assert viewer is not None
        return viewer


def person(
    cast: Cast,
    name: str,
    *posts: tuple[Role, Setting | Provider],
    room: Room | None = None,
) -> Person:
    """Adds a person with posts since long ago."""
    made = people.add_person(HOUSE, name, email=f"{name.lower().replace(' ', '.')}@town.example")
    for role, place in posts:
        here = room if room is not None and room.setting_id == place.pk else None
        people.appoint(HOUSE, made, role, place, LONG_AGO, room=here)
    cast.people[name] = made
    return made


def adult(cast: Cast, name: str, child: Child, relation: str, **facets: object) -> Adult:
    """Adds an adult with a bond to a child; a person of that name who exists already becomes an adult too."""
    who = cast.people.get(name) or person(cast, name, (Role.PARENT, child.setting))
    if name not in cast.adults:
        cast.adults[name] = families.register_adult(HOUSE, who, child.setting)
    families.bind(HOUSE, cast.adults[name], child, relation, LONG_AGO, **{"identity_checked": LONG_AGO, **facets})
    return cast.adults[name]


FULL = {
    "identity_checked": LONG_AGO,
    "pr": Responsibility.YES,
    "collect": Collects.YES,
    "info": Information.FULL,
    "whereabouts": True,
    "consent_power": "medication emergency outing photograph sharing",
}


def town() -> Cast:
    """The whole cast, on the clock of the caller: one action, so that every test can have its own."""
    return _town(HOUSE)


@action
def _town(actor: House) -> Cast:
    provider = people.found_provider(HOUSE, "Riverside Pre-Schools Ltd", Provider.Form.COMPANY)
    setting = people.open_setting(HOUSE, provider, "Riverside", "riverside")
    sibling = people.open_setting(HOUSE, provider, "Hillside", "hillside")
    other = people.found_provider(HOUSE, "Meadow Preschool", Provider.Form.COMMITTEE)
    stranger = people.open_setting(HOUSE, other, "Meadow", "meadow")
    room, other_room = (
        people.open_room(HOUSE, setting, "Acorns"),
        people.open_room(HOUSE, setting, "Oaks"),
    )
    cast = Cast(provider, setting, sibling, stranger, room, other_room, {}, {}, {})
    person(cast, "Mo Manager", (Role.MANAGER, setting))
    person(cast, "Dee Deputy", (Role.DEPUTY, setting))
    person(cast, "Sal Lead", (Role.DSL, setting))
    person(cast, "Sen Coe", (Role.SENCO, setting))
    person(cast, "Kay Person", (Role.KEY_PERSON, setting), room=room)
    person(cast, "Bo Backup", (Role.KEY_PERSON, setting), room=other_room)
    person(cast, "Roo Room", (Role.ROOM, setting), room=other_room)
    person(cast, "Vi Volunteer", (Role.VOLUNTEER, setting))
    person(cast, "Lin Manager", (Role.LINE_MANAGER, provider))
    person(cast, "Ola Owner", (Role.OWNER, provider))
    person(cast, "Tru Parent", (Role.OWNER, provider), (Role.PARENT, setting))
    person(
        cast,
        "Staff Parent",
        (Role.MANAGER, sibling),
        (Role.ROOM, setting),
        (Role.PARENT, setting),
        room=room,
    )
    person(cast, "Ag Ency", (Role.AGENCY, setting))
    person(cast, "Kee Per", (Role.KEEPER, provider))
    person(cast, "Sib Manager", (Role.MANAGER, sibling))
    person(cast, "Far Manager", (Role.MANAGER, stranger))
    for name, place, group in (
        ("Ava", setting, room),
        ("Ben", setting, other_room),
        ("Cy", setting, room),
        ("Far", stranger, None),
    ):
        child = families.register_child(
            HOUSE,
            place,
            f"{name} Child",
            dt.date(2023, 5, 4),
            room=group,
            starts=LONG_AGO,
        )
        cast.children[name] = child
    ava, ben, cy, far = (cast.children[n] for n in ("Ava", "Ben", "Cy", "Far"))
    adult(cast, "Mum Full", ava, "mother", **FULL)
    adult(
        cast,
        "Dad Limited",
        ava,
        "father",
        pr=Responsibility.YES,
        info=Information.CHILD_ONLY,
        identity_checked=LONG_AGO,
    )
    adult(cast, "Ex Barred", ava, "father", pr=Responsibility.NO, info=Information.NONE)
    adult(cast, "Gran Unknown", ava, "grandmother")
    adult(cast, "Tru Parent", ben, "father", **FULL)
    adult(cast, "Staff Parent", cy, "mother", **FULL)
    adult(cast, "Far Mum", far, "mother", **FULL)
    families.allocate(HOUSE, ava, cast.people["Kay Person"], LONG_AGO)
    families.allocate(HOUSE, ava, cast.people["Bo Backup"], LONG_AGO, part=KeyPersonship.Part.BACK_UP)
    families.allocate(HOUSE, ben, cast.people["Bo Backup"], LONG_AGO)
    families.allocate(HOUSE, cy, cast.people["Kay Person"], LONG_AGO)
    return cast


@functools.cache
def as_proposed(content: bytes, name: str) -> Settled:
    """What a document says, with our proposals taken for all that it leaves open."""
    reading = read_bytes(content, name)
    return settled(reading, proposals(reading))

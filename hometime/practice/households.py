"""The families of the practice world: the ordinary ones, and one of each kind that a setting must get right."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from hometime.families import actions as families
from hometime.families.facets import Basis, Collects, Contact, Information, Responsibility
from hometime.families.models import Adult, Child, KeyPersonship
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Person
from hometime.people.roles import Role
from hometime.practice.names import mobile
from hometime.practice.town import WORKS, Place, Town

ALL_KINDS = "medication emergency outing photograph sharing"
FULL: dict[str, Any] = {
    "pr": Responsibility.YES,
    "lives_with": True,
    "collect": Collects.YES,
    "info": Information.FULL,
    "whereabouts": True,
    "consent_power": ALL_KINDS,
    "contact": Contact.FREE,
}
APART: dict[str, Any] = {**FULL, "lives_with": False}
COLLECTS: dict[str, Any] = {"pr": Responsibility.NO, "collect": Collects.YES}
KEPT_AWAY: dict[str, Any] = {
    "pr": Responsibility.YES,
    "collect": Collects.NO,
    "info": Information.NONE,
    "contact": Contact.NONE,
}


@dataclasses.dataclass
class Home:
    """A family being made: its place, its key person's turn, and how old the child is."""

    town: Town
    place: Place
    turn: int

    def child(self, name: str = "", *, months: int | None = None) -> Child:
        """Registers a child with a key person and a back-up."""
        town, place = self.town, self.place
        name = name or " ".join(town.names.next())
        months = months if months is not None else town.draw.randint(24, 50)
        born = clock.today() - dt.timedelta(days=round(months * 30.4) + town.draw.randint(0, 27))
        room = place.rooms[0 if months < 36 else -1]
        child = families.register_child(WORKS, place.setting, name, born, room=room, starts=town.since)
        keys = place.key_people()
        families.allocate(WORKS, child, keys[self.turn % len(keys)], town.since)
        families.allocate(WORKS, child, keys[(self.turn + 1) % len(keys)], town.since, part=KeyPersonship.Part.BACK_UP)
        return child

    def adult(
        self,
        children: list[Child],
        relation: str,
        facets: dict[str, Any],
        special: str = "",
        *,
        person: Person | None = None,
        **contact: Any,
    ) -> Adult:
        """Adds an adult with a bond to each of the children. `person` is somebody who is here already."""
        reads = contact.get("reads", ["en"])
        language = reads[0] if reads else "en"
        person = person or self.town.somebody(special, language=language)
        if person.pk in self.town.specials and special and special not in self.town.specials[person.pk]:
            self.town.specials[person.pk] += f"; {special}"
        people.appoint(WORKS, person, Role.PARENT, self.place.setting, self.town.since)
        number = self.town.next_number()
        contact = {
            "phone": mobile(number),
            "address": f"{number} Made-up Lane",
            "reads": reads,
            "speaks": reads,
        } | contact
        adult = families.register_adult(WORKS, person, self.place.setting, **contact)
        for child in children:
            families.bind(WORKS, adult, child, relation, self.town.since, identity_checked=self.town.since, **facets)
        return adult


def ordinary(home: Home) -> None:
    """Two parents who live together and chose to share a household."""
    children = [home.child()]
    both = [home.adult(children, "mother", FULL), home.adult(children, "father", FULL)]
    families.form_household(WORKS, home.place.setting, both)


def one_parent(home: Home) -> None:
    """One parent."""
    home.adult([home.child()], home.town.draw.choice(("mother", "father")), FULL)


def urdu(home: Home) -> None:
    """A mother who reads Urdu, a separated father with responsibility, a grandmother who collects."""
    children = [home.child(months=29)]
    home.adult(children, "mother", FULL, "Reads Urdu", reads=["ur"], interpreter="ur")
    home.adult(children, "father", APART, "Separated from the mother; has parental responsibility")
    home.adult(children, "grandmother", COLLECTS, "Grandmother who collects", reads=["ur"])


def ordered(home: Home) -> None:
    """Separated, with a court order: the father may not come near, and the mother's address is hidden."""
    children = [home.child()]
    home.adult(children, "mother", FULL, "Her address is hidden; there is a court order", address_hidden=True)
    kept_away = home.adult(children, "father", KEPT_AWAY, "A court order keeps him away; he cannot tell")
    bond = kept_away.bonds.unscoped("the practice world writes an order").get(child=children[0])
    today = clock.today()
    families.write_down_order(
        WORKS, bond, "non-molestation order", home.town.since, expires=today + dt.timedelta(days=20)
    )
    families.decide(
        WORKS, bond, "contact", Contact.NONE, basis=Basis.ORDER, evidence="Sealed copy seen.", review_on=today
    )


def foster(home: Home) -> None:
    """A looked-after child: foster carers, and a social worker for the local authority as corporate parent."""
    children = [home.child()]
    carer = FULL | {"pr": Responsibility.NO, "consent_power": "outing photograph"}
    home.adult(children, "foster carer", carer, "Foster carer of a looked-after child")
    authority = {"pr": Responsibility.SHARED, "info": Information.FULL, "consent_power": ALL_KINDS}
    home.adult(children, "local authority", authority, "Social worker; the local authority shares responsibility")


def twins(home: Home) -> None:
    """Twins with one surname."""
    first, last = home.town.names.next()
    other, _ = home.town.names.next()
    children = [home.child(f"{first} {last}", months=33), home.child(f"{other} {last}", months=33)]
    home.adult(children, "mother", FULL, "Mother of twins")


def trustee(home: Home) -> None:
    """An owner or committee member who is also a parent here."""
    owners = [p for p in _owners(home) if "parent here" not in home.town.specials[p.pk]]
    home.adult([home.child()], "mother", FULL, "is also a parent here: two hats", person=owners[0])


def _owners(home: Home) -> list[Person]:
    from hometime.people.models import Post

    posts = Post.objects.filter(provider=home.place.setting.provider, role=Role.OWNER).select_related("person")
    return [post.person for post in posts.order_by("person__email")]


def staff_parent(home: Home) -> None:
    """A member of staff whose own child comes here."""
    worker = home.place.posts[Role.KEY_PERSON][2].person
    home.adult([home.child()], "mother", FULL, "her own child comes here: two hats", person=worker)


def polish(home: Home) -> None:
    """Parents who read Polish."""
    children = [home.child()]
    home.adult(children, "mother", FULL, "Reads Polish", reads=["pl", "en"])
    home.adult(children, "father", FULL, reads=["pl"])


def arabic(home: Home) -> None:
    """A father who reads Arabic."""
    home.adult([home.child()], "father", FULL, "Reads Arabic", reads=["ar"], interpreter="ar")


def romanian(home: Home) -> None:
    """A mother who reads Romanian."""
    home.adult([home.child()], "mother", FULL, "Reads Romanian", reads=["ro"])


def signs(home: Home) -> None:
    """A mother who uses British Sign Language."""
    home.adult(
        [home.child()], "mother", FULL, "Uses BSL", interpreter="bfi", access_needs=["BSL interpreter"], mode="text"
    )


def reads_little(home: Home) -> None:
    """A father who reads little and asks to be rung."""
    home.adult([home.child()], "father", FULL, "Reads little: ring him", reads=[], formats=["read aloud"], mode="call")


def undecided(home: Home) -> None:
    """An adult who was proposed and about whom nothing is decided yet: unknown means less."""
    children = [home.child()]
    home.adult(children, "mother", FULL)
    home.adult(children, "mother's partner", {}, "Proposed, nothing decided yet: sees nothing")


def turning_two(home: Home) -> None:
    """A child who has just turned two."""
    home.adult([home.child(months=24)], "mother", FULL, "Her child has just turned two")


PARTICULAR: tuple[Callable[[Home], None], ...] = (
    urdu, ordered, foster, twins, trustee, staff_parent, polish, arabic, romanian, signs, reads_little, undecided,
    turning_two,
)  # fmt: skip


def settle(town: Town, place: Place, children: int) -> None:
    """Fills a setting with families: each particular kind once, then ordinary ones, until there are `children`
    children."""
    count = 0
    for turn in range(children):
        if count >= children:
            return
        make = PARTICULAR[turn] if turn < len(PARTICULAR) else town.draw.choice((ordinary, ordinary, one_parent))
        make(Home(town, place, turn))
        count += 2 if make is twins else 1

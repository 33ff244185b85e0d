"""Switching in on a tablet with a face and a PIN: who is offered, what a try costs, and how a PIN is chosen (TRUST 26)."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F
from django.utils.crypto import salted_hmac

from hometime.access.actions import Oneself
from hometime.access.models import Pin, Tablet
from hometime.audit.actions import Actor, action, note
from hometime.kernel import clock
from hometime.people.models import Person, Post
from hometime.people.roles import AT_WORK

MOST_TRIES = 5
SHORTEST, LONGEST = 4, 6


class Came(StrEnum):
    """What came of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    SHUT = "shut"  # five wrong ones, or none was chosen on this tablet


def faces(tablet: Tablet) -> list[Person]:
    """Who may switch in on a tablet: those who work at its setting today, the room's own first, then by name."""
    held = Post.objects.on(clock.today()).filter(setting=tablet.setting_id, role__in=AT_WORK)
    people: dict[str, Person] = {}
    in_the_room: set[str] = set()
    for post in held.select_related("person").order_by("pk"):
        if post.person.is_active:
            people[post.person_id] = post.person
            in_the_room |= {post.person_id} if tablet.room_id and post.room_id == tablet.room_id else set()
    return sorted(people.values(), key=lambda who: (who.pk not in in_the_room, who.called, who.pk))


def pin_of(person: Person, tablet: Tablet) -> Pin | None:
    """The PIN that still opens this tablet to `person`; None where none was chosen, or five wrong ones shut it."""
    return Pin.objects.filter(person=person, tablet=tablet, tries__lt=MOST_TRIES).first()


def choose(person: Person, tablet: Tablet, typed: str) -> None:
    """Keeps the PIN of somebody who has just signed in on this tablet in full."""
    _choose(Oneself(person.pk, setting_id=tablet.setting_id), person, tablet, make_password(_keyed(typed)))


@action
def _choose(actor: Actor, person: Person, tablet: Tablet, digest: str) -> None:
    # The digest comes ready made: making one takes long, and nothing slow stands inside a transaction.
    Pin.objects.filter(person=person, tablet=tablet).delete()
    Pin(person=person, tablet=tablet, digest=digest, since=clock.now()).save()
    note("pin.chosen", person, tablet=tablet.pk, chain=tablet.setting_id)


def tried(person: Person, tablet: Tablet, typed: str) -> Came:
    """Tries a PIN, and switches in. The try is counted before it is looked at, so that many at once count as many."""
    return _try(person, tablet, typed, "tablet.switched_in")


def vouched(person: Person, tablet: Tablet, typed: str) -> Came:
    """Tries the PIN of a second person who stands beside and says that they saw something. It switches nobody in."""
    return _try(person, tablet, typed, "tablet.vouched")


def _try(person: Person, tablet: Tablet, typed: str, event: str) -> Came:
    pin, actor = pin_of(person, tablet), Oneself(person.pk, setting_id=tablet.setting_id)
    if pin is None or not _count(actor, pin):
        return Came.SHUT
    if not check_password(_keyed(typed), pin.digest):
        return Came.WRONG if pin_of(person, tablet) else Came.SHUT
    _came(actor, pin, event)
    return Came.RIGHT


@action
def _count(actor: Actor, pin: Pin) -> bool:
    note("pin.tried", pin.person, tablet=pin.tablet_id, chain=actor.setting_id)
    return bool(Pin.objects.filter(pk=pin.pk, tries__lt=MOST_TRIES).update(tries=F("tries") + 1))


@action
def _came(actor: Actor, pin: Pin, event: str) -> None:
    Pin.objects.filter(pk=pin.pk).update(tries=0)
    note(event, pin.person, tablet=pin.tablet_id, chain=actor.setting_id)


def _keyed(typed: str) -> str:
    # Keyed as well as hashed: ten thousand digests of a copied database are soon tried, the key is not in it.
    return salted_hmac("hometime.access.pins", typed, algorithm="sha256").hexdigest()

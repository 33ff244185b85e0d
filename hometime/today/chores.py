"""Background work that reads more than one room: mail that is due, bounces that become duties, the seal on the day."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_noop as _

from hometime.audit import proof
from hometime.audit.actions import Actor, House, action
from hometime.audit.models import Head
from hometime.duties.actions import Task, catch_up, owe
from hometime.duties.models import Duty
from hometime.families.models import Bond, Child
from hometime.kernel import clock
from hometime.notifications.actions import bounced_since, queue
from hometime.notifications.delivering import deliver_due
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key
from hometime.people.models import Person, Post, Setting
from hometime.people.roles import Role
from hometime.records.actions import open_record
from hometime.records.audiences import Audience

RING = Task("F16", _("A message did not arrive. Ring a parent."), _("I rang them"), Role.MANAGER)
REACH = "reach"  # the kind of record that says somebody could not be reached
LOOK_BACK = dt.timedelta(days=7)
CHORES = House("background work")


def send_mail() -> None:
    """Sends every e-mail that is due."""
    deliver_due(CHORES)


def ring_instead() -> int:
    """Owes a telephone call for each notice that bounced (TRUST 40). Safe to run twice. Gives how many were new."""
    count = 0
    for message in bounced_since(clock.now() - LOOK_BACK).select_related("person", "setting"):
        count += _ring(CHORES, message)
    return count


@action
def _ring(viewer: Actor, message: Message) -> int:
    child = _child_of(message.person) if message.person else None
    setting = message.setting or (child.setting if child else None)
    known = Duty.objects.unscoped("one call for one bounced message").filter(
        record__kind=REACH, why__message=message.pk
    )
    if setting is None or known.exists():
        return 0
    record = open_record(viewer, setting, REACH, "A message did not arrive", Audience.STAFF, child=child)
    owe(
        viewer, record, RING, due=clock.today() + dt.timedelta(days=1), why={"message": message.pk},
        about=child.initials if child else "",
    )  # fmt: skip
    return 1


def _child_of(person: Person) -> Child | None:
    bond = (
        Bond.objects.unscoped("whose parent did a message not reach")
        .filter(adult__person=person, child__left__isnull=True)
        .select_related("child__setting")
        .order_by("child__name")
        .first()
    )
    return bond.child if bond else None


def bring_back() -> int:
    """Owes again what a rhythm should owe and does not."""
    return catch_up(CHORES)


def seal_the_day() -> None:
    """Counts the day's readings into the chain, and gives each chain's head to two owners as a witness outside.

    The mail itself says only that something is waiting; the code stands on the page that it leads to.
    """
    proof.seal_readings(CHORES)
    for place in Head.objects.values_list("chain", flat=True):
        proof.witness(place, "trustees")
    for setting in Setting.objects.select_related("provider"):
        owners = Post.objects.on(clock.today()).filter(provider=setting.provider, role=Role.OWNER).select_related("person")
        for post in owners.order_by("starts", "pk")[:2]:
            queue(CHORES, Key.SOMETHING, post.person, setting=setting, language=post.person.language)



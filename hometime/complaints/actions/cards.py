"""The contact cards that complaints send people to are owed while one is not held: of every setting, whatever its cases.

What is owed follows from the cards alone. Were it owed because a part of a complaint was opened, it would tell whoever
keeps the cards that there is one.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action
from hometime.complaints.elsewhere import WANTED, reached
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people.models import Setting
from hometime.people.roles import Role
from hometime.policies.models import cards_of, in_force
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.records.models import Record

CARDS = "contact_cards"  # the kind of record that they are owed on, one for each setting
WRITE = Task(
    "", _("Write the contact cards that are missing: who else families and staff can turn to"), _("Write them"), Role.MANAGER
)  # fmt: skip
WITHIN = dt.timedelta(days=14)  # ours, and no clause


def see_to_cards(viewer: Actor) -> int:
    """Owes the missing cards of each setting that adopted a policy, and keeps what is held. Gives how many it changed."""
    return sum(see_to_cards_of(viewer, setting) for setting in Setting.objects.order_by("pk"))


def see_to_cards_of(viewer: Actor, setting: Setting) -> bool:
    """Owes or keeps the cards of one setting; gives whether it changed anything."""
    held = {card.kind for card in cards_of(setting.pk) if reached(card)}
    missing = set(WANTED) - held
    rows = Duty.objects.unscoped("missing cards are owed once").open()
    asked = list(rows.filter(setting=setting, record__kind=CARDS).order_by("pk"))
    if missing and not asked and in_force(setting, clock.today()):
        _owe(viewer, setting)
        return True
    for duty in asked if not missing else ():
        keep(viewer, duty, "")
    return bool(asked) and not missing


@action
def _owe(viewer: Actor, setting: Setting) -> None:
    rows = Record.objects.unscoped("missing cards are owed on one record").filter(setting=setting, kind=CARDS)
    record = rows.first() or open_record(viewer, setting, CARDS, "Contact cards", Audience.STAFF)
    owe(viewer, record, WRITE, due=clock.today() + WITHIN, basis="house", why={"opens": ["contacts", setting.slug]})

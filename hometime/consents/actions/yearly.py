"""Emergency treatment: asked for before a child begins, looked at anew with the family each year (F24)."""

from __future__ import annotations

import datetime as dt

from hometime.audit.actions import Actor, action
from hometime.consents.actions.asking import ask
from hometime.consents.actions.owing import AGAIN, FIRST, owe_hearing
from hometime.consents.models import Consent
from hometime.consents.standing import Kind
from hometime.consents.terms import promised
from hometime.duties.models import Duty
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.people.models import Setting

AHEAD, WITHIN = dt.timedelta(days=28), dt.timedelta(days=7)  # before a first day, and for those who are here; ours


@action
def see_to_emergency(viewer: Actor) -> int:
    """Asks about emergency treatment for each child here, or soon, of whom nobody was asked; once a year again.

    Only where the policy in force promises it. Safe to run again. Gives for how many children it asked.
    """
    today, count = clock.today(), 0
    for setting in Setting.objects.order_by("pk"):
        if promised(setting, "F24", today) is not None:
            count += _ask_first(viewer, setting, today) + _ask_again(viewer, setting, today)
    return count


def _ask_first(viewer: Actor, setting: Setting, today: dt.date) -> int:
    here = Child.objects.unscoped("each child's emergency treatment is asked about").here(today)
    asked = Consent.objects.unscoped("each child's emergency treatment is asked about").filter(kind=Kind.EMERGENCY)
    new = here.filter(setting=setting, starts__lte=today + AHEAD).exclude(pk__in=asked.values("child"))
    count = 0
    for child in new.select_related("setting").order_by("pk"):
        if ask(viewer, child, Kind.EMERGENCY):
            owe_hearing(viewer, child, FIRST, max(child.starts or today, today + WITHIN))
            count += 1
    return count


def _ask_again(viewer: Actor, setting: Setting, today: dt.date) -> int:
    """Asks each adult of a child whose year is over; what they said before holds until they say otherwise."""
    due = Duty.objects.unscoped("a year has passed").open().filter(setting=setting, what=AGAIN.what, due__lte=today)
    count = 0
    for duty in due.select_related("record__child__setting").order_by("due", "pk"):
        child = duty.record.child
        assert child is not None  # the record is a child's
        since = Consent.objects.unscoped("nobody is asked twice in one round").filter(
            child=child, kind=Kind.EMERGENCY, asked_on__gte=duty.due or today
        )
        if not since.exists():
            ask(viewer, child, Kind.EMERGENCY, again=True)
            count += 1
    return count

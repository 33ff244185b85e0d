"""Visits that nobody ended: who was expected and did not come, and who is said to be here since an earlier day (A7)."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from hometime.agencies.actions.visits import LEFT, call_off, post_of
from hometime.agencies.models import Visit
from hometime.audit.actions import Actor, action
from hometime.duties.actions import owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.roles import Role

NOT_COME = _("They did not come.")


@action
def see_to_visits(viewer: Actor) -> int:
    """Closes each visit whose day is over without anybody coming, and owes the host to say when somebody left who came on an
    earlier day and never signed out. Safe to run again. Gives how many it changed."""
    today = clock.today()
    morning = dt.datetime.combine(today, dt.time(), tzinfo=clock.LONDON)
    open_ones = Visit.objects.unscoped("a visit is ended though nobody thought of it").filter(closed__isnull=True)
    over = open_ones.filter(expected_on__lt=today, arrived_at__isnull=True).select_related("setting")
    for visit in (missed := list(over.order_by("expected_on", "pk"))):
        call_off(viewer, visit, NOT_COME)
    owed = Duty.objects.unscoped("a host is asked once").open().filter(what=LEFT.what).values("record")
    still = open_ones.filter(Q(left_at__isnull=True), arrived_at__lt=morning).exclude(pk__in=owed)
    for visit in (here := list(still.select_related("setting", "host").order_by("arrived_at", "pk"))):
        try:
            task, person = dataclasses.replace(LEFT, owed_by=post_of(visit.host, visit.setting)), visit.host
        except Refused:  # the host does not work here any more
            task, person = dataclasses.replace(LEFT, owed_by=Role.MANAGER), None
        owe(viewer, visit, task, due=today, person=person, why={"opens": ["visit", visit.pk]})
    return len(missed) + len(here)

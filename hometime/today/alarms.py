"""What a manager or an owner is told on Today when the house itself is not well: reminders stand still, or the clock is
unsure. It is asked together with the counts of the list, and costs no statement of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField, OuterRef, Subquery
from django.utils.translation import gettext, gettext_noop

from hometime.access.viewer import Viewer
from hometime.audit.models import Event, Head
from hometime.jobs.models import Job
from hometime.jobs.silence import behind, silent
from hometime.kernel import clock
from hometime.people.models import Setting
from hometime.people.roles import Hat, Role
from hometime.ui.days import day_in_words

ASKED = ("reminded", "recorded")  # when background work was last done, and when the last event was written
STANDS_STILL = gettext_noop(
    "Nothing is missing here: what is late is worked out when you open a page. But nobody is sent a word about it. Ask "
    "whoever looks after this computer to leave Hometime running."
)
CLOCK = gettext_noop(
    "It stands behind what was already written down, so days may be counted wrong. Ask whoever looks after this computer "
    "to set its clock right."
)
WATCH = frozenset({Role.MANAGER, Role.DEPUTY})


@dataclasses.dataclass(frozen=True)
class Alarm:
    """Something that is wrong with the house: what, and what it means and who can mend it."""

    title: str
    words: str


def watches(viewer: Viewer) -> bool:
    """Whether somebody is told: those who run the setting or govern it."""
    return viewer.hat == Hat.OWNER or bool(viewer.hat == Hat.STAFF and viewer.posts & WATCH)


def questions(viewer: Viewer) -> Mapping[str, Subquery]:
    """What has to be known, to be asked with something else."""
    jobs = Job.objects.exclude(done_at=None).order_by("-done_at").values("done_at")
    at_head = Head.objects.filter(chain=OuterRef("chain")).values("seq")
    chain = viewer.setting_id or viewer.provider_id
    events = Event.objects.filter(chain=chain, seq=Subquery(at_head[:1])).values("at")
    when = DateTimeField()
    return dict(zip(ASKED, (Subquery(jobs[:1], when), Subquery(events[:1], when)), strict=True))


def alone(viewer: Viewer) -> Mapping[str, Any]:
    """The same where there is nothing to ask it with."""
    place = Setting.objects.filter(provider=viewer.provider_id).order_by("pk")
    found: Mapping[str, Any] = place.annotate(**questions(viewer)).values(*ASKED)[0]
    return found


def told(known: Mapping[str, Any]) -> list[Alarm]:
    """What there is to tell. Nobody need be reminded in a practice house, whose days were made as of noon."""
    last, recorded, now = known["reminded"], known["recorded"], clock.now()
    found = []
    if silent(last, now) and not (last is None and settings.PRACTICE):
        since = gettext("Reminders have not run yet.")
        if last is not None:
            day = day_in_words(clock.local_date(last), year=True)
            since = gettext("Reminders have not run since %(day)s.") % {"day": day}
        found.append(Alarm(since, gettext(STANDS_STILL)))
    if behind(recorded, now) and not settings.PRACTICE:
        found.append(Alarm(gettext("The clock is unsure."), gettext(CLOCK)))
    return found

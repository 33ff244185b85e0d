"""Tells whoever complained, on the house's own way, that something new stands on their page: in one fixed sentence, which
says nothing of a complaint (TRUST 23b, 45)."""

from __future__ import annotations

from django.db.models import Q

from hometime.audit.actions import Actor, action
from hometime.complaints.models import Arrival, Complaint, Way
from hometime.complaints.models.intake import ArrivalRows, followed
from hometime.families.models import Adult, open_bond_on
from hometime.kernel import clock
from hometime.notifications.actions import queue
from hometime.notifications.sentences import Key

# Never a stranger: an adult whom somebody here linked to it, who signs in and reads mail, and to whom writing is safe.
LINKED = {
    "adult__safe_to_write": True,
    "adult__mode": Adult.Mode.EMAIL,
    "adult__person__is_active": True,
    "adult__person__email__isnull": False,
}


def linked() -> ArrivalRows:
    """How complaints came in whose sender may be written to at all."""
    rows = Arrival.objects.unscoped("whoever complained hears that something waits for them")
    return rows.filter(**LINKED).exclude(way=Way.NONE)


def _hear(case: Complaint) -> ArrivalRows:
    return linked().filter(followed(open_bond_on(clock.today())), complaint=case)


def hears(case: Complaint) -> bool:
    """Whether anybody is sent a word when something new stands on the page of a complaint."""
    return _hear(case).exists()


def looks(case: Complaint) -> bool:
    """Whether whoever made a complaint can open its page: with a code, or signed in as the adult who made it."""
    rows = Arrival.objects.unscoped("whether there is a page on which a letter can wait")
    may = Q(code__gt="") | Q(adult__person__is_active=True, adult__person__password__gt="")
    return rows.filter(may, followed(open_bond_on(clock.today())), complaint=case).exists()


@action
def herald(viewer: Actor, case: Complaint) -> bool:
    """Queues the sentence for whoever made a complaint, where it is one of ours and they may still follow it. Gives
    whether anything was queued."""
    told = False
    for arrival in _hear(case).select_related("adult__person"):
        assert arrival.adult is not None  # those of `linked` alone
        person = arrival.adult.person
        queue(viewer, Key.SOMETHING, person, setting=case.setting, language=person.language)
        told = True
    return told

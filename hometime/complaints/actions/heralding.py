"""Tells whoever complained, on the house's own way, that something new stands on their page: in one fixed sentence, which
says nothing of a complaint (TRUST 23b, 45)."""

from __future__ import annotations

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


@action
def herald(viewer: Actor, case: Complaint) -> None:
    """Queues the sentence for whoever made a complaint, where it is one of ours and they may still follow it."""
    rows = linked().filter(followed(open_bond_on(clock.today())), complaint=case)
    for arrival in rows.select_related("adult__person"):
        assert arrival.adult is not None  # those of `linked` alone
        person = arrival.adult.person
        queue(viewer, Key.SOMETHING, person, setting=case.setting, language=person.language)

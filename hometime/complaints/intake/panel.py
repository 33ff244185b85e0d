"""The panel of a case's page that tells how it came in, what was said since, and what to do about its sender."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hometime.access.viewer import Viewer
from hometime.complaints import rules
from hometime.complaints.intake.actions import reading_owed
from hometime.complaints.intake.desk_forms import Sender
from hometime.complaints.models import Arrival, Complaint, Given, Word


@dataclasses.dataclass(frozen=True)
class CameIn:
    """How a complaint came in, with the later words of whoever made it and what they were given."""

    case: Complaint
    arrival: Arrival
    words: Sequence[Word]
    givens: Sequence[Given]
    unread: bool
    sender: Sender | None


def came_in(viewer: Viewer, case: Complaint) -> CameIn | None:
    """What the panel shows to this viewer; None for a case that was written down before there were doors."""
    rows = Arrival.objects.visible_to(viewer).select_related("adult__person", "confirmed_by")
    arrival = rows.filter(complaint=case).first()
    if arrival is None:
        return None
    holds = rules.take_step(viewer, case) is None
    return CameIn(
        case=case,
        arrival=arrival,
        words=list(Word.objects.visible_to(viewer).filter(record=case).select_related("by").order_by("written_at")),
        givens=list(
            Given.objects.visible_to(viewer).filter(complaint=case).select_related("by").order_by("written_at")
        ),
        unread=holds and reading_owed(case) is not None,
        sender=Sender(viewer) if holds and arrival.unconfirmed else None,
    )

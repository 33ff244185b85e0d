"""The panel of a case's page that tells how it came in, what was said since, and what to do about its sender."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef

from hometime.access.viewer import Viewer
from hometime.complaints import at_hand, rules
from hometime.complaints.intake.actions import is_unread
from hometime.complaints.intake.desk_forms import Sender
from hometime.complaints.models import Arrival, Complaint, Given, Word
from hometime.kernel.gathering import Gathered
from hometime.kernel.spelling import asked_for
from hometime.people.models import Person

CALLED = ("id", "name", "name_to_use")


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
    arrival = next(iter(_arrivals(case.pk, viewer)), None)
    if arrival is None:
        return None
    parties = [party for party in at_hand.parties(viewer, case) if at_hand.current(party, viewer)]
    holds = rules.takes_step(viewer, parties, at_hand.steps(viewer, case)) is None
    return CameIn(
        case=case,
        arrival=arrival,
        words=_in_order(arrival.words, arrival.spoke),
        givens=_in_order(arrival.givens, arrival.gave),
        unread=holds and is_unread(at_hand.duties(viewer, case)),
        sender=Sender(viewer) if holds and arrival.unconfirmed else None,
    )


@asked_for
def _arrivals(case: str, viewer: Viewer) -> Any:
    """How it came in, with the words and givings since and whoever wrote those down, in one statement."""
    words = Word.objects.visible_to(viewer).filter(record=OuterRef("complaint"))
    givens = Given.objects.visible_to(viewer).filter(complaint=OuterRef("complaint"))
    # One level further in, the complaint is the case that is shown.
    wrote, gave = (
        table.objects.visible_to(viewer).filter(**{to: case}).values("by")
        for table, to in ((Word, "record"), (Given, "complaint"))
    )
    rows = Arrival.objects.visible_to(viewer).filter(complaint=case).select_related("adult__person", "confirmed_by")
    return rows.annotate(
        words=Gathered(words),
        givens=Gathered(givens),
        spoke=Gathered(Person.objects.filter(pk__in=wrote), *CALLED),
        gave=Gathered(Person.objects.filter(pk__in=gave), *CALLED),
    )


def _in_order(rows: list[Any], people: list[Person]) -> list[Any]:
    """The oldest first, each with whoever wrote it down."""
    known = {person.pk: person for person in people}
    for row in rows:
        row.by = known.get(row.by_id)
    return sorted(rows, key=lambda row: (row.written_at, row.pk))

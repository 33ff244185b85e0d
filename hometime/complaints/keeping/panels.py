"""What a case's page says of its record and its summary, and what the child's page may point to."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from hometime.access.viewer import Viewer
from hometime.complaints.keeping import rules
from hometime.complaints.keeping.alike import Alike, alike
from hometime.complaints.keeping.counted import is_complaint
from hometime.complaints.models import Complaint, Summary, Theme
from hometime.families.models import Child
from hometime.kernel.gathering import Gathered
from hometime.kernel.spelling import asked_for
from hometime.people.models import Room
from hometime.people.roles import Hat


@dataclasses.dataclass(frozen=True)
class Kept:
    """What the panel shows. `summary` is draft or approved, and empty for a concern, which has none.

    What is missing in the record stands on the record's own page, so that a case opens as fast as before.
    """

    case: Complaint
    theme: Theme | None
    alike: Sequence[Alike]
    summary: str
    answers: bool


def kept(viewer: Viewer, case: Complaint) -> Kept:
    """The panel of one case for somebody on it."""
    theme, approved = _stands(case)
    answers = rules.keep(viewer, case) is None
    summary = ("approved" if approved else "draft") if answers and is_complaint(case) else ""
    return Kept(case, theme, alike(viewer, case, theme), summary, answers)


def _stands(case: Complaint) -> tuple[Theme | None, str | None]:
    """How somebody sorted a case last, and who approved its last summary."""
    ((found, places, approved),) = _sorted_and_approved(case.pk)
    theme = max(found, key=lambda one: one.number, default=None)
    if theme is not None:
        theme.room = next((room for room in places if room.pk == theme.room_id), None)
    return theme, approved


@asked_for
def _sorted_and_approved(case: str) -> Any:
    """How a case was sorted, the rooms of that, and who approved its last summary: all in one statement."""
    themes = Theme.objects.unscoped("whoever sees a case sees how it is sorted").filter(complaint=OuterRef("pk"))
    sorted_into = Theme.objects.unscoped("whoever sees a case sees how it is sorted").filter(complaint=case)
    rooms = Room.objects.filter(pk__in=sorted_into.values("room"))
    summaries = Summary.objects.unscoped("where the summary of a case stands").filter(complaint=OuterRef("pk"))
    last = summaries.order_by("-number").values("approved_by")[:1]
    rows = Complaint.objects.unscoped("what is kept of a case that the viewer sees").filter(pk=case)
    return rows.values_list(Gathered(themes), Gathered(rooms), Subquery(last))


@dataclasses.dataclass(frozen=True)
class Pointer:
    """That there is a complaint about a child, for somebody on the case: its reference, its day, and where it is read."""

    reference: str
    received_on: dt.date
    href: str


def pointers(viewer: Viewer, child: Child) -> list[Pointer]:
    """The cases about `child` that this viewer is on, for the child's page. Nobody else gets as much as a gap (C8, C15)."""
    if viewer.hat not in (Hat.STAFF, Hat.OWNER):
        return []
    cases = Complaint.objects.visible_to(viewer).filter(child=child).order_by("-received_on", "reference")
    return [Pointer(case.reference, case.received_on, reverse("complaint-record", args=[case.pk])) for case in cases]

"""What a case's page says of its record and its summary, and what the child's page may point to."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.urls import reverse

from hometime.access.viewer import Viewer
from hometime.complaints.keeping import rules
from hometime.complaints.keeping.alike import Alike, alike, theme_of
from hometime.complaints.keeping.counted import NOT_A_CONCERN
from hometime.complaints.keeping.forms import SortForm
from hometime.complaints.keeping.record import Line, sheet
from hometime.complaints.models import Complaint, Step, Summary, Theme
from hometime.families.models import Child
from hometime.people.roles import Hat


@dataclasses.dataclass(frozen=True)
class Kept:
    """What the panel shows. `summary` is empty for a concern, which has none."""

    case: Complaint
    theme: Theme | None
    form: SortForm | None
    alike: Sequence[Alike]
    missing: Sequence[Line]
    summary: str
    answers: bool


def kept(viewer: Viewer, case: Complaint, form: SortForm | None = None) -> Kept:
    """The panel of one case for somebody on it."""
    theme = theme_of(case)
    answers = rules.keep(viewer, case) is None
    first = (
        {"matter": theme.matter, "room": theme.room_id}
        if theme
        else {"room": case.child.room_id if case.child else None}
    )
    return Kept(
        case=case,
        theme=theme,
        form=(form or SortForm(case, initial=first)) if answers else None,
        alike=alike(viewer, case),
        missing=sheet(viewer, case).missing,
        summary=_summary(case) if answers else "",
        answers=answers,
    )


def _summary(case: Complaint) -> str:
    """Where the summary stands: draft, approved or behind; empty for a concern."""
    if not Complaint.objects.unscoped("a concern has no summary").filter(NOT_A_CONCERN, pk=case.pk).exists():
        return ""
    row = (
        Summary.objects.unscoped("where the summary of a case stands")
        .filter(complaint=case)
        .order_by("-number")
        .first()
    )
    if row is None or row.approved_by_id is None:
        return "draft"
    taken = Step.objects.unscoped("where the summary of a case stands").filter(complaint=case).count()
    return "behind" if row.steps < taken else "approved"


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

"""What several parts of a case's page read of it: asked for once, and kept with the case that is being shown.

Only for drawing: a case that an action changes is another one, read anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet

from hometime.access.viewer import Viewer
from hometime.complaints.models import Complaint, Entry, Step
from hometime.duties.models import Duty
from hometime.kernel.spelling import asked_for
from hometime.records.models import Party

Read = TypeVar("Read")


def steps(viewer: Viewer, case: Complaint) -> list[Step]:
    """The steps that this viewer sees, in order, with who wrote them."""
    return _once(case, ("steps", viewer), lambda: list(_steps(case.pk, viewer)))


@asked_for
def _steps(case: str, viewer: Viewer) -> QuerySet[Step]:
    return Step.objects.visible_to(viewer).filter(complaint=case).select_related("by").order_by("number")


def entries(viewer: Viewer, case: Complaint) -> list[Entry]:
    """The entries that this viewer sees, in order, with who wrote them and what hangs on them."""
    return _once(case, ("entries", viewer), lambda: list(_entries(case.pk, viewer)))


@asked_for
def _entries(case: str, viewer: Viewer) -> QuerySet[Entry]:
    rows = Entry.objects.visible_to(viewer).filter(complaint=case).select_related("by", "person", "paper")
    return rows.order_by("number")


def parties(viewer: Viewer, case: Complaint) -> list[Party]:
    """Everybody who has or had a part, in order."""
    return _once(case, ("parties", viewer), lambda: list(_parties(case.pk, viewer)))


@asked_for
def _parties(case: str, viewer: Viewer) -> QuerySet[Party]:
    return Party.objects.visible_to(viewer).filter(record=case).select_related("person").order_by("pk")


def duties(viewer: Viewer, case: Complaint) -> list[Duty]:
    """Everything that it owes, owed or owes no more, by urgency."""
    return _once(case, ("duties", viewer), lambda: list(_duties(case.pk, viewer)))


@asked_for
def _duties(case: str, viewer: Viewer) -> QuerySet[Duty]:
    return Duty.objects.visible_to(viewer).filter(record=case).by_urgency()


def _once(case: Complaint, key: tuple[Any, ...], read: Callable[[], list[Read]]) -> list[Read]:
    kept: dict[tuple[Any, ...], list[Read]] = case.__dict__.setdefault("_at_hand", {})
    if key not in kept:
        kept[key] = read()
    return kept[key]


def current(row: Party, viewer: Viewer) -> bool:
    """Whether a part holds today."""
    return row.starts <= viewer.today and (row.ends is None or row.ends >= viewer.today)

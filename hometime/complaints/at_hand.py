"""What several parts of a case's page read of it: asked for once, and kept with the case that is being shown.

Only for drawing: a case that an action changes is another one, read anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from hometime.access.viewer import Viewer
from hometime.complaints.models import Complaint, Entry, Step
from hometime.duties.models import Duty
from hometime.records.models import Party

Read = TypeVar("Read")


def steps(viewer: Viewer, case: Complaint) -> list[Step]:
    """The steps that this viewer sees, in order, with who wrote them."""
    rows = Step.objects.visible_to(viewer).filter(complaint=case).select_related("by").order_by("number")
    return _once(case, ("steps", viewer), lambda: list(rows))


def entries(viewer: Viewer, case: Complaint) -> list[Entry]:
    """The entries that this viewer sees, in order, with who wrote them and what hangs on them."""
    rows = Entry.objects.visible_to(viewer).filter(complaint=case).select_related("by", "person", "paper")
    return _once(case, ("entries", viewer), lambda: list(rows.order_by("number")))


def parties(viewer: Viewer, case: Complaint) -> list[Party]:
    """Everybody who has or had a part, in order."""
    rows = Party.objects.visible_to(viewer).filter(record=case).select_related("person").order_by("pk")
    return _once(case, ("parties", viewer), lambda: list(rows))


def duties(viewer: Viewer, case: Complaint) -> list[Duty]:
    """Everything that it owes, owed or owes no more, by urgency."""
    rows = Duty.objects.visible_to(viewer).filter(record=case).by_urgency()
    return _once(case, ("duties", viewer), lambda: list(rows))


def _once(case: Complaint, key: tuple[Any, ...], read: Callable[[], list[Read]]) -> list[Read]:
    kept: dict[tuple[Any, ...], list[Read]] = case.__dict__.setdefault("_at_hand", {})
    if key not in kept:
        kept[key] = read()
    return kept[key]


def current(row: Party, viewer: Viewer) -> bool:
    """Whether a part holds today."""
    return row.starts <= viewer.today and (row.ends is None or row.ends >= viewer.today)

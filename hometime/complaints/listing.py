"""The list of complaints: a page of those this viewer is on, found without going through all that there ever were.

Whoever is on few has them looked up by their parts; whoever is on many goes down the index from the newest. Nothing is
counted: a page knows whether another follows, and that is enough to turn it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from hometime.access.viewer import Viewer
from hometime.complaints.models import Complaint
from hometime.duties.models import Duty
from hometime.duties.standing import Standing
from hometime.records.models import Party, Record

ROWS = 25
SHOWN = ("reference", "about", "received_on", "closed", "setting__name")
NEWEST = ("-closed", "-opened", "-pk")  # as the index of records by kind goes, where `closed` is one value or a range
FEW = 200  # parts of a viewer up to which they are looked up one by one


@dataclasses.dataclass(frozen=True)
class Row:
    """One complaint in the list, with where what is owed next stands."""

    case: Complaint
    standing: Standing | None
    days: int | None


@dataclasses.dataclass(frozen=True)
class Listed:
    """A page of the list, as the pager knows pages: `number` counts from 1, `has_next` says whether another follows."""

    rows: Sequence[Row]
    number: int
    has_next: bool
    closed: bool

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before it."""
        return self.number > 1

    @property
    def previous_page_number(self) -> int:
        """The page before."""
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        """The page after."""
        return self.number + 1


def listed(viewer: Viewer, number: Any, *, closed: bool = False) -> Listed:
    """Page `number`, as it was asked for, of the complaints in hand, or of those that are closed: newest first."""
    at = int(number) if str(number).isdecimal() and int(number) else 1
    records = Record.objects.visible_to(viewer).filter(kind="complaint", closed__isnull=not closed)
    few = _few(viewer)
    if few is not None:
        records = records.filter(pk__in=few)
    found = list(records.order_by(*NEWEST).values_list("pk", flat=True)[(at - 1) * ROWS : at * ROWS + 1])
    rows = Complaint.objects.unscoped("the rows of a page that was found through the viewer").filter(
        pk__in=found[:ROWS]
    )
    shown = list(rows.select_related("setting").only(*SHOWN).order_by(*NEWEST))
    due = {} if closed else _due_first(viewer, shown)
    return Listed([_row(case, due.get(case.pk), viewer) for case in shown], at, len(found) > ROWS, closed)


def _few(viewer: Viewer) -> list[str] | None:
    """The records on which this viewer, or somebody for whom they act, takes part; None where there are many."""
    people = {viewer.person_id, *(whose for whose, _role, _place in viewer.acts_in)}
    parts = Party.objects.unscoped("whether somebody is on few records or on many").filter(person__in=people)
    found = list(parts.values_list("record_id", flat=True)[: FEW + 1])
    return found if len(found) <= FEW else None


def _due_first(viewer: Viewer, cases: Sequence[Complaint]) -> dict[str, Duty]:
    """What is owed next on each case."""
    duties = Duty.objects.visible_to(viewer).open().filter(record__in=[case.pk for case in cases], due__isnull=False)
    return {duty.record_id: duty for duty in duties.order_by("-due", "pk")}


def _row(case: Complaint, duty: Duty | None, viewer: Viewer) -> Row:
    if duty is None or duty.due is None:
        return Row(case, None, None)
    return Row(case, duty.standing(viewer.today), abs((duty.due - viewer.today).days))

"""The list of complaints: a page of those this viewer is on, found without going through all that there ever were.

Whoever is on few has them looked up by their parts; whoever is on many goes down the index from the newest. Nothing is
counted: a page knows whether another follows, and that is enough to turn it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import DateField, Exists, OuterRef, QuerySet, Subquery, Value
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.complaints.models import Complaint, Subject
from hometime.duties.models import Duty
from hometime.duties.standing import Standing, standing
from hometime.kernel.spelling import asked_again, asked_among
from hometime.records.models import Party, Record
from hometime.ui.addresses import way
from hometime.ui.days import day_in_words

ROWS = 25
SHOWN = ("pk", "reference", "about", "received_on", "closed", "opened", "setting__name")
NEWEST = ("-closed", "-opened", "-pk")  # as the index of records by kind goes, where `closed` is one value or a range
FEW = 200  # parts of a viewer up to which they are looked up one by one


@dataclasses.dataclass(frozen=True)
class Row:
    """One complaint in the list, as a line of what is owed is drawn: where what is owed next stands, and the way to it."""

    who: str
    standing: Standing | None
    days: int | None
    what: SafeString
    href: str
    verb: str

    @property
    def about(self) -> str:
        """What the verb is for, to somebody who hears it."""
        return self.who

    @property
    def clause(self) -> str:
        """None: a complaint is more than one."""
        return ""


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
    few = list(_parts(viewer))
    if len(few) <= FEW:
        found = _first_among(few, viewer, closed) if at == 1 else _page(viewer, closed, at, few)
    else:
        found = _first_of_many(viewer, closed) if at == 1 else _page(viewer, closed, at)
    rows = sorted(found, key=_newest_first, reverse=True)  # the database found a page of them, in no order
    words = gettext("Came in"), gettext("Closed"), gettext("Open")
    return Listed([_row(row, viewer.today, *words) for row in rows[:ROWS]], at, len(rows) > ROWS, closed)


def _page(viewer: Viewer, closed: bool, at: int, among: Sequence[str] | None = None) -> QuerySet[Any, Any]:
    """The rows of a page, and one more where another follows, each with the day of what it owes next. They are found down
    the index of records; where they are `among` few, each of those is looked up, and no other complaint is."""
    page = slice((at - 1) * ROWS, at * ROWS + 1)
    records = Record.objects.visible_to(viewer).filter(kind="complaint", closed__isnull=not closed)
    rows = Complaint.objects.unscoped("the rows of a page that was found through the viewer")
    if among is None:
        rows = rows.filter(pk__in=records.order_by(*NEWEST).values("pk")[page])
    else:
        rows = rows.filter(Exists(records.filter(pk=OuterRef("pk"))), pk__in=among).order_by(*NEWEST)[page]
    owed = Duty.objects.unscoped("days owed on cases that were found through the viewer").open()
    due = owed.filter(record=OuterRef("pk"), due__isnull=False).order_by("due").values("due")[:1]
    return rows.values_list(*SHOWN, Value(None, DateField()) if closed else Subquery(due))


@asked_again
def _first_of_many(viewer: Viewer, closed: bool) -> QuerySet[Any, Any]:
    """The first page, which is the one that is opened."""
    return _page(viewer, closed, 1)


@asked_among
def _first_among(few: Sequence[str], viewer: Viewer, closed: bool) -> QuerySet[Any, Any]:
    """The same for whoever takes part in few."""
    return _page(viewer, closed, 1, few)


@asked_again
def _parts(viewer: Viewer) -> QuerySet[Any, Any]:
    """The records on which this viewer, or somebody for whom they act, takes part: more than `FEW` where there are many."""
    people = {viewer.person_id, *(whose for whose, _role, _place in viewer.acts_in)}
    parts = Party.objects.unscoped("whether somebody is on few records or on many").filter(person__in=people)
    return parts.values_list("record_id", flat=True)[: FEW + 1]


def _newest_first(row: Sequence[Any]) -> tuple[dt.date, dt.date, str]:
    pk, _reference, _about, _received, closed, opened, *_rest = row
    return closed or dt.date.min, opened, pk


def _row(row: Sequence[Any], today: dt.date, came: str, over: str, verb: str) -> Row:
    pk, reference, about, received, closed, _opened, place, due = row
    ended = f" · {over} {day_in_words(closed, year=True)}" if closed else ""
    return Row(
        who=reference,
        standing=standing(due, today) if due else None,
        days=abs((due - today).days) if due else None,
        what=SafeString(
            f"<p>{escape(Subject(about).label + ended)}</p>"
            f'<p class="soft">{escape(came)} {escape(day_in_words(received, year=True))} · <bdi>{escape(place)}</bdi></p>'
        ),
        href=way("complaint", pk),
        verb=verb,
    )

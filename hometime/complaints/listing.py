"""The list of complaints: a page of those this viewer is on, found without going through all that there ever were.

Whoever is on few has them looked up by their parts; whoever is on many goes down the index from the newest. Nothing is
counted: a page knows whether another follows, and that is enough to turn it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.complaints.models import Complaint, Subject
from hometime.duties.models import Duty
from hometime.duties.standing import Standing, standing
from hometime.kernel.spelling import asked_again
from hometime.records.models import Party, Record
from hometime.ui.days import day_in_words

ROWS = 25
SHOWN = ("reference", "about", "received_on", "closed", "setting__name")
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

    @property
    def about(self) -> str:
        """What the verb is for, to somebody who hears it."""
        return self.who

    @property
    def clause(self) -> str:
        """None: a complaint is more than one."""
        return ""

    @property
    def verb(self) -> str:
        """The same for every line."""
        return gettext("Open")


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
    few = _few(viewer)
    page = slice((at - 1) * ROWS, at * ROWS + 1)
    if few is None:
        found = list(_first_of_many(viewer, closed) if at == 1 else _records(viewer, closed)[page])
    else:
        found = list(_records(viewer, closed).filter(pk__in=few)[page])
    rows = Complaint.objects.unscoped("the rows of a page that was found through the viewer").filter(
        pk__in=found[:ROWS]
    )
    shown = list(rows.select_related("setting").only(*SHOWN).order_by(*NEWEST))
    due = {} if closed else _due_first(shown)
    return Listed([_row(case, due.get(case.pk), viewer.today) for case in shown], at, len(found) > ROWS, closed)


def _records(viewer: Viewer, closed: bool) -> QuerySet[Any]:
    rows = Record.objects.visible_to(viewer).filter(kind="complaint", closed__isnull=not closed)
    return rows.order_by(*NEWEST).values_list("pk", flat=True)


@asked_again
def _first_of_many(viewer: Viewer, closed: bool) -> QuerySet[Any]:
    """The first page, which is the one that is opened."""
    return _records(viewer, closed)[: ROWS + 1]


def _few(viewer: Viewer) -> list[str] | None:
    """The records on which this viewer, or somebody for whom they act, takes part; None where there are many."""
    people = {viewer.person_id, *(whose for whose, _role, _place in viewer.acts_in)}
    parts = Party.objects.unscoped("whether somebody is on few records or on many").filter(person__in=people)
    found = list(parts.values_list("record_id", flat=True)[: FEW + 1])
    return found if len(found) <= FEW else None


def _due_first(cases: Sequence[Complaint]) -> dict[str, dt.date]:
    """The day of what is owed next on each case."""
    duties = Duty.objects.unscoped("days owed on cases that were found through the viewer").open()
    owed = duties.filter(record__in=[case.pk for case in cases], due__isnull=False).order_by("-due")
    return {case: due for case, due in owed.values_list("record_id", "due") if due}


def _row(case: Complaint, due: dt.date | None, today: dt.date) -> Row:
    ended = f" · {gettext('Closed')} {day_in_words(case.closed, year=True)}" if case.closed else ""
    came = f"{gettext('Came in')} {day_in_words(case.received_on, year=True)}"
    first, second = f"{Subject(case.about).label}{ended}", format_html("{} · <bdi>{}</bdi>", came, case.setting.name)
    return Row(
        who=case.reference,
        standing=standing(due, today) if due else None,
        days=abs((due - today).days) if due else None,
        what=format_html('<p>{}</p><p class="soft">{}</p>', first, second),
        href=reverse("complaint", args=[case.pk]),
    )

"""The directory as those who work here keep it: what is due, what is listed, what a feed would change, what was offered."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy

from hometime.access.viewer import Viewer
from hometime.agencies import rules
from hometime.agencies.actions.signposting import FIRST_CHECK, directory_of
from hometime.agencies.models import Change, FeedReading, FeedRow, Offer, Organisation, Signpost, State
from hometime.families.models import Adult, Child
from hometime.families.sides import sides
from hometime.people.models import Setting
from hometime.people.roles import Hat

ROWS = 25
ONLY = ("due", "staff", "off")
# What was wrong in a feed, and the parts of a service, in words.
PROBLEMS = {
    "part": gettext_lazy("This is one page of the feed. What stands on the others was not counted as gone."),
    "shape": gettext_lazy("is no service"),
    "id": gettext_lazy("has no id, and was left out"),
    "name": gettext_lazy("has no name, and was left out"),
    "twice": gettext_lazy("stands there twice; the first was taken"),
    "status": gettext_lazy("has a status that we do not know; it counts as open"),
    "url": gettext_lazy("has a page that is no address; it was left out"),
    "email": gettext_lazy("has an e-mail that is none; it was left out"),
}
PARTS = {
    "name": gettext_lazy("Name"), "description": gettext_lazy("What they do"), "status": gettext_lazy("Open or closed"),
    "url": gettext_lazy("Page"), "email": gettext_lazy("E-mail"), "phones": gettext_lazy("Telephone"),
    "languages": gettext_lazy("Languages"), "body": gettext_lazy("Run by"), "places": gettext_lazy("Place"),
    "terms": gettext_lazy("Helps with"), "costs": gettext_lazy("Costs"), "fees": gettext_lazy("Costs in words"),
    "times": gettext_lazy("Open"), "minimum_age": gettext_lazy("From age"), "maximum_age": gettext_lazy("To age"),
}  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Keeping:
    """A page of the directory at work. `due` are those to be looked at, `waiting` the readings nobody has finished."""

    setting: Setting
    page: Page[Any]
    only: str
    due: int
    waiting: Sequence[FeedReading]
    takes_feeds: bool


def _to_check(viewer: Viewer, months: int) -> Q:
    """Those whose check is older than so many months, and those nobody checked within the first weeks."""
    month = viewer.today.year * 12 + viewer.today.month - 1 - months
    oldest = dt.date(month // 12, month % 12 + 1, min(viewer.today.day, 28))
    return Q(checked_on__lte=oldest) | Q(checked_on__isnull=True, listed_on__lte=viewer.today - FIRST_CHECK)


def keeping(viewer: Viewer, only: str, number: Any) -> Keeping:
    """The directory of the viewer's setting, the ones longest unchecked first."""
    setting = Setting.objects.get(pk=viewer.setting_id)
    every = Signpost.objects.visible_to(viewer)
    to_check = _to_check(viewer, directory_of(setting).months)
    listed = every.exclude(state=State.OFF)
    chosen = {
        "due": listed.filter(to_check),
        "staff": listed.filter(for_staff=True),
        "off": every.filter(state=State.OFF),
    }
    rows = chosen.get(only, listed).select_related("checked_by", "feed")
    page: Page[Any] = Paginator(rows.order_by(F("checked_on").asc(nulls_first=True), "name", "pk"), ROWS).get_page(
        number
    )
    waiting = FeedReading.objects.visible_to(viewer).filter(closed_on__isnull=True).select_related("feed")
    takes = rules.take_feeds(viewer, None) is None
    return Keeping(
        setting, page, only if only in ONLY else "", listed.filter(to_check).count(),
        list(waiting.order_by("-read_on", "pk")) if takes else [], takes,
    )  # fmt: skip


def organisations(viewer: Viewer) -> list[Organisation]:
    """The services of the register that somebody here may choose from."""
    return list(Organisation.objects.visible_to(viewer).current().order_by("name", "pk"))


@dataclasses.dataclass(frozen=True)
class Row:
    """One row of a reading, with its differences in words, and how many families were pointed to it."""

    row: FeedRow
    differences: Sequence[tuple[object, str, str]]
    offered: int


@dataclasses.dataclass(frozen=True)
class Read:
    """A page of a reading. `counts` by what became of them; `problems` in words."""

    reading: FeedReading
    counts: dict[str, int]
    only: str
    page: Page[Any]
    rows: Sequence[Row]
    problems: Sequence[tuple[str, object]]


def reading_page(viewer: Viewer, reading: FeedReading, only: str, number: Any) -> Read:
    """The rows that nobody took in yet; or those that were, once the reading is closed."""
    left = FeedRow.objects.visible_to(viewer).filter(reading=reading, taken_on__isnull=reading.closed_on is None)
    counts = dict(left.order_by().values_list("what").annotate(n=Count("pk")))
    only = only if only in Change.values else ""
    rows = left.filter(what=only) if only else left
    page: Page[Any] = Paginator(rows.order_by("number"), ROWS).get_page(number)
    found = list(page)
    offers = Offer.objects.visible_to(viewer).filter(signpost__in=[row.signpost_id for row in found if row.signpost_id])
    offered = dict(offers.order_by().values_list("signpost").annotate(n=Count("child", distinct=True)))
    return Read(
        reading, {what: counts.get(what, 0) for what in Change.values}, only, page,
        [Row(row, _in_words(row), offered.get(row.signpost_id, 0)) for row in found],
        [(where, PROBLEMS[code]) for where, code in reading.problems if code in PROBLEMS],
    )  # fmt: skip


def _in_words(row: FeedRow) -> list[tuple[object, str, str]]:
    return [(PARTS[part], before, now) for part, before, now in row.differences]


def to_offer(viewer: Viewer) -> list[Signpost]:
    """What may be offered to a family, by name."""
    return list(Signpost.objects.visible_to(viewer).shown().order_by("name", "pk")[:500])


def adults_of(child: Child, today: dt.date) -> list[Adult]:
    """The adults to whom something may be offered by name."""
    return [adult for side in sides(child, today) for adult in side]


def in_file(viewer: Viewer, child: Child) -> dict[str, Any] | None:
    """What a family was pointed to, in the child's file: to whoever may know it; to anybody else there is nothing (P3)."""
    rows = Offer.objects.visible_to(viewer).filter(child=child)
    found = list(rows.select_related("signpost__setting", "by", "adult__person").order_by("-on", "pk")[:ROWS])
    offers = viewer.hat == Hat.STAFF and rules.keep_directory(viewer, child) is None
    return {"rows": found, "offers": offers, "child": child} if found or offers else None

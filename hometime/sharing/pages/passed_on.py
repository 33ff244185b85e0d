"""What a family reads of what was passed on about their child: to whom, what, why, on which ground, when and by whom.

Words and papers stand there where the adult who reads may read them anyway, as they went. What another agency told us and
has not let the family know, and a worry, are left out whole: nothing stands in their place.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from hometime.access.viewer import Viewer
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.people.roles import Hat
from hometime.records.models import Paper, Record
from hometime.sharing.items import offers
from hometime.sharing.locks import TOLD
from hometime.sharing.models import Item, PassedOn, Rule, ToldUs
from hometime.sharing.rules import ASKED
from hometime.sharing.shapes import Offer

WORRY = "worry"


@dataclasses.dataclass(frozen=True)
class Part:
    """One thing that went, by its name; its words and its paper where this adult may read them."""

    title: str
    words: str = ""
    paper: Paper | None = None


@dataclasses.dataclass(frozen=True)
class ShownPassedOn:
    """One time that something was passed on."""

    row: PassedOn
    on: dt.date
    ground: str
    by: str
    parts: Sequence[Part]


def passed_on(viewer: Viewer, child: Child) -> list[ShownPassedOn]:
    """All that was passed on about a child, as an adult of the family reads it: the newest first."""
    rows = PassedOn.objects.visible_to(viewer).filter(child=child, at__lte=clock.now()).select_related("by")
    there = list(rows.order_by("-at", "pk"))
    if viewer.hat != Hat.PARENT or not there:
        return []
    known = Item.objects.unscoped("a family reads what went where it may read it anyway").filter(
        decision__in=[row.decision_id for row in there]
    )
    items = list(known.select_related("paper").order_by("decision", "number"))
    kept_back = _kept_back(items)
    readable = _readable(viewer, child, items)
    return [
        ShownPassedOn(
            row, clock.local_date(row.at), row.ground, row.by.called if row.by else "",
            _parts(row, [one for one in items if one.decision_id == row.decision_id], kept_back, readable),
        )
        for row in there
    ]  # fmt: skip


def _parts(row: PassedOn, items: Sequence[Item], kept_back: set[int], readable: Mapping[int, Offer]) -> list[Part]:
    by_title: dict[str, list[Item]] = {}
    for item in items:
        by_title.setdefault(item.title, []).append(item)
    parts: list[Part] = []
    for title, named in zip(row.titles, row.named, strict=True):
        told = [item for item in by_title.get(title, ()) if item.pk not in kept_back]
        if by_title.get(title) and not told:
            continue
        parts += [
            Part(named, readable[one.pk].words, readable[one.pk].paper) for one in told if one.pk in readable
        ] or [Part(named)]
    return parts


def _kept_back(items: Sequence[Item]) -> set[int]:
    """Those that no family is told of: worries; what an agency told us, as it was sent or as it was marked since, unless the
    family may know it."""
    records = {item.paper.record_id if item.paper is not None else item.about: item for item in items}
    theirs = ToldUs.objects.unscoped("what an agency told us is left out of what a family reads").filter(
        pk__in=[*records, *(item.about for item in items)]
    )
    locked = set(theirs.exclude(rule=Rule.FAMILY).values_list("pk", flat=True))
    return {
        item.pk
        for item in items
        if item.source == WORRY
        or (item.source == TOLD and item.about in locked)
        or (item.paper is not None and item.paper.record_id in locked)
    }


def _readable(viewer: Viewer, child: Child, items: Sequence[Item]) -> dict[int, Offer]:
    """Of these items those whose words and papers the adult may read anyway, where they still stand as they went."""
    now = {offer.key: offer for offer in offers(viewer, child, "")}
    asked = [item.about for item in items if item.source == ASKED]
    may = set(Record.objects.visible_to(viewer).filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    found = {}
    for item in items:
        offer = now.get(f"{item.source}:{item.about}")
        if item.source == ASKED and item.about in may:
            offer = Offer(ASKED, item.about, item.title, item.words)
        if offer is not None and not offer.locked and offer.words == item.words:
            found[item.pk] = offer
    return found

"""A spreadsheet before it is taken in: what each line would become, the wrong ones first."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.core.paginator import Page, Paginator

from hometime.access.viewer import Viewer
from hometime.families.actions import looked_at
from hometime.families.actions.importing import counted
from hometime.families.importing import columns as meant
from hometime.families.importing.comparing import Outcome, changes_in_words
from hometime.families.models import Sheet

ROWS = 25
ORDER = ("wrong", "left", "changed", "new", "same")


@dataclasses.dataclass(frozen=True)
class SheetPage:
    """One page of the preview. `faults` keep the whole sheet from being understood."""

    sheet: Sheet
    faults: list[str]
    counts: dict[str, int]
    lines: list[tuple[Outcome, list[str]]]
    page: Page[Any]

    @property
    def to_write(self) -> int:
        """How many lines would be written down."""
        return self.counts.get("new", 0) + self.counts.get("changed", 0)


def mistakes(viewer: Viewer, sheet: Sheet) -> list[tuple[int, str]]:
    """Every mistake of every line: the number of the line, and what is wrong with it."""
    if sheet.long:
        return [(number, fault) for number, _kind, faults in sheet.seen for fault in faults]
    found = [] if meant.faults_of(sheet.columns) else looked_at(viewer, sheet)
    return [(each.row.number, fault) for each in found for fault in each.row.faults]


def sheet_page(viewer: Viewer, sheet: Sheet, number: Any, only: str = "") -> SheetPage:
    """What would become of each line of `sheet`; `only` one kind of it."""
    if sheet.long and not meant.faults_of(sheet.columns):
        return _long_page(viewer, sheet, number, only)
    faults = meant.faults_of(sheet.columns)
    outcomes = [] if faults else looked_at(viewer, sheet)
    counts = counted(outcomes)
    shown = [each for each in outcomes if only in ("", each.kind)]
    shown.sort(key=lambda each: (ORDER.index(each.kind), each.row.number))
    page = Paginator(shown, ROWS).get_page(number)
    return SheetPage(sheet, faults, counts, [(each, changes_in_words(each)) for each in page], page)


def _long_page(viewer: Viewer, sheet: Sheet, number: Any, only: str) -> SheetPage:
    """One page of what the background work found: only its own lines are looked at anew."""
    shown = sorted(
        (each for each in sheet.seen if only in ("", each[1])), key=lambda each: (ORDER.index(each[1]), each[0])
    )
    page = Paginator(shown, ROWS).get_page(number)
    faults = {line: tuple(found) for line, _kind, found in page}
    kinds = {line: kind for line, kind, _found in page}
    anew = {each.row.number: each for each in looked_at(viewer, sheet, only=faults)}
    lines = [
        dataclasses.replace(anew[line], kind=kinds[line], row=dataclasses.replace(anew[line].row, faults=faults[line]))
        for line in faults
    ]
    return SheetPage(sheet, [], sheet.counts, [(each, changes_in_words(each)) for each in lines], page)

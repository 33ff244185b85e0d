"""Rows of a spreadsheet, read by what its columns mean: children and adults as they would be written down."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hometime.families.importing import columns as meant
from hometime.families.importing.rows import MOST_ADULTS, AdultRow, ChildRow, More, checked, without_repeats
from hometime.kernel.folding import folded

Line = tuple[int, Sequence[str], Sequence[str]]  # the number in the sheet, the cells, the codes of what is wrong
CODES: Mapping[str, object] = {
    "merged": gettext_lazy("Cells are merged in this line. Take them apart in the spreadsheet."),
    "formula": gettext_lazy("This line holds a formula. Copy the column and paste it as values."),
    "garbled": gettext_lazy("The letters came out wrong here. Save the file again as “CSV UTF-8” or as XLSX."),
}
STEP = 1000  # lines between two words of how far it is
APART = re.compile(r"[;,/]")


def understood(
    lines: Sequence[Line],
    headings: Sequence[str],
    columns: Sequence[str],
    today: dt.date,
    rooms: Sequence[str],
    tells: Callable[[int], None] | None = None,
) -> list[ChildRow]:
    """Every line as a child with its adults and mistakes. `rooms` are the names of those there are, folded.

    `tells` is told every thousand lines how many were gone through.
    """
    related = meant.relations_of(headings, columns)
    rows = []
    for gone, line in enumerate(lines):
        if tells is not None and gone and gone % STEP == 0:
            tells(gone)
        rows.append(_child(line, columns, related, today, rooms))
    return list(without_repeats(rows))


def _child(
    line: Line, columns: Sequence[str], related: Mapping[int, str], today: dt.date, rooms: Sequence[str]
) -> ChildRow:
    number, cells, codes = line
    said: dict[str, list[str]] = {}
    for meaning, cell in zip(columns, cells, strict=False):
        if meaning and cell:
            said.setdefault(meaning, []).append(cell)

    def one(key: str) -> str:
        return said.get(key, [""])[0]

    name = one("name") or " ".join(filter(None, (one("first"), one("last"))))
    more = More(
        name_to_use=one("name_to_use"),
        room=one("room"),
        languages=tuple(_apart(said.get("languages", []))),
        facts=tuple(_apart(said.get("facts", []))),
    )
    faults = [str(CODES[code]) for code in codes]
    if any(garbled(cell) for cell in (name, more.name_to_use)):
        faults.append(str(CODES["garbled"]))
    if more.room and folded(more.room) not in rooms:
        words = _("There is no room called “%(room)s” here. Open it first, or leave the cell empty.")
        faults.append(words % {"room": more.room[:40]})
    adults = list(_adults(said, related))
    return checked(number, name, one("born"), one("starts"), adults, today, more=more, faults=faults)


def _adults(said: Mapping[str, list[str]], related: Mapping[int, str]) -> Iterator[AdultRow]:
    for number in range(1, MOST_ADULTS + 1):
        given = {key: said.get(f"adult{number}.{key}", [""])[0] for key in meant.ADULT}
        if any(given.values()):
            given["relation"] = given["relation"] or related.get(number, "") or _("parent or carer")
            yield AdultRow(**given)


def _apart(cells: Sequence[str]) -> Iterator[str]:
    for cell in cells:
        yield from (part.strip() for part in APART.split(cell) if part.strip())


def garbled(text: str) -> bool:
    """Whether letters were read in the wrong encoding on their way here: “JosÃ©” for “José”."""
    from ftfy.badness import is_bad

    return "�" in text or (not text.isascii() and is_bad(text))

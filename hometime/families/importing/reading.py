"""Opens a spreadsheet that somebody brought: CSV in any usual encoding, or XLSX. Gives rows of plain texts.

It knows no database and no Django, since it runs in a process of its own with hard limits (`hometime.kernel.bounded`).
What could not be read as it stands is told by a code and the number of the line, never guessed at.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

MOST_BYTES = 15 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 20_000, 60, 2_000
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
MERGED = re.compile(rb'<mergeCell[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATORS = "\t;,|"
Faults = dict[str, list[str]]  # by the number of the line: codes of what is wrong with it


def read(content: bytes) -> dict[str, Any]:
    """Gives `rows` (lists of texts, one a line of the sheet), `faults` by line, and `note` (a code, or nothing).

    Instead of rows there is `refused` with a code: big, old, other, empty, rows, broken.
    """
    if len(content) > MOST_BYTES:
        return {"refused": "big"}
    if content.startswith(OLD_EXCEL):
        return {"refused": "old"}
    try:
        found = _workbook(content) if content.startswith(ZIP) else _text(content)
    except (zipfile.BadZipFile, KeyError, ValueError, csv.Error):
        return {"refused": "broken"}
    if "refused" not in found and not any(any(row) for row in found["rows"]):
        return {"refused": "empty"}
    return found


def _text(content: bytes) -> dict[str, Any]:
    text, note = _decoded(content)
    if text is None:
        return {"refused": "other"}
    sample = text[:20_000].splitlines()[:50]
    between = max(SEPARATORS, key=lambda sign: sum(min(line.count(sign), MOST_COLUMNS) for line in sample))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=between, skipinitialspace=True)
    rows, faults = [], {}
    for number, line in enumerate(lines, 1):
        if number > MOST_ROWS + 1:
            return {"refused": "rows"}
        row = [_cut(cell) for cell in line[:MOST_COLUMNS]]
        if any(_is_formula(cell) for cell in row):
            faults[str(number)] = ["formula"]
        rows.append(_trimmed(row))
    return {"rows": rows, "faults": faults, "note": note}


def _decoded(content: bytes) -> tuple[str | None, str]:
    """The text, and `letters` where it is not in UTF-8, so that somebody should look at the accents."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), ""
            except UnicodeDecodeError:
                return None, ""
    if b"\0" in content:
        return (content.decode("utf-16-le", "replace"), "letters") if content[1:2] == b"\0" else (None, "")
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "letters"


def _is_formula(cell: str) -> bool:
    return cell.startswith(("=", "@")) or (cell[:1] in "+-" and cell[1:2].isalpha())


def _workbook(content: bytes) -> dict[str, Any]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if not any(name.startswith("xl/") for name in parts.namelist()):
            return {"refused": "other"}
        merged = _merged(parts)
    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    except InvalidFileException:
        return {"refused": "broken"}
    rows: list[list[str]] = []
    faults: Faults = {}
    for number, (cells, typed) in enumerate(
        zip(_lines(values.worksheets[0]), _lines(formulas.worksheets[0]), strict=True), 1
    ):
        if number > MOST_ROWS + 1:
            return {"refused": "rows"}
        rows.append(_trimmed([_cell(value) for value in cells]))
        found = ["merged"] if number in merged else []
        if any(_unsaved(value, formula) for value, formula in zip(cells, typed, strict=True)):
            found.append("formula")
        if found:
            faults[str(number)] = found
    return {"rows": rows, "faults": faults, "note": ""}


def _lines(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # a file may lie about how large it is
    yield from sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)


def _unsaved(value: Any, formula: Any) -> bool:
    """Whether a cell holds a formula of which no result was kept with the file."""
    return value is None and isinstance(formula, str) and formula.startswith("=")


def _merged(parts: zipfile.ZipFile) -> set[int]:
    """The lines of the first sheet in which cells are merged into one."""
    names = sorted(name for name in parts.namelist() if name.startswith("xl/worksheets/sheet"))
    content = parts.read(names[0]) if names else b""
    return {
        line for found in MERGED.finditer(content) for line in range(int(found[2]), min(int(found[4]), MOST_ROWS) + 1)
    }


def _cell(value: Any) -> str:
    """A cell as a person reads it: a day as 2023-05-04, a whole number without a point, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return str(value.date())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _cut(str(value))


def _trimmed(row: list[str]) -> list[str]:
    """A row without the empty cells at its end."""
    while row and not row[-1]:
        row.pop()
    return row


def _cut(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST_CELL]

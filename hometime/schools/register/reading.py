"""Reads a register of schools (comma separated, Windows-1252 or UTF-8) line by line, and keeps no line in memory.

The headings are those of the register that the department publishes. What is wrong with a line is told by a code with its
number; what is wrong with the whole file raises `Unreadable`. Columns that name a head are never looked at.
"""

from __future__ import annotations

import codecs
import csv
import dataclasses
import io
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

MOST_BYTES = 300 * 1024 * 1024
MOST_LINES, MOST_COLUMNS, LONGEST = 250_000, 400, 200
LOOKED_AT = 10  # lines in which the headings are looked for
CHUNK = 1024 * 1024
# What we read of a school, by the heading of its column.
COLUMNS: Mapping[str, str] = {
    "urn": "URN",
    "la": "LA (code)",
    "la_name": "LA (name)",
    "number": "EstablishmentNumber",
    "name": "EstablishmentName",
    "status": "EstablishmentStatus (code)",
    "phase": "PhaseOfEducation (code)",
    "low_age": "StatutoryLowAge",
    "street": "Street",
    "town": "Town",
    "postcode": "Postcode",
    "phone": "TelephoneNum",
}
NEEDED = ("urn", "la", "name", "status", "low_age")
NUMBERS = ("la", "number", "status", "phase", "low_age")
URN, NUMBER = re.compile(r"[0-9]{5,7}"), re.compile(r"[0-9]{1,4}")
TELEPHONE = re.compile(r"\+[0-9 ()]+")
BEGINS_A_FORMULA = ("=", "@", "+", "-", "\t")
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class Unreadable(ValueError):
    """The file cannot be read as a register. `code` says why, and `detail` names columns or the line."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in the file, what it says of a school, and a code where something is wrong with it."""

    number: int
    facts: Mapping[str, str]
    fault: str = ""


def lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a register, each as it is read. `stream` can be wound back. Raises `Unreadable`."""
    text = io.TextIOWrapper(stream, encoding=_encoding(stream), errors="replace", newline="")
    rows = csv.reader(text)
    try:
        headings, places = _headings(rows)
        seen: set[str] = set()
        for row in rows:
            if rows.line_num > MOST_LINES:
                raise Unreadable("lines")
            if any(row):
                yield _line(rows.line_num, row, len(headings), places, seen)
    except csv.Error as error:
        raise Unreadable("broken", str(rows.line_num)) from error
    finally:
        text.detach()


def _line(number: int, row: Sequence[str], width: int, places: Mapping[str, int], seen: set[str]) -> Line:
    facts = {name: " ".join(row[at].split()) if at < len(row) else "" for name, at in places.items()}
    fault = "columns" if len(row) != width else _fault(facts)
    if not fault and facts["urn"] in seen:
        fault = "twice"
    seen.add(facts["urn"])
    return Line(number, facts, fault)


def _fault(facts: Mapping[str, str]) -> str:
    """What is wrong with a line, as a code; nothing where it can be used."""
    checks = (
        ("formula", any(_formula(said) for said in facts.values())),
        ("urn", not URN.fullmatch(facts["urn"])),
        ("name", not facts["name"]),
        ("long", any(len(said) > LONGEST for said in facts.values())),
        ("letters", any(_garbled(said) for said in facts.values())),
        ("number", any(facts.get(name) and not NUMBER.fullmatch(facts[name]) for name in NUMBERS)),
    )
    return next((code for code, wrong in checks if wrong), "")


def _formula(said: str) -> bool:
    return said.startswith(BEGINS_A_FORMULA) and not TELEPHONE.fullmatch(said)


def _garbled(said: str) -> bool:
    """Whether letters were read in the wrong encoding on their way here."""
    if said.isascii():
        return False
    from ftfy.badness import is_bad

    return "\ufffd" in said or is_bad(said)


def _headings(rows: Iterator[list[str]]) -> tuple[Sequence[str], dict[str, int]]:
    """The line of headings among the first ones, and at which place each fact stands."""
    wanted = {_plain(heading): name for name, heading in COLUMNS.items()}
    best: list[str] = []
    for row in itertools.islice(rows, LOOKED_AT):
        best = max(best, [_plain(cell) for cell in row[:MOST_COLUMNS]], key=lambda cells: len(wanted.keys() & cells))
        if _plain(COLUMNS["urn"]) in best:
            break
    doubled = sorted({COLUMNS[wanted[cell]] for cell in best if cell in wanted and best.count(cell) > 1})
    if doubled:
        raise Unreadable("doubled", ", ".join(doubled))
    places = {wanted[cell]: at for at, cell in enumerate(best) if cell in wanted}
    lacking = [COLUMNS[name] for name in NEEDED if name not in places]
    if lacking:
        raise Unreadable("columns", ", ".join(lacking))
    return best, places


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _encoding(stream: BinaryIO) -> str:
    """UTF-8 where the whole file is in it, else the letters of old Windows. Raises `Unreadable` for what is no text."""
    decoder, utf8, size, first = codecs.getincrementaldecoder("utf-8")(), True, 0, b""
    while chunk := stream.read(CHUNK):
        first = first or chunk[:4]
        size += len(chunk)
        if first.startswith(WORKBOOKS):
            raise Unreadable("workbook")
        if b"\0" in chunk:
            raise Unreadable("other")
        if size > MOST_BYTES:
            raise Unreadable("big")
        utf8 = utf8 and _fits(decoder, chunk)
    utf8 = utf8 and _fits(decoder, b"", last=True)
    stream.seek(0)
    if not size:
        raise Unreadable("empty")
    return "utf-8-sig" if utf8 else "cp1252"


def _fits(decoder: codecs.IncrementalDecoder, chunk: bytes, *, last: bool = False) -> bool:
    try:
        decoder.decode(chunk, last)
    except UnicodeDecodeError:
        return False
    return True

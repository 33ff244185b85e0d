"""Plain text to lines: page furniture out, hard-wrapped lines joined, one line for each paragraph or bullet."""

from __future__ import annotations

import re

from hometime.policies.reading.characters import clean, decode, looks_binary
from hometime.policies.reading.furniture import page_noise, split_pages
from hometime.policies.reading.lines import Line, Pages
from hometime.policies.reading.wrapping import continues, join, usual_width, vocabulary

MOST_TYPED = 1_000_000
LONGEST_ROW = 25_000  # above the longest block, so that the cut is told
RULED = re.compile(r"^[-=_*~–—.#+\s]{3,}$")


def read_text(data: bytes) -> Pages:
    """The lines of a plain text file. Binary data gives none, and a sentence that says so."""
    text = decode(data)
    if looks_binary(text):
        pages = Pages()
        pages.leave_out(
            "This file does not hold text that we can read. Save the policy as a Word document, a PDF or plain text."
        )
        return pages
    pages = Pages()
    if len(text) > MOST_TYPED:
        pages.leave_out("The file holds far more text than a policy, so only its beginning was read.")
    pages.lines = text_lines(text[:MOST_TYPED])
    return pages


def text_lines(text: str) -> list[Line]:
    """Plain text as lines, with page furniture dropped before broken lines are joined across pages."""
    rows = [tidied(row) for row in text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\f").split("\n")]
    pages = split_pages(rows)
    noise = page_noise(pages) if len(pages) > 1 else set()
    kept: list[str] = []
    for number, page in enumerate(pages):
        kept += trimmed(page, {place for at, place in noise if at == number}, last=number == len(pages) - 1)
    return joined(kept)


def tidied(row: str) -> str:
    """One typed line, cleaned, its form feed kept; a line drawn with dashes or the like counts as a blank one."""
    text = clean(row[:LONGEST_ROW].replace("\f", "")).replace("\n", " ")
    return ("\f" if "\f" in row else "") + ("" if RULED.match(text) else text)


def trimmed(page: list[str], noise: set[int], last: bool) -> list[str]:
    """A page without its furniture; where furniture stood at an edge, the blank lines beside it go too."""
    if not noise:
        return page
    rows = [row for place, row in enumerate(page) if place not in noise]
    while rows and not rows[0]:
        rows.pop(0)
    while rows and not rows[-1] and not last:
        rows.pop()
    return rows


def joined(rows: list[str]) -> list[Line]:
    """Rows as lines, the broken ones joined, each knowing whether a blank line stands before it."""
    width, words = usual_width(rows), vocabulary(rows)
    lines: list[Line] = []
    before = ""
    for row in rows:
        if lines and continues(before, row, width):
            lines[-1].text = join(lines[-1].text, row, words)
        elif row:
            lines.append(Line(row, apart=not before))
        before = row
    return lines

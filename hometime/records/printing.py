"""What a paper is made of: plain data, block by block, that sheets/paper.typ sets. Knows nothing of any room.

Letters that no font for paper has are never dropped without a word: each stands as [?], and the paper says so.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from hometime.audit.chain import code_of
from hometime.ui import press
from hometime.ui.days import day_in_words

SHEET = Path(__file__).parent / "sheets" / "paper.typ"
AUTHOR = "Hometime"  # of every paper, whoever made it
TITLES = {"form": "Form", "letter": "Letter", "record": "Record", "papers": "Papers"}  # they stand in the file itself
LETTER, LARGE = 14.0, 24.0  # points: letters and forms, and large print
RECORD = 12.0
_RTL = re.compile("[\u0590-\u08ff]")
_LTR = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u04ff]")
_STRANGE = re.compile(f"{press.NOT_PRINTED.pattern}+")

Block = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Paper:
    """One paper, ready to be set. Equal papers give equal PDFs. `title` is a key of TITLES; `own_code` the check code of
    a text that was frozen before, where this is only that text on paper."""

    title: str
    blocks: Sequence[Block]
    printed_on: dt.date
    foot: Sequence[str] = ()
    size: float = RECORD
    own_code: str = ""

    @property
    def code(self) -> str:
        """The check code: twelve letters that change when a sign of what the paper says does."""
        told = json.dumps([self.title, list(self.blocks), self.printed_on.isoformat()], sort_keys=True)
        return code_of(hashlib.sha256(told.encode()).hexdigest())

    def data(self, proof: str = "") -> dict[str, Any]:
        """What the sheet takes. `proof` is what can be checked against the audit (`hometime verify --code`)."""
        language = get_language() or "en"
        blocks = [_printed(block) for block in self.blocks]
        if any(_STRANGE.search(text) for text in _texts(list(self.blocks))):
            blocks.append(
                quiet(_("Some letters could not be printed. They stand as [?]. Ask us to show you the words."))
            )
        foot = [*self.foot, _("Check code: %(code)s") % {"code": self.own_code or self.code}]
        foot += [_("Proof: %(proof)s") % {"proof": proof}] if proof else []
        return {
            "title": TITLES[self.title],
            "author": AUTHOR,
            "language": language.split("-", maxsplit=1)[0],
            "region": "GB" if language.startswith("en") else None,
            "direction": "rtl" if get_language_bidi() else "ltr",
            "size": self.size,
            "blocks": blocks,
            "foot": [_printed(fact) for fact in foot],
            "page": _("Page %(page)s of %(pages)s") % {"page": "#", "pages": "##"},
        }

    def pdf(self, proof: str = "") -> bytes:
        """The paper as PDF/UA-1, in the language that is active. Raises `press.Busy`."""
        return press.pdf(SHEET, self.data(proof), self.printed_on)


def printed_on(day: dt.date) -> str:
    """The line of a foot that says when it was printed."""
    return _("Printed on %(day)s.") % {"day": day_in_words(day, year=True)}


def ours(text: str) -> Block:
    """Words of ours, in the direction of the page."""
    return {"words": text.strip(), "direction": "rtl" if get_language_bidi() else "ltr"}


def words(text: str) -> Block:
    """Text with the direction it is written in: that of its first letter."""
    return {"words": text.replace("\r\n", "\n").strip(), "direction": _direction(text)}


def heading(text: str, level: int = 2) -> Block:
    """A heading, of level 1 to 3."""
    return {"kind": "heading", "level": level, **ours(text)}


def line(text: str, *, strong: bool = False) -> Block:
    """A paragraph of ours."""
    return {"kind": "line", "strong": strong, **ours(text)}


def quiet(text: str) -> Block:
    """A paragraph that stands back."""
    return {"kind": "quiet", **ours(text)}


def quoted(text: str) -> Block:
    """What somebody else wrote or said, in their own words."""
    return {"kind": "words", **words(text)}


def facts(rows: Iterable[tuple[str, str]]) -> Block:
    """Questions with their answers; those without an answer are left out."""
    return {"kind": "facts", "rows": [{"key": key, **words(text)} for key, text in rows if text]}


def entry(title: str, told: Iterable[str], note: str = "") -> Block:
    """One thing that happened: what and when, in what words, and a note on who wrote it when."""
    return {"kind": "entry", "title": ours(title), "told": [words(text) for text in told if text], "note": note}


def table(head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> Block:
    """A table with a heading to each column."""
    cells = [[words(cell) for cell in row] for row in rows]
    return {"kind": "table", "head": list(head), "rows": cells, "widths": list(widths)}


def bullets(items: Iterable[str]) -> Block:
    """A list."""
    return {"kind": "list", "items": [words(item) for item in items]}


def ticks(items: Iterable[str]) -> Block:
    """Answers to tick."""
    return {"kind": "ticks", "items": [ours(item) for item in items]}


def rules(count: int, high: float = 10) -> Block:
    """Lines to write on, `high` millimetres apart."""
    return {"kind": "rules", "count": count, "high": high}


def code(text: str, signs: str) -> Block:
    """A code in a frame, to be typed by whoever gets the paper back."""
    return {"kind": "code", "code": signs, **ours(text)}


def contents(title: str) -> Block:
    """The headings of level 2 that follow, with their pages."""
    return {"kind": "contents", **ours(title)}


def new_page() -> Block:
    """What follows begins on a page of its own."""
    return {"kind": "new-page"}


def _direction(text: str) -> str:
    first_rtl, first_ltr = _RTL.search(text), _LTR.search(text)
    return "rtl" if first_rtl and (first_ltr is None or first_rtl.start() < first_ltr.start()) else "ltr"


def _printed(said: Any) -> Any:
    if isinstance(said, dict):
        return {key: _printed(value) for key, value in said.items()}
    if isinstance(said, list):
        return [_printed(each) for each in said]
    return _STRANGE.sub("[?]", said) if isinstance(said, str) else said


def _texts(said: Any) -> Iterable[str]:
    if isinstance(said, dict):
        said = list(said.values())
    if isinstance(said, list):
        for each in said:
            yield from _texts(each)
    elif isinstance(said, str):
        yield said

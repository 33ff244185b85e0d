"""Turns a sheet (a typst file of ours) and data into a tagged PDF (PDF/UA-1) or a picture of its first page.

What people wrote goes in as data and is never read as typst's own source. Equal data give equal bytes. One sheet at a
time: a web process has other pages to draw.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import threading
import unicodedata
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

FONTS = resources.files("hometime.ui") / "fonts"
PREVIEW = 60.0  # points to the inch of a picture: a thumbnail
PATIENCE = 10.0  # seconds to wait for the press
_press = threading.Lock()

# All but the letters of Latin and Arabic scripts, and the signs, that every font for paper can set.
NOT_PRINTED = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u00b4\u00b6-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u012a-\u012b\u012e-\u0131"
    "\u0136-\u0137\u0139-\u013e\u0141-\u0148\u0150-\u0155\u0158-\u015b\u015e-\u0165\u016a-\u016b\u016e-\u017e"
    "\u0218-\u021b\u0606-\u061b\u061e-\u06ff\u0750-\u077f\u1e80-\u1e85\u1ef2-\u1ef3\u2010-\u2011\u2013-\u2014"
    "\u2018-\u201a\u201c-\u201e\u2022\u2026\u2066-\u2069\u20ac]"
)


class Busy(RuntimeError):
    """Too many sheets are being made at once; ask again in a moment."""


def pdf(sheet: Path, data: Mapping[str, Any], printed_on: dt.date) -> bytes:
    """The sheet with its data as PDF/UA-1. Raises `Busy` where other sheets keep the press for too long."""
    return _set(sheet, data, printed_on, format="pdf", pdf_standards=["ua-1"])


def picture(sheet: Path, data: Mapping[str, Any], printed_on: dt.date) -> bytes:
    """Its first page as a small PNG. Raises `Busy` like `pdf`."""
    return _set(sheet, data, printed_on, format="png", ppi=PREVIEW)


def _set(sheet: Path, data: Mapping[str, Any], printed_on: dt.date, **how: Any) -> bytes:
    at = dt.datetime.combine(printed_on, dt.time(), tzinfo=dt.UTC)
    inputs = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    if not _press.acquire(timeout=PATIENCE):
        raise Busy
    try:
        made: bytes | list[bytes] = _compiler(sheet).compile(sys_inputs=inputs, timestamp=at, **how)
    finally:
        _press.release()
    return made[0] if isinstance(made, list) else made


@functools.cache
def _compiler(sheet: Path) -> Any:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(sheet), root=str(sheet.parent), font_paths=fonts)


def printable(said: Any) -> Any:
    """Text, or lists and tables of it, with only such letters as the fonts for paper have (a test holds them together).

    A letter with a mark that is not known loses the mark; any other is left out, for a sheet with empty boxes helps
    nobody. `unprintable` tells staff.
    """
    if isinstance(said, dict):
        return {key: printable(value) for key, value in said.items()}
    if isinstance(said, list):
        return [printable(each) for each in said]
    return "".join(map(_printable, said)) if isinstance(said, str) else said


def _printable(letter: str) -> str:
    if not NOT_PRINTED.match(letter):
        return letter
    return NOT_PRINTED.sub("", unicodedata.normalize("NFKD", letter)[:1])


def unprintable(text: str) -> bool:
    """Whether letters of a text are missing from the fonts for paper."""
    return bool(NOT_PRINTED.search(text))

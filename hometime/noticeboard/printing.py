"""Turns a poster into a tagged PDF (PDF/UA-1), or into a picture of its first sheet, and keeps what it made for a while.

What people wrote goes in as data and is never read as typst's own source. Equal posters give equal bytes, so they are
made once: anyone may ask for one, and nobody can make the house draw the same sheet over and over.
"""

from __future__ import annotations

import collections
import datetime as dt
import functools
import hashlib
import json
import threading
from importlib import resources
from typing import Any

from hometime.noticeboard.posters import Poster

KEPT = 64  # sheets, of some 50 to 200 kB each
SHEETS = resources.files("hometime.noticeboard") / "sheets"
FONTS = resources.files("hometime.ui") / "fonts"
PREVIEW = 60.0  # points to the inch of a picture: a thumbnail

_made: collections.OrderedDict[str, bytes] = collections.OrderedDict()
_shelf = threading.Lock()
_press = threading.Lock()  # one sheet at a time: a web process has other pages to draw
PATIENCE = 10.0  # seconds to wait for the press


class Busy(RuntimeError):
    """Too many sheets are being made at once; ask again in a moment."""


def known(poster: Poster, kind: str = "pdf") -> bytes | None:
    """The sheet where this process has made it before."""
    with _shelf:
        return _made.get(_key(poster, kind))


def pdf(poster: Poster) -> bytes:
    """The sheet as PDF/UA-1: tagged, titled, in its language, and the same bytes whenever the poster is the same.

    Raises `Busy` where other sheets keep the press for too long.
    """
    return known(poster) or _keep(poster, "pdf", _set(poster, format="pdf", pdf_standards=["ua-1"]))


def picture(poster: Poster) -> bytes:
    """The first sheet as a small PNG. Raises `Busy` like `pdf`."""
    return known(poster, "png") or _keep(poster, "png", _set(poster, format="png", ppi=PREVIEW))


def _set(poster: Poster, **how: Any) -> bytes:
    printed = dt.datetime.fromisoformat(poster.data["printed"]).replace(tzinfo=dt.UTC)
    inputs = {"data": json.dumps(poster.data, ensure_ascii=False, sort_keys=True)}
    if not _press.acquire(timeout=PATIENCE):
        raise Busy
    try:
        made: bytes | list[bytes] = _compiler().compile(sys_inputs=inputs, timestamp=printed, **how)
    finally:
        _press.release()
    return made[0] if isinstance(made, list) else made


@functools.cache
def _compiler() -> Any:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(SHEETS / "poster.typ"), root=str(SHEETS), font_paths=fonts)


def _keep(poster: Poster, kind: str, made: bytes) -> bytes:
    with _shelf:
        _made[_key(poster, kind)] = made
        while len(_made) > KEPT:
            _made.popitem(last=False)
    return made


def _key(poster: Poster, kind: str) -> str:
    told = json.dumps([kind, poster.form, poster.data], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()

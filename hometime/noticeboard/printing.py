"""Turns a poster into a tagged PDF (PDF/UA-1), or into a picture of its first sheet, and keeps what it made for a while.

What people wrote goes in as data and is never read as typst's own source. Equal posters give equal bytes, so they are
made once: anyone may ask for one, and nobody can make the house draw the same sheet over and over.
"""

from __future__ import annotations

import collections
import datetime as dt
import hashlib
import json
import threading
from pathlib import Path

from hometime.noticeboard.posters import Poster
from hometime.ui import press
from hometime.ui.press import Busy

__all__ = ["Busy", "known", "pdf", "picture"]

KEPT = 64  # sheets, of some 50 to 200 kB each
SHEET = Path(__file__).parent / "sheets" / "poster.typ"

_made: collections.OrderedDict[str, bytes] = collections.OrderedDict()
_shelf = threading.Lock()


def known(poster: Poster, kind: str = "pdf") -> bytes | None:
    """The sheet where this process has made it before."""
    with _shelf:
        return _made.get(_key(poster, kind))


def pdf(poster: Poster) -> bytes:
    """The sheet as PDF/UA-1: tagged, titled, in its language, and the same bytes whenever the poster is the same.

    Raises `Busy` where other sheets keep the press for too long.
    """
    return known(poster) or _keep(poster, "pdf", press.pdf(SHEET, poster.data, _printed(poster)))


def picture(poster: Poster) -> bytes:
    """The first sheet as a small PNG. Raises `Busy` like `pdf`."""
    return known(poster, "png") or _keep(poster, "png", press.picture(SHEET, poster.data, _printed(poster)))


def _printed(poster: Poster) -> dt.date:
    return dt.date.fromisoformat(poster.data["printed"])


def _keep(poster: Poster, kind: str, made: bytes) -> bytes:
    with _shelf:
        _made[_key(poster, kind)] = made
        while len(_made) > KEPT:
            _made.popitem(last=False)
    return made


def _key(poster: Poster, kind: str) -> str:
    told = json.dumps([kind, poster.form, poster.data], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()

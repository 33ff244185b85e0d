"""Looks at a voice note: what it is by its first bytes, and how long at most. It is kept as it came, and never opened here.

A telephone records sound in many shapes, and no program here makes them anew; so it is sent out only as sound, to
listeners who were named, and no page is made from it.
"""

from __future__ import annotations

import hashlib

from hometime.records.papers.preparing import title_from
from hometime.records.papers.shapes import MEGABYTE, Picture, Prepared, Reason, Refused

MOST_BYTES = 5 * MEGABYTE  # some ten minutes of speech
# Offset, bytes found there, the type it is sent out as. The first that fits wins.
SOUNDS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x1aE\xdf\xa3", "audio/webm"),
    (0, b"OggS", "audio/ogg"),
    (4, b"ftyp", "audio/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"\xff\xf9", "audio/aac"),
    (8, b"WAVE", "audio/wav"),
    (0, b"#!AMR", "audio/amr"),
)
OF_A_FILM = (b"vide", b"V_VP", b"V_AV1", b"V_MPEG")  # the mark of a track of pictures in these shapes
STILL = (b"heic", b"heix", b"mif1", b"avif")  # brands of pictures in the shape of mp4


def look(data: bytes, name: str) -> Prepared | Refused:
    """The voice note `data`, ready to be kept, or why not. It has no pages and no small picture."""
    if not data:
        return Refused(Reason.EMPTY)
    if len(data) > MOST_BYTES:
        return Refused(Reason.TOO_LONG)
    kind = next((kind for at, mark, kind in SOUNDS if data[at : at + len(mark)] == mark), None)
    if kind is None or data[8:12] in STILL:
        return Refused(Reason.NO_SOUND)
    if any(mark in data for mark in OF_A_FILM) and kind in ("audio/mp4", "audio/webm"):
        return Refused(Reason.FILM)
    return Prepared(
        title=title_from(name), media_type=kind, size=len(data), sha256=hashlib.sha256(data).hexdigest(), pages=(),
        thumbnail=Picture(b"", "image/png", 0, 0), text="",
    )  # fmt: skip

"""Makes fresh pictures out of decoded pixels. Runs only inside the limited child (`rebuilding`).

A fresh picture is built from bare pixels, so nothing that travelled beside them comes along: no place, author,
comment, colour profile or hidden second file. Transparent parts become white, so that everybody sees the same.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from PIL import Image

from hometime.records.papers.kinds import Kind
from hometime.records.papers.shapes import MOST_PIXELS, Picture, Reason, Unfit

PICTURE_SIDE = 3000
THUMBNAIL_SIDE = 320
ORIENTATION_TAG = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def rebuild_image(kind: Kind, data: bytes) -> tuple[Picture, Picture]:
    """The safe copy and the thumbnail of a photo; raises `Unfit`, or whatever the decoder throws at a damaged file."""
    with _opened(kind, data) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Unfit(Reason.TOO_MANY_PIXELS)
        # A phone's JPEG or HEIC may carry a second picture (depth, portrait) behind the one that people see.
        if kind in (Kind.PNG, Kind.WEBP) and getattr(opened, "n_frames", 1) > 1:
            raise Unfit(Reason.MOVING)
        turn = TURNS.get(_orientation(opened))
        opened.draft("RGB", (PICTURE_SIDE, PICTURE_SIDE))  # a JPEG far too large is decoded smaller from the start
        picture = opaque(opened)
    picture.thumbnail((PICTURE_SIDE, PICTURE_SIDE), reducing_gap=2.0)
    if turn is not None:
        picture = picture.transpose(turn)
    return encode(picture, WRITTEN_AS.get(kind, kind)), thumbnail_of(picture)


def _opened(kind: Kind, data: bytes) -> Image.Image:
    """The picture with its header read and no pixel decoded yet; the library stops at its own, wider bound."""
    try:
        return OPENERS[kind](io.BytesIO(data))
    except Image.DecompressionBombError as bomb:
        raise Unfit(Reason.TOO_MANY_PIXELS) from bomb


def thumbnail_of(picture: Image.Image) -> Picture:
    """A small JPEG of `picture`."""
    small = picture.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), reducing_gap=2.0)
    return encode(small, Kind.JPEG)


def opaque(picture: Image.Image) -> Image.Image:
    """The same picture in plain grey or colour, on white where it was transparent."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return picture.convert("I").point(lambda value: value / 257).convert("L")
    if picture.has_transparency_data:
        shown = picture.convert("RGBA")
        white = Image.new("RGBA", shown.size, "white")
        return Image.alpha_composite(white, shown).convert("RGB")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def encode(picture: Image.Image, kind: Kind) -> Picture:
    """Writes bare pixels as a new file of `kind`."""
    fresh = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    written = io.BytesIO()
    fresh.save(written, **WRITERS[kind])
    return Picture(written.getvalue(), kind.value, fresh.width, fresh.height)


def _orientation(opened: Image.Image) -> int:
    """How the camera was held (EXIF 1 to 8). A note too broken to read must not cost the family the photo."""
    try:
        return int(opened.getexif().get(ORIENTATION_TAG, 1))
    except Exception:  # noqa: BLE001 - hostile EXIF makes the reader throw nearly anything
        return 1


def _open_as(name: str) -> Callable[[io.BytesIO], Image.Image]:
    return lambda data: Image.open(data, formats=(name,))


def _open_heic(data: io.BytesIO) -> Image.Image:
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)
    return Image.open(data, formats=("HEIF",))


OPENERS: dict[Kind, Callable[[io.BytesIO], Image.Image]] = {
    Kind.JPEG: _open_as("JPEG"),
    Kind.PNG: _open_as("PNG"),
    Kind.WEBP: _open_as("WEBP"),
    Kind.HEIC: _open_heic,
}
WRITTEN_AS = {Kind.HEIC: Kind.JPEG}
WRITERS: dict[Kind, dict[str, Any]] = {
    Kind.JPEG: {"format": "JPEG", "quality": 88},
    Kind.PNG: {"format": "PNG", "compress_level": 5},
    Kind.WEBP: {"format": "WEBP", "quality": 88, "method": 3},
}

"""Letters of a PDF page gathered into stretches of text by where they stand, with their size and boldness."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from typing import Any

from hometime.policies.reading.columns import Segment

BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
HYPHENS = frozenset((0x02, 0xAD, 0xFFFE))
IGNORED = frozenset((0x00, 0x0A, 0x0D, 0xFFFD, 0xFFFF))
MOST_SHAPES = 5_000
SPACE_CODE = 0x20
SPACE = 0.17
APART = 0.6
Box = tuple[float, float, float, float]


class Letters:
    """Reads the letters of one page. Fonts are asked for once for each text object."""

    def __init__(self, text: Any) -> None:
        """Takes pdfium's text page."""
        import pypdfium2.raw

        self.raw = pypdfium2.raw
        self.text = text
        self.fonts: dict[int, tuple[float, bool]] = {}

    def font(self, index: int) -> tuple[float, bool]:
        """The size in points and the boldness of one letter."""
        handle = self.raw.FPDFText_GetTextObject(self.text, index)
        key = ctypes.cast(handle, ctypes.c_void_p).value or 0 if handle else 0
        if key not in self.fonts:
            name, flags = ctypes.create_string_buffer(120), ctypes.c_int()
            self.raw.FPDFText_GetFontInfo(self.text, index, name, 120, flags)
            heavy = self.raw.FPDFText_GetFontWeight(self.text, index) >= 600
            bold = heavy or bool(BOLD.search(name.value.decode("latin-1")))
            self.fonts[key] = (self.raw.FPDFText_GetFontSize(self.text, index), bold)
        return self.fonts[key]

    def segments(self) -> Iterator[Segment]:
        """Stretches of text in the order of the file; letters that stand apart, higher or in another weight begin a new
        one.
        """
        segment: Segment | None = None
        size, bold, low = 1.0, False, 0.0
        for index, letter, parted, box in self.letters():
            begins_word = segment is None or parted or segment.text[-1] == " " or box.bottom != low
            if letter != " " and begins_word:
                size, bold = self.font(index)
                size = max(size if size > 1 else box.top - box.bottom, 1.0)
            if segment is not None and goes_with(segment, box, low, size, bold):
                extend(segment, letter, box, 0.02 * size if parted else SPACE * size)
                continue
            if segment is not None:
                yield segment
            low = box.bottom
            base = self.base(index, low)
            segment = Segment(box.left, low, box.right, box.top, letter, size, bold, base) if letter.strip() else None
        if segment is not None:
            yield segment

    def letters(self) -> Iterator[tuple[int, str, bool, Any]]:
        """Each letter's place, the letter, whether pdfium sees a space before it, and its box (the same object each
        time).
        """
        text, box = self.text, self.raw.FS_RECTF()
        parted = False
        for index in range(text.count_chars()):
            code = self.raw.FPDFText_GetUnicode(text, index)
            if code in IGNORED:
                continue
            if code == SPACE_CODE and self.raw.FPDFText_IsGenerated(text, index) == 1:
                parted = True
                continue
            self.raw.FPDFText_GetLooseCharBox(text, index, box)
            yield index, "-" if code in HYPHENS else chr(code), parted, box
            parted = False

    def base(self, index: int, bottom: float) -> float:
        """The height of the line that a letter stands on."""
        x, y = ctypes.c_double(), ctypes.c_double(bottom)
        self.raw.FPDFText_GetCharOrigin(self.text, index, x, y)
        return y.value


def goes_with(segment: Segment, box: Any, low: float, size: float, bold: bool) -> bool:
    """True when a letter stands directly behind a stretch, on its line, in its size and weight."""
    gap = box.left - segment.right
    same = abs(box.bottom - low) < 0.15 * size and abs(size - segment.size) < 0.15 * size and bold == segment.bold
    return same and -0.5 * size < gap < APART * size


def extend(segment: Segment, letter: str, box: Any, room: float) -> None:
    """Adds a letter to a stretch, with a space before it where the gap is wider than `room`."""
    if box.left - segment.right > room and letter != " " and not segment.text.endswith(" "):
        segment.text += " "
    if not (letter == " " and segment.text.endswith(" ")):
        segment.text += letter
    segment.right = max(segment.right, box.right)
    segment.bottom, segment.top = min(segment.bottom, box.bottom), max(segment.top, box.top)


def drawn_bullets(shapes: Sequence[Box], segments: Sequence[Segment]) -> list[Segment]:
    """Bullets that were drawn, not typed: small shapes directly left of a stretch of text, as stretches of their own."""
    return [
        Segment(left, bottom, right, top, "•", segment.size, False, segment.base)
        for left, bottom, right, top in shapes
        if 1 < right - left < 9 and 0.6 < (top - bottom) / (right - left) < 1.7
        for segment in segments
        if 0 < segment.left - right < 2.2 * segment.size
        and segment.bottom < (bottom + top) / 2 < segment.top
        and top - bottom < 0.7 * segment.size
    ]


def drawn_shapes(page: Any) -> Iterator[Box]:
    """The boxes of the lines and shapes on a page: left, bottom, right, top. None for a page that is mostly drawing."""
    from pypdfium2 import raw

    count = raw.FPDFPage_CountObjects(page)
    edges = [ctypes.c_float() for _ in range(4)]
    for place in range(count if count < MOST_SHAPES else 0):
        shape = raw.FPDFPage_GetObject(page, place)
        if raw.FPDFPageObj_GetType(shape) == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPageObj_GetBounds(shape, *edges):
            yield edges[0].value, edges[1].value, edges[2].value, edges[3].value

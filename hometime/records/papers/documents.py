"""Turns a PDF into pictures of its pages and plain text. Runs only inside the limited child (`rebuilding`).

The document is first read and measured by one library, which writes it anew; the other library draws only that
rewritten file, so the two cannot be shown different documents by the same bytes.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator

import pikepdf
import pypdfium2

from hometime.records.papers.images import encode, opaque, thumbnail_of
from hometime.records.papers.kinds import Kind
from hometime.records.papers.shapes import (
    MOST_PAGES,
    MOST_PIXELS,
    MOST_TEXT,
    MOST_UNPACKED,
    Picture,
    Reason,
    Unfit,
)

PAGE_SIDE = 1600
MOST_ENLARGED = 4.0
# What makes a PDF more than pages: programs, forms that build themselves, other files and media inside.
TELLING_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
TELLING_NAMES = {
    "/S": {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute"},
    "/Subtype": {"/RichMedia", "/Movie", "/Screen", "/Sound", "/3D", "/FileAttachment"},
}
# Marks that Persian, Urdu and emoji need to be written rightly, though they show nothing themselves.
JOINERS = {"\u200c", "\u200d", "\n", "\t"}


def rebuild_document(data: bytes) -> tuple[list[Picture], Picture, str]:
    """Pictures of the pages, a thumbnail of the first, and the text; raises `Unfit` or what the libraries throw."""
    return _draw(_measured(data))


def _measured(data: bytes) -> bytes:
    """The document written anew, once it is known to be within bounds and nothing but pages."""
    try:
        document = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as locked:
        raise Unfit(Reason.LOCKED) from locked
    with document:
        if len(document.pages) > MOST_PAGES:
            raise Unfit(Reason.TOO_MANY_PAGES)
        unpacked = 0
        for part in _parts(document):
            _refuse_more_than_pages(part)
            if isinstance(part, pikepdf.Stream):
                unpacked += _unpacked_size(part)
            if unpacked > MOST_UNPACKED:
                raise Unfit(Reason.UNPACKS_TOO_BIG)
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


def _parts(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream of the document, the ones inside others included."""
    waiting: list[pikepdf.Object] = [document.trailer, *document.objects]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            inside = [part.get(key) for key in part.keys()]  # noqa: SIM118 - it is no mapping
        else:
            inside = list(part) if isinstance(part, pikepdf.Array) else []
        waiting.extend(it for it in inside if isinstance(it, pikepdf.Object) and not it.is_indirect)


def _refuse_more_than_pages(part: pikepdf.Object) -> None:
    """Raises `Unfit` where a dictionary holds a program, another file or media."""
    if TELLING_KEYS.intersection(part.keys()):
        raise Unfit(Reason.MORE_THAN_PAGES)
    for key, names in TELLING_NAMES.items():
        if str(part.get(key, "")) in names:
            raise Unfit(Reason.MORE_THAN_PAGES)


def _unpacked_size(stream: pikepdf.Stream) -> int:
    """How many bytes a stream unpacks to; a picture inside also keeps to the limit in pixels."""
    if str(stream.get("/Subtype", "")) == "/Image":
        sides = int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
        if sides > MOST_PIXELS:
            raise Unfit(Reason.TOO_MANY_PIXELS)
    try:
        return len(stream.read_bytes())
    except pikepdf.PdfError:  # packed as a photo: it stays packed until it is drawn
        return len(stream.read_raw_bytes())


def _draw(data: bytes) -> tuple[list[Picture], Picture, str]:
    """Draws each page and takes its text. What was filled into a form's fields is drawn too."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    pages: list[Picture] = []
    texts: list[str] = []
    thumbnail = None
    for page in document:
        picture = opaque(page.render(scale=_scale(*page.get_size())).to_pil())
        thumbnail = thumbnail or thumbnail_of(picture)
        pages.append(encode(picture, Kind.JPEG))
        texts.append(page.get_textpage().get_text_range())
        page.close()
    if thumbnail is None:
        raise Unfit(Reason.DAMAGED)
    return pages, thumbnail, plain("\n\n".join(texts))[:MOST_TEXT]


def _scale(width: float, height: float) -> float:
    """Pixels for each point, so that the longer side has at most `PAGE_SIDE` pixels."""
    return min(PAGE_SIDE / max(width, height, 1.0), MOST_ENLARGED)


def plain(text: str) -> str:
    """The text without control marks, so that it can neither turn the page's direction nor hide behind a mark."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(mark for mark in lines if mark in JOINERS or not unicodedata.category(mark).startswith("C")).strip()

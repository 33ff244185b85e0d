"""Tells what a file is by its first bytes, never by its name or what the browser said about it."""

from __future__ import annotations

import enum

from hometime.records.papers.shapes import Reason


class Kind(enum.StrEnum):
    """The kinds of file that are taken."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    PDF = "application/pdf"


# Offset, bytes found there, what that means. The first that fits wins; what fits nothing is some other kind.
SIGNATURES: tuple[tuple[int, bytes, Kind | Reason], ...] = (
    (0, b"\xff\xd8\xff", Kind.JPEG),
    (0, b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (8, b"WEBP", Kind.WEBP),
    (0, b"GIF8", Reason.OTHER_KIND),
    (8, b"AVI ", Reason.FILM),
    (8, b"WAVE", Reason.SOUND),
    (0, b"\x1aE\xdf\xa3", Reason.FILM),
    (0, b"\x00\x00\x01\xba", Reason.FILM),
    (0, b"\x30\x26\xb2\x75", Reason.FILM),
    (0, b"FLV\x01", Reason.FILM),
    (0, b"ID3", Reason.SOUND),
    (0, b"\xff\xfb", Reason.SOUND),
    (0, b"OggS", Reason.SOUND),
    (0, b"fLaC", Reason.SOUND),
    (0, b"#!AMR", Reason.SOUND),
    (0, b"\xd0\xcf\x11\xe0", Reason.OFFICE),
    (0, b"{\\rtf", Reason.OFFICE),
    (0, b"7z\xbc\xaf", Reason.ARCHIVE),
    (0, b"Rar!", Reason.ARCHIVE),
    (0, b"\x1f\x8b", Reason.ARCHIVE),
)

# The brands of an ISO media file (`ftyp`). What is in neither row is some kind of film.
STILL_BRANDS = {b"heic", b"heix", b"heim", b"heis"}
OTHER_BRANDS = {
    b"hevc": Reason.MOVING, b"hevx": Reason.MOVING, b"msf1": Reason.MOVING, b"avis": Reason.MOVING,
    b"avif": Reason.OTHER_KIND, b"M4A ": Reason.SOUND, b"M4B ": Reason.SOUND,
}  # fmt: skip
OFFICE_MARKS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"_rels/.rels")


def recognise(data: bytes) -> Kind | Reason:
    """The kind of file that `data` is, or the reason why that kind is not taken."""
    if data[4:8] == b"ftyp":
        return _iso_media(data)
    if data.startswith(b"PK\x03\x04"):
        return Reason.OFFICE if any(mark in data[:4096] for mark in OFFICE_MARKS) else Reason.ARCHIVE
    # Some programs put a byte-order mark or blank lines before a PDF; anything else in front makes it something else.
    if data[:64].lstrip(b"\xef\xbb\xbf\x00 \t\r\n").startswith(b"%PDF-"):
        return Kind.PDF
    return next((what for at, mark, what in SIGNATURES if data[at : at + len(mark)] == mark), Reason.OTHER_KIND)


def _iso_media(data: bytes) -> Kind | Reason:
    """HEIC photos and films share one container; the brands in its first box tell them apart."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    major, compatible = data[8:12], {data[at : at + 4] for at in range(16, length, 4)}
    if major in OTHER_BRANDS:
        return OTHER_BRANDS[major]
    if major in STILL_BRANDS or (major == b"mif1" and compatible & STILL_BRANDS):
        return Kind.HEIC
    return Reason.OTHER_KIND if major == b"mif1" else Reason.FILM

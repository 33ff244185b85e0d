"""From the bytes of a file to blocks: what kind of file it is, and which reader opens it. Runs in a child process with
limits.
"""

from __future__ import annotations

import dataclasses
import importlib
import zipfile
from typing import Any

from hometime.policies.reading.layout import layout_notes
from hometime.policies.reading.lines import Pages, Unreadable
from hometime.policies.reading.tidying import tidy

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, HTML, MARKDOWN, TEXT, UNKNOWN = (
    "application/pdf",
    "text/html",
    "text/markdown",
    "text/plain",
    "application/octet-stream",
)
MOST_LETTERS = 500_000
MOST_BLOCKS = 6_000
LONGEST_BLOCK = 20_000
READERS = {
    DOCX: ("word", "read_word"),
    PDF: ("paper", "read_paper"),
    HTML: ("web", "read_web"),
    MARKDOWN: ("markdown", "read_markdown"),
    TEXT: ("plain", "read_text"),
}
SAVE_AS = "Save the policy as a Word document (docx), a PDF or plain text and try again."
LOCKED = "The document is protected with a password. Save a copy without the password and try again."
SIGNATURES = (
    (b"{\\rtf", f"This is a rich text file (RTF), which we do not read. {SAVE_AS}"),
    (
        b"\x89PNG",
        "This is a picture, not a document: there is no text in it that we can read. Ask for the text itself.",
    ),
    (
        b"\xff\xd8\xff",
        "This is a picture, not a document: there is no text in it that we can read. Ask for the text itself.",
    ),
    (b"GIF8", "This is a picture, not a document: there is no text in it that we can read. Ask for the text itself."),
    (
        b"II*\x00",
        "This is a picture, not a document: there is no text in it that we can read. Ask for the text itself.",
    ),
    (
        b"MM\x00*",
        "This is a picture, not a document: there is no text in it that we can read. Ask for the text itself.",
    ),
    (b"RIFF", "This is a picture or a recording, not a document. Ask for the text itself."),
    (b"\x1f\x8b", f"This is a compressed file. Unpack it and give us the document inside. {SAVE_AS}"),
    (b"7z\xbc\xaf", f"This is a compressed file. Unpack it and give us the document inside. {SAVE_AS}"),
    (b"Rar!", f"This is a compressed file. Unpack it and give us the document inside. {SAVE_AS}"),
    (b"SQLite format 3", f"This is a database, not a document. {SAVE_AS}"),
    (b"MZ", f"This is a program, not a document. {SAVE_AS}"),
    (b"\x7fELF", f"This is a program, not a document. {SAVE_AS}"),
)
INSIDE_ZIP = (
    ("xl/", f"This is a spreadsheet, not a policy document. {SAVE_AS}"),
    ("ppt/", f"This is a set of slides, not a policy document. {SAVE_AS}"),
    ("mimetype", f"This is an OpenDocument or e-book file, which we do not read. {SAVE_AS}"),
    ("Index/", f"This is an Apple Pages or Numbers file, which we do not read. {SAVE_AS}"),
)


def media_type(data: bytes, name: str) -> str:
    """What kind of document the bytes are, by their content; the name only tells markdown and bare HTML from plain
    text.

    Raises `Unreadable` with plain words for kinds that are no policy documents, and for locked or empty ones.
    """
    head = data[:1024]
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("The file is empty.")
    if head.startswith(b"PK"):
        return inside_zip(data)
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(old_office(data))
    for signature, words in SIGNATURES:
        if head.startswith(signature):
            raise Unreadable(words)
    if head[4:8] == b"ftyp":
        raise Unreadable("This is a picture or a film, not a document. Ask for the text itself.")
    return kind_of_text(data, name)


def kind_of_text(data: bytes, name: str) -> str:
    """HTML, markdown or plain text."""
    from hometime.policies.reading.characters import decode

    opening = decode(data[:4096] if len(data) % 2 == 0 else data[:4095]).lstrip().lower()
    ending = name.rpartition(".")[2].lower()
    if (
        opening.startswith(("<!doctype html", "<html"))
        or "<body" in opening
        or (ending in ("html", "htm", "xhtml") and "<" in opening)
    ):
        return HTML
    if opening.startswith("mime-version") or "content-type: multipart/related" in opening:
        raise Unreadable(f"This is a saved web archive or an e-mail, which we do not read. {SAVE_AS}")
    return MARKDOWN if ending in ("md", "markdown", "mdown") else TEXT


def inside_zip(data: bytes) -> str:
    """Word document, or plain words about what else a zip package is."""
    from hometime.policies.reading.packages import Package

    package = Package(data)
    if package.main:
        if any(entry.flag_bits & 1 for entry in package.zip.infolist()):
            raise Unreadable(LOCKED)
        return DOCX
    for start, words in INSIDE_ZIP:
        if any(held.startswith(start) for held in package.names):
            raise Unreadable(words)
    if any(held.startswith("word/") for held in package.names):
        raise Unreadable(
            "The Word document is broken: its text is missing. Open it in Word, save it again, and try once more."
        )
    raise Unreadable(f"This is a compressed file. Unpack it and give us the document inside. {SAVE_AS}")


def old_office(data: bytes) -> str:
    """What to say about a file in the old Office container: locked, a spreadsheet, or an old Word document."""
    for stream, words in (
        ("EncryptedPackage", LOCKED),
        ("Workbook", f"This is a spreadsheet, not a policy document. {SAVE_AS}"),
        ("PowerPoint Document", f"This is a set of slides, not a policy document. {SAVE_AS}"),
        ("WordDocument", "This is an old Word document (doc). Open it in Word and save it as docx, then try again."),
    ):
        if stream.encode("utf-16-le") in data:
            return words
    return f"This is a kind of Office file that we do not read. {SAVE_AS}"


def unpack(data: bytes, name: str) -> dict[str, Any]:
    """A file as plain data: media type, blocks (as lists of their fields), problems, and whether all of it was read."""
    media = UNKNOWN
    try:
        media = media_type(data, name)
        module, function = READERS[media]
        pages: Pages = getattr(importlib.import_module(f"hometime.policies.reading.{module}"), function)(data)
    except Unreadable as unreadable:
        return {"media_type": media, "blocks": [], "problems": [str(unreadable)], "complete": False}
    except (zipfile.BadZipFile, RecursionError):
        return {
            "media_type": media,
            "blocks": [],
            "problems": ["The file is broken, so it was not read."],
            "complete": False,
        }
    bound(pages)
    blocks = [dataclasses.astuple(block) for block in tidy(pages.lines)]
    if not blocks and pages.complete:
        pages.leave_out("The file holds no text that we can read.")
    return {
        "media_type": media,
        "blocks": [list(block) for block in blocks],
        "problems": pages.problems,
        "complete": pages.complete,
        "layout": layout_notes(as_typed(data, media, pages)),
    }


def as_typed(data: bytes, media: str, pages: Pages) -> list[str]:
    """The lines before cleaning: of the file itself where it is text, else as its reader found them."""
    from hometime.policies.reading.characters import decode

    rows = (
        decode(data[:MOST_LETTERS]).splitlines() if media in (TEXT, MARKDOWN) else [line.text for line in pages.lines]
    )
    return [row[:LONGEST_BLOCK] for row in rows]


def bound(pages: Pages) -> None:
    """Cuts a document off where it is longer than any policy, and says so."""
    letters = 0
    for place, line in enumerate(pages.lines):
        letters += len(line.text)
        if len(line.text) > LONGEST_BLOCK:
            line.text, line.bold = line.text[:LONGEST_BLOCK], line.bold[:LONGEST_BLOCK]
            pages.leave_out("One paragraph is far too long, so only its beginning was read.")
        if letters > MOST_LETTERS or place >= MOST_BLOCKS:
            del pages.lines[place:]
            pages.leave_out(
                "The document is longer than we read at once, so only its beginning was read. Split it into its policies."
            )
            return

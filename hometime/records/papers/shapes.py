"""What comes out of looking at an upload: a prepared paper, or a refusal that says what to choose instead."""

from __future__ import annotations

import dataclasses
import enum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as said

MEGABYTE = 1024 * 1024
MOST_BYTES = 15 * MEGABYTE
MOST_PIXELS = 40_000_000
MOST_PAGES = 60
MOST_UNPACKED = 40 * MEGABYTE
MOST_TEXT = 200_000


class Reason(enum.StrEnum):
    """Why a file was not taken."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    OTHER_KIND = "other_kind"
    FILM = "film"
    SOUND = "sound"
    MOVING = "moving"
    OFFICE = "office"
    ARCHIVE = "archive"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    LOCKED = "locked"
    MORE_THAN_PAGES = "more_than_pages"
    TOO_SLOW = "too_slow"
    RECORD_FULL = "record_full"
    FAMILY_FULL = "family_full"
    TOO_LONG = "too_long"
    NO_SOUND = "no_sound"


# Said to parents as well as staff: short sentences, and always a next step.
SENTENCES = {
    Reason.EMPTY: said("There is nothing in this file. Choose another one."),
    Reason.TOO_BIG: said("This file is over 15 MB. Choose a smaller one, or bring it in and we will copy it."),
    Reason.OTHER_KIND: said("We cannot take this kind of file. Choose a photo (JPG, PNG, WebP or HEIC) or a PDF."),
    Reason.FILM: said("We cannot take films. Choose a photo, or tell us in words what the film shows."),
    Reason.SOUND: said("We cannot take sound. Write down what was said, or choose a photo or a PDF."),
    Reason.MOVING: said("This picture moves. Choose a still photo."),
    Reason.OFFICE: said("We cannot take this kind of document. Save it as a PDF, or take a photo of each page."),
    Reason.ARCHIVE: said("This file has other files packed inside. Choose those files one at a time."),
    Reason.DAMAGED: said("We could not open this file. Take the photo again, or bring it in and we will copy it."),
    Reason.TOO_MANY_PIXELS: said("This picture is too large for us to open. Choose a smaller copy of it."),
    Reason.TOO_MANY_PAGES: said("This PDF has more than 60 pages. Send it in parts, or bring it in."),
    Reason.UNPACKS_TOO_BIG: said("This PDF is too large for us to open. Take a photo of each page, or bring it in."),
    Reason.LOCKED: said("This PDF has a password. Save a copy without the password and choose that."),
    Reason.MORE_THAN_PAGES: said(
        "This PDF holds more than pages. Print it to a new PDF, or take a photo of each page."
    ),
    Reason.TOO_SLOW: said("This file took too long to open. Choose a smaller copy, or bring it in."),
    Reason.RECORD_FULL: said("There are 30 files here already. Bring any more in and we will copy them."),
    Reason.TOO_LONG: said("This voice note is too long. Record a shorter one, of ten minutes at most."),
    Reason.NO_SOUND: said("This is not a voice note that we can play. Record it again, or write it down."),
    Reason.FAMILY_FULL: said("You have sent as many files as we can keep this year. Bring any more in."),
}


class Unfit(Exception):
    """The file is whole enough to be understood, and is not one we take."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclasses.dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken."""

    reason: Reason

    @property
    def say(self) -> str:
        """The sentence for the person who chose the file, in the language they read."""
        return gettext(SENTENCES[self.reason])


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """A picture that we made ourselves; sides are in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


@dataclasses.dataclass(frozen=True, slots=True)
class Prepared:
    """An upload that may be kept: what it is by its content, its hash as it came, and the safe copies people see.

    A photo has one page. `text` is what could be read from a PDF, as plain text that still needs escaping. `title`
    comes from the file's name, for the person to keep or change; it is never used as a name on disk.
    """

    title: str
    media_type: str
    size: int
    sha256: str
    pages: tuple[Picture, ...]
    thumbnail: Picture
    text: str

"""What comes out of looking at an upload: a prepared paper, or a refusal that says what to choose instead."""

from __future__ import annotations

import dataclasses
import enum

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
        from hometime.records.papers.sentences import sentence  # the child that opens files needs no words

        return sentence(self.reason)


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

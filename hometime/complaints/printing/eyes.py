"""For whose eyes a bundle is made: with names, or with letters for people and without whatever names somebody else.

What is covered is left out, never drawn over: the words do not stand in the file. A sentence stays only where everything
in it that tells who somebody is can be said with a letter instead; the checker of summaries decides, and it would rather
leave out too much.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Protocol

from django.utils.translation import gettext as _

from hometime.complaints.keeping.known import Index
from hometime.complaints.keeping.leaks import leaks, replaced
from hometime.complaints.keeping.people import known_to
from hometime.complaints.models import Complaint, Printout
from hometime.people.models import Person
from hometime.people.roles import Role

Level = Printout.Level
SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")


class Eyes(Protocol):
    """How a bundle says what people wrote and who they are."""

    def text(self, words: str) -> str:
        """What somebody wrote."""

    def person(self, person: Person | None, role: str = "") -> str:
        """Somebody, by name or by letter; `role` is the post they act in, where one is known."""

    def name(self, name: str) -> str:
        """Somebody who is known by a typed name alone."""


@dataclasses.dataclass(frozen=True)
class Open:
    """Everything as it is."""

    def text(self, words: str) -> str:
        """As it was written."""
        return words

    def person(self, person: Person | None, role: str = "") -> str:
        """By name, with the post."""
        if person is None:
            return ""
        return f"{person.name}, {Role(role).label}" if role else person.name

    def name(self, name: str) -> str:
        """As it was typed."""
        return name


@dataclasses.dataclass(frozen=True)
class Covered:
    """Letters for people; a sentence that tells more than a letter is left out."""

    known: Index

    def text(self, words: str) -> str:
        """Sentence by sentence, with a word where one or more were left out."""
        told: list[str] = []
        gap = _("[left out]")
        for sentence in filter(None, map(str.strip, SENTENCES.split(words))):
            found = leaks(sentence, self.known)
            stays = all(leak.certain and leak.instead for leak in found)
            said = replaced(sentence, found) if stays else gap
            if said != gap or told[-1:] != [gap]:
                told.append(said)
        return " ".join(told)

    def person(self, person: Person | None, role: str = "") -> str:
        """By the letter the record knows them by; else by their post alone."""
        if person is None:
            return ""
        return self._label(person.name) or (str(Role(role).label) if role else _("somebody"))

    def name(self, name: str) -> str:
        """By letter; somebody whom nobody knows is somebody."""
        return (self._label(name) or _("somebody")) if name else ""

    def _label(self, name: str) -> str:
        return next((known.label for known in self.known.people if name in known.names), "")


def eyes(level: str, case: Complaint) -> Eyes:
    """The eyes of a level for one case."""
    return Open() if level == Level.NAMES else Covered(known_to(case))

"""The letter in the language of whoever complained: from the same facts, in our sentences as they are translated.

What people wrote is not translated by a machine. It stands as it was written and is marked, for a named person to put into
their language or to read out (F18, F19). Our translated sentences are drafts, and the letter says so.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from hometime.complaints.handling.letters import Letter, Theirs, Tongue
from hometime.complaints.lengths import length
from hometime.ui.days import day_in_words
from hometime.ui.words import LANGUAGES

SPOKEN = frozenset(code for code, _name in LANGUAGES[1:])  # those in which our sentences are said, beside English
DRAFT = _(
    "These are draft words in your language. Nobody has checked them yet. The letter in English is the one that counts."
)
SOMEBODY = _(
    "The lines in English are what people wrote. We put them into your language, or somebody reads them to you."
)
NAMED = _("The lines in English are what people wrote. %(name)s puts them into your language, or reads them to you.")


@dataclasses.dataclass(frozen=True)
class Said:
    """One line: what it says, and whether a person wrote it, so that it is not translated."""

    words: str
    written: bool = False


@dataclasses.dataclass(frozen=True)
class Part:
    """A heading and its lines."""

    heading: str
    lines: Sequence[Said]


@dataclasses.dataclass(frozen=True)
class InTheirs:
    """The letter in one language, with what has to be said of it."""

    language: str
    notes: Sequence[str]
    parts: Sequence[Part]

    @property
    def direction(self) -> str:
        """How it runs."""
        return "rtl" if translation.get_language_info(self.language)["bidi"] else "ltr"

    @property
    def named(self) -> str:
        """The language by its own name."""
        return dict(LANGUAGES)[self.language]

    def plain(self) -> dict[str, Any]:
        """As it is kept beside the letter that was given."""
        return dataclasses.asdict(self)


def in_theirs(assemble: Callable[[Tongue], Letter], language: str, reader: str = "") -> InTheirs | None:
    """The letter that `assemble` puts together, in a language; None for English, and where we have no words in it.
    `reader` is who translates the rest, or reads it out."""
    if language not in SPOKEN:
        return None
    tongue = Tongue(gettext, lambda day: day_in_words(day, year=True), length, apart=True)
    with translation.override(language):
        letter = assemble(tongue)
        reference = gettext("Our reference: %(code)s") % {"code": letter.reference}
        head = (letter.setting, reference, tongue.day(letter.on), letter.greeting)
        sections = [Part(s.heading, [_said(line) for line in s.lines if line]) for s in letter.sections]
        notes = (gettext(DRAFT), gettext(NAMED) % {"name": reader} if reader else gettext(SOMEBODY))
    last = Part("", [Said(letter.signed), Said(letter.setting)])
    return InTheirs(language, notes, [Part("", [Said(line) for line in head]), *sections, last])


def kept(plain: Mapping[str, Any]) -> InTheirs:
    """The letter as it was kept."""
    parts = [Part(part["heading"], [Said(**line) for line in part["lines"]]) for part in plain["parts"]]
    return InTheirs(plain["language"], plain["notes"], parts)


def _said(line: str) -> Said:
    return Said(str(line), isinstance(line, Theirs))

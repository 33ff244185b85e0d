"""The shape of what the leak checker finds, and what is proposed instead."""

from __future__ import annotations

import dataclasses

from django.utils.translation import gettext_lazy as _

SOMEBODY, LEFT_OUT = "somebody", "(left out)"  # what a summary says instead: summaries are in English

# Why a spot is flagged, in words for the person who reads the summary.
KINDS = {
    "name": _("The name of somebody here"),
    "short": _("A short form of a name"),
    "spelling": _("Written like the name of somebody here"),
    "script": _("Letters of another script"),
    "joined": _("A name within a word"),
    "capital": _("A capital letter: is it a name?"),
    "spelled": _("A name letter by letter"),
    "masked": _("A name with letters changed or left out"),
    "initials": _("Initials, or a letter for somebody"),
    "title": _("A title with a name"),
    "e-mail": _("An e-mail address"),
    "phone": _("A telephone number"),
    "address": _("An address, or a part of one"),
    "link": _("A link, an account or a number plate"),
    "born": _("A day of birth"),
    "age": _("How old somebody is"),
    "room": _("A room: with an age or a day it can tell who it was"),
    "unusual": _("Something that may be true of one family alone"),
}


@dataclasses.dataclass(frozen=True)
class Leak:
    """A spot of a text: from `start` to `end`, why (`kind`), whether there is no doubt, and what to say instead."""

    start: int
    end: int
    words: str
    kind: str
    certain: bool
    instead: str = ""

    @property
    def why(self) -> str:
        """Why it is flagged, in words."""
        return str(KINDS[self.kind])

"""What the steps of a case are called on paper, for a reader outside."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

from hometime.complaints.words import STEPS

UP_EARLY = gettext_noop("They asked somebody above to look at it before it was answered, and it went on")
EVENTS: Mapping[str, str] = {
    **STEPS,
    "reviewed": gettext_noop("The owners looked at it"),
    "delayed": gettext_noop("They were told that it takes longer"),
    "outside_named": gettext_noop("Somebody from outside was asked to decide"),
    "strand_opened": gettext_noop("A part of it went its own way"),
    "strand_entry": gettext_noop("Something was written on that part"),
    "strand_closed": gettext_noop("That part was closed"),
}


def event(word: str) -> str:
    """An event in words; one without words of its own as it is called."""
    return gettext(EVENTS[word]) if word in EVENTS else word.replace("_", " ").capitalize()

"""What the steps of a case are called on paper, for a reader outside."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

UP_EARLY = gettext_noop("They asked somebody above to look at it before it was answered, and it went on")
EVENTS: Mapping[str, str] = {
    "received": gettext_noop("It came in"),
    "acknowledged": gettext_noop("They were told that we have it"),
    "met": gettext_noop("We met"),
    "answered": gettext_noop("They were told what was found"),
    "agreed": gettext_noop("They are content with the answer"),
    "not_agreed": gettext_noop("No agreement was reached"),
    "not_satisfied": gettext_noop("They were not satisfied, and it went on"),
    "withdrawn": gettext_noop("They took it back"),
    "upheld": gettext_noop("It was upheld"),
    "not_upheld": gettext_noop("It was not upheld"),
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

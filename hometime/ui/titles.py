"""The twelve browser titles: neutral, so that a phone's history tells nobody what a page was about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TITLES: Mapping[str, _StrPromise] = {
    "home": gettext_lazy("Home"),
    "today": gettext_lazy("Today"),
    "children": gettext_lazy("Children"),
    "people": gettext_lazy("People"),
    "message": gettext_lazy("Message"),
    "write": gettext_lazy("Write"),
    "say": gettext_lazy("Have your say"),
    "policy": gettext_lazy("Policy"),
    "board": gettext_lazy("Notice board"),
    "settings": gettext_lazy("Settings"),
    "help": gettext_lazy("Help"),
    "sign_in": gettext_lazy("Sign in"),
}


class Untitled(LookupError):
    """A page asked for a title that is not one of the twelve."""


def browser_title(key: str) -> str:
    """Give the words of the browser tab for `key`, in the language now active. Raises `Untitled` for any other key."""
    if key not in TITLES:
        raise Untitled(f"“{key}” is not a browser title. Choose one of: {', '.join(TITLES)}.")
    return gettext("%(page)s - Hometime") % {"page": TITLES[key]}

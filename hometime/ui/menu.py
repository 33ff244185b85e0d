"""The words of every menu, each with its sign. A hat shows five of them at most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_WORDS = 5


class MenuWord(NamedTuple):
    """What a menu entry says, and the sign drawn above or before it."""

    word: _StrPromise
    sign: str


class MenuEntry(NamedTuple):
    """One entry of a viewer's menu: a key of `MENU_WORDS` and the address it opens."""

    key: str
    url: str


class ShownEntry(NamedTuple):
    """A menu entry ready to draw."""

    word: str
    sign: str
    url: str
    current: bool


class TooManyWords(ValueError):
    """A menu holds more words than a person can take in at a glance."""


MENU_WORDS: Mapping[str, MenuWord] = {
    "home": MenuWord(gettext_lazy("Home"), "home"),
    "child": MenuWord(gettext_lazy("My child"), "child"),
    "my_children": MenuWord(gettext_lazy("My children"), "child"),
    "children": MenuWord(gettext_lazy("Children"), "child"),
    "messages": MenuWord(gettext_lazy("Messages"), "message"),
    "say": MenuWord(gettext_lazy("Have your say"), "say"),
    "help": MenuWord(gettext_lazy("Help"), "help"),
    "today": MenuWord(gettext_lazy("Today"), "today"),
    "write": MenuWord(gettext_lazy("Write"), "pen"),
    "people": MenuWord(gettext_lazy("People and agencies"), "people"),
    "complaints": MenuWord(gettext_lazy("Complaints"), "ladder"),
    "policy": MenuWord(gettext_lazy("Policy"), "paper"),
    "desk": MenuWord(gettext_lazy("Desk"), "today"),
    "sealed": MenuWord(gettext_lazy("Sealed cases"), "lock"),
    "sharing": MenuWord(gettext_lazy("Sharing log"), "share"),
    "visits": MenuWord(gettext_lazy("Visits"), "people"),
    "decide": MenuWord(gettext_lazy("To decide"), "today"),
    "reviews": MenuWord(gettext_lazy("Reviews"), "ladder"),
    "assurance": MenuWord(gettext_lazy("Assurance"), "tick"),
    "evidence": MenuWord(gettext_lazy("Policy and evidence"), "paper"),
    "summary": MenuWord(gettext_lazy("Complaints summary"), "ladder"),
    "asked": MenuWord(gettext_lazy("Records asked for"), "lock"),
    "register": MenuWord(gettext_lazy("Register"), "tick"),
    "outing": MenuWord(gettext_lazy("Outing"), "share"),
    "visitors": MenuWord(gettext_lazy("Visitors"), "people"),
    "note": MenuWord(gettext_lazy("Note"), "pen"),
    "setting": MenuWord(gettext_lazy("Setting"), "home"),
    "accounts": MenuWord(gettext_lazy("Accounts"), "people"),
}


def shown(entries: Sequence[MenuEntry], current: str = "") -> list[ShownEntry]:
    """Make a viewer's menu ready to draw; `current` is the key of the page that is open.

    Raises `TooManyWords` for more than five entries, and `KeyError` for a key that is not in `MENU_WORDS`.
    """
    if len(entries) > MOST_WORDS:
        raise TooManyWords(f"A menu has at most {MOST_WORDS} words; this one has {len(entries)}.")
    drawn = []
    for key, url in entries:
        word, sign = MENU_WORDS[key]
        drawn.append(ShownEntry(word=str(word), sign=sign, url=url, current=key == current))
    return drawn

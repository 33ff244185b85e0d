"""The closed list of sentences that may leave the house, in the languages they exist in (TRUST 45).

The words stand in sentences.toml so that a translator can read and check them. `faults` is the linter: it knows which
sentences and which gaps are allowed, and finds everything else.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import re
import string
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

ENGLISH = "en"
RIGHT_TO_LEFT = frozenset({"ar", "ur"})
# A name or number inside a right-to-left sentence keeps its own direction between these two marks.
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
LONGEST_FILLING = 300


class Key(enum.StrEnum):
    """Which sentence. The first two are notices to families and staff, the rest mails about one's own account."""

    SOMETHING = "something"
    RING = "ring"
    NEW_PASSWORD = "new_password"  # noqa: S105 - the name of a sentence
    CONFIRM_EMAIL = "confirm_email"
    EMAIL_CHANGED = "email_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a sentence
    FACTOR_CHANGED = "factor_changed"
    DAY_CODE = "day_code"
    NEW_DEVICE = "new_device"
    SHARED = "shared"


NOTICES = frozenset({Key.SOMETHING, Key.RING})
# What may be filled in, for each sentence: nothing about a child, an adult, a matter, a day or a place.
SLOTS: Mapping[Key, frozenset[str]] = {
    Key.SOMETHING: frozenset(),
    Key.RING: frozenset({"setting", "phone"}),
    Key.NEW_PASSWORD: frozenset({"link"}),
    Key.CONFIRM_EMAIL: frozenset({"link"}),
    Key.EMAIL_CHANGED: frozenset(),
    Key.PASSWORD_CHANGED: frozenset(),
    Key.FACTOR_CHANGED: frozenset(),
    Key.DAY_CODE: frozenset(),
    Key.NEW_DEVICE: frozenset(),
    Key.SHARED: frozenset({"link"}),
}
# These may go to an address that no person holds yet, or no longer holds, or somebody without an account; all others go
# to persons only.
MAY_GO_TO_AN_ADDRESS = frozenset({Key.CONFIRM_EMAIL, Key.EMAIL_CHANGED, Key.SHARED})


class Unsayable(ValueError):
    """The sentence cannot be filled in as asked."""


@dataclasses.dataclass(frozen=True)
class Book:
    """The sentences by key and language, and which languages a person has checked."""

    words: Mapping[str, Mapping[str, str]]
    slots: Mapping[str, frozenset[str]]
    checked: Mapping[str, bool]


def read_book(text: str) -> Book:
    """The book from the text of sentences.toml."""
    told: dict[str, Any] = tomllib.loads(text)
    entries = told.get("notice", {}) | told.get("account", {})
    return Book(
        words={key: {lang: it for lang, it in entry.items() if lang != "slots"} for key, entry in entries.items()},
        slots={key: frozenset(entry.get("slots", ())) for key, entry in entries.items()},
        checked=told.get("checked", {}),
    )


@functools.cache
def book() -> Book:
    """The book that ships with Hometime."""
    return read_book(resources.files(__package__).joinpath("sentences.toml").read_text("utf-8"))


def languages() -> tuple[str, ...]:
    """The languages that the sentences exist in."""
    return tuple(book().checked)


def say(key: Key, language: str, fillings: Mapping[str, str] | None = None) -> str:
    """The sentence in `language`; English where it does not exist in it, and below it where nobody has checked it.

    Raises `Unsayable` unless `fillings` fills exactly the sentence's own gaps with short, printable text.
    """
    given = dict(fillings or {})
    if set(given) != SLOTS[key]:
        raise Unsayable(f"{key} takes {sorted(SLOTS[key])}, not {sorted(given)}")
    if any(not text.isprintable() or not 0 < len(text) <= LONGEST_FILLING for text in given.values()):
        raise Unsayable(f"{key}: what is filled in must be short and on one line")
    words = book().words[key]
    spoken = language if language in words else ENGLISH
    lines = [spoken] if book().checked[spoken] else [spoken, ENGLISH]
    return "\n\n".join(_fill(words[line], line, given) for line in lines)


def _fill(words: str, language: str, given: Mapping[str, str]) -> str:
    """Puts the fillings in, all in one pass, so that what was filled in is never taken for a gap itself."""

    def filling(gap: re.Match[str]) -> str:
        text = given[gap[1]]
        # A link must stay bare, or the mark would become part of it when it is tapped.
        isolated = language in RIGHT_TO_LEFT and gap[1] != "link"
        return f"{ISOLATE}{text}{END_ISOLATE}" if isolated else text

    return re.sub(r"{(\w+)}", filling, words)


def faults(found: Book) -> list[str]:
    """Everything in a book that is not allowed: unknown or missing sentences, other gaps, forbidden words."""
    wrong = [f"{key}: not on the list" for key in found.words if key not in SLOTS]
    wrong += [f"{key}: missing" for key in SLOTS if key not in found.words]
    for key in (key for key in SLOTS if key in found.words):
        if found.slots[key] != SLOTS[key]:
            wrong.append(f"{key}: other gaps than allowed")
        for language in found.checked:
            wrong += _faults_of(key, language, found.words[key].get(language, ""))
        wrong += [
            f"{key}/{language}: a language unknown to [checked]" for language in found.words[key].keys() - found.checked
        ]
    if not found.checked.get(ENGLISH):
        wrong.append("English must be checked: it stands below the others")
    return wrong


def _faults_of(key: Key, language: str, words: str) -> list[str]:
    at = f"{key}/{language}"
    if not words:
        return [f"{at}: no words"]
    gaps = [name for _, name, _, _ in string.Formatter().parse(words) if name is not None]
    wrong = [] if sorted(gaps) == sorted(SLOTS[key]) else [f"{at}: gaps {gaps}"]
    wrong += [f"{at}: holds a figure"] if any(mark.isdigit() for mark in words) else []
    wrong += [f"{at}: says {word!r}" for word in FORBIDDEN if word in words.casefold().split()]
    return wrong


# Words that would tell a bystander what it is about. English only: a checker reads the other languages for the rest.
FORBIDDEN = frozenset({
    "child", "children", "complaint", "safeguarding", "concern", "worry", "social", "health", "court", "order",
    "police", "allegation", "sen", "accident", "photo", "photos", "meeting", "consent", "plan", "parent", "mother",
    "father", "daughter", "son",
})  # fmt: skip

"""Texts and numbers of strangers made plain: no mark-up, no hidden signs, no address that is not one, nothing too long.

Each of these gives the same again for what it gave once, so that what was read, written and read anew is the same.
"""

from __future__ import annotations

import math
import re
import unicodedata
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from hometime.agencies.openreferral.shape import WEEK

ROUNDS = 8  # so often mark-up within mark-up is taken apart; what is left then loses the signs that make it
SILENT = {"script", "style", "template", "noscript", "iframe", "object"}
BREAKS = {"p", "br", "li", "div", "tr", "h1", "h2", "h3", "h4", "ul", "ol"}
JOINS = frozenset("\n\t\r\x0b\x0c\u200c\u200d")  # white space, and what joins or parts letters of some scripts
MARKED = re.compile(r"[<&]")
EMAIL = re.compile(r"[^\s@<>\"',;:()\[\]\\]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
DAYS = {name: WEEK[n] for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
LANGUAGES = {
    "arabic": "ar", "bengali": "bn", "british sign language": "bfi", "bsl": "bfi", "bulgarian": "bg", "chinese": "zh",
    "english": "en", "farsi": "fa", "persian": "fa", "french": "fr", "gujarati": "gu", "hindi": "hi", "italian": "it",
    "kurdish": "ckb", "lithuanian": "lt", "panjabi": "pa", "punjabi": "pa", "pashto": "ps", "polish": "pl",
    "portuguese": "pt", "romanian": "ro", "russian": "ru", "somali": "so", "spanish": "es", "tamil": "ta",
    "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
}  # fmt: skip
THREE = {"eng": "en", "ara": "ar", "ben": "bn", "pol": "pl", "ron": "ro", "rum": "ro", "urd": "ur", "ukr": "uk"}


class _Words(HTMLParser):
    """Gathers what a reader would see of a piece of mark-up."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """A silent part begins, or a new line."""
        self.silent += tag in SILENT
        if tag in BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A silent part ends."""
        self.silent = max(0, self.silent - (tag in SILENT))
        if tag in BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Words, but for those of a silent part."""
        if not self.silent:
            self.words.append(data)


def text(value: Any, most: int) -> str:
    """The words of a value, without mark-up and hidden signs, at most `most` signs; lines are kept. Nothing but texts and
    numbers has words."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    words = _tidy(str(value)[:most])
    for _round in range(ROUNDS):
        if not MARKED.search(words):
            return words
        fewer = _tidy(_unmarked(words))
        if fewer == words:
            return words
        words = fewer
    return _tidy(words.replace("<", " ").replace("&", " "))


def line(value: Any, most: int) -> str:
    """As `text`, on one line."""
    return " ".join(text(value, most).split())


def _unmarked(words: str) -> str:
    reader = _Words()
    reader.feed(words)
    reader.close()
    return "".join(reader.words)


def _tidy(words: str) -> str:
    """Without control signs, turned directions and half characters; one space between words, one empty line at most."""
    kept = "".join(
        " " if sign in "\t\r\x0b\x0c" else sign
        for sign in words
        if sign in JOINS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    )
    lines = [" ".join(part.split()) for part in kept.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def url(value: Any) -> str:
    """A web address that begins with http:// or https://, else nothing."""
    found = line(value, 600)
    if found.lower().startswith("www."):
        found = f"https://{found}"
    try:
        parts = urlsplit(found)
        named = parts.hostname
    except ValueError:
        return ""
    plain = parts.scheme in ("http", "https") and named and "." in named and "@" not in parts.netloc
    return found if plain and len(found) <= 500 and not re.search(r"[\s\"'<>\\^`{|}]", found) else ""


def email(value: Any) -> str:
    """An e-mail address, else nothing."""
    found = line(value, 254)
    return found if EMAIL.fullmatch(found) else ""


def phone(value: Any) -> str:
    """A telephone number as it is written, else nothing: it has three digits at least."""
    found = line(value, 40)
    return found if sum(sign.isdigit() for sign in found) >= 3 and not re.search(r"[<>@:/]", found) else ""


def age(value: Any) -> int | None:
    """Whole years from 0 to 130."""
    found = number(value)
    return int(found) if found is not None and 0 <= found <= 130 else None


def number(value: Any) -> float | None:
    """A finite number, also one that was written as a text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def degrees(value: Any, most: int) -> float | None:
    """Degrees between minus and plus `most`."""
    found = number(value)
    return round(found, 6) if found is not None and abs(found) <= most else None


def pounds(value: Any) -> str:
    """An amount with two places, else nothing."""
    found = number(value)
    return f"{found:.2f}" if found is not None and 0 <= found < 1_000_000 else ""


def clock(value: Any) -> str:
    """A time of day as HH:MM, else nothing."""
    found = CLOCK.fullmatch(line(value, 20))
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return ""
    return f"{int(found[1]):02}:{found[2]}"


def day(value: Any) -> str:
    """A day as YYYY-MM-DD, else nothing."""
    found = DAY.match(line(value, 40))
    return found[0] if found else ""


def days(value: Any) -> tuple[str, ...]:
    """Days of the week, in their order, from `MO,TU` or names."""
    words = [re.sub(r"^[+-]?\d+", "", part) for part in re.split(r"[,;\s/]+", line(value, 100)) if part]
    found = {DAYS.get(word.casefold(), word.upper()[:2] if len(word) == 2 else "") for word in words}
    return tuple(name for name in WEEK if name in found)


def language(code: Any, name: Any) -> str:
    """The tag of a language by its code or name; a name that is in no table stays as it is. Nothing where nothing is said."""
    tag = line(code, 20)
    if TAG.fullmatch(tag):
        return THREE.get(tag, tag)
    words = line(name, 40)
    return LANGUAGES.get(words.casefold(), THREE.get(words, words))


def known_as(tag: str) -> str:
    """The English name of a language by its tag; nothing for a tag that is in no table."""
    return next((name.title() for name, each in LANGUAGES.items() if each == tag), "")

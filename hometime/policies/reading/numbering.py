"""Recognises where a numbered or named stage of a procedure begins: "Stage 2", "Step two", "Informal stage"."""

from __future__ import annotations

import re

from .numbers import number

_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "final": 90, "last": 90}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_STAGE = re.compile(
    r"^\W*(?:(?:(?:formal|informal|complaints?)\s+)?(?:stage|step|level|phase|tier)\s*[-:]?\s*(?P<number>\d{1,2}|one|two|three|four|five|six|seven|eight|"
    r"[ivx]{1,3})\b|"
    r"(?:the\s+)?(?P<ordinal>first|second|third|fourth|fifth|final|last)\s+(?:stage|step|level)\b(?!\s+(?:has|did|"
    r"was|does)))"
    r"(?!\s+(?:complaints?\s+(?:are|is)|does|did|has|was|failed|and\s+(?:stage|step)|or\s+(?:stage|step)|"
    r"to\s+(?:stage|step)|onwards|of (?:the|an?|our|this) (?:investigation|inquiry|disciplin\w+|process|hearing)))"
    r"(?P<rest>[\s:.)–—|,-]*)",
    re.IGNORECASE,
)
_NAMED_STAGE = re.compile(
    r"^\W*(?:the\s+)?(?:(?P<one>informal|verbal|spoken|local|initial|preliminary)|(?P<two>formal|written)|(?P<three>appeals?|"
    r"reviews?|panel))"
    r"(?:\s+(?:stage|step|complaints?|procedure|process|resolution|approach|discussion|consideration|hearing|review|"
    r"panel))?"
    r"(?:\s*\((?:stage|step)?[\w\s]*\))?\s*(?:$|[:–—]\s*|-\s+)",
    re.IGNORECASE,
)


def named_stage(text: str) -> tuple[int, str]:
    """The place of a stage that has a name and no number ("Informal stage", "Appeal:"), with the text after it."""
    found = _NAMED_STAGE.match(text)
    if not found:
        return 0, text
    place = next(order for order, name in enumerate(("one", "two", "three"), 1) if found[name])
    return place, text[found.end() :]


def stage_number(text: str) -> tuple[int, str]:
    """The number of the stage that `text` begins, with the text after it; (0, text) where it begins none."""
    found = _STAGE.match(text)
    if not found:
        return 0, text
    words = (found["number"] or "").lower()
    if found["ordinal"]:
        return _ORDINAL[found["ordinal"].lower()], text[found.end() :]
    if words in _ROMAN:
        return _ROMAN[words], text[found.end() :]
    try:
        return number(words), text[found.end() :]
    except ValueError:
        return 0, text

"""Splits a block into sentences and a sentence into clauses, keeping where each began."""

from __future__ import annotations

import dataclasses
import functools
import re
import textwrap

_END = re.compile(r"\s*(?:->|→|⇒|➔)\s*|(?<=[.!?])[\"'”’)]?\s+(?=[\"'“‘(*•·–-]?\s*[A-Z0-9])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|St|No|Tel|Ph|Fax|Rev|Ltd|Co|Ext|ext|approx|incl|tel|no|vs|p|pp)\.|\b[A-Z]\.)$"
)
_CLAUSE = re.compile(
    r"(?:\s*[;:]\s+|\s+[–—]\s+|,?\s+(?:and|but|then|while|whilst),?\s+|,\s+(?:who|which|or)\s+|,\s+(?=(?:the|we|she|"
    r"he|they|you|I)\s))",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^\s*(?:[•·▪●○*–-]\s+|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-h]|i{1,3}|iv|vi{0,3})[.)]\s+|\d{1,2}(?:\.\d{1,2})+\s+)",
)


_LONGEST = 900  # letters; whoever writes longer sentences gets them read in pieces, so that time stays in proportion


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, with the place where it began."""

    start: int
    end: int
    text: str


def without_item_mark(text: str) -> str:
    """The text without the bullet or the list number that it starts with."""
    return _ITEM.sub("", text, count=1)


def tidy(text: str) -> str:
    """The text on one line with single spaces."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a block, in order; an abbreviation's full stop ends none, and none is longer than 900 letters."""
    pieces: list[str] = []
    for piece in _END.split(text):
        if pieces and _SHORT.search(pieces[-1]):
            pieces[-1] += " " + piece
        else:
            pieces.append(piece)
    return tuple(part for piece in pieces for part in _of_bearable_length(piece.strip()))


def _of_bearable_length(piece: str) -> list[str]:
    if len(piece) <= _LONGEST:
        return [piece] if piece else []
    return textwrap.wrap(piece, _LONGEST, break_on_hyphens=False)


@functools.lru_cache(maxsize=512)
def clauses(sentence: str) -> tuple[Span, ...]:
    """The clauses of a sentence, divided at conjunctions, semicolons and dashes."""
    spans, start = [], 0
    for divider in _CLAUSE.finditer(sentence):
        spans.append(Span(start, divider.start(), sentence[start : divider.start()]))
        start = divider.end()
    spans.append(Span(start, len(sentence), sentence[start:]))
    return tuple(span for span in spans if span.text.strip())

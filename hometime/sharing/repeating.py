"""Whether a text repeats another: so many words in a row that it is no chance. Nothing here knows whose words they are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from hometime.kernel.folding import folded
from hometime.kernel.texts import paragraphs_of

RUN = 5  # so many words in a row are no chance
LEAST = 3  # a shorter text stands everywhere
WORD = re.compile(r"\w+")


def digest_of(words: str) -> str:
    """What tells a text from every other, and from itself once it is changed."""
    return hashlib.sha256(words.encode()).hexdigest()


def repeats(text: str, others: Iterable[str], run: int = RUN) -> bool:
    """Whether so many words in a row of one of `others` stand in `text`; of a shorter one, all of it from three words on."""
    here = _words(text)
    for other in others:
        theirs = _words(other)
        length = min(run, len(theirs))
        if length >= min(run, LEAST) and _runs(theirs, length) & _runs(here, length):
            return True
    return False


def holds_whole(text: str, other: str) -> bool:
    """Whether all of `other` stands in `text`: in a row of words, or, where it is shorter than three, as a line of its own."""
    words = _words(other)
    if len(words) < LEAST:
        return bool(words) and words in {_words(line) for line in text.splitlines()}
    return repeats(text, [other], run=len(words))


def repeating(text: str, other: str) -> list[str]:
    """The paragraphs of `text` that repeat `other`, in whole or so many words in a row; all of `text` where only that does."""
    found = [part for part in paragraphs_of(text) if holds_whole(part, other) or repeats(part, [other])]
    return found or ([text.strip()] if holds_whole(text, other) else [])


def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(folded(text)))


def _runs(words: tuple[str, ...], length: int) -> set[tuple[str, ...]]:
    return {words[at : at + length] for at in range(len(words) - length + 1)}

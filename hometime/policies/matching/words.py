"""Turns a sentence into comparable words and finds in it the concepts of the clause catalogue."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from hometime.policies import catalogue
from hometime.policies.catalogue import Concept
from hometime.policies.reading.numbers import TENS, UNITS

_NUMBER_WORDS = [*UNITS[3:], *TENS]
_NUMBER = re.compile(rf"\b(?:\d{{1,2}}|(?:{'|'.join(_NUMBER_WORDS)}))(?: (?:\d{{1,2}}|{'|'.join(_NUMBER_WORDS)}))*\b")
_REFERENCE = re.compile(r"\b\d{1,2}\.\d{1,2}[a-d]?\b")
_POSSESSIVE = re.compile(r"(?<=\w)['’](?:s\b)?|['’`]")
_LAYOUT = re.compile(r"\[bookmark:[^\]]*\]|^[\s·•●▪‣*–—-]+")
_NOT_WORD = re.compile(r"[^\w]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!\bNo\.)[)”\"’]?\s+(?=[A-Z(“\"‘])|\n+")
_NAMES = (  # names whose words would otherwise be taken for what they say
    (re.compile(r"complaints? investigation (?:record|form)s?"), "cirform"),
    (re.compile(r"child ?mind(?:er|ing) agenc(?:y|ies)"), "childmindingagency"),
)
_GAP = r"(?:\w+ ){0,5}?"


def sentences(text: str) -> list[str]:
    """Splits running text at full stops, question marks and line ends; abbreviations and numbers stay whole."""
    return [piece.strip() for piece in _SENTENCE_END.split(_LAYOUT.sub("", text)) if piece.strip()]


@functools.lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Gives the words of a text in lower case with one space between them: layout, apostrophes and hyphens opened.

    Numbers up to 99, in figures or words, become `num`, since matching asks whether there is one and not which; 2 stays
    `two` because the progress check is named by it.
    """
    text = _POSSESSIVE.sub("", _LAYOUT.sub("", text).lower())
    text = _REFERENCE.sub(" num ", text)
    text = _NOT_WORD.sub(" ", text).replace("_", " ").strip()
    for name, token in _NAMES:
        text = name.sub(token, text)
    text = re.sub(r"\b2\b", "two", text)
    return " ".join(_NUMBER.sub("num", text).split())


@functools.lru_cache(maxsize=4096)
def found(text: str) -> Mapping[str, str]:
    """Finds the catalogue's concepts in a folded text: slug -> the words that showed it."""
    spaced = text + " "
    hits = ((slug, pattern.search(spaced)) for slug, pattern in _patterns().items())
    return {slug: hit.group(0).strip() for slug, hit in hits if hit}


@functools.cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    clauses = catalogue.load().values()
    named = [concept for clause in clauses for group in (*clause.needs, clause.unless) for concept in group]
    return {concept.slug: _pattern(concept) for concept in named}


def _pattern(concept: Concept) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(_term(term) for term in concept.terms) + ")")


def _term(term: str) -> str:
    return _GAP.join("".join(_word(word) for word in run.split()) for run in term.split(".."))


def _word(word: str) -> str:
    return rf"{word[:-1]}\w* " if word.endswith("*") else rf"{word}(?:s|es|d|ed|ing)? "

"""Pairs the clauses of two documents: a promise keeps its identity through new words, another order, other numbers."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from hometime.policies.reading.forms import Part, ReadClause, Reading

_LEAST_ALIKE = 0.34  # a pair must share a promise and some words, or most of its words
_COVERED, _WORDED = 0.6, 0.4


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A clause with where it stands: its part, the position of its section there, and the section's heading."""

    part: Part
    heading: str
    clause: ReadClause


Pair = tuple[Place | None, Place | None]


def places(reading: Reading) -> tuple[Place, ...]:
    """Gives every clause of a reading in order."""
    return tuple(
        Place(part, section.heading, clause)
        for part in reading.parts
        for section in part.sections
        for clause in section.clauses
    )


def pairs(a: Sequence[Place], b: Sequence[Place]) -> tuple[Pair, ...]:
    """Gives the clauses side by side, in the order of `a`, what is new in `b` last; the best likeness is claimed first.

    A clause is paired once. What has no partner stands beside None.
    """
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(
        _likenesses(a, b), key=lambda found: (-found[0], abs(found[1] - found[2]), found[1], found[2])
    ):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    beside = ((place, b[partner[i]] if i in partner else None) for i, place in enumerate(a))
    return (*beside, *((None, place) for j, place in enumerate(b) if j not in taken))


def likeness(one: ReadClause, other: ReadClause) -> float:
    """Tells how alike two clauses are, 0 to 1: what they ask for first, their words second."""
    if plain(one.text) == plain(other.text):
        return 2.0
    worded = _share(words(one.text), words(other.text))
    if not one.covers and not other.covers:
        return worded if worded >= _COVERED else 0.0
    return _COVERED * _share(set(one.covers), set(other.covers)) + _WORDED * worded


def plain(text: str) -> str:
    """A text as it sounds: lower case, single spaces, without marks of layout and punctuation."""
    text = re.sub(r"\[bookmark:[^\]]*\]", "", text).replace("’", "'").lower()
    return " ".join(re.findall(r"[a-z0-9']+", text.replace("-", "")))


def words(text: str) -> set[str]:
    """The different words of a text."""
    return set(plain(text).split())


def _likenesses(a: Sequence[Place], b: Sequence[Place]) -> Iterator[tuple[float, int, int]]:
    for i, one in enumerate(a):
        for j, other in enumerate(b):
            if one.clause.covers == () == other.clause.covers or set(one.clause.covers) & set(other.clause.covers):
                alike = likeness(one.clause, other.clause)
                if alike >= _LEAST_ALIKE:
                    yield alike, i, j


def _share(one: Iterable[str], other: Iterable[str]) -> float:
    one, other = set(one), set(other)
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0

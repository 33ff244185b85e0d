"""Pairs the clauses of two documents: a promise keeps its identity through new words, another order, other numbers."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence

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
    partner = _same_words(a, b)
    taken = set(partner.values())
    alike = _likenesses(
        a, b, [i for i in range(len(a)) if i not in partner], [j for j in range(len(b)) if j not in taken]
    )
    for _, i, j in sorted(alike, key=lambda found: (-found[0], abs(found[1] - found[2]), found[1], found[2])):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    beside = ((place, b[partner[i]] if i in partner else None) for i, place in enumerate(a))
    return (*beside, *((None, place) for j, place in enumerate(b) if j not in taken))


def likeness(one: ReadClause, other: ReadClause) -> float:
    """Tells how alike two clauses of different words are, 0 to 1: what they ask for first, their words second.

    Clauses that share nothing they ask for are not alike; two additions of the setting's own are alike by their words.
    """
    if not one.covers and not other.covers:
        worded = _share(words(one.text), words(other.text))
        return worded if worded >= _COVERED else 0.0
    shared = _share(frozenset(one.covers), frozenset(other.covers))
    return _COVERED * shared + _WORDED * _share(words(one.text), words(other.text)) if shared else 0.0


@functools.lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A text as it sounds: lower case, single spaces, without marks of layout and punctuation."""
    text = re.sub(r"\[bookmark:[^\]]*\]", "", text).replace("’", "'").lower()
    return " ".join(re.findall(r"[a-z0-9']+", text.replace("-", "")))


@functools.lru_cache(maxsize=8192)
def words(text: str) -> frozenset[str]:
    """The different words of a text."""
    return frozenset(plain(text).split())


def _same_words(a: Sequence[Place], b: Sequence[Place]) -> dict[int, int]:
    waiting: dict[str, list[int]] = {}
    for j, place in enumerate(b):
        waiting.setdefault(plain(place.clause.text), []).append(j)
    ours = ((i, waiting.get(plain(place.clause.text))) for i, place in enumerate(a))
    return {i: theirs.pop(0) for i, theirs in ours if theirs}


def _likenesses(
    a: Sequence[Place], b: Sequence[Place], rest_a: Sequence[int], rest_b: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    for i in rest_a:
        for j in rest_b:
            alike = likeness(a[i].clause, b[j].clause)
            if alike >= _LEAST_ALIKE:
                yield alike, i, j


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0

"""Weighs which clauses of the catalogue one sentence asks for. Each match names the words it rests on."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections import Counter
from collections.abc import Mapping

from hometime.policies import catalogue
from hometime.policies.catalogue import Clause
from hometime.policies.matching.context import Groups, weigh_group
from hometime.policies.matching.words import folded, found

KEEP = 0.6  # how near the best match another clause of its group must come to be asked for too
LESSER = 0.3  # what the less telling concepts of a clause add to its most telling one


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """A clause that a sentence asks for, how strongly, and the words that show it."""

    id: str
    score: float
    why: tuple[str, ...]


def asked(sentence: str, groups: Groups) -> tuple[Match, ...]:
    """Gives the clauses that a sentence asks for, in the catalogue's order: of one group, the one that fits best.

    `groups` weighs where the sentence stands (context.likely); a group weighed 0 is out of the question.
    """
    return _asked(folded(sentence), tuple(sorted(groups.items())))


@functools.lru_cache(maxsize=4096)
def _asked(folded_sentence: str, weights: tuple[tuple[str, float], ...]) -> tuple[Match, ...]:
    concepts, groups = found(folded_sentence), dict(weights)
    candidates = [match for pattern in _patterns() if (match := _weigh(pattern, concepts, groups))]
    if not candidates:
        return ()
    best = max(candidates, key=lambda match: match.score)
    return tuple(m for m in candidates if m.id[0] == best.id[0] and m.score >= KEEP * best.score)


@dataclasses.dataclass(frozen=True, slots=True)
class _Pattern:
    """A clause as sets of concepts, ready to be held against a sentence."""

    clause: Clause
    needs: tuple[frozenset[str], ...]
    unless: frozenset[str]


@functools.cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            clause,
            tuple(frozenset(concept.slug for concept in group) for group in clause.needs),
            frozenset(concept.slug for concept in clause.unless),
        )
        for clause in catalogue.load().values()
    )


def _weigh(pattern: _Pattern, concepts: Mapping[str, str], groups: Groups) -> Match | None:
    present = concepts.keys()
    weight = weigh_group(pattern.clause, groups)
    if (
        not weight
        or not pattern.unless.isdisjoint(present)
        or any(group.isdisjoint(present) for group in pattern.needs)
    ):
        return None
    slugs = [max(group & present, key=lambda slug: (_rarity()[slug], slug)) for group in pattern.needs]
    weights = sorted((_rarity()[slug] for slug in slugs), reverse=True)
    score = (weights[0] + LESSER * sum(weights[1:])) * weight
    return Match(pattern.clause.id, round(score, 3), tuple(concepts[slug] for slug in slugs))


@functools.cache
def _rarity() -> Mapping[str, float]:
    """How telling a concept is: the fewer clauses need it, the more (as inverse document frequency)."""
    clauses = catalogue.load().values()
    counts = Counter(slug for clause in clauses for slug in {c.slug for group in clause.needs for c in group})
    return {slug: math.log((1 + len(clauses)) / (1 + count)) for slug, count in counts.items()}

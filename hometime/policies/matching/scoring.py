"""Weighs which clauses of the catalogue one sentence asks for. Each match names the words it rests on."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections import Counter
from collections.abc import Mapping

from hometime.policies import catalogue
from hometime.policies.catalogue import Clause
from hometime.policies.matching.context import Groups
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

    `groups` weighs where the sentence stands (context.likely); a group weighed 0 is out of the question."""
    concepts = found(folded(sentence))
    candidates = [match for clause in catalogue.load().values() if (match := _weigh(clause, concepts, groups))]
    if not candidates:
        return ()
    best = max(candidates, key=lambda match: match.score)
    return tuple(m for m in candidates if m.id[0] == best.id[0] and m.score >= KEEP * best.score)


def _weigh(clause: Clause, concepts: Mapping[str, str], groups: Groups) -> Match | None:
    if not groups[clause.group] or any(concept.slug in concepts for concept in clause.unless):
        return None
    slugs: list[str] = []
    for group in clause.needs:  # most clauses fail at their first need, and the rest is not looked at
        shown = [concept.slug for concept in group if concept.slug in concepts]
        if not shown:
            return None
        slugs.append(max(shown, key=lambda slug: (_rarity()[slug], slug)))
    weights = sorted((_rarity()[slug] for slug in slugs), reverse=True)
    score = (weights[0] + LESSER * sum(weights[1:])) * groups[clause.group]
    return Match(clause.id, round(score, 3), tuple(concepts[slug] for slug in slugs))


@functools.cache
def _rarity() -> Mapping[str, float]:
    """How telling a concept is: the fewer clauses need it, the more (as inverse document frequency)."""
    clauses = catalogue.load().values()
    counts = Counter(slug for clause in clauses for slug in {c.slug for group in clause.needs for c in group})
    return {slug: math.log((1 + len(clauses)) / (1 + count)) for slug, count in counts.items()}

"""Puts the ladder together: which steps a complaint climbs, in which order, and which limits hang on each.

Numbered stages are taken as the document numbers them, unless they are only phases of one handler's work. Without
stages the sentences themselves must take the complaint from one handler to the next.
"""

from __future__ import annotations

from collections.abc import Sequence

from .climbing import climb
from .forms import Block, Ladder, Part, Step
from .roles import writer
from .rungs import Rung
from .scope import Passage, passages
from .sentences import tidy


def _clause_keys(parts: Sequence[Part], blocks: Sequence[Block]) -> dict[int, tuple[str, ...]]:
    """For each block the keys of the clauses that hold its words."""
    keyed = [(tidy(c.text), c.key) for part in parts for section in part.sections for c in section.clauses]
    by_text: dict[str, list[str]] = {}
    for text, key in keyed:
        by_text.setdefault(text, []).append(key)
    return {index: tuple(by_text.get(tidy(block.text), ())) for index, block in enumerate(blocks)}


def _step(rung: Rung, order: int, keys: dict[int, tuple[str, ...]]) -> Step:
    clauses = tuple(dict.fromkeys(key for index in rung.blocks for key in keys.get(index, ())))
    return Step(
        order, rung.handler, rung.external, rung.name, rung.channel(), rung.circumstances(), clauses, rung.limits()
    )


def read_ladders(blocks: Sequence[Block], parts: Sequence[Part] = ()) -> tuple[Ladder, ...]:
    """The ladders that a document describes: the parents' first, then other agencies'; () where it describes none.

    Numbering that begins again begins a second ladder of the same audience: texts that contradict themselves are never
    merged. `parts` gives the keys of the clauses from which each step was read.
    """
    placed = passages(blocks)
    first_person = writer(" ".join(passage.text for passage in placed))
    keys = _clause_keys(parts, blocks)
    ladders: list[Ladder] = []
    for agencies in (False, True):
        own: list[Passage] = [p for p in placed if p.in_scope and p.agencies == agencies]
        for rungs in climb(own, first_person):
            steps = tuple(_step(rung, order, keys) for order, rung in enumerate(rungs, 1))
            ladders.append(Ladder("agencies" if agencies else "parents", steps))
    return tuple(ladders)

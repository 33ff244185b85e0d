"""Fills in what each clause of a document covers, who acts in it and which procedures it refers to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from hometime.policies.matching import context
from hometime.policies.matching.scoring import Match, asked
from hometime.policies.matching.words import sentences
from hometime.policies.reading.forms import Part, ReadClause, Section


def match(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Gives the parts with `covers`, `actors` and `refers_to` filled. A clause that asks for nothing known covers nothing."""
    return tuple(
        dataclasses.replace(part, sections=tuple(_section(part, at) for at in range(len(part.sections))))
        for part in parts
    )


def why(part: Part, position: int, clause: ReadClause) -> tuple[Match, ...]:
    """Explains the matches of one clause in the section at `position` of its part."""
    groups = context.likely(part, position)
    by_sentence = tuple(found for sentence in sentences(clause.text) for found in asked(sentence, groups))
    return by_sentence or asked(clause.text, groups)


def _section(part: Part, position: int) -> Section:
    section = part.sections[position]
    return dataclasses.replace(section, clauses=tuple(_clause(part, position, clause) for clause in section.clauses))


def _clause(part: Part, position: int, clause: ReadClause) -> ReadClause:
    covers = dict.fromkeys(found.id for found in why(part, position, clause))
    return dataclasses.replace(clause, covers=tuple(covers))

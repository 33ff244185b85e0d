"""Fills in what each clause of a document covers, who acts in it and which procedures it refers to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from hometime.policies.matching import context
from hometime.policies.matching.actors import acting
from hometime.policies.matching.scoring import Match, asked
from hometime.policies.matching.words import folded, found, sentences
from hometime.policies.reading.forms import Part, ReadClause, Section
from hometime.policies.reading.references import refers_to

Sentence = tuple[str, frozenset[str], Mapping[str, str]]


def match(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Gives the parts with `covers`, `actors` and `refers_to` filled. A clause may cover nothing known."""
    return tuple(
        dataclasses.replace(part, sections=tuple(_section(part, at) for at in range(len(part.sections))))
        for part in parts
    )


def by_sentence(part: Part, position: int, clause: ReadClause) -> tuple[Sentence, ...]:
    """Gives the sentences of a clause, each with the ids it asks for and the concepts found in it, with their words.

    Where no sentence asks for anything by itself, the whole clause is weighed as one.
    """
    groups = context.likely(part, position)
    pieces = sentences(clause.text) or [clause.text]
    told = [(text, frozenset(match.id for match in asked(text, groups)), found(folded(text))) for text in pieces]
    if len(told) > 1 and not any(ids for _, ids, _ in told):
        whole = clause.text
        told = [(whole, frozenset(match.id for match in asked(whole, groups)), found(folded(whole)))]
    return tuple(told)


def why(part: Part, position: int, clause: ReadClause) -> tuple[Match, ...]:
    """Explains the matches of one clause in the section at `position` of its part."""
    groups = context.likely(part, position)
    return tuple(match for text, _, _ in by_sentence(part, position, clause) for match in asked(text, groups))


def _section(part: Part, position: int) -> Section:
    section = part.sections[position]
    return dataclasses.replace(section, clauses=tuple(_clause(part, position, clause) for clause in section.clauses))


def _clause(part: Part, position: int, clause: ReadClause) -> ReadClause:
    covers = dict.fromkeys(match.id for match in why(part, position, clause))
    return dataclasses.replace(clause, covers=tuple(covers), actors=acting(clause.text), refers_to=refers_to(clause))

"""What a setting holds, as a reading again, so that a new document can be set beside it clause by clause."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from hometime.policies.models import AdoptedClause, Adoption
from hometime.policies.reading.forms import (
    Body,
    Ladder,
    Part,
    ReadClause,
    Reading,
    Retention,
    Section,
    Source,
    from_json,
)


def reading_held(adoptions: Sequence[Adoption]) -> Reading:
    """Gives adopted parts as one reading, in the order given, with the terms that were confirmed for them.

    Findings and questions are left out: they were answered when it was adopted.
    """
    clauses: dict[str, list[AdoptedClause]] = {}
    for clause in AdoptedClause.objects.filter(adoption__in=adoptions).order_by("position"):
        clauses.setdefault(clause.adoption_id, []).append(clause)
    terms = [adoption.terms for adoption in adoptions]
    document = adoptions[0].document if adoptions else None
    return Reading(
        source=Source(document.name, document.media_type, document.sha256, True)
        if document
        else Source("", "", "", True),
        adopter=(adoptions[0].adopter or None) if adoptions else None,
        settings=(),
        adopted_on=adoptions[0].adopted_on.isoformat() if adoptions else None,
        parts=tuple(_part(adoption, clauses.get(adoption.pk, [])) for adoption in adoptions),
        ladders=from_json(tuple[Ladder, ...], [ladder for said in terms for ladder in said.get("ladders", ())]),
        retention=from_json(tuple[Retention, ...], [kept for said in terms for kept in said.get("retention", ())]),
        bodies=from_json(tuple[Body, ...], [body for said in terms for body in said.get("bodies", ())]),
        references=(),
        findings=(),
        questions=(),
    )


def _part(adoption: Adoption, clauses: Sequence[AdoptedClause]) -> Part:
    sections = tuple(
        Section(heading, tuple(_clause(clause) for clause in under))
        for heading, under in itertools.groupby(clauses, key=lambda clause: clause.heading)
    )
    return Part(adoption.number, adoption.kind, adoption.title, sections)  # type: ignore[arg-type]  # one of the two kinds


def _clause(clause: AdoptedClause) -> ReadClause:
    return ReadClause(clause.key, clause.text, tuple(clause.covers), tuple(clause.actors), tuple(clause.refers_to))

"""Matching a document's clauses to the clause catalogue, whatever their wording, order and numbering."""

from hometime.policies.matching.clauses import match
from hometime.policies.matching.scoring import Match, asked

__all__ = ["Match", "asked", "match"]

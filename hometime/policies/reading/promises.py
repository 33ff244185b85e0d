"""The sentences of a document with what each asks for: what findings and questions are drawn from."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable, Mapping

from hometime.policies.matching.clauses import by_sentence
from hometime.policies.reading.forms import Part, Reading
from hometime.policies.reading.numbers import Duration, durations

COMPLAINTS, PARTNERSHIP = "CXO", "PGFAS"
_FEWEST_COMPLAINTS, _FEWEST_PARTNERSHIP = 3, 4
_START_AFTER = re.compile(
    r"^\W*(?:\w+\s+){0,3}?(?:of|from|after|since|following|upon|starting|beginning|counted|once|running)\b",
    re.IGNORECASE,
)
_START_BEFORE = re.compile(
    r"\b(?:of|from|after|since|following|upon|on)\s+(?:\w+\s+){0,3}(?:receipt|receiv\w+|getting)\b[^.]{0,40}$",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Promise:
    """One sentence: the clause it stands in, the catalogue ids it asks for and the concepts found in it."""

    part: str
    clause: str
    text: str
    ids: frozenset[str]
    concepts: Mapping[str, str]

    def limits(self) -> tuple[Duration, ...]:
        """Gives the lengths of time that read as a limit, years left out."""
        return tuple(d for d in durations(self.text) if d.standing != "not_a_deadline" and d.unit != "years")

    def says(self, pattern: str) -> bool:
        """Whether the sentence holds the pattern, in whatever case."""
        return bool(re.search(pattern, self.text, re.IGNORECASE))

    def has_start(self, limit: Duration) -> bool:
        """Whether the words around a limit say from when it counts."""
        return bool(
            _START_AFTER.match(self.text[limit.end : limit.end + 60]) or _START_BEFORE.search(self.text[: limit.start])
        )


@dataclasses.dataclass(frozen=True)
class Said:
    """A reading with its promises at hand."""

    reading: Reading

    @functools.cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Every sentence of the document, in order."""
        return tuple(_promises(self.reading.parts))

    @functools.cached_property
    def ids(self) -> frozenset[str]:
        """Every clause of the catalogue that the document asks for."""
        return frozenset(
            id_
            for part in self.reading.parts
            for section in part.sections
            for clause in section.clauses
            for id_ in clause.covers
        )

    def about(self, *ids: str) -> tuple[Promise, ...]:
        """Gives the sentences that ask for any of these clauses."""
        return tuple(promise for promise in self.promises if promise.ids & set(ids))

    def whole(self, promise: Promise) -> str:
        """Gives all the text of the clause that a sentence stands in."""
        return " ".join(other.text for other in self.promises if other.clause == promise.clause)

    @property
    def has_complaints(self) -> bool:
        """Whether the document lays down how complaints are dealt with, rather than mentioning them."""
        return len({id_ for id_ in self.ids if id_[0] in COMPLAINTS}) >= _FEWEST_COMPLAINTS

    @property
    def has_partnership(self) -> bool:
        """Whether the document lays down how parents and agencies are worked with."""
        return len({id_ for id_ in self.ids if id_[0] in "GFA"}) >= _FEWEST_PARTNERSHIP

    def complaint_promises(self) -> tuple[Promise, ...]:
        """Gives the sentences of the parts that deal with complaints."""
        counts: dict[str, int] = {}
        for promise in self.promises:
            counts[promise.part] = counts.get(promise.part, 0) + len(
                {id_ for id_ in promise.ids if id_[0] in COMPLAINTS}
            )
        return tuple(promise for promise in self.promises if counts[promise.part] >= _FEWEST_COMPLAINTS)


def _promises(parts: Iterable[Part]) -> Iterable[Promise]:
    for part in parts:
        for position, section in enumerate(part.sections):
            for clause in section.clauses:
                for text, ids, concepts in by_sentence(part, position, clause):
                    yield Promise(part.number or part.title, clause.key, text, ids, concepts)

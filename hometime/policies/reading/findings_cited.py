"""Findings about cited procedures: not held in this document (H19), or number and title that do not belong together."""

from __future__ import annotations

from collections.abc import Iterator

from hometime.policies.reading.hits import Hit
from hometime.policies.reading.promises import Said
from hometime.policies.reading.references import citations, disagrees

_NEEDED_TO_ADOPT = "complaints"


def dangling_references(said: Said) -> Iterator[Hit]:
    """H19: a procedure that the text leans on and the document does not hold."""
    places: dict[str, str] = {}
    for citation in citations(said.reading.parts):
        places.setdefault(citation.number, citation.clause)
    for reference in said.reading.references:
        if not reference.found:
            grave = "must" if _NEEDED_TO_ADOPT in reference.title.lower() else None
            words = {"number": reference.number, "title": reference.title}
            yield Hit("dangling_reference", places.get(reference.number), words, grave)


def mismatched_references(said: Said) -> Iterator[Hit]:
    """A number cited with the title of another procedure."""
    for citation in citations(said.reading.parts):
        usual = disagrees(citation)
        if usual:
            yield Hit(
                "reference_mismatch",
                citation.clause,
                {"number": citation.number, "title": citation.title, "usual": usual},
            )


CHECKS = (dangling_references, mismatched_references)

"""Finds the policies and procedures that a text cites, by number and title, and whether the document holds them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from hometime.policies.library.numbering import called, canonical, numbered
from hometime.policies.reading.forms import Part, ReadClause, Reference

_CITED = re.compile(
    r"(?P<lead>\b(?:polic(?:y|ies)|procedures?)\s+(?:nos?\.?\s*|numbers?\s+)?)?"
    r"(?<![\d.£/-])(?P<number>\d{1,2}\.\d{1,2}[a-d]?)(?:\s?[-–]\s?(?P<until>\d{1,2}\.\d{1,2}))?(?![\d/]|\.\d|\s?(?:%|[ap]\.?m\b|°|kg|years|hours|days))"
    r"(?=(?P<rest>[^.;\n]*))",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:policy|procedure)\s+(?:no\.?\s*)?(?P<number>\d{1,2})\b(?!\.\d)\s*(?P<rest>[^.;:,\n]*)", re.IGNORECASE
)
_TITLE_ENDS = re.compile(
    r"\s*(?:[()\[\]]|,\s+(?:and|which|where|when|if|so|but|or|as|the|this|we|our|staff|they)\b|\s(?:is|are|will|was|were|has|have|must|should|may|can|"
    r"that|which|when|where|if|so|as|below|above|applies|apply|for (?:this|which|details|more)|in (?:line|order)|"
    r"lays?|says?|sets?|tells?|"
    r"follows?|followed|goes|"
    r"and (?:share|sharing|the|we|our|they|is|are|will|staff|procedure|policy|information|this|all)|with this|"
    r"this policy|belong|that go|also|at \d|before|after|until|within)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_TITLE = 14
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}[a-d]?)?")


@dataclasses.dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a numbered procedure in one clause."""

    clause: str
    number: str
    title: str


def citations(parts: Iterable[Part]) -> tuple[Citation, ...]:
    """Gives every mention in the order of the document, with the number in its one form (06.2)."""
    clauses = (clause for part in parts for section in part.sections for clause in section.clauses)
    return tuple(citation for clause in clauses for citation in _in_clause(clause))


def read_references(parts: Iterable[Part]) -> tuple[Reference, ...]:
    """Gives each cited procedure once. `found` only where this document has a part of that number or of that title."""
    parts = tuple(parts)
    held = {canonical(part.number): part.title for part in parts if _NUMBERED.fullmatch(part.number)}
    by_number: dict[str, Reference] = {}
    for citation in citations(parts):
        earlier = by_number.get(citation.number)
        own = held.get(citation.number)
        title = (earlier.title if earlier else "") or citation.title or own or ""
        by_number[citation.number] = Reference(citation.number, title, _held(title, own, parts))
    return tuple(by_number.values())


def refers_to(clause: ReadClause) -> tuple[str, ...]:
    """Gives the numbers of the procedures that one clause cites, each once."""
    return tuple(dict.fromkeys(citation.number for citation in _in_clause(clause)))


def disagrees(citation: Citation) -> str | None:
    """Gives the title that the number usually has, where the cited title belongs to another procedure; else None.

    A number or a title that the numbering table does not know is no disagreement.
    """
    known, meant = numbered(citation.number), called(citation.title)
    if not known or not meant or set(known) & set(meant):
        return None
    return known[0].title


def _in_clause(clause: ReadClause) -> Iterator[Citation]:
    for found in _CITED.finditer(clause.text):
        if found["lead"] or found["until"] or (_titled(found["rest"]) and _known(found["number"], found["rest"])):
            yield Citation(
                clause.key, canonical(found["number"]), "" if found["until"] else _title(found["number"], found["rest"])
            )
            yield from (Citation(clause.key, number, "") for number in _through(found["number"], found["until"]))
    for found in _WHOLE.finditer(clause.text):
        if _titled(found["rest"]):
            yield Citation(clause.key, canonical(found["number"]), _title(found["number"], found["rest"]))


def _titled(rest: str) -> bool:
    return bool(re.match(r"\s*[-–:]?\s*[A-Z]", rest))


def _known(number: str, rest: str) -> bool:
    return (
        any(procedure.is_called(_title(number, rest)) for procedure in numbered(number))
        or "rocedure" in rest
        or "olicy" in rest
    )


def _through(first: str, last: str | None) -> Iterator[str]:
    if not last or first.partition(".")[0].lstrip("0") != last.partition(".")[0].lstrip("0"):
        return
    chapter, low = first.split(".")
    for number in range(int(low.rstrip("abcd")) + 1, int(last.split(".")[1]) + 1):
        yield canonical(f"{chapter}.{number}")


def _title(number: str, rest: str) -> str:
    """Takes the words after a number as far as they read as a title: it begins with a capital and stops before a verb.

    Where the numbering table knows the number, its words carry the title across an "and" or a colon.
    """
    if not _titled(rest):
        return ""
    rest = rest.strip(" -–:")
    read = [_TITLE_ENDS.sub("", re.split(r":\s", rest)[0]), *(procedure.shared(rest) for procedure in numbered(number))]
    return " ".join(max(read, key=len).split()[:_LONGEST_TITLE]).strip(" ,-–:")


def _held(title: str, own: str | None, parts: tuple[Part, ...]) -> bool:
    """By number, unless the title is known to be another procedure's; by title alone where no part has the number."""
    if own is not None:
        return not called(title) or not called(own) or bool(set(called(title)) & set(called(own)))
    return bool(title) and any(title.lower() == part.title.lower() for part in parts)

"""Compares two documents clause by clause: the same, only worded otherwise, or promising something else."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

from hometime.policies.aligning import Pair, Place, pairs, places, plain
from hometime.policies.library.numbering import canonical
from hometime.policies.reading import forms
from hometime.policies.reading.forms import Part, ReadClause, Reading
from hometime.policies.reading.numbers import durations

STATES = ("same", "layout_only", "reworded", "changed", "only_in_a", "only_in_b")


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """One thing that a pair of clauses promises differently. `kind` is promise, actor, reference, limit or name."""

    kind: str
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ClausePair:
    """A clause of `a` beside its partner in `b`; `covers` are the catalogue ids of either, by which it is known."""

    state: str
    covers: tuple[str, ...]
    a: ReadClause | None
    b: ReadClause | None
    changes: tuple[Change, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """A difference of the documents as wholes. `kind` says of what; a side without it is empty. Layout is no change."""

    kind: str
    a: str
    b: str


@dataclasses.dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents side by side. `problems` says what could not be read of either."""

    a: str
    b: str
    documents: tuple[Difference, ...]
    clauses: tuple[ClausePair, ...]
    problems: tuple[str, ...] = ()

    def count(self, state: str) -> int:
        """How many clauses are in a state of `STATES`."""
        return sum(1 for pair in self.clauses if pair.state == state)


def compare(a: Reading, b: Reading) -> Comparison:
    """Sets two readings side by side. Nothing is said about which is better."""
    found = pairs(places(a), places(b))
    names = _names(a), _names(b)
    clauses = tuple(_pair(one, other, names) for one, other in found)
    problems = tuple(f"{side.source.file}: {problem}" for side in (a, b) for problem in side.problems)
    return Comparison(a.source.file, b.source.file, tuple(_documents(a, b, found)), clauses, problems)


def as_json(comparison: Comparison) -> object:
    """Turns a comparison into plain lists and dictionaries."""
    return forms.as_json(comparison)


def _pair(one: Place | None, other: Place | None, names: tuple[Sequence[str], Sequence[str]]) -> ClausePair:
    if one is None or other is None:
        alone = one or other
        assert alone is not None
        state = "only_in_a" if one else "only_in_b"
        return ClausePair(state, alone.clause.covers, one.clause if one else None, other.clause if other else None)
    covers = tuple(dict.fromkeys((*one.clause.covers, *other.clause.covers)))
    changes = tuple(_changes(one.clause, other.clause, names))
    return ClausePair(_state(one.clause, other.clause, changes), covers, one.clause, other.clause, changes)


def _state(one: ReadClause, other: ReadClause, changes: tuple[Change, ...]) -> str:
    if one.text == other.text:
        return "same"
    if plain(one.text) == plain(other.text):
        return "layout_only"
    return "changed" if changes else "reworded"


def _changes(one: ReadClause, other: ReadClause, names: tuple[Sequence[str], Sequence[str]]) -> Iterator[Change]:
    seen = (
        ("promise", one.covers, other.covers),
        ("actor", one.actors, other.actors),
        ("reference", one.refers_to, other.refers_to),
        ("limit", _limits(one.text), _limits(other.text)),
        ("name", _named(one.text, names[0]), _named(other.text, names[1])),
    )
    for kind, of_a, of_b in seen:
        only_a, only_b = _without(of_a, of_b), _without(of_b, of_a)
        if only_a or only_b:
            yield Change(kind, only_a, only_b)


def _limits(text: str) -> tuple[str, ...]:
    return tuple(f"{found.value} {found.unit}" for found in durations(text))


def _names(reading: Reading) -> tuple[str, ...]:
    return tuple(name for name in (reading.adopter, *reading.settings) if name)


def _named(text: str, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if plain(name) in plain(text))


def _without(these: Sequence[str], those: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(thing for thing in these if thing not in those))


def _documents(a: Reading, b: Reading, found: Sequence[Pair]) -> Iterator[Difference]:
    yield from _parts(a, b)
    yield from _facts(a, b)
    yield from _headings(found)
    yield from _order(a, b, found)
    if a.layout != b.layout:
        yield Difference("layout", "; ".join(a.layout), "; ".join(b.layout))


def _parts(a: Reading, b: Reading) -> Iterator[Difference]:
    ours, theirs = {_part_key(part): part for part in a.parts}, {_part_key(part): part for part in b.parts}
    for key in dict.fromkeys((*ours, *theirs)):
        if key not in theirs:
            yield Difference("part", _part_name(ours[key]), "")
        elif key not in ours:
            yield Difference("part", "", _part_name(theirs[key]))
        elif plain(ours[key].title) != plain(theirs[key].title):
            yield Difference("title", _part_name(ours[key]), _part_name(theirs[key]))


def _part_key(part: Part) -> str:
    """By number where it has one, else by what it mostly deals with, so that a renumbered document still lines up."""
    return canonical(part.number) if re.fullmatch(r"\d+(\.\d+[a-z]?)?", part.number) else plain(part.title)


def _part_name(part: Part) -> str:
    return f"{part.number} {part.title}".strip()


def _facts(a: Reading, b: Reading) -> Iterator[Difference]:
    facts = (
        ("adopter", a.adopter or "", b.adopter or ""),
        ("settings", ", ".join(a.settings), ", ".join(b.settings)),
        ("adopted_on", a.adopted_on or "", b.adopted_on or ""),
        ("opening", _opening(a), _opening(b)),
    )
    yield from (Difference(kind, ours, theirs) for kind, ours, theirs in facts if plain(ours) != plain(theirs))


def _opening(reading: Reading) -> str:
    """What the document opens with: its first part, and the setting's name above it where nobody else is named."""
    above = f"{reading.settings[0]}: " if reading.settings and not reading.adopter else ""
    return above + (_part_name(reading.parts[0]) if reading.parts else "")


def _headings(found: Sequence[Pair]) -> Iterator[Difference]:
    together = ((one.heading, other.heading) for one, other in found if one and other)
    for ours, theirs in dict.fromkeys(together):
        if plain(ours) != plain(theirs):
            yield Difference("heading", ours, theirs)


def _order(a: Reading, b: Reading, found: Sequence[Pair]) -> Iterator[Difference]:
    order_a, order_b = [_part_key(part) for part in a.parts], [_part_key(part) for part in b.parts]
    if order_a != order_b:
        yield Difference("order", ", ".join(order_a), ", ".join(order_b))
    kept = [places_b for places_b in _positions(found, places(b)) if places_b is not None]
    moved = sum(1 for before, after in itertools.pairwise(kept) if after < before)
    if moved:
        yield Difference("clause_order", "", f"{moved} {'clause stands' if moved == 1 else 'clauses stand'} elsewhere")


def _positions(found: Sequence[Pair], of_b: Sequence[Place]) -> list[int | None]:
    position = {id(place.clause): at for at, place in enumerate(of_b)}
    return [position[id(other.clause)] for one, other in found if one and other]

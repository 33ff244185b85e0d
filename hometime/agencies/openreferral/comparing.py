"""What a feed says now beside what was taken in from it before: new, changed, gone."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from hometime.agencies.openreferral.shape import Body, Cost, Listing, Place, Term, Times

# What a person is shown of a service, in this order; ids and `extra` change without a word.
PARTS = (
    "name", "description", "status", "url", "email", "phones", "languages", "body", "places", "terms", "costs", "fees",
    "times", "minimum_age", "maximum_age",
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Difference:
    """One part of a service, as it was and as it is now, in words."""

    part: str
    before: str
    now: str


@dataclasses.dataclass(frozen=True)
class Compared:
    """The services of a feed, sorted by what became of them; `changed` has the differences besides."""

    new: list[Listing]
    changed: list[tuple[Listing, list[Difference]]]
    gone: list[Listing]
    same: list[Listing]


def compare(before: Mapping[str, Listing], now: Sequence[Listing]) -> Compared:
    """Sorts what a feed says now against what was taken in before, by the feed's own ids."""
    new, changed, same = [], [], []
    for one in now:
        old = before.get(one.id)
        found = differences(old, one) if old else []
        if old is None:
            new.append(one)
        elif found:
            changed.append((one, found))
        else:
            same.append(one)
    there = {one.id for one in now}
    return Compared(new, changed, [one for token, one in before.items() if token not in there], same)


def differences(before: Listing, now: Listing) -> list[Difference]:
    """The parts that differ, in the order in which a person is shown them."""
    pairs = ((part, words_of(getattr(before, part)), words_of(getattr(now, part))) for part in PARTS)
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def words_of(value: object) -> str:
    """A part of a service as words on a page."""
    if isinstance(value, tuple):
        return "; ".join(filter(None, map(words_of, value)))
    if isinstance(value, Body | Term):
        return value.name
    if isinstance(value, Place):
        where = f"{value.latitude}, {value.longitude}" if value.latitude is not None else ""
        return ", ".join(filter(None, (value.name, value.street, value.town, value.county, value.postcode, where)))
    if isinstance(value, Cost):
        return " ".join(filter(None, (value.option, f"£{value.amount}" if value.amount else "", value.words)))
    if isinstance(value, Times):
        return " ".join(
            filter(None, (" ".join(value.days), "–".join(filter(None, (value.opens, value.closes))), value.words))
        )
    return "" if value is None else str(value)

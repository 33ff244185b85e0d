"""The talks of a case: which offer is open, and what whoever complained said to it. From its entries alone, no queries."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from hometime.complaints.handling.points import first_written
from hometime.complaints.models import Entry, Kind

KINDS = (Kind.MEETING, Kind.CHOSEN, Kind.HELD, Kind.REFUSED)
OTHER, NO = "other", "no"  # what can be said to an offer beside one of its times, which go by their places


@dataclasses.dataclass(frozen=True)
class Said:
    """What was said to an offer: one of its times, by its place, or OTHER, or NO; and what they wish for."""

    time: str
    words: str = ""
    phone: bool = False
    evening: bool = False
    interpreter: bool = False


def open_offer(entries: Iterable[Entry]) -> Entry | None:
    """The last talk that was offered, unless it was held or not wanted. An older one gives way to it."""
    rows = list(entries)
    offered = first_written(rows, Kind.MEETING)
    over = {entry.of_id for entry in first_written(rows, Kind.HELD, Kind.REFUSED)}
    return offered[-1] if offered and offered[-1].pk not in over else None


def answer_to(offer: Entry, entries: Iterable[Entry]) -> Entry | None:
    """What they said to an offer last; None where they said nothing yet."""
    said = [entry for entry in first_written(entries, Kind.CHOSEN) if entry.of_id == offer.pk]
    return said[-1] if said else None


def time_of(offer: Entry, place: str) -> str:
    """One of the offered times by its place; empty for what is none."""
    times: Sequence[str] = offer.facts["times"]
    return times[int(place)] if place.isdecimal() and int(place) < len(times) else ""

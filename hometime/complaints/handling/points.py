"""The numbered points of a complaint, what was found on each, and the finding of the whole that follows. No queries."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from hometime.complaints.models import Entry, Finding, Kind

# The finding of the whole is the first of these that any point has: one point upheld is a complaint upheld.
WEIGHT = (Finding.UPHELD, Finding.PARTLY, Finding.OPEN, Finding.NOT_UPHELD)


@dataclasses.dataclass(frozen=True)
class Point:
    """One point as it stands now: its words after corrections, and what this step found on it, if anything yet."""

    entry: Entry
    number: int
    words: str
    finding: str = ""
    explanation: str = ""

    @property
    def finding_shown(self) -> str:
        """The finding in words."""
        return str(Finding(self.finding).label) if self.finding else ""


def corrected(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """For each entry that was corrected the last correction of it, by the id of the entry that was written first."""
    first: dict[str, str] = {}
    last: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.number):
        if entry.corrects_id:
            root = first[entry.pk] = first.get(entry.corrects_id, entry.corrects_id)
            last[root] = entry
    return last


def points(entries: Sequence[Entry], stage: int) -> list[Point]:
    """The points in their order, each with what was found on it at this stage of the complaint."""
    now = corrected(entries)
    found: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.number):
        if entry.kind == Kind.FINDING and entry.stage == stage and entry.of_id:
            found[entry.of_id] = entry  # the last one counts: a correction, or a look again
    shown: list[Point] = []
    for entry in first_written(entries, Kind.POINT):
        answer = found.get(entry.pk)
        finding = answer.facts.get("finding", "") if answer else ""
        words = now.get(entry.pk, entry).words
        shown.append(Point(entry, len(shown) + 1, words, finding, answer.words if answer else ""))
    return shown


def first_written(entries: Iterable[Entry], *kinds: str) -> list[Entry]:
    """The entries of some kinds in their order, without those that correct another."""
    return sorted(
        (entry for entry in entries if entry.kind in kinds and not entry.corrects_id), key=lambda entry: entry.number
    )


def whole(findings: Iterable[str]) -> str:
    """The finding of the whole, from those of its points; empty where one is still open or there are none.

    Upheld where any point was upheld, else partly where any was partly upheld; where nothing was upheld, it cannot be
    determined if that holds of any point.
    """
    known = list(findings)
    if not known or not all(known):
        return ""
    return next(word for word in WEIGHT if word in known)

"""What of the work whoever complained reads and answers: the points, a talk that is offered, its notes, and the letter.

No statement, no evidence and no plan comes through here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hometime.complaints.handling.intheirs import InTheirs, kept
from hometime.complaints.handling.points import corrected, first_written
from hometime.complaints.handling.talks import KINDS, answer_to, open_offer
from hometime.complaints.models import Complaint, Entry, Kind
from hometime.ui.days import day_in_words

READS = (Kind.POINT, Kind.MINUTES, Kind.SAID, Kind.LETTER, Kind.ARRIVED, *KINDS)


@dataclasses.dataclass(frozen=True)
class TheirLetter:
    """A letter as it was given, with its check code; its paragraphs are empty until they have it."""

    entry: Entry
    paragraphs: Sequence[str]

    @property
    def code(self) -> str:
        """The check code."""
        return str(self.entry.facts["code"])

    @property
    def theirs(self) -> InTheirs | None:
        """The same letter in their language, as it was given beside it."""
        plain = self.entry.facts.get("theirs")
        return kept(plain) if plain else None

    @property
    def day(self) -> str:
        """The day on which it was given or sent."""
        return day_in_words(self.entry.on, year=True)


@dataclasses.dataclass(frozen=True)
class ForThem:
    """What they read, and what they were not asked about yet, or not since it last changed."""

    points: Sequence[str]
    ask_points: bool
    minutes: Entry | None
    minutes_words: str
    ask_minutes: bool
    letters: Sequence[TheirLetter]
    offer: Entry | None = None  # a talk that is offered
    answer: Entry | None = None  # what they said to it, if they did

    @property
    def times(self) -> Sequence[str]:
        """The times that are offered."""
        return self.offer.facts["times"] if self.offer else ()

    @property
    def waiting(self) -> Entry | None:
        """A letter that was sent and that they do not have yet."""
        return next((one.entry for one in self.letters if not one.paragraphs), None)


def for_them(case: Complaint) -> ForThem:
    """The points, the last notes and the letters of a complaint. Who may read them was asked before."""
    rows = Entry.objects.unscoped("whoever complained follows their own complaint").filter(complaint=case)
    entries = list(rows.filter(kind__in=READS).order_by("number"))
    now = corrected(entries)
    points = first_written(entries, Kind.POINT)
    minutes = next(reversed(first_written(entries, Kind.MINUTES)), None)
    said = [entry for entry in entries if entry.kind == Kind.SAID]
    offer = open_offer(entries) if case.closed is None else None
    noted = now.get(minutes.pk, minutes) if minutes else None
    return ForThem(
        points=[now.get(point.pk, point).words for point in points],
        ask_points=bool(points) and _unsaid(said, None, [now.get(point.pk, point) for point in points]),
        minutes=minutes,
        minutes_words=noted.words if noted else "",
        ask_minutes=minutes is not None and noted is not None and _unsaid(said, minutes.pk, [noted]),
        letters=_letters(entries),
        offer=offer,
        answer=answer_to(offer, entries) if offer else None,
    )


def _unsaid(said: Sequence[Entry], of: str | None, read: Sequence[Entry]) -> bool:
    """Whether they have not said yes or no since any of it was last written."""
    last = max((entry.number for entry in said if entry.of_id == of), default=0)
    return last < max(entry.number for entry in read)


def _letters(entries: Sequence[Entry]) -> list[TheirLetter]:
    arrived = {entry.of_id for entry in entries if entry.kind == Kind.ARRIVED}
    letters = first_written(entries, Kind.LETTER)
    again = {entry.of_id for entry in letters}  # one that was lost gives way to the one that was sent again
    return [
        TheirLetter(one, one.words.split("\n\n") if one.facts["delivered"] or one.pk in arrived else ())
        for one in letters
        if one.pk not in again
    ]

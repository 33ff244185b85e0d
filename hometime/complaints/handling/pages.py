"""What the pages of the work show: the letter with how hard it is to read, and the one page of somebody asked or told."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hometime.access.viewer import Viewer
from hometime.complaints.actions.settling import steps_of
from hometime.complaints.handling import letters
from hometime.complaints.handling.actions.answering import preview, why_not_ready
from hometime.complaints.handling.actions.writing import stage_of
from hometime.complaints.handling.intheirs import InTheirs, kept
from hometime.complaints.handling.letters import Letter
from hometime.complaints.handling.points import Point, first_written, points
from hometime.complaints.models import Complaint, Entry, Finding, Kind, LetterDraft
from hometime.duties.models import Duty
from hometime.ui import reading_age


def entries(viewer: Viewer, case: Complaint) -> list[Entry]:
    """The entries of a case that this viewer sees, in order, with who wrote them and what hangs on them."""
    rows = Entry.objects.visible_to(viewer).filter(complaint=case)
    return list(rows.select_related("by", "person", "paper").order_by("number"))


def points_of(viewer: Viewer, case: Complaint) -> list[Point]:
    """The points of a case with what its present step found."""
    return points(entries(viewer, case), stage_of(steps_of(case)))


def beside(viewer: Viewer, case: Complaint, token: str) -> Entry | None:
    """An entry of a case by its id, as far as this viewer sees it."""
    return Entry.objects.visible_to(viewer).filter(complaint=case, pk=token).select_related("person").first()


def held_up(answered: Sequence[Point]) -> Point | None:
    """The first point without a finding: the letter waits for it."""
    return next((point for point in answered if not point.finding), None)


@dataclasses.dataclass(frozen=True)
class Previewed:
    """A letter before it is given: how hard it is to read (None where nothing here can measure it), and what is missing."""

    letter: Letter
    grade: float | None
    long: Sequence[str]
    why_not: str
    target: float = letters.TARGET

    @property
    def hard(self) -> bool:
        """Whether it is harder to read than it should be."""
        return self.grade is not None and self.grade > self.target


def previewed(viewer: Viewer, case: Complaint, draft: LetterDraft) -> Previewed:
    """The letter as it would be given today."""
    letter = preview(viewer, case, draft, viewer.today)
    grade = reading_age.measured(letter.body).grade
    long = reading_age.longest(letter.body, letters.LONGEST)
    return Previewed(letter, grade, long, why_not_ready(case, draft))


@dataclasses.dataclass(frozen=True)
class GivenLetter:
    """A letter that was given: its paragraphs, and whether its text still has the code it was given with."""

    paragraphs: Sequence[str]
    code: str
    unchanged: bool
    theirs: InTheirs | None = None


def given(entry: Entry) -> GivenLetter:
    """A letter as it was frozen."""
    theirs = entry.facts.get("theirs")
    unchanged = letters.code(entry.words) == entry.facts["code"]
    return GivenLetter(entry.words.split("\n\n"), entry.facts["code"], unchanged, kept(theirs) if theirs else None)


@dataclasses.dataclass(frozen=True)
class PutPoint:
    """A point as it was put to somebody, and what was found on it where they were told."""

    number: int
    words: str
    finding: str = ""
    explanation: str = ""


@dataclasses.dataclass(frozen=True)
class AskedPage:
    """What somebody reads who was asked or told: the question or the points, what they wrote, and what was found."""

    asked: Entry
    told: bool
    points: Sequence[PutPoint]
    statements: Sequence[Entry]
    shown: bool
    owed: bool


def asked_page(viewer: Viewer, asked: Entry) -> AskedPage:
    """The page of one slip, from what hangs on that slip alone."""
    rows = Entry.objects.visible_to(viewer).filter(slip=asked.slip_id).select_related("by").order_by("number")
    hung = list(rows)
    shown = first_written(hung, Kind.SHOWN)
    if shown:
        put = [PutPoint(n, words, str(Finding(found).label), why) for n, words, found, why in shown[-1].facts["points"]]
    else:
        put = [PutPoint(number, words) for number, words in asked.facts.get("points", ())]
    said = [entry for entry in hung if entry.kind == Kind.STATEMENT]
    owed = Duty.objects.visible_to(viewer).open().filter(record=asked.slip_id).exists()
    return AskedPage(asked, asked.kind == Kind.TOLD, put, said, bool(shown), owed)

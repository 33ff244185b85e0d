"""Looking into it: the points, whom to ask and what to read, evidence, and what was found on each point (C13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hometime.audit.actions import Actor, action
from hometime.complaints.handling.actions.writing import entries_of, made_by, write
from hometime.complaints.handling.facts import How, Way
from hometime.complaints.handling.points import first_written
from hometime.complaints.models import Complaint, Entry, Finding, Kind
from hometime.kernel.answers import Refused
from hometime.records.models import Paper
from hometime.records.papers.attaching import erase, take_in
from hometime.records.papers.shapes import Refused as Unfit

MOST_POINTS = 60


class UnfitPaper(Refused):
    """The file was not taken in; the words say why, and nothing was saved."""


@action
def set_points(viewer: Actor, case: Complaint, points: Sequence[str], *, once: str = "") -> list[Entry]:
    """Writes down points to look into, in the order given, after those there are. Sent twice, it writes them once."""
    if once and (made := made_by(case, once)) is not None:
        return [made]
    wanted = [words.strip() for words in points if words.strip()]
    if not wanted:
        raise Refused("Write one point on each line.")
    if len(wanted) + len(first_written(entries_of(case), Kind.POINT)) > MOST_POINTS:
        raise Refused(f"A complaint has {MOST_POINTS} points at most. Put together those that belong together.")
    return [
        write(viewer, case, Kind.POINT, words, once=once if not place else "") for place, words in enumerate(wanted)
    ]


@action
def plan(viewer: Actor, case: Complaint, way: str, words: str, *, once: str = "") -> Entry:
    """Adds a line to the plan: somebody to ask, or something to read."""
    return write(viewer, case, Kind.PLAN, words, facts={"way": str(Way(way))}, once=once)


@action
def tick(viewer: Actor, line: Entry, words: str, *, on: dt.date | None = None, once: str = "") -> Entry:
    """Says that a line of the plan was done, and what came of it."""
    if line.kind != Kind.PLAN:
        raise Refused("This is no line of the plan.")
    return write(viewer, line.complaint, Kind.DONE, words, of=line, on=on, once=once)


@action
def find(viewer: Actor, point: Entry, finding: str, explanation: str, *, once: str = "") -> Entry:
    """Writes down what was found on a point, and why. The last finding of this step counts; the others stay beside it."""
    if point.kind != Kind.POINT or finding not in Finding.values:
        raise Refused("Choose what was found.")
    if not explanation.strip():
        raise Refused("Say why. The person who complained reads this.")
    return write(viewer, point.complaint, Kind.FINDING, explanation, of=point, facts={"finding": finding}, once=once)


@action
def say(
    viewer: Actor, case: Complaint, *, agrees: bool, how: str, of: Entry | None = None, words: str = "",
    on: dt.date | None = None, once: str = "",
) -> Entry:  # fmt: skip
    """Writes down whether the person who complained agrees with the points, or with the notes of a meeting (`of`).

    `viewer` is whoever wrote it down: somebody at work, or the person themself on their own page.
    """
    if of is not None and of.kind != Kind.MINUTES:
        raise Refused("This is not for them to agree.")
    return write(
        viewer, case, Kind.SAID, words, of=of, on=on, facts={"agrees": agrees, "how": str(How(how))}, once=once
    )


@action
def hear(
    viewer: Actor, case: Complaint, name: str, words: str, how: str, *, companion: str = "", on: dt.date | None = None,
    once: str = "",
) -> Entry:  # fmt: skip
    """Writes down the statement of somebody outside, in their own words: a parent, an agency, another family."""
    if not name.strip() or not words.strip():
        raise Refused("Write who said it, and what they said.")
    facts = {"name": name.strip(), "how": str(How(how)), "companion": companion.strip()}
    return write(viewer, case, Kind.STATEMENT, words, on=on, facts=facts, once=once)


def attach(
    viewer: Actor, case: Complaint, data: bytes, name: str, words: str, *, on: dt.date | None = None, once: str = "",
    kind: str = Kind.EVIDENCE, facts: dict[str, str] | None = None,
) -> Entry:  # fmt: skip
    """Takes a file in with the case and writes down what it is. Raises `UnfitPaper` where it is not taken in.

    No action itself: the file is looked at and sealed before anything is written (TRUST 35).
    """
    if once and (made := made_by(case, once)) is not None:
        return made
    taken = take_in(viewer, case, data, name)
    if isinstance(taken, Unfit):
        raise UnfitPaper(taken.say)
    try:
        entry = _attached(viewer, case, taken, words, on, once, kind, facts or {})
    except BaseException:
        erase(viewer, taken)
        raise
    if entry.paper_id != taken.pk:  # the same form arrived twice at once, and the other was written down
        erase(viewer, taken)
    return entry


@action
def _attached(
    viewer: Actor, case: Complaint, paper: Paper, words: str, on: dt.date | None, once: str, kind: str,
    facts: dict[str, str],
) -> Entry:  # fmt: skip
    return write(viewer, case, kind, words, on=on, paper=paper, facts=facts, once=once)

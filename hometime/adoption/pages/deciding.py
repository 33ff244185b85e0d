"""What adopting a draft would begin."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hometime.adoption.promises import Promise, begun_by
from hometime.duties.actions import Task
from hometime.duties.standing import Every
from hometime.policies.reading.forms import Reading


@dataclasses.dataclass(frozen=True)
class Begins:
    """Something that would be owed from now on: under which clause, what, by whom, when first, and how often."""

    clause: str
    what: str
    who: str
    first: dt.date
    again: str


def begins(reading: Reading, today: dt.date) -> list[Begins]:
    """What adopting this document today would begin, soonest first."""
    clauses = [clause for part in reading.parts for section in part.sections for clause in section.clauses]
    covered = {id_ for clause in clauses for id_ in clause.covers}
    waits = any(not reference.found and reference.number == "10.2" for reference in reading.references)
    begun = (each for each in begun_by(covered) if waits or each[1].clause != "F17")
    return sorted((_begins(promise, task, today) for promise, task in begun), key=lambda owed: owed.first)


def _begins(promise: Promise, task: Task, today: dt.date) -> Begins:
    first = today + dt.timedelta(days=promise.after)
    return Begins(task.clause, task.what, str(task.owed_by.label), first, _again(promise.every))


def _again(every: Every | None) -> str:
    if every is None:
        return "once"
    if every.months == 12:
        return "every year"
    return f"every {every.months} months" if every.months else f"every {every.days} days"

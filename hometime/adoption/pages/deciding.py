"""What adopting a draft would begin."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hometime.adoption.actions import from_the_library
from hometime.adoption.pages.reading import clauses_of
from hometime.adoption.promises import Promise, begun_by
from hometime.duties.standing import Every
from hometime.policies.settling import SUPPLY, Settled


@dataclasses.dataclass(frozen=True)
class Begins:
    """Something that would be owed from now on: under which clause, what, by whom, when first, and how often."""

    clause: str
    what: str
    who: str
    first: dt.date
    again: str


def begins(confirmed: Settled, today: dt.date) -> list[Begins]:
    """What adopting this document today would begin, soonest first, with what is taken from the library."""
    readings = [confirmed.reading, *(filled.reading for filled, _ in from_the_library(confirmed))]
    covered = {id_ for reading in readings for clause in clauses_of(reading) for id_ in clause.covers}
    begun = begun_by(covered, dangling=confirmed.value("dangling_reference") == SUPPLY)
    return sorted((_begins(promise, today) for promise in begun), key=lambda owed: owed.first)


def _begins(promise: Promise, today: dt.date) -> Begins:
    task = promise.task
    first = today + dt.timedelta(days=promise.after)
    return Begins(task.clause, task.what, str(task.owed_by.label), first, _again(promise.every))


def _again(every: Every | None) -> str:
    if every is None:
        return "once"
    if every.months == 12:
        return "every year"
    return f"every {every.months} months" if every.months else f"every {every.days} days"

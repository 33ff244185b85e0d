"""The visit of a professional: when nobody stayed with them, and what has to be told before it can be finished (A7, A8).

Pure functions over instants. Somebody stays with a visitor from the moment that the host takes them in until they leave;
one hands over to the next by name. A time in which nobody stayed, and a child they were not to meet, are never tidied
away: each is written down as an incident, and the visit then shows that the clause was not kept.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Collection, Iterable, Mapping


class Stage(enum.StrEnum):
    """Where a visit stands."""

    EXPECTED = "expected"
    WAITING = "waiting"  # at the door: nobody has said yet who stays with them
    TOGETHER = "together"
    ALONE = "alone"  # taken in, and nobody stays with them now
    OVER = "over"  # they have left; somebody has yet to say how it went
    FINISHED = "finished"
    CALLED_OFF = "called_off"


class What(enum.StrEnum):
    """What can go wrong with a visit."""

    ALONE = "alone"
    OTHER_CHILD = "other_child"


CLAUSE_OF: Mapping[What, str] = {What.ALONE: "A7", What.OTHER_CHILD: "A8"}


@dataclasses.dataclass(frozen=True)
class Stay:
    """Somebody stayed with the visitor, from one instant to another; `ends` is None while they still do."""

    who: str
    starts: dt.datetime
    ends: dt.datetime | None = None


@dataclasses.dataclass(frozen=True)
class Span:
    """A time in which nobody stayed."""

    starts: dt.datetime
    ends: dt.datetime


@dataclasses.dataclass(frozen=True)
class Told:
    """Something that went wrong and was written down as an incident: what, and from when to when."""

    what: What
    starts: dt.datetime
    ends: dt.datetime


@dataclasses.dataclass(frozen=True)
class Course:
    """A visit as it went so far. What has not happened is None; `closed` says that it was finished, or called off."""

    arrived: dt.datetime | None = None
    began: dt.datetime | None = None
    left: dt.datetime | None = None
    closed: bool = False
    stays: tuple[Stay, ...] = ()


def stage(course: Course) -> Stage:
    """Where it stands."""
    if course.closed:
        return Stage.FINISHED if course.arrived else Stage.CALLED_OFF
    if course.arrived is None:
        return Stage.EXPECTED
    if course.left is not None:
        return Stage.OVER
    if course.began is None:
        return Stage.WAITING
    return Stage.TOGETHER if any(stay.ends is None for stay in course.stays) else Stage.ALONE


def gaps(course: Course, now: dt.datetime) -> list[Span]:
    """The times in which nobody stayed, from when they were taken in until they left (`now`, while they are here)."""
    if course.began is None:
        return []
    until = course.left or now
    found: list[Span] = []
    covered = course.began
    real = (stay for stay in course.stays if stay.ends is None or stay.starts < stay.ends)
    for stay in sorted(real, key=lambda stay: stay.starts):
        if stay.starts > covered:
            found.append(Span(covered, min(stay.starts, until)))
        covered = max(covered, stay.ends or until)
    if covered < until:
        found.append(Span(covered, until))
    return [span for span in found if span.starts < span.ends]


def untold(course: Course, incidents: Iterable[Told], now: dt.datetime) -> list[Span]:
    """The times in which nobody stayed and of which no incident tells the whole."""
    alone = [told for told in incidents if told.what == What.ALONE]
    return [
        span
        for span in gaps(course, now)
        if not any(told.starts <= span.starts and span.ends <= told.ends for told in alone)
    ]


def lacking(
    course: Course, incidents: Collection[Told], now: dt.datetime, said: Mapping[What, bool]
) -> list[tuple[What, Span | None]]:
    """What must be written down as an incident before the visit can be finished.

    `said` is what whoever finishes it answers: were they ever alone, did they meet another child. A yes needs an
    incident of its kind; so does each time in which nobody stayed, whatever the answer.
    """
    found: list[tuple[What, Span | None]] = [(What.ALONE, span) for span in untold(course, incidents, now)]
    known = {told.what for told in incidents} | {what for what, _span in found}
    return found + [(what, None) for what in What if said.get(what) and what not in known]


def kept(incidents: Iterable[Told]) -> dict[What, bool]:
    """Whether each of the two promises of a visit was kept: where an incident tells otherwise, never."""
    broken = {told.what for told in incidents}
    return {what: what not in broken for what in What}

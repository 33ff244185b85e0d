"""Plays a complaint through a procedure, event by event: where it is, what is owed, and what can happen next.

Pure: `rehearse(procedure, complaint, events, today)` gives the same answer for the same words, on every day.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from hometime.complaints.engine import owing, sideways
from hometime.complaints.engine.case import (
    BESIDE,
    EVENTS,
    REGULATOR,
    Complaint,
    Event,
    Impossible,
    Owed,
    Procedure,
    Told,
)
from hometime.complaints.engine.counting import counted, in_words, written
from hometime.complaints.engine.ladder import concerned, first_place, inside
from hometime.complaints.engine.moment import (
    CLOSED,
    EFFECT,
    LEAD,
    LEFT,
    OPEN,
    REVIEW,
    STANDS_ASIDE,
    WITHDRAWN,
    Now,
    enter,
    is_open,
    is_outside,
    keep,
    lift,
    next_place,
    of_the_step,
)

__all__ = ["CLOSED", "EFFECT", "LEFT", "OPEN", "REVIEW", "WITHDRAWN", "Now", "begin", "happens", "rehearse"]
_OWNERS = "owners_directors_trustees"


def rehearse(procedure: Procedure, complaint: Complaint, events: Sequence[Event], today: dt.date) -> Told:
    """Where a complaint stands on `today` after the events up to that day; later ones have not happened yet.

    Raises `Impossible`, in plain words, for a complaint that comes after today, an event before the complaint, or one
    that cannot happen where the complaint then is.
    """
    if complaint.received_on > today:
        raise Impossible(f"The complaint comes in on {complaint.received_on}, which is after {today}.")
    now = begin(procedure, complaint)
    for event in sorted((event for event in events if event.on <= today), key=lambda event: event.on):
        now = happens(now, event)
    barred = [*concerned(now.complaint), *(who for who in now.deciders if who != now.handler)]
    return Told(
        state=now.state,
        handler=now.handler if now.state in (OPEN, LEFT) else None,
        since=now.since if now.state in (OPEN, LEFT) else None,
        duties=now.duties,
        barred=tuple(dict.fromkeys(barred)),
        can_next=tuple(event for event in EVENTS if _EVENTS[event].offered(now)),
        notes=now.notes,
        possible=tuple(event for event in (*EVENTS, *BESIDE) if _EVENTS[event].possible(now)),
        place=now.place,
        outside=now.state == OPEN and is_outside(now),
    )


def begin(procedure: Procedure, complaint: Complaint) -> Now:
    """A complaint on the day it came in: at its first step, or gone to the allegations procedure."""
    start = complaint.received_on
    now = Now(
        procedure, complaint, -1, "", start, notes=(STANDS_ASIDE,) if "owner" in complaint.about else (),
        written_on=start if complaint.channel == "written" else None,
    )  # fmt: skip
    if complaint.serious_harm_by_staff:
        law = owing.by_law(procedure, complaint, LEAD, now.written_on)
        return dataclasses.replace(
            now, handler=LEAD, state=LEFT, duties=(*owing.of_allegation(procedure.officer, start), *law)
        )
    now = enter(now, first_place(procedure.ladder, complaint), start)
    law = owing.by_law(procedure, complaint, now.handler, now.written_on)
    return dataclasses.replace(now, duties=(*now.duties, *law))


def happens(now: Now, event: Event) -> Now:
    """The complaint after one event. Raises `Impossible` where it cannot happen."""
    if event.on < now.complaint.received_on:
        raise Impossible(
            f"“{event.event}” on {event.on} is before the complaint came in on {now.complaint.received_on}."
        )
    rule = _EVENTS.get(event.event)
    if rule is None:
        raise Impossible(f"“{event.event}” is no event that we know. There are: {', '.join((*EVENTS, *BESIDE))}.")
    if not rule.possible(now):
        where = now.handler.replace("_", " ") if now.state == OPEN else now.state.replace("_", " ")
        raise Impossible(f"“{event.event}” on {written(event.on)} cannot happen there ({where}).")
    return rule.does(now, event)


def _acknowledged(now: Now, event: Event) -> Now:
    steps = inside(now.procedure.ladder)
    later = (
        owing.from_acknowledgement(now.procedure, steps[now.place], now.handler, event.on)
        if now.place < len(steps)
        else []
    )
    kept = keep(now, "acknowledged", event.on)
    return dataclasses.replace(kept, duties=(*(d for d in kept.duties if not (d.waits and is_open(d))), *later))


def _met(now: Now, event: Event) -> Now:
    return dataclasses.replace(keep(now, "met", event.on), met=True)


def _answered(now: Now, event: Event) -> Now:
    """An answer makes an acknowledgement needless. At the top of the ladder it closes the case inside the setting."""
    kept = lift(keep(now, "answered", event.on), lambda duty: duty.action == "acknowledge" or duty.waits)
    decided = () if now.handler == REGULATOR else (kept.handler,)
    said = dataclasses.replace(kept, answered=event.on, deciders=(*kept.deciders, *decided))
    return _closed(said) if _is_top(said) else said


def _is_top(now: Now) -> bool:
    """Whether nobody inside the setting comes next."""
    return next_place(now) in (None, len(inside(now.procedure.ladder)) + 1)


def _closed(now: Now) -> Now:
    return dataclasses.replace(lift(now, of_the_step), state=CLOSED)


def _agreed(now: Now, event: Event) -> Now:
    return _closed(now)


def _up(now: Now, event: Event) -> Now:
    """One step up: what the step below still owed is lifted, and whoever dealt with it deals with it no more."""
    place = next_place(now)
    assert place is not None
    left = now if _is_top(now) else lift(now, of_the_step)
    return enter(
        dataclasses.replace(left, deciders=tuple(dict.fromkeys((*left.deciders, left.handler)))), place, event.on
    )


def _withdrawn(now: Now, event: Event) -> Now:
    return dataclasses.replace(lift(now, lambda duty: duty.action not in owing.OF_ALLEGATION), state=WITHDRAWN)


def _upheld(now: Now, event: Event) -> Now:
    review = now.procedure.review
    rows = (
        (REVIEW, review.within, review.basis, "The owners look for what should be done better."),
        (EFFECT, review.effect_within, review.effect_basis, "Somebody looks whether the change helped."),
    )
    owed = [_after_upheld(now.procedure, event.on, *row) for row in rows]
    if now.owes(REVIEW):  # upheld again further up, before the owners looked: they look once, at both
        owed = []
    found = dataclasses.replace(now, finding="upheld", duties=(*now.duties, *owed))
    return _closed(found) if now.answered else found


def _after_upheld(procedure: Procedure, on: dt.date, action: str, days: int | None, basis: str, words: str) -> Owed:
    clause = procedure.review.clause
    if days is None:
        return Owed(action, _OWNERS, None, None, basis, clause, f"{words} The terms promise no time for it.")
    ours = " The number is our proposal." if basis == "proposed" else ""
    count = counted(on, "when it was upheld", days, "calendar_days", procedure.closures)
    return Owed(action, _OWNERS, on, count.end, basis, clause, f"{words} {in_words(count)}{ours}", count=count)


def _not_upheld(now: Now, event: Event) -> Now:
    found = dataclasses.replace(now, finding="not_upheld")
    return _closed(found) if now.answered else found


def _reviewed(now: Now, event: Event) -> Now:
    """Keeps the review, or the look at its effect once the review is done."""
    wanted = REVIEW if now.owes(REVIEW) else EFFECT
    at = next(place for place, duty in enumerate(now.duties) if duty.action == wanted and is_open(duty))
    kept = (dataclasses.replace(d, kept_on=event.on) if place == at else d for place, d in enumerate(now.duties))
    return dataclasses.replace(now, duties=tuple(kept))


@dataclasses.dataclass(frozen=True, slots=True)
class _Rule:
    """When an event can happen, when it is offered as the next, and what it does."""

    possible: Callable[[Now], bool]
    offered: Callable[[Now], bool]
    does: Callable[[Now, Event], Now]


def _is_open(now: Now) -> bool:
    return now.state == OPEN


def _can_go_up(now: Now) -> bool:
    return now.state in (OPEN, CLOSED) and next_place(now) is not None


def _can_answer(now: Now) -> bool:
    owes = now.handler != REGULATOR or now.owes("feedback", "report", "respond")
    return _is_open(now) and now.answered is None and owes


def _can_find(now: Now) -> bool:
    return now.state in (OPEN, CLOSED) and not now.finding


def _to_review(now: Now) -> bool:
    return now.owes(REVIEW, EFFECT)


def _never(now: Now) -> bool:
    """What stands beside the ladder is nobody's next step on it."""
    return False


_EVENTS: Mapping[str, _Rule] = {
    "acknowledged": _Rule(_is_open, lambda now: _is_open(now) and now.owes("acknowledge"), _acknowledged),
    "answered": _Rule(_can_answer, _can_answer, _answered),
    "met": _Rule(_is_open, lambda now: _is_open(now) and now.owes("meet"), _met),
    "agreed": _Rule(_is_open, lambda now: _is_open(now) and (now.met or now.answered is not None), _agreed),
    "not_agreed": _Rule(_can_go_up, lambda now: _can_go_up(now) and now.met, _up),
    "not_satisfied": _Rule(_can_go_up, _can_go_up, _up),
    "withdrawn": _Rule(_is_open, _is_open, _withdrawn),
    "upheld": _Rule(_can_find, lambda now: _can_find(now) and now.answered is not None, _upheld),
    "not_upheld": _Rule(_can_find, lambda now: _can_find(now) and now.answered is not None, _not_upheld),
    "reviewed": _Rule(_to_review, _to_review, _reviewed),
    **{event: _Rule(possible, _never, does) for event, (possible, does) in sideways.EVENTS.items()},
}

"""What happens beside the ladder: a complaint leaves for the allegations procedure and comes back, the words outside are
given, it is sorted anew, closed with a reason, and opened again. Pure functions."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping

from hometime.complaints.engine import owing
from hometime.complaints.engine.case import OUTSIDE, REGULATOR, Event, Owed
from hometime.complaints.engine.ladder import concerned, first_place, inside
from hometime.complaints.engine.moment import (
    CLOSED,
    LEAD,
    LEFT,
    OPEN,
    WITHDRAWN,
    Now,
    Waiting,
    enter,
    is_open,
    keep,
    lift,
    of_the_step,
    put,
)


def _on_the_ladder(now: Now) -> bool:
    return now.state in (OPEN, CLOSED)


def _left(now: Now, event: Event) -> Now:
    """The step waits, and two words outside are owed from the day it was known; the law's clock goes on in sight."""
    waiting = Waiting(now.state, now.handler, now.since, tuple(d for d in now.duties if is_open(d) and of_the_step(d)))
    still = {duty.action for duty in now.duties if is_open(duty)}
    fresh = [d for d in owing.of_allegation(now.procedure.officer, event.on, "known") if d.action not in still]
    gone = dataclasses.replace(lift(now, of_the_step), state=LEFT, since=event.on, waiting=waiting)
    return put(gone, LEAD, fresh, "")


def _resumed(now: Now, event: Event) -> Now:
    """Back where it was, with what its step owed by the same days as before; at its first step where it had none yet."""
    waiting = now.waiting
    if waiting is None:
        return enter(now, first_place(now.procedure.ladder, now.complaint), event.on)
    back = dataclasses.replace(now, state=waiting.state, since=waiting.since, waiting=None)
    return _pass_over(put(back, waiting.handler, waiting.duties, ""), event.on)


def _owes(action: str) -> Callable[[Now], bool]:
    return lambda now: now.owes(action)


def _told(mark: str) -> Callable[[Now, Event], Now]:
    return lambda now, event: keep(now, mark, event.on)


def _not_needed(action: str) -> Callable[[Now, Event], Now]:
    return lambda now, _event: lift(now, lambda duty: duty.action == action)


def _can_be_sorted(now: Now) -> bool:
    return now.state in (OPEN, CLOSED, LEFT)


def _reclassified(now: Now, event: Event) -> Now:
    """Sorted anew: whoever it turns out to be about is passed over, and the law's clock begins, or is lifted."""
    complaint, written_on = now.complaint, now.written_on
    if event.about:
        complaint = dataclasses.replace(complaint, about=event.about)
    if event.eyfs is not None:
        complaint = dataclasses.replace(complaint, eyfs_requirement=event.eyfs)
    if event.in_writing and written_on is None:
        complaint, written_on = dataclasses.replace(complaint, channel="written"), event.on
    now = _by_law_anew(dataclasses.replace(now, complaint=complaint, written_on=written_on))
    return _pass_over(now, event.on) if now.state == OPEN else now


def _by_law_anew(now: Now) -> Now:
    wanted = owing.by_law(now.procedure, now.complaint, now.handler, now.written_on)
    runs = any(owing.is_by_law(duty) and not duty.lifted for duty in now.duties)
    if not wanted:
        return lift(now, owing.is_by_law)
    if runs:
        return now
    fresh = [dataclasses.replace(duty, kept_on=_answered_since(now, duty)) for duty in wanted]
    return dataclasses.replace(now, duties=(*now.duties, *fresh))


def _answered_since(now: Now, duty: Owed) -> dt.date | None:
    """The day of the answer that keeps what the law asks for, where one was given after the clock began."""
    given = now.answer_before or now.answered
    return given if given and duty.counted_from and given >= duty.counted_from else None


def _pass_over(now: Now, on: dt.date) -> Now:
    """Goes up where the step it stands at is none for such a complaint; it never comes down."""
    steps = inside(now.procedure.ladder)
    place = first_place(now.procedure.ladder, now.complaint)
    if now.place >= len(steps) or now.state != OPEN:
        return now
    if steps[now.place].handler in concerned(now.complaint) or place > now.place:
        return enter(lift(now, of_the_step), max(place, now.place + 1), on)
    return now


def _closed(now: Now, event: Event) -> Now:
    """Closed with a reason, and without an answer: what the step owed is lifted; what the law asks for stays owed."""
    return dataclasses.replace(lift(now, of_the_step), state=CLOSED)


def _ended_inside(now: Now) -> bool:
    return now.state in (CLOSED, WITHDRAWN) and now.handler != REGULATOR


def _reopened(now: Now, event: Event) -> Now:
    """Opened again at the step where it ended, which has a time of our own for it; the law's clock is as it was."""
    deciders = tuple(who for who in now.deciders if who != now.handler)
    again = dataclasses.replace(
        now, state=OPEN, since=event.on, answered=None, answer_before=now.answered or now.answer_before, finding="",
        deciders=deciders,
    )  # fmt: skip
    owed = owing.opened_again(now.procedure, now.handler or OUTSIDE, event.on)
    return _by_law_anew(put(again, now.handler, [owed], ""))


# When an event beside the ladder can happen, and what it does.
EVENTS: Mapping[str, tuple[Callable[[Now], bool], Callable[[Now, Event], Now]]] = {
    "left": (_on_the_ladder, _left),
    "resumed": (lambda now: now.state == LEFT, _resumed),
    "officer_told": (_owes(owing.TELL_OFFICER), _told("officer_told")),
    "officer_not_needed": (_owes(owing.TELL_OFFICER), _not_needed(owing.TELL_OFFICER)),
    "regulator_told": (_owes(owing.TELL_REGULATOR), _told("regulator_told")),
    "regulator_not_needed": (_owes(owing.TELL_REGULATOR), _not_needed(owing.TELL_REGULATOR)),
    "reclassified": (_can_be_sorted, _reclassified),
    "closed": (lambda now: now.state == OPEN, _closed),
    "reopened": (_ended_inside, _reopened),
}

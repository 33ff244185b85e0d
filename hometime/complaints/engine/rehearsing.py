"""Plays a complaint through a procedure, event by event: where it is, what is owed, and what can happen next.

Pure: `rehearse(procedure, complaint, events, today)` gives the same answer for the same words, on every day.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from hometime.complaints.engine import owing
from hometime.complaints.engine.case import (
    EVENTS,
    OUTSIDE,
    REGULATOR,
    Complaint,
    Event,
    Impossible,
    Owed,
    Procedure,
    Told,
)
from hometime.complaints.engine.counting import due, explained, written
from hometime.complaints.engine.ladder import concerned, first_place, inside

OPEN, CLOSED, WITHDRAWN, LEFT = "open", "closed", "withdrawn", "left_to_allegations"
REVIEW, EFFECT = "review", "check_effect"
_OWNERS = "owners_directors_trustees"
_OUTSIDE_DAYS = 14
_LAW = "statute"
_NOBODY = "Nobody on the ladder is free to take this step. Ask a person from outside to decide it."
_STANDS_ASIDE = (
    "The owner whom it is about stands aside; the others decide. With nobody left, ask a person from outside."
)
_AGAIN = "The text gives this step to somebody who decided before. Ask a person from outside, if there is nobody else."


@dataclasses.dataclass(frozen=True, slots=True)
class Now:
    """A complaint at one moment. `place` is among the inside steps; at their number an outside person has it."""

    procedure: Procedure
    complaint: Complaint
    place: int
    handler: str
    since: dt.date
    state: str = OPEN
    duties: tuple[Owed, ...] = ()
    deciders: tuple[str, ...] = ()
    answered: dt.date | None = None  # at this step
    answer_before: dt.date | None = None
    met: bool = False
    finding: str = ""
    notes: tuple[str, ...] = ()

    def owes(self, *actions: str) -> bool:
        """Whether one of these acts is still owed."""
        return any(is_open(duty) and duty.action in actions for duty in self.duties)


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
    barred = [*concerned(complaint), *(who for who in now.deciders if who != now.handler)]
    return Told(
        state=now.state,
        handler=now.handler if now.state in (OPEN, LEFT) else None,
        since=now.since if now.state in (OPEN, LEFT) else None,
        duties=now.duties,
        barred=tuple(dict.fromkeys(barred)),
        can_next=tuple(event for event in EVENTS if _EVENTS[event].offered(now)),
        notes=now.notes,
    )


def begin(procedure: Procedure, complaint: Complaint) -> Now:
    """A complaint on the day it came in: at its first step, or gone to the allegations procedure."""
    start = complaint.received_on
    now = Now(procedure, complaint, -1, "", start, notes=(_STANDS_ASIDE,) if "owner" in complaint.about else ())
    if complaint.serious_harm_by_staff:
        lead = "designated_safeguarding_lead"
        law = owing.by_law(complaint, procedure.ladder.audience, lead)
        duties = (*owing.of_allegation(complaint), *law)
        return dataclasses.replace(now, handler=lead, state=LEFT, duties=duties)
    now = enter(now, first_place(procedure.ladder, complaint), start)
    return dataclasses.replace(
        now, duties=(*now.duties, *owing.by_law(complaint, procedure.ladder.audience, now.handler))
    )


def enter(now: Now, place: int, on: dt.date) -> Now:
    """The complaint taken to a step on a day: what the step owes begins."""
    steps = inside(now.procedure.ladder)
    fresh = dataclasses.replace(
        now, place=place, since=on, state=OPEN, answered=None, answer_before=now.answered or now.answer_before,
        met=False, finding="",
    )  # fmt: skip
    if place > len(steps):  # what is still owed inside stays owed: going to the regulator closes nothing
        return _with(dataclasses.replace(fresh, answered=now.answered, finding=now.finding), REGULATOR, (), "")
    if place == len(steps):
        why = f"{explained(on, 'when nobody on the ladder was free', _OUTSIDE_DAYS, 'calendar_days')} This is our proposal."
        end = due(on, _OUTSIDE_DAYS, "calendar_days")
        owed = [Owed("respond", OUTSIDE, on, end, "proposed", None, why)]
        return _with(fresh, OUTSIDE, owed, _NOBODY)
    step = steps[place]
    owed = owing.of_step(now.procedure, now.complaint, step, step.handler, on, fresh.answer_before)
    return _with(fresh, step.handler, owed, _AGAIN if step.handler in now.deciders else "")


def _with(now: Now, handler: str, owed: Iterable[Owed], note: str) -> Now:
    """At a handler, with more owed; what the law asks for goes along with the case."""
    goes = handler != REGULATOR
    moved = (
        dataclasses.replace(d, owed_by=handler) if goes and d.basis == _LAW and is_open(d) else d for d in now.duties
    )
    notes = (*now.notes, note) if note and note not in now.notes else now.notes
    return dataclasses.replace(now, handler=handler, duties=(*moved, *owed), notes=notes)


def next_place(now: Now) -> int | None:
    """The next step up that is free of whom it concerns; where only barred ones are left, the place of an outside
    person; behind the last one the regulator, where the text ends with one. None where nothing comes next."""
    steps = inside(now.procedure.ladder)
    above = range(now.place + 1, len(steps))
    barred = concerned(now.complaint)
    if not above:
        ends = any(step.external for step in now.procedure.ladder.steps) and now.handler != REGULATOR
        return len(steps) + 1 if ends else None
    return next((place for place in above if steps[place].handler not in barred), len(steps))


def happens(now: Now, event: Event) -> Now:
    """The complaint after one event. Raises `Impossible` where it cannot happen."""
    if event.on < now.complaint.received_on:
        raise Impossible(
            f"“{event.event}” on {event.on} is before the complaint came in on {now.complaint.received_on}."
        )
    rule = _EVENTS.get(event.event)
    if rule is None:
        raise Impossible(f"“{event.event}” is no event that we know. There are: {', '.join(EVENTS)}.")
    if not rule.possible(now):
        where = now.handler.replace("_", " ") if now.state == OPEN else now.state.replace("_", " ")
        raise Impossible(f"“{event.event}” on {written(event.on)} cannot happen there ({where}).")
    return rule.does(now, event.on)


def is_open(duty: Owed) -> bool:
    """Whether something is still owed."""
    return duty.kept_on is None and not duty.lifted


def _keep(now: Now, mark: str, on: dt.date) -> Now:
    kept = (
        dataclasses.replace(duty, kept_on=on) if is_open(duty) and owing.MARK.get(duty.action) == mark else duty
        for duty in now.duties
    )
    return dataclasses.replace(now, duties=tuple(kept))


def _lift(now: Now, choose: Callable[[Owed], bool]) -> Now:
    lifted = (dataclasses.replace(d, lifted=True) if is_open(d) and choose(d) else d for d in now.duties)
    return dataclasses.replace(now, duties=tuple(lifted))


def _of_the_step(duty: Owed) -> bool:
    """What the step owed, as against what the law asks for and what follows a finding."""
    return duty.basis != _LAW and duty.action not in (REVIEW, EFFECT)


def _acknowledged(now: Now, on: dt.date) -> Now:
    steps = inside(now.procedure.ladder)
    later = (
        owing.from_acknowledgement(now.procedure, steps[now.place], now.handler, on) if now.place < len(steps) else []
    )
    kept = _keep(now, "acknowledged", on)
    return dataclasses.replace(kept, duties=(*(d for d in kept.duties if not (d.waits and is_open(d))), *later))


def _met(now: Now, on: dt.date) -> Now:
    return dataclasses.replace(_keep(now, "met", on), met=True)


def _answered(now: Now, on: dt.date) -> Now:
    """An answer makes an acknowledgement needless. At the top of the ladder it closes the case inside the setting."""
    kept = _lift(_keep(now, "answered", on), lambda duty: duty.action == "acknowledge" or duty.waits)
    decided = () if now.handler == REGULATOR else (kept.handler,)
    said = dataclasses.replace(kept, answered=on, deciders=(*kept.deciders, *decided))
    return _closed(said) if _is_top(said) else said


def _is_top(now: Now) -> bool:
    """Whether nobody inside the setting comes next."""
    return next_place(now) in (None, len(inside(now.procedure.ladder)) + 1)


def _closed(now: Now) -> Now:
    return dataclasses.replace(_lift(now, _of_the_step), state=CLOSED)


def _agreed(now: Now, on: dt.date) -> Now:
    return _closed(now)


def _up(now: Now, on: dt.date) -> Now:
    """One step up: what the step below still owed is lifted, and whoever dealt with it deals with it no more."""
    place = next_place(now)
    assert place is not None
    left = now if _is_top(now) else _lift(now, _of_the_step)
    return enter(dataclasses.replace(left, deciders=tuple(dict.fromkeys((*left.deciders, left.handler)))), place, on)


def _withdrawn(now: Now, on: dt.date) -> Now:
    return dataclasses.replace(_lift(now, lambda _duty: True), state=WITHDRAWN)


def _upheld(now: Now, on: dt.date) -> Now:
    review = now.procedure.review
    rows = (
        (REVIEW, review.within, review.basis, "The owners look for what should be done better."),
        (EFFECT, review.effect_within, review.effect_basis, "Somebody looks whether the change helped."),
    )
    owed = [_after_upheld(on, action, days, basis, review.clause, words) for action, days, basis, words in rows]
    if now.owes(REVIEW):  # upheld again further up, before the owners looked: they look once, at both
        owed = []
    found = dataclasses.replace(now, finding="upheld", duties=(*now.duties, *owed))
    return _closed(found) if now.answered else found


def _after_upheld(on: dt.date, action: str, days: int | None, basis: str, clause: str | None, words: str) -> Owed:
    if days is None:
        return Owed(action, _OWNERS, None, None, basis, clause, f"{words} The terms promise no time for it.")
    ours = " The number is our proposal." if basis == "proposed" else ""
    why = f"{words} {explained(on, 'when it was upheld', days, 'calendar_days')}{ours}"
    return Owed(action, _OWNERS, on, due(on, days, "calendar_days"), basis, clause, why)


def _not_upheld(now: Now, on: dt.date) -> Now:
    found = dataclasses.replace(now, finding="not_upheld")
    return _closed(found) if now.answered else found


def _reviewed(now: Now, on: dt.date) -> Now:
    """Keeps the review, or the look at its effect once the review is done."""
    wanted = REVIEW if now.owes(REVIEW) else EFFECT
    at = next(place for place, duty in enumerate(now.duties) if duty.action == wanted and is_open(duty))
    kept = (dataclasses.replace(d, kept_on=on) if place == at else d for place, d in enumerate(now.duties))
    return dataclasses.replace(now, duties=tuple(kept))


@dataclasses.dataclass(frozen=True, slots=True)
class _Rule:
    """When an event can happen, when it is offered as the next, and what it does."""

    possible: Callable[[Now], bool]
    offered: Callable[[Now], bool]
    does: Callable[[Now, dt.date], Now]


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
}

"""A complaint at one moment of its way, and how it comes to a step of the ladder. Pure functions."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable

from hometime.complaints.engine import owing
from hometime.complaints.engine.case import FROM_OUTSIDE, OUTSIDE, REGULATOR, Complaint, Owed, Procedure
from hometime.complaints.engine.ladder import concerned, inside

OPEN, CLOSED, WITHDRAWN, LEFT = "open", "closed", "withdrawn", "left_to_allegations"
REVIEW, EFFECT = "review", "check_effect"
LEAD = "designated_safeguarding_lead"
_OUTSIDE_DAYS = 14
_NOBODY = "Nobody on the ladder is free to take this step. Ask a person from outside to decide it."
STANDS_ASIDE = (
    "The owner whom it is about stands aside; the others decide. With nobody left, ask a person from outside."
)
_AGAIN = "The text gives this step to somebody who decided before. Ask a person from outside, if there is nobody else."


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """Where a complaint was when it left the ladder, and what its step still owed."""

    state: str
    handler: str
    since: dt.date
    duties: tuple[Owed, ...]


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
    written_on: dt.date | None = None  # when it was first in writing
    waiting: Waiting | None = None  # what waits while it is with the allegations procedure

    def owes(self, *actions: str) -> bool:
        """Whether one of these acts is still owed."""
        return any(is_open(duty) and duty.action in actions for duty in self.duties)


def enter(now: Now, place: int, on: dt.date) -> Now:
    """The complaint taken to a step on a day: what the step owes begins."""
    steps = inside(now.procedure.ladder)
    fresh = dataclasses.replace(
        now, place=place, since=on, state=OPEN, answered=None, answer_before=now.answered or now.answer_before,
        met=False, finding="",
    )  # fmt: skip
    if place > len(steps):  # what is still owed inside stays owed: going to the regulator closes nothing
        return put(dataclasses.replace(fresh, answered=now.answered, finding=now.finding), REGULATOR, (), "")
    if place == len(steps):
        owed = [owing.nobody_free(now.procedure, OUTSIDE, on, _OUTSIDE_DAYS)]
        return put(fresh, OUTSIDE, owed, _NOBODY)
    step = steps[place]
    owed = owing.of_step(now.procedure, now.complaint, step, step.handler, on, fresh.answer_before)
    return put(fresh, step.handler, owed, _AGAIN if step.handler in now.deciders else "")


def put(now: Now, handler: str, owed: Iterable[Owed], note: str) -> Now:
    """At a handler, with more owed; what the law asks for goes along with the case."""
    goes = handler != REGULATOR
    moved = (
        dataclasses.replace(d, owed_by=handler) if goes and owing.is_by_law(d) and is_open(d) else d for d in now.duties
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


def is_outside(now: Now) -> bool:
    """Whether a person from outside decides the step: nobody inside is free of it, or the text gives it to one."""
    return now.place == len(inside(now.procedure.ladder)) or now.handler in FROM_OUTSIDE


def is_open(duty: Owed) -> bool:
    """Whether something is still owed."""
    return duty.kept_on is None and not duty.lifted


def keep(now: Now, mark: str, on: dt.date) -> Now:
    """Keeps whatever an event of that name keeps."""
    kept = (
        dataclasses.replace(duty, kept_on=on) if is_open(duty) and owing.MARK.get(duty.action) == mark else duty
        for duty in now.duties
    )
    return dataclasses.replace(now, duties=tuple(kept))


def lift(now: Now, choose: Callable[[Owed], bool]) -> Now:
    """Lifts what is open and chosen."""
    lifted = (dataclasses.replace(d, lifted=True) if is_open(d) and choose(d) else d for d in now.duties)
    return dataclasses.replace(now, duties=tuple(lifted))


def of_the_step(duty: Owed) -> bool:
    """What the step owed, as against what the law asks for, what follows a finding, and what an allegation asks for."""
    return not owing.is_by_law(duty) and duty.action not in (REVIEW, EFFECT, *owing.OF_ALLEGATION)

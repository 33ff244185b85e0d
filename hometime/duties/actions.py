"""Owing, keeping and lifting duties; starting and stopping rhythms. Only rooms' actions call these."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack

from django.db.models import Case, Max, When

from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.models import Duty, Kind, Rhythm
from hometime.duties.standing import Every, next_due
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person
from hometime.people.roles import HAT_OF, Role
from hometime.records.models import Paper, Record


@dataclasses.dataclass(frozen=True)
class Task:
    """What is to be done, as a room states it once: words and verb (source strings), its clause, and who owes it."""

    clause: str
    what: str
    verb: str
    owed_by: Role
    kind: Kind = Kind.EVENT


class How(TypedDict, total=False):
    """How a task is owed: `basis` is policy, statute or proposed; `why` explains the day (from what, how counted)."""

    due: dt.date | None
    person: Person | None
    owed_to: str
    about: str
    clause_key: str
    basis: str
    why: Mapping[str, Any]
    rhythm: Rhythm | None


def duty_of(record: Record, task: Task, **how: Unpack[How]) -> Duty:
    """A duty as it would be owed on a record from today; `owe_all` owes it."""
    return Duty(
        record=record,
        setting_id=record.setting_id,
        clause=task.clause,
        kind=task.kind,
        what=task.what,
        verb=task.verb,
        owed_role=task.owed_by,
        hat=HAT_OF[task.owed_by],
        owed_on=clock.today(),
        **{**how, "why": dict(how.get("why", {}))},
    )


@action
def owe(viewer: Actor, record: Record, task: Task, **how: Unpack[How]) -> Duty:
    """Owes a duty on a record, as `How` says."""
    [duty] = owe_all(viewer, [duty_of(record, task, **how)])
    return duty


@action
def owe_all(viewer: Actor, duties: Sequence[Duty]) -> Sequence[Duty]:
    """Owes several duties (of `duty_of`) with one statement, and an event for each."""
    if duties:
        Duty.objects.bulk_create(duties)
    for duty in duties:
        note("duty.owed", duty, clause=duty.clause, due=duty.due or "")
    return duties


@action
def keep(viewer: Actor, duty: Duty, evidence: str, *, on: dt.date | None = None, photo: Paper | None = None) -> Duty:
    """Marks a duty kept, with evidence in words and perhaps a photograph. What comes round again is owed anew at once.

    An attestation needs the words of the person who saw: a row alone is no proof.
    """
    if duty.kept_on or duty.lifted_because:
        raise Refused("This is already done. Nothing was changed.")
    if duty.kind == Kind.ATTESTATION and not evidence.strip():
        raise Refused("Write a line about what you saw.")
    today = clock.today()
    if on is not None and on > today:
        raise Refused("The day it was done must be today or earlier.")
    duty.kept_on, duty.kept_by_id, duty.evidence = on or today, person_of(viewer), evidence.strip()
    _settle(duty, kept_on=duty.kept_on, kept_by=duty.kept_by_id, evidence=duty.evidence, photo=photo)
    note("duty.kept", duty, clause=duty.clause, kept_on=duty.kept_on)
    if duty.rhythm_id and duty.rhythm is not None and duty.rhythm.stopped is None:
        _owe_next(viewer, duty.rhythm, duty.kept_on)
    return duty


@action
def lift(viewer: Actor, duty: Duty, because: str) -> Duty:
    """Lifts a duty that is no longer owed, and says why. What comes round again is owed anew, for the next time."""
    if duty.kept_on or duty.lifted_because:
        raise Refused("This is already done. Nothing was changed.")
    if not because.strip():
        raise Refused("Say why it is no longer owed.")
    duty.lifted_because, duty.lifted_by_id = because.strip(), person_of(viewer)
    _settle(duty, lifted_because=duty.lifted_because, lifted_by=duty.lifted_by_id)
    note("duty.lifted", duty, clause=duty.clause)
    if duty.rhythm_id and duty.rhythm is not None and duty.rhythm.stopped is None:
        _owe_next(viewer, duty.rhythm, duty.due)
    return duty


@action
def miss(viewer: Actor, duty: Duty, because: str) -> Duty:
    """Says that a duty was not kept and cannot be any more, and why: it stays as evidence against its clause."""
    if duty.kept_on or duty.lifted_because:
        raise Refused("This is already done. Nothing was changed.")
    if not because.strip():
        raise Refused("Say why it was not done.")
    duty.lifted_because, duty.lifted_by_id, duty.missed = because.strip(), person_of(viewer), True
    _settle(duty, lifted_because=duty.lifted_because, lifted_by=duty.lifted_by_id, missed=True)
    note("duty.missed", duty, clause=duty.clause)
    return duty


@action
def hand_to_post(viewer: Actor, duty: Duty) -> Duty:
    """Makes a duty that somebody owes by name owed by whoever holds the post, on any day one looks."""
    if duty.kept_on or duty.lifted_because:
        raise Refused("This is already done. Nothing was changed.")
    duty.person = None
    duty.save(update_fields=["person"])
    note("duty.handed_to_post", duty, clause=duty.clause)
    return duty


def _settle(duty: Duty, **how: Any) -> None:
    """Writes how a duty ended, unless somebody ended it a moment ago."""
    still_open = Duty.objects.unscoped("a duty is kept or lifted once").open().filter(pk=duty.pk)
    if not still_open.update(**how):
        raise Refused("Somebody did this a moment ago. Nothing was changed.")


@action
def start_rhythm(
    viewer: Actor,
    record: Record,
    task: Task,
    every: Every,
    starts: dt.date,
    *,
    clause_key: str = "",
    basis: str = "proposed",
) -> Rhythm:
    """Starts something that comes round again, and owes it for the first time on `starts`."""
    rhythm = Rhythm(
        record=record,
        clause=task.clause,
        clause_key=clause_key,
        kind=task.kind,
        what=task.what,
        verb=task.verb,
        owed_by=task.owed_by,
        months=every.months,
        days=every.days,
        basis=basis,
        starts=starts,
    )
    rhythm.save()
    note("rhythm.started", rhythm, chain=record.setting_id, clause=task.clause)
    _owe_next(viewer, rhythm, None)
    return rhythm


@action
def stop_rhythm(viewer: Actor, rhythm: Rhythm, because: str) -> None:
    """Stops a rhythm and lifts what it still owes, with the reason."""
    rhythm.stopped = clock.today()
    rhythm.save(update_fields=["stopped"])
    note("rhythm.stopped", rhythm, chain=rhythm.record.setting_id, clause=rhythm.clause)
    for duty in Duty.objects.unscoped("what a stopped rhythm still owes is lifted").open().filter(rhythm=rhythm):
        lift(viewer, duty, because)


@action
def catch_up(viewer: Actor) -> int:
    """Owes again what a rhythm should owe and does not. Safe to run twice. Gives how many were missing."""
    missing = (
        Rhythm.objects.unscoped("the house catches up on every rhythm")
        .filter(stopped__isnull=True)
        .exclude(
            pk__in=Duty.objects.unscoped("the house catches up on every rhythm")
            .open()
            .filter(rhythm__isnull=False)
            .values("rhythm_id")
        )
        .select_related("record")
    )
    count = 0
    for rhythm in missing:
        settled = Duty.objects.unscoped("when a rhythm was last kept or let off").filter(rhythm=rhythm)
        last = settled.aggregate(last=Max(Case(When(lifted_because="", then="kept_on"), default="due")))["last"]
        _owe_next(viewer, rhythm, last)
        count += 1
    return count


def _owe_next(viewer: Actor, rhythm: Rhythm, last_kept: dt.date | None) -> None:
    task = Task(rhythm.clause, rhythm.what, rhythm.verb, Role(rhythm.owed_by), Kind(rhythm.kind))
    due = next_due(rhythm.starts, rhythm.every, last_kept)
    why = {
        "every_months": rhythm.months,
        "every_days": rhythm.days,
        "from": str(last_kept or rhythm.starts),
    }
    owe(
        viewer,
        rhythm.record,
        task,
        due=due,
        clause_key=rhythm.clause_key,
        basis=rhythm.basis,
        why=why,
        rhythm=rhythm,
    )

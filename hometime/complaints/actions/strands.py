"""Strands of a complaint: what has a way and a clock of its own beside the ladder, from the day it is known."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note
from hometime.complaints.actions.writing import held, write_step
from hometime.complaints.engine.counting import DAY, aim, written
from hometime.complaints.living import closures_of
from hometime.complaints.models import Complaint, Step, Strand, StrandKind
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import current
from hometime.people.roles import Role
from hometime.records.models import Party

WITHIN = 30  # days, beginning with the one on which a complaint about personal data came in (DPA 2018 s.164A)
ENTRIES = ("acknowledged", "supplied", "action_set", "told", "note")
TASKS = {
    StrandKind.PERSONAL_DATA: Task(
        "C3", _("Say that we have the complaint about personal information"), _("I told them"), Role.MANAGER
    ),
    StrandKind.OFSTED: Task("P17", _("Answer what Ofsted asks"), _("I answered"), Role.MANAGER),
}
KEEPS = {StrandKind.PERSONAL_DATA: "acknowledged"}  # the entry that keeps what is owed; of the others it is the end


@action
def open_strand(
    viewer: Actor, case: Complaint, kind: str, opened_on: dt.date, *, number: str = "",
    answer_by: dt.date | None = None, words: str = "",
) -> Strand:  # fmt: skip
    """Opens a strand of a complaint: `number` and `answer_by` are those of whoever asks, as with Ofsted.

    Raises `Refused` for a day to come, a day to answer by that was over before, or a strand that is open already.
    """
    case = held(case)
    if opened_on > clock.today():
        raise Refused("The day it came in must be today or earlier.")
    if answer_by is not None and answer_by < opened_on:
        raise Refused("The day to answer by cannot be before the day it came in.")
    there = Strand.objects.unscoped("a strand is opened once").filter(complaint=case, kind=kind, closed_on__isnull=True)
    if there.filter(number=number.strip()).exists():
        raise Refused("This part of the complaint is open already. Write into that one.")
    strand = Strand(complaint=case, kind=kind, number=number.strip(), opened_on=opened_on, answer_by=answer_by)
    strand.save()
    note("complaint.strand_opened", strand, chain=case.setting_id, kind=kind)
    write_step(viewer, case, "strand_opened", opened_on, words, says={"strand": strand.pk, "kind": str(kind)})
    _owe(viewer, case, strand)
    return strand


@action
def add_to_strand(viewer: Actor, strand: Strand, what: str, words: str, *, on: dt.date | None = None) -> Step:
    """Writes into a strand: what was acknowledged, supplied, set as an action, told, or simply noted.

    Raises `Refused` for a day to come or before it was opened, and for a strand that is closed.
    """
    case, day = held(strand.complaint), on or clock.today()
    _fits(strand, day)
    if what not in ENTRIES:
        raise Refused("Choose what was done.")
    step = write_step(
        viewer, case, "strand_entry", day, words, says={"strand": strand.pk, "kind": strand.kind, "what": what}
    )
    if KEEPS.get(StrandKind(strand.kind)) == what:
        _keep(viewer, strand, day)
    return step


@action
def close_strand(viewer: Actor, strand: Strand, words: str, *, on: dt.date | None = None) -> Strand:
    """Closes a strand with what came of it, and keeps what it owed. The complaint itself goes on as before."""
    case, day = held(strand.complaint), on or clock.today()
    _fits(strand, day)
    strand.closed_on = day
    strand.save(update_fields=["closed_on"])
    note("complaint.strand_closed", strand, chain=case.setting_id, kind=strand.kind)
    write_step(viewer, case, "strand_closed", day, words, says={"strand": strand.pk, "kind": strand.kind})
    _keep(viewer, strand, day)
    return strand


def _fits(strand: Strand, day: dt.date) -> None:
    if strand.closed_on is not None:
        raise Refused("This was closed a moment ago. Nothing was written down.")
    if day > clock.today():
        raise Refused("The day it happened must be today or earlier.")
    if day < strand.opened_on:
        raise Refused("The day it happened cannot be before this part of the complaint began.")


def _owe(viewer: Actor, case: Complaint, strand: Strand) -> None:
    task = TASKS.get(StrandKind(strand.kind))
    if task is None:
        return
    due, told = _counted(case, strand)
    holder = Party.objects.unscoped("whoever has it in hand answers for its strands").filter(
        current(clock.today()), record=case, part=Party.Part.HANDLER
    )
    role = Role(holder.values_list("role", flat=True).first() or task.owed_by)
    owe(
        viewer, case, dataclasses.replace(task, owed_by=role), due=due, basis="statute", about=case.reference,
        why={"case": case.pk, "strand": strand.pk, "told": told, "from": str(strand.opened_on)},
    )  # fmt: skip


def _counted(case: Complaint, strand: Strand) -> tuple[dt.date | None, str]:
    """The day that a strand is owed by, and how it was counted."""
    if strand.kind == StrandKind.PERSONAL_DATA:
        return personal_data_day(strand.opened_on), personal_data_words(case, strand.opened_on)
    if strand.answer_by is None:
        return None, "Ofsted gave no day. Ask for one, and write it down."
    return strand.answer_by, f"This is the day that Ofsted gave: {written(strand.answer_by)} {strand.answer_by.year}."


def personal_data_day(came: dt.date) -> dt.date:
    """By when a complaint about personal data is acknowledged: thirty days, the day it came in being the first.

    The regulator's own guidance begins a day later and goes on to the next working day: the earlier one is taken.
    """
    return came + DAY * (WITHIN - 1)


def personal_data_words(case: Complaint, came: dt.date) -> str:
    """How that day was counted, with the later reading beside it."""
    day = personal_data_day(came)
    later = came + DAY * WITHIN
    while aim(later) != later:
        later += DAY
    early = aim(day, closures_of(case.setting))
    sooner = f" Nothing is moved: aim for {written(early)}." if early != day else ""
    return (
        f"The law gives 30 days to say that we have a complaint about personal information, beginning with the day it came "
        f"in, {written(came)}: due {written(day)} {day.year}. Counted from the day after, and on to a working day, it would be "
        f"{written(later)} {later.year}. The earlier day is taken.{sooner}"
    )


def _keep(viewer: Actor, strand: Strand, day: dt.date) -> None:
    rows = Duty.objects.unscoped("what a strand owes is kept by its entries").open().filter(record=strand.complaint_id)
    for duty in rows:
        if duty.why.get("strand") == strand.pk:
            keep(viewer, duty, "", on=day)

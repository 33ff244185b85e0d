"""What whoever complained does about it themselves: add something, ask for somebody above, take it back, say how fair."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action
from hometime.complaints import choosing
from hometime.complaints.actions import take_step
from hometime.complaints.following.timeline import FAIR_RECORD, fair_title
from hometime.complaints.handling.actions.answering import arrive
from hometime.complaints.handling.actions.looking import say
from hometime.complaints.handling.actions.meeting import say_when
from hometime.complaints.handling.forthem import for_them
from hometime.complaints.handling.talks import Said
from hometime.complaints.intake.actions import write_word
from hometime.complaints.models import Complaint, Entry, Step, Word
from hometime.duties.actions import Task, owe
from hometime.kernel import clock, refusals
from hometime.kernel.refusals import refused
from hometime.people.roles import HAT_OF, Role
from hometime.records.actions import name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Party, Record

UNFAIR = Task(
    "C3", _("Somebody says that their complaint is not handled fairly"), _("I looked at it"), Role.LINE_MANAGER
)
LOOK_WITHIN = dt.timedelta(days=5)
MOST_ONCE = 22  # signs of a form's key that are kept with what it wrote
FURTHER, WITHDRAW = "not_satisfied", "withdrawn"


@action
def add(viewer: Actor, case: Complaint, words: str, once: str) -> Word:
    """Adds something to a complaint. It stands beside what was said first."""
    return write_word(viewer, case, Word.Kind.ADDED, words, once=once)


@action
def take_further(viewer: Actor, case: Complaint, words: str, once: str = "") -> Step:
    """Takes a complaint one step up, on the word of whoever complained alone: nobody is asked for leave (C11, C16, C17).

    `once` is the key of the form, so that pressing twice does not take it up two steps.
    """
    return take_step(viewer, case, FURTHER, words=words, once=once[:MOST_ONCE])


@action
def withdraw(viewer: Actor, case: Complaint, words: str) -> Step:
    """Takes a complaint back."""
    return take_step(viewer, case, WITHDRAW, words=words)


@action
def say_right(viewer: Actor, case: Complaint, said: Mapping[str, Any], *, minutes: bool = False) -> Entry:
    """Says whether the points, or the notes of the last meeting, are right. Raises `Refused` where there are none."""
    theirs = for_them(case)
    if not (theirs.minutes if minutes else theirs.points):
        raise refused(refusals.NOTHING_TO_READ)
    of = theirs.minutes if minutes else None
    once = said["once"][:MOST_ONCE]
    return say(viewer, case, agrees=said["answer"] == "yes", how="screen", of=of, words=said["words"], once=once)


@action
def choose_time(viewer: Actor, case: Complaint, said: Mapping[str, Any]) -> Entry:
    """Says when they can come to a talk that is offered, that another time is better, or that they do not want to meet.

    Raises `Refused` where it is not offered any more.
    """
    offer = for_them(case).offer
    if offer is None or offer.pk != said["offer"]:
        raise refused(refusals.NO_TALK)
    wishes = Said(said["time"], said["words"], said["phone"], said["evening"], said["interpreter"])
    return say_when(viewer, offer, wishes, once=said["once"][:MOST_ONCE])


@action
def open_letter(viewer: Actor, case: Complaint) -> Entry | None:
    """Opens the letter that is waiting: with that they have it, and the complaint was answered (TRUST 40)."""
    waiting = for_them(case).waiting
    return arrive(viewer, waiting, words="They opened it.") if waiting else None


def done_already(case: Complaint, act: str) -> bool:
    """Whether a complaint was just taken further, or back, so that doing it again changes nothing."""
    event = {"further": FURTHER, "withdraw": WITHDRAW}.get(act, "")
    rows = Step.objects.unscoped("what is sent twice counts once").filter(complaint=case).order_by("number")
    last = rows.last()
    return last is not None and last.event == event


@action
def say_how_fair(viewer: Actor, case: Complaint, answer: str, words: str, once: str) -> Word:
    """Says whether it was fair so far. A “no” goes to the line manager on a record of its own, which those who have the
    complaint in hand do not see; where the line manager is one of them, to the owners."""
    if answer not in Word.Fair.values:
        raise refused(refusals.CHOOSE)
    record: Record = case
    if answer == Word.Fair.NO:
        record = _with_the_line_manager(viewer, case)
    known = Word.objects.unscoped("words that are sent twice count once").filter(once=once).first()
    if known is not None:
        return known
    return write_word(viewer, record, Word.Kind.FAIR, words, once=once, answer=answer)


def _with_the_line_manager(viewer: Actor, case: Complaint) -> Record:
    rows = Record.objects.unscoped("that it was not fair is told once")
    known = rows.filter(kind=FAIR_RECORD, title=fair_title(case), setting=case.setting_id).first()
    if known is not None:
        return known
    parties = Party.objects.unscoped("whoever handles a complaint does not judge how fair that was").filter(record=case)
    concerned = {one.person_id for one in parties if one.part == Party.Part.CONCERNS}
    handled = {one.person_id for one in parties if one.part == Party.Part.HANDLER}
    record = open_record(viewer, case.setting, FAIR_RECORD, fair_title(case), Audience.NAMED, under=case.under)
    role, people = choosing.takers(case.setting, case.child, "line_manager", concerned | handled, clock.today())
    for person in people:
        name_party(viewer, record, person, Party.Part.HANDLER, hat=HAT_OF[role], role=role)
    why = {"told": _("Whoever complained said that it was not fair so far.")}
    due = clock.today() + LOOK_WITHIN
    owe(
        viewer,
        record,
        dataclasses.replace(UNFAIR, owed_by=role),
        due=due,
        basis="house",
        why=why,
        about=case.reference,
    )
    return record

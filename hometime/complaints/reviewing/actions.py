"""Answering, signing, standing aside, setting changes in train, and looking at whether they helped (O5)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.utils.translation import gettext_noop

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note
from hometime.complaints.actions import case_of, reviewed
from hometime.complaints.actions.heralding import say_what_changed
from hometime.complaints.keeping.leaks import leaks
from hometime.complaints.keeping.people import known_to
from hometime.complaints.models import Change, Effect, Helped, Likely, Looked, Signature
from hometime.complaints.reviewing.taking_part import looked, may_do, part
from hometime.complaints.reviewing.told import FAMILIES_ASKED, changes, checked, concluded
from hometime.duties.actions import Task, owe
from hometime.duties.models import Kind
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person
from hometime.people.roles import HAT_OF, Role
from hometime.policies.models import AdoptedClause
from hometime.records.actions import name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Party, Record

TASK = Task("O5", gettext_noop("Do what the owners decided"), gettext_noop("It is done"), Role.OWNER)
# What families are asked before the service changes: asked by people, so an attestation that says how and when.
ASK = Task(
    "F27", gettext_noop("Ask families about new words for our policy"), gettext_noop("We asked them"), Role.MANAGER,
    Kind.ATTESTATION,
)  # fmt: skip
ASKED_FOR = dt.timedelta(days=14)  # our proposal, where the policy does not say for how long families are asked
KIND = "complaint_change"


@dataclasses.dataclass(frozen=True)
class Decided:
    """A change: in plain words, who sees to it, in which post, and by when."""

    words: str
    person: Person
    role: Role
    due: dt.date


@dataclasses.dataclass(frozen=True)
class Answered:
    """What the owners answer to the questions of a review."""

    again: str
    elsewhere: str
    lesson: str = ""
    clause: AdoptedClause | None = None
    outside: str = ""
    ask_families: bool = False


@action
def answer(viewer: Viewer, record: Record, said: Answered, change: Decided | None = None) -> Looked:
    """Writes down what was answered, signs it, and sets the change in train.

    Raises `Refused` where a word names somebody, once it is over, and where nobody is free and no outside person is named.
    """
    if concluded(record):
        raise Refused("This was signed a moment ago, or before. Nothing was changed.")
    if said.again not in Likely.values or said.elsewhere not in Likely.values:
        raise Refused("Say whether it could happen again, and elsewhere.")
    if not part(record).free and not said.outside.strip():
        raise Refused("Nobody here is free to look at it. Name the person from outside who did.")
    _name_nobody(record, said.lesson)
    last = looked(record)
    row = Looked(
        record=record, number=last.number + 1 if last else 1, again=said.again, elsewhere=said.elsewhere,
        lesson=said.lesson.strip(), clause=said.clause, outside=said.outside.strip(), on=clock.today(),
        by_id=viewer.person_id, written_at=clock.now(),
    )  # fmt: skip
    row.save()
    note("review.answered", row, chain=record.setting_id, number=row.number)
    if change is not None:
        decide(viewer, record, change)
    if said.ask_families:
        ask_families(viewer, record)
    sign(viewer, record)
    return row


@action
def sign(viewer: Viewer, record: Record) -> Signature:
    """Signs what stands there. The last signature ends the review, and whoever complained is told what changed."""
    last = looked(record)
    if last is None:
        raise Refused("There is nothing to sign yet. Answer the questions first.")
    if viewer.person_id in {person.pk for person in part(record).signed}:
        raise Refused("You signed this a moment ago, or before.")
    return _signature(viewer, record, last.number)


@action
def stand_aside(viewer: Viewer, record: Record, why: str) -> Signature:
    """Stands aside, and says why. The minutes say that one owner did."""
    if not why.strip():
        raise Refused("Write a line about why you stand aside.")
    if viewer.person_id in {one.person_id for one in part(record).aside}:
        raise Refused("You stood aside before.")
    return _signature(viewer, record, 0, why=why.strip()[:200])


def _signature(viewer: Viewer, record: Record, number: int, *, why: str = "") -> Signature:
    row = Signature(
        record=record, number=number, person_id=viewer.person_id, aside=not number, why=why, on=clock.today(),
        by_id=viewer.person_id, written_at=clock.now(),
    )  # fmt: skip
    row.save()
    note("review.signed" if number else "review.stood_aside", row, chain=record.setting_id)
    if part(record).over and not concluded(record):
        case = case_of(record)
        reviewed(viewer, case)
        if changes(case):
            say_what_changed(viewer, case)
    return row


@action
def change_done(viewer: Actor, task: Record) -> None:
    """Lets whoever complained know that a change is done, once the review that set it in train is over."""
    rows = Change.objects.unscoped("whoever complained is told that a change is done").filter(task=task)
    for change in rows.select_related("record"):
        if concluded(change.record):
            say_what_changed(viewer, case_of(change.record))


@action
def decide(viewer: Viewer, record: Record, change: Decided) -> Change:
    """Sets a change in train: a duty of whoever sees to it, on a record of their own that tells nothing else."""
    if not change.words.strip():
        raise Refused("Say what will change.")
    if change.due < clock.today():
        raise Refused("The day by which it is done must be today or later.")
    if (change.person.pk, change.role) not in {(person.pk, role) for person, role in may_do(record)}:
        raise Refused("Choose who sees to it from the list.")
    _name_nobody(record, change.words)
    words = change.words.strip()
    return _in_train(viewer, record, change, TASK, title=words, about=words[:80], basis="policy")


@action
def ask_families(viewer: Viewer, record: Record) -> Change:
    """Has families asked about new words for the clause that the owners want to change (F27): somebody owes it by a day,
    and says how and when it was done. Whoever complained reads that families are asked.

    Raises `Refused` where no clause is to change, or where they are asked about it already.
    """
    last = looked(record)
    if last is None or last.clause is None:
        raise Refused("Choose first which words of the policy should change.")
    if (
        Change.objects.unscoped("families are asked once about a clause")
        .filter(record=record, clause=last.clause)
        .exists()
    ):
        raise Refused("Families are asked about these words already.")
    doers = may_do(record)
    person, role = next((one for one in doers if one[1] == Role.MANAGER), doers[0])
    why = {"told": "Fourteen days are our proposal, where the policy names no other time."}
    asked = Decided(FAMILIES_ASKED, person, role, clock.today() + ASKED_FOR)
    about = " ".join(last.clause.text.split())[:80]
    return _in_train(
        viewer, record, asked, ASK, clause=last.clause, title=FAMILIES_ASKED, about=about, basis="proposed", why=why
    )


def _in_train(
    viewer: Viewer, record: Record, change: Decided, task: Task, *, title: str, clause: AdoptedClause | None = None,
    **how: Any,
) -> Change:  # fmt: skip
    """A duty of whoever sees to a change, on a record of their own that tells nothing of the case."""
    own = open_record(viewer, record.setting, KIND, title[:200], Audience.NAMED, under=record.under)
    name_party(viewer, own, change.person, Party.Part.HANDLER, hat=HAT_OF[change.role], role=change.role)
    owe(viewer, own, dataclasses.replace(task, owed_by=change.role), person=change.person, due=change.due, **how)
    row = Change(
        record=record, task=own, words=change.words.strip()[:400], person=change.person, role=change.role,
        due=change.due, clause=clause, on=clock.today(), by_id=viewer.person_id, written_at=clock.now(),
    )  # fmt: skip
    row.save()
    note("review.change", row, chain=record.setting_id, due=change.due)
    return row


@action
def see_effect(viewer: Viewer, record: Record, helped: str, words: str) -> Effect:
    """Writes down, some time later, whether the change helped. Raises `Refused` before the review is over, and twice."""
    if not concluded(record) or checked(record):
        raise Refused("This was done a moment ago, or the review is not over yet.")
    if helped not in Helped.values or not words.strip():
        raise Refused("Say whether it helped, and how you know.")
    _name_nobody(record, words)
    row = Effect(
        record=record, helped=helped, words=words.strip(), on=clock.today(), by_id=viewer.person_id,
        written_at=clock.now(),
    )  # fmt: skip
    row.save()
    note("review.effect", row, chain=record.setting_id, helped=helped)
    reviewed(viewer, case_of(record))
    return row


def _name_nobody(record: Record, words: str) -> None:
    """Raises `Refused` for words that name somebody: staff and whoever complained read them later."""
    certain = [leak.words for leak in leaks(words, known_to(case_of(record))) if leak.certain]
    if certain:
        raise Refused(f"This page names nobody. Write it without “{certain[0]}”.")

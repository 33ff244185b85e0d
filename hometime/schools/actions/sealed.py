"""A child's safeguarding file on its way from lead to lead: apart from all else, with its own recipient and receipt (S2).

Nobody but the leads learns that there is one: not the manager, and of the family only whom a lead has told.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.utils.translation import gettext_noop as _

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note
from hometime.consents.terms import key_of
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.roles import Role
from hometime.records.actions import close_record
from hometime.records.audiences import Audience
from hometime.records.models import Record
from hometime.schools import moving, rules
from hometime.schools.models import School, SchoolMove, SealedFile
from hometime.sharing.actions import decide, send
from hometime.sharing.bases import proposed
from hometime.sharing.models import Ground, Told, Way
from hometime.sharing.shapes import Answers, Offer, Recipient

SEALED, PAGE = "school_sealed", "school-sealed"
HAND_OVER = Task(
    "S2", _("Send a safeguarding file to the lead of the school, or say why nothing goes"), _("Open it"), Role.DSL
)
RECEIPT = Task("S2", _("Ask the lead of the school for the receipt of a safeguarding file"), _("Open it"), Role.DSL)


@dataclasses.dataclass(frozen=True)
class Going:
    """A file as a lead sends it: to whom, how the address was found right, what goes, and whether the family is told."""

    to_name: str
    checked_how: str
    contents: str
    to_email: str = ""
    to_phone: str = ""
    told: str = Told.BEFORE
    why_not_told: str = ""
    advice: str = ""
    way: str = Way.PAPER


@action
def open_file(viewer: Actor, child: Child, school: School | None = None) -> SealedFile:
    """Begins to hand a safeguarding file over; it goes within five working days after the school is known."""
    there = SealedFile.objects.unscoped("a safeguarding file is handed over once")
    if there.filter(child=child, closed__isnull=True).exists():
        raise Refused("This has been begun. Open it and go on there.")
    made = SealedFile(
        setting=child.setting, child=child, kind=SEALED, title="A safeguarding file", audience=Audience.SAFEGUARDING,
        opened=clock.today(), school=school,
    )  # fmt: skip
    made.save()
    note("sealed.opened", made)
    _owe(viewer, made, HAND_OVER, moving.sealed_by(clock.today()))
    return made


@action
def see_to_files(viewer: Actor) -> int:
    """Asks a lead about each child who moves to a known school and of whom there is something sealed. Safe to run again.
    Gives how many were new, and how many were taken back before they went."""
    sealed = Record.objects.unscoped("a lead is asked whether a safeguarding file goes with the child")
    known = SealedFile.objects.unscoped("a lead is asked once").values("child")
    children = sealed.filter(audience=Audience.SAFEGUARDING, child__isnull=False).values("child")
    moves = SchoolMove.objects.unscoped("a lead is asked once the school is known").filter(
        closed__isnull=True, school__isnull=False, child__in=children
    )
    count = _taken_back(viewer)
    for move in moves.exclude(child__in=known).select_related("child__setting", "school").order_by("pk"):
        assert move.child is not None  # a child moves
        open_file(viewer, move.child, move.school)
        count += 1
    return count


def _taken_back(viewer: Actor) -> int:
    sent = SealedFile.objects.unscoped("what was taken back is owed anew").filter(
        closed__isnull=True, sent_on__isnull=False
    )
    back = [sealed for sealed in sent.select_related("setting").order_by("pk") if rules.was_taken_back(sealed)]
    for sealed in back:
        take_back(viewer, sealed)
    return len(back)


@action
def hand_over(viewer: Viewer, sealed: SealedFile, going: Going) -> SealedFile:
    """Sends a safeguarding file to the lead of the school, through the gate; its receipt is owed in five working days. What
    was taken back before it went can be sent again."""
    _not_gone(viewer, sealed)
    if not going.to_name.strip() or not going.contents.strip():
        raise Refused("Say who gets it, and what goes.")
    if not going.checked_how.strip():
        raise Refused("Say how you found out that this is the lead of the school.")
    assert sealed.child is not None  # a file is a child's
    today = clock.today()
    body = sealed.school.name if sealed.school else ""
    to = Recipient(going.to_name.strip(), "Safeguarding lead", body, going.to_email, going.to_phone, today)
    item = Offer("school", "sealed", _("A safeguarding file"), going.contents.strip())
    answers = Answers(
        purpose=_("Keeping the child safe at the next school"), what=item.title, need="They are the lead of the next school.",
        shares=True, reasons="The next school has to know what keeps the child safe.", ground=Ground.HARM,
        basis=proposed(Ground.HARM, today), told=Told(going.told), why_not_told=going.why_not_told, advice=going.advice,
        why_not_asked="A safeguarding file goes from lead to lead without being asked for.",
    )  # fmt: skip
    decision = decide(viewer, sealed.child, to, answers, [item])
    send(viewer, decision, Way(going.way))
    for name in ("to_name", "to_email", "to_phone", "checked_how", "contents"):
        setattr(sealed, name, getattr(going, name).strip())
    sealed.checked_on, sealed.sent_on, sealed.decided = today, today, decision
    sealed.save()
    note("sealed.sent", sealed, way=going.way)
    _keep(viewer, sealed, HAND_OVER, "Sent to the lead of the school.")
    _owe(viewer, sealed, RECEIPT, moving.chased_on(today))
    return sealed


@action
def take_back(viewer: Actor, sealed: SealedFile) -> None:
    """Takes over that a file was taken back before it went: no receipt is owed, and it is to be sent, or a reason given."""
    sealed.sent_on, sealed.decided = None, None
    sealed.save(update_fields=["sent_on", "decided"])
    note("sealed.taken_back", sealed)
    rows = Duty.objects.unscoped("no receipt is owed for what was taken back").open().filter(record=sealed)
    for duty in rows.filter(what=RECEIPT.what).order_by("due", "pk"):
        lift(viewer, duty, "It was taken back before it went.")
    _owe(viewer, sealed, HAND_OVER, moving.sealed_by(clock.today()))


@action
def chase(viewer: Actor, sealed: SealedFile, words: str) -> None:
    """Writes down that the lead of the school was asked for the receipt, and asks again in five working days."""
    _gone(sealed)
    if not words.strip():
        raise Refused("Say whom you asked, and what they said.")
    note("sealed.chased", sealed)
    _keep(viewer, sealed, RECEIPT, words.strip())
    _owe(viewer, sealed, RECEIPT, moving.chased_on(clock.today()))


@action
def receive(viewer: Actor, sealed: SealedFile, received_from: str, on: dt.date | None = None) -> None:
    """Writes down who signed for a safeguarding file. With that it is done."""
    _gone(sealed)
    day = on or clock.today()
    if sealed.sent_on is None or not sealed.sent_on <= day <= clock.today():
        raise Refused("The day must be today or earlier, and not before it went.")
    if not received_from.strip():
        raise Refused("Say who signed for it.")
    sealed.received_on, sealed.received_from = day, received_from.strip()
    sealed.save(update_fields=["received_on", "received_from"])
    note("sealed.received", sealed, on=day)
    _keep(viewer, sealed, RECEIPT, "The lead of the school signed for it.")
    close_record(viewer, sealed, kept="safeguarding")


@action
def nothing_goes(viewer: Actor, sealed: SealedFile, because: str) -> None:
    """A lead has looked, and nothing goes; the reason is kept."""
    _not_gone(viewer, sealed)
    if not because.strip():
        raise Refused("Say why nothing goes.")
    sealed.nothing_because = because.strip()
    sealed.save(update_fields=["nothing_because"])
    note("sealed.nothing", sealed)
    _keep(viewer, sealed, HAND_OVER, "Nothing goes. The reason is written down.")
    close_record(viewer, sealed, kept="safeguarding")


def _not_gone(viewer: Actor, sealed: SealedFile) -> None:
    if sealed.closed is None and rules.was_taken_back(sealed):
        take_back(viewer, sealed)
    if sealed.closed is not None or sealed.sent_on is not None:
        raise Refused("This is already done. Nothing was changed.")


def _gone(sealed: SealedFile) -> None:
    if sealed.closed is not None:
        raise Refused("This is already done. Nothing was changed.")
    if sealed.sent_on is None or rules.was_taken_back(sealed):
        raise Refused("It has not gone.")


def _owe(viewer: Actor, sealed: SealedFile, task: Task, due: dt.date) -> None:
    key = key_of(sealed.setting, task.clause, clock.today())
    owe(viewer, sealed, task, due=due, clause_key=key, why={"opens": [PAGE, sealed.pk]})


def _keep(viewer: Actor, sealed: SealedFile, task: Task, evidence: str) -> None:
    rows = Duty.objects.unscoped("what a safeguarding file owes is kept with it").open().filter(record=sealed)
    for duty in rows.filter(what=task.what).order_by("due", "pk"):
        keep(viewer, duty, evidence)

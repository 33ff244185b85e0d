"""What goes to a school with a child: asked for part by part, sent through the gate, and chased until its receipt is there (S2).

A part is frozen when the family is asked for it, so what goes is what they read. What has changed since is asked for anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as later
from django.utils.translation import gettext_noop as _

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, House, action, note
from hometime.consents.actions.asking import ask, stop_asking
from hometime.consents.models import Consent
from hometime.consents.standing import Kind, Verdict
from hometime.consents.verdicts import verdicts
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.families.models import Adult
from hometime.families.sides import sides
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.refusals import refused
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.records.actions import close_record, name_party
from hometime.records.audiences import Audience
from hometime.records.models import Party
from hometime.schools import moving
from hometime.schools.actions.moves import PAGE, SEND, latest_summary, owed, still_open
from hometime.schools.contents import Content, contents
from hometime.schools.models import PackPart, Parcel, SchoolMove, SentPart, What
from hometime.schools.models.packs import OWN
from hometime.schools.rules import sending_of
from hometime.sharing.actions import decide, send
from hometime.sharing.actions.sending import received as has_arrived
from hometime.sharing.bases import proposed
from hometime.sharing.models import Got, Ground, Told, Way
from hometime.sharing.rules import ASKED
from hometime.sharing.shapes import Answers, Offer, Recipient

GATE = House("gate")  # a verdict is asked for every part, whoever looks
PART, PART_PAGE = "school_part", "school-part"
CHASE = Task("S2", _("Ask the school whether a child's papers have come"), _("Open it"), Role.MANAGER)
WHO = later("Who the child is, and what the family adds")


@action
def offer(viewer: Actor, move: SchoolMove) -> list[PackPart]:
    """Asks the family for each part of what would go, each by itself. What stands as it was asked for is not asked again;
    what has changed is, in place of the part before. Gives the parts that stand now."""
    still_open(move)
    summary = latest_summary(move)
    if summary is None:
        raise Refused("Write the summary first.")
    there = {(part.what, part.person_id): part for part in parts_of(move)}
    standing = []
    for content in contents(move, summary):
        before = there.pop((content.what, content.person.pk if content.person else None), None)
        lines = [list(line) for line in content.lines]
        if (
            before is not None
            and [list(line) for line in before.lines] == lines
            and before.fields == dict(content.fields)
        ):
            standing.append(before)
            continue
        if before is not None:
            _close(viewer, before)
        standing.append(_ask_for(viewer, move, content))
    for part in there.values():
        _close(viewer, part)
    note("move.offered", move, parts=len(standing))
    return standing


def _ask_for(viewer: Actor, move: SchoolMove, content: Content) -> PackPart:
    """Makes a part and asks for it: of what is one adult's own only that adult is asked, and only they see it."""
    own = content.what in OWN
    part = PackPart(
        setting=move.setting, child=move.child, kind=PART, title="What goes to school", opened=clock.today(),
        audience=Audience.STAFF if own else Audience.FAMILY, move=move, what=content.what, person=content.person,
        lines=[list(line) for line in content.lines], fields=dict(content.fields),
    )  # fmt: skip
    part.save()
    note("part.made", part, what=content.what)
    only = None
    if own and content.person is not None:
        name_party(viewer, part, content.person, Party.Part.NAMED, hat=Hat.PARENT)
        only = Adult.objects.unscoped("of their own words only that adult is asked").get(person=content.person)
    assert move.child is not None  # a child moves
    ask(viewer, move.child, Kind.SHARING, about=part, words=str(What(content.what).label), opens=PART_PAGE, only=only)
    return part


def _close(viewer: Actor, part: PackPart) -> None:
    stop_asking(viewer, part)
    close_record(viewer, part)


def parts_of(move: SchoolMove) -> list[PackPart]:
    """The parts that stand now, in their order."""
    rows = PackPart.objects.unscoped("what goes to a school is put together whole, and asked for part by part")
    found = rows.filter(move=move, closed__isnull=True).select_related("person", "child", "setting", "move")
    return sorted(
        found, key=lambda part: (What.values.index(part.what), part.person.name if part.person else "", part.pk)
    )


def verdict_of(part: PackPart) -> Verdict:
    """Whether a part may go now. It never says whose answer it rests on."""
    assert part.child is not None  # a part is about a child
    return verdicts(GATE, [part.child], Kind.SHARING, about=part)[part.child.pk]


def may_go(move: SchoolMove) -> list[PackPart]:
    """The parts to which the family has said yes."""
    return [part for part in parts_of(move) if verdict_of(part) == Verdict.YES]


def offers_of(parts: Sequence[PackPart]) -> list[Offer]:
    """What would leave, word for word: each part an item that the family was asked about by itself."""
    return [Offer(ASKED, part.pk, title_of(part), in_words(part.lines)) for part in parts]


def title_of(part: PackPart) -> str:
    """What a part is called where the whole family reads what went: an adult's own words and address have no title of their
    own there, so that nobody learns from it who has written."""
    return str(WHO) if part.what in (What.NAMES, *OWN) else str(What(part.what).label)


def in_words(lines: Sequence[Sequence[str]]) -> str:
    """The lines of a part as plain text."""
    return "\n".join(f"{heading}: {words}" for heading, words in lines)


@action
def send_parts(viewer: Viewer, move: SchoolMove, way: Way) -> Parcel:
    """Sends the school exactly the parts that the family said yes to, through the gate; a receipt is owed for it."""
    still_open(move)
    parts = may_go(move)
    if move.school is None or not move.teacher:
        raise Refused("Say first to which school the child goes, and who gets the papers there.")
    if not parts:
        raise Refused("The family has said yes to no part. Nothing goes.")
    assert move.child is not None  # a child moves
    to = Recipient(move.teacher, "Teacher", move.school.name, move.teacher_email, move.teacher_phone, move.checked_on)
    offers = offers_of(parts)
    answers = Answers(
        purpose=f"The move to {move.school.name}", what=", ".join(dict.fromkeys(offer.title for offer in offers)),
        need="They teach the child from the first day at school.", shares=True,
        reasons="The family said yes to each part that goes.", ground=Ground.PERMISSION,
        basis=proposed(Ground.PERMISSION, clock.today()), told=Told.BEFORE,
    )  # fmt: skip
    decision = decide(viewer, move.child, to, answers, offers)
    send(viewer, decision, way)
    rows = Parcel.objects.unscoped("parcels stand in the order in which they went").filter(move=move)
    parcel = Parcel(
        move=move, number=rows.count() + 1, school=move.school, to_name=move.teacher, on=clock.today(),
        by_id=viewer.person_id, decided=decision,
    )  # fmt: skip
    parcel.save()
    SentPart.objects.bulk_create([SentPart(parcel=parcel, part=part) for part in parts])
    note("parcel.sent", parcel, chain=move.setting_id, parts=len(parts))
    for duty in owed(move, SEND):
        keep(viewer, duty, "Sent, each part with the family's yes.")
    _owe_chase(viewer, parcel)
    return parcel


def _owe_chase(viewer: Actor, parcel: Parcel) -> None:
    due = moving.chased_on(clock.today())
    owe(viewer, parcel.move, CHASE, due=due, why={"opens": [PAGE, parcel.move_id], "parcel": parcel.pk})


def _chases(parcel: Parcel) -> list[Duty]:
    rows = Duty.objects.unscoped("a receipt is asked for until it is there").open().filter(record=parcel.move_id)
    return list(rows.filter(what=CHASE.what, why__parcel=parcel.pk).order_by("due", "pk"))


@action
def chase(viewer: Actor, parcel: Parcel, words: str) -> None:
    """Writes down that the school was asked, and asks again in five working days."""
    if parcel.received_on is not None:
        raise refused(refusals.DONE)
    if not words.strip():
        raise Refused("Say whom you asked, and what they said.")
    note("parcel.chased", parcel, chain=parcel.move.setting_id)
    for duty in _chases(parcel):
        keep(viewer, duty, words.strip())
    _owe_chase(viewer, parcel)


@action
def receive(viewer: Actor, parcel: Parcel, received_from: str, on: dt.date | None = None) -> None:
    """Writes down from whom the receipt came. With that nothing more is owed for the parcel."""
    if parcel.received_on is not None:
        raise refused(refusals.DONE)
    if not received_from.strip():
        raise Refused("Say who received it.")
    _arrived(viewer, parcel, received_from.strip(), on or clock.today())
    sending = sending_of(parcel.decided_id)
    if sending is not None and sending.state(clock.now()) not in ("stopped", "held", "received"):
        has_arrived(viewer, sending, Got.WROTE, received_from.strip(), on=on)


def _arrived(viewer: Actor, parcel: Parcel, received_from: str, on: dt.date) -> None:
    if on > clock.today() or on < parcel.on:
        raise Refused("The day must be today or earlier, and not before it went.")
    parcel.received_on, parcel.received_from = on, received_from[:200]
    parcel.save(update_fields=["received_on", "received_from"])
    note("parcel.received", parcel, chain=parcel.move.setting_id, on=on)
    for duty in _chases(parcel):
        keep(viewer, duty, "The receipt is here.", on=max(on, duty.owed_on))


@action
def see_to_parcels(viewer: Actor) -> int:
    """Takes over receipts that came by the school's own page, and owes anew what was taken back before it went. Safe to run
    again. Gives how many parcels it changed."""
    changed = 0
    rows = Parcel.objects.unscoped("receipts that came by a page are taken over").filter(received_on__isnull=True)
    for parcel in rows.select_related("move__setting", "move__child", "school").order_by("on", "pk"):
        sending = sending_of(parcel.decided_id)
        state = sending.state(clock.now()) if sending else ""
        if sending is not None and state == "received":
            _arrived(viewer, parcel, sending.got_by or parcel.to_name, sending.got_on or clock.today())
            changed += 1
        elif state == "stopped" and _chases(parcel):
            _taken_back(viewer, parcel)
            changed += 1
    return changed


def _taken_back(viewer: Actor, parcel: Parcel) -> None:
    for duty in _chases(parcel):
        lift(viewer, duty, "It was taken back before it went.")
    again = Parcel.objects.unscoped("what was sent again is owed no more").filter(
        move=parcel.move, number__gt=parcel.number
    )
    if parcel.move.closed is None and not again.exists() and not owed(parcel.move, SEND):
        due = moving.sent_by(parcel.move.starts_on, clock.today())
        owe(viewer, parcel.move, SEND, due=due, why={"opens": [PAGE, parcel.move_id]})


def asked_of(part: PackPart, person: str) -> Consent | None:
    """What an adult was asked about a part."""
    rows = Consent.objects.unscoped("an adult answers what they themselves were asked")
    return rows.filter(about=part, adult__person=person).select_related("child__setting", "adult__person").first()


def people_of(move: SchoolMove) -> list[Person]:
    """The adults who may know all about the child who moves."""
    assert move.child is not None  # a child moves
    return [adult.person for side in sides(move.child, clock.today()) for adult in side]


def parts_sent(parcel: Parcel) -> list[PackPart]:
    """The parts that went with a parcel, in their order."""
    rows = SentPart.objects.unscoped("what went is printed as it went").filter(parcel=parcel).select_related("part")
    return sorted((row.part for row in rows), key=lambda part: (What.values.index(part.what), part.pk))

"""The talk between a key person and a family, from the times on offer to what happens next. No answer leads to another way."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.duties.standing import open_days_after
from hometime.families.models import Child
from hometime.families.sides import Side, sides
from hometime.families.tongues import SIGNED
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.refusals import refused
from hometime.keypersons import rounds
from hometime.keypersons.models import Happening, Meeting, Slot, Way, What
from hometime.keypersons.ringing import ring, ring_sides
from hometime.keypersons.rounds import EVENING, WAYS_BEFORE_ENDING, State
from hometime.keypersons.sides import adults_of, promised
from hometime.languages import models as languages
from hometime.languages.actions import ask_for_interpreter, call_off
from hometime.people.roles import Hat, Role
from hometime.records.actions import close_record, name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Party, Record
from hometime.sharing.actions.worrying import worry as hand_over

ROUNDS, MEETING = "key_rounds", "key_meeting"  # kinds of record
MEET = Task("F9", _("Talk with this child's family about how the child is doing"), _("Offer times"), Role.KEY_PERSON)
AGAIN = Task("F9", _("No answer yet. Ask the family in another way"), _("Ask again"), Role.KEY_PERSON)
RING = Task("F9", _("No time fits. Ring the family and find one"), _("Find a time"), Role.KEY_PERSON)
HOLD = Task("F9", _("Meet the family, and write down what both sides said"), _("Write it down"), Role.KEY_PERSON)
# How an interpreter takes part in a talk, by how people talk.
INTERPRETED = {Way.HERE: languages.Way.IN_PERSON, Way.PHONE: languages.Way.PHONE, Way.VIDEO: languages.Way.VIDEO}


@dataclasses.dataclass(frozen=True)
class Time:
    """A time on offer."""

    on: dt.date
    at: dt.time
    way: str


@dataclasses.dataclass(frozen=True)
class Held:
    """What was said at a talk: by the key person, by the family, what happens next, and a worry that goes another way."""

    ours: str
    theirs: str
    steps: str
    way: str = Way.HERE
    on: dt.date | None = None
    worry: str = ""


def entries_of(meeting: Meeting) -> list[Happening]:
    """All that happened to a talk, in order."""
    rows = Happening.objects.unscoped("what can happen next follows from all that happened").filter(meeting=meeting)
    return list(rows.select_related("slot").order_by("number"))


def state_of(meeting: Meeting) -> State:
    """Where a talk stands."""
    return rounds.state(entry.what for entry in entries_of(meeting))


@action
def see_to_rounds(viewer: Actor) -> int:
    """Owes each family here its next talk, where the policy in force promises talks; lifts what a child who left is owed.

    Safe to run again. Gives how many it changed.
    """
    today, changed = clock.today(), 0
    here = Q(left__isnull=True) | Q(left__gte=today)
    children = Child.objects.unscoped("every family here is met in its turn").select_related("setting")
    owed = set(_open(kind=ROUNDS).values_list("record__child", flat=True))
    for child in children.filter(here, starts__lte=today).exclude(pk__in=owed).order_by("pk"):
        said = promised(child.setting, "F9", "regularly", today)
        if said is not None:
            _owe_round(viewer, child, rounds.first_round(child.starts or today, today, said[0]))
            changed += 1
    for duty in _open(kind__in=(ROUNDS, MEETING), child__left__lt=today):
        lift(viewer, duty, "The child has left.")
        changed += 1
    return changed


def _open(**record: Any) -> Any:
    rows = Duty.objects.unscoped("what is owed to a family is owed once").open()
    return rows.filter(**{f"record__{name}": value for name, value in record.items()})


def _owe_round(viewer: Actor, child: Child, due: dt.date) -> None:
    """Owes the next talk on the record that a child's rounds are kept on."""
    said = promised(child.setting, "F9", "regularly", clock.today())
    if said is None:
        return
    often, key = said
    rows = Record.objects.unscoped("a child's rounds are kept on one record").filter(child=child, kind=ROUNDS)
    record = rows.first() or open_record(
        viewer, child.setting, ROUNDS, "Talks with the family", Audience.STAFF, child=child
    )
    why = {"opens": ["key-child", child.pk], "every_months": often.months}
    owe(viewer, record, MEET, due=due, clause_key=key, basis=often.basis, why=why)


@action
def offer(viewer: Actor, child: Child, times: Sequence[Time], words: str = "") -> list[Meeting]:
    """Offers each side of a child's family times for a talk of its own. Sides that have one to come are left alone.

    One time at least is by phone, and one in the evening. Raises `Refused`.
    """
    _fit(times)
    asked = set(_open_parties(child))
    free = [side for side in sides(child, clock.today()) if not {adult.person_id for adult in side} & asked]
    if not free:
        raise Refused("Everybody who may know all about this child has a talk to come, or nobody is known who may.")
    owed = _open(kind=ROUNDS, child=child).first()
    return [_ask(viewer, child, side, times, words, owed) for side in free]


def _fit(times: Sequence[Time]) -> None:
    today = clock.today()
    if any(time.on <= today for time in times):
        raise Refused("Each time must lie on a day to come.")
    if not any(time.way == Way.PHONE for time in times):
        raise Refused("Offer at least one time by phone.")
    if not any(time.at >= EVENING for time in times):
        raise Refused("Offer at least one time in the evening, at 5pm or later.")


def _open_parties(child: Child) -> Any:
    rows = Party.objects.unscoped("a side of a family has one talk to come at a time").filter(
        record__child=child, record__kind=MEETING, record__closed__isnull=True, hat=Hat.PARENT
    )
    return rows.values_list("person_id", flat=True)


def _ask(viewer: Actor, child: Child, side: Side, times: Sequence[Time], words: str, owed: Duty | None) -> Meeting:
    meeting = Meeting(
        setting=child.setting, child=child, kind=MEETING, title="A talk with the family", audience=Audience.STAFF,
        opened=clock.today(), owed=owed,
    )  # fmt: skip
    meeting.save()
    note("meeting.offered", meeting)
    for time in times:
        _put_on_offer(meeting, time)
    _write(viewer, meeting, What.OFFERED, words=words, way=Way.MESSAGE)
    for adult in side:
        name_party(viewer, meeting, adult.person, Party.Part.NAMED, hat=Hat.PARENT)
        ring(viewer, child, adult)
    due = rounds.ask_again_by(clock.today(), [time.on for time in times])
    _owe(viewer, meeting, AGAIN, due)
    return meeting


def _put_on_offer(meeting: Meeting, time: Time) -> Slot:
    slot = Slot(meeting=meeting, on=time.on, at=time.at, way=time.way)
    slot.save()
    return slot


def _write(viewer: Actor, meeting: Meeting, what: What, **facts: Any) -> Happening:
    """Adds what happened to a talk."""
    day = facts.pop("on", None) or clock.today()
    entry = Happening(
        meeting=meeting, number=len(entries_of(meeting)) + 1, what=what, on=day, by_id=person_of(viewer), **facts
    )
    entry.save()
    note(f"meeting.{what}", meeting, way=entry.way)
    return entry


def _owe(viewer: Actor, meeting: Meeting, task: Task, due: dt.date) -> None:
    owe(viewer, meeting, task, due=due, why={"opens": ["meeting", meeting.pk]})


def _settle(viewer: Actor, meeting: Meeting, evidence: str, *, lifted: bool = False, all_of_it: bool = False) -> None:
    """Keeps (or lifts) what a talk owes: asking and ringing; with `all_of_it` the talk itself too."""
    rows = _open(pk=meeting.pk)
    for duty in rows if all_of_it else rows.filter(what__in=(AGAIN.what, RING.what)):
        lift(viewer, duty, evidence) if lifted else keep(viewer, duty, evidence)


def _still_open(meeting: Meeting) -> None:
    if meeting.closed is not None:
        raise refused(refusals.DONE)


@action
def choose(viewer: Actor, meeting: Meeting, slot: Slot, *, by_family: bool = True) -> None:
    """Takes one of the times on offer, or changes to another one before the day."""
    _still_open(meeting)
    if slot.meeting_id != meeting.pk or slot.on < clock.today():
        raise refused(refusals.TIME_OVER)
    chosen = [entry.slot_id for entry in entries_of(meeting) if entry.what == What.CHOSE]
    if chosen and chosen[-1] == slot.pk:
        raise refused(refusals.TIME_CHOSEN)
    _write(viewer, meeting, What.CHOSE, slot=slot, way=slot.way, family=by_family)
    _settle(viewer, meeting, "A time was chosen.")
    for duty in _open(pk=meeting.pk).filter(what=HOLD.what):
        lift(viewer, duty, "Another time was chosen.")
    _call_off_interpreters(viewer, meeting, "Another time was chosen.")
    _owe(viewer, meeting, HOLD, slot.on)
    _ask_for_interpreters(viewer, meeting, slot)


def _ask_for_interpreters(viewer: Actor, meeting: Meeting, slot: Slot) -> None:
    """Asks for an interpreter for each adult of a talk who wants one; signs are seen, so by telephone it becomes video."""
    for adult in adults_of(meeting):
        if not adult.interpreter:
            continue
        way = INTERPRETED.get(Way(slot.way), languages.Way.IN_PERSON)
        if way == languages.Way.PHONE and adult.interpreter in SIGNED:
            way = languages.Way.VIDEO
        ask_for_interpreter(viewer, meeting, adult, "", slot.on, at=f"{slot.at:%H:%M}", way=way)


def _call_off_interpreters(viewer: Actor, meeting: Meeting, because: str, *, booked: bool = True) -> None:
    """Calls off what was asked for and, where `booked`, who was booked for a talk."""
    rows = languages.Booking.objects.unscoped("an interpreter comes to a talk or to none").filter(record=meeting).open()
    for booking in rows.select_related("record", "duty").order_by("pk"):
        if booked or booking.status == languages.Status.ASKED:
            call_off(viewer, booking, because)


@action
def lets_talk(viewer: Actor, meeting: Meeting, words: str) -> None:
    """The family says that no time fits: somebody rings them within two working days."""
    _still_open(meeting)
    _write(viewer, meeting, What.LETS_TALK, words=words.strip(), family=True)
    _settle(viewer, meeting, "They said that no time fits.")
    _owe(viewer, meeting, RING, open_days_after(clock.today(), 2))


@action
def ask_again(
    viewer: Actor, meeting: Meeting, way: str, words: str, *, time: Time | None = None, slot: Slot | None = None
) -> None:
    """Writes down that a family was asked again, in which way, and what came of it: a time, or again no answer."""
    _still_open(meeting)
    if way not in Way.values:
        raise Refused("Say how you asked.")
    _write(viewer, meeting, What.ASKED, way=way, words=words.strip())
    answered = slot is not None or time is not None
    _settle(viewer, meeting, f"Asked again ({Way(way).label}). " + ("They answered." if answered else "No answer."))
    if time is not None:
        if time.on < clock.today():
            raise Refused("The day you agreed on must be today or later.")
        slot = _put_on_offer(meeting, time)
    if slot is not None:
        choose(viewer, meeting, slot, by_family=False)
    elif state_of(meeting) != State.AGREED:
        _owe(viewer, meeting, AGAIN, clock.today() + rounds.ASK_AGAIN)


@action
def hold(viewer: Actor, meeting: Meeting, said: Held) -> None:
    """Writes down a talk: both sides' words and what happens next. A worry goes to the safeguarding lead and leaves no trace."""
    _still_open(meeting)
    day = said.on or clock.today()
    if day > clock.today():
        raise Refused("The day you met must be today or earlier.")
    _write(viewer, meeting, What.HELD, on=day, way=said.way)
    for what, words in ((What.OURS, said.ours), (What.THEIRS, said.theirs), (What.STEPS, said.steps)):
        _write(viewer, meeting, what, on=day, words=words.strip(), family=what == What.THEIRS)
    _call_off_interpreters(viewer, meeting, "We met, and nobody had been booked by then.", booked=False)
    _settle(viewer, meeting, "We met.", all_of_it=True)
    close_record(viewer, meeting, on=day)
    _end_round(viewer, meeting, "Met, and both sides' words are written down.", day)
    assert meeting.child is not None  # a talk is about a child
    ring_sides(viewer, meeting.child, only=_named(meeting))
    if said.worry.strip():
        hand_over(viewer, meeting.child, said.worry)


def _named(meeting: Meeting) -> set[str]:
    """The adults of the family whose talk it is: the notes wait for their yes."""
    parties = Party.objects.unscoped("who was asked to a talk").filter(record=meeting, hat=Hat.PARENT)
    return set(parties.values_list("person_id", flat=True))


@action
def end(viewer: Actor, meeting: Meeting, because: str) -> None:
    """Gives a talk up for this time, with the reason. A family that did not answer was asked in two ways at least."""
    _still_open(meeting)
    ways = {entry.way for entry in entries_of(meeting) if entry.what in (What.OFFERED, What.ASKED)}
    if len(ways) < WAYS_BEFORE_ENDING and state_of(meeting) == State.OFFERED:
        raise Refused("Ask in another way first, such as by phone, and write down that you did.")
    if not because.strip():
        raise Refused("Say why there is no talk this time.")
    _write(viewer, meeting, What.ENDED, words=because.strip())
    _call_off_interpreters(viewer, meeting, "There is no talk this time.")
    _settle(viewer, meeting, because.strip()[:200], lifted=True, all_of_it=True)
    close_record(viewer, meeting)
    _end_round(viewer, meeting, "", clock.today())


def _end_round(viewer: Actor, meeting: Meeting, evidence: str, day: dt.date) -> None:
    """Ends the round once every side's talk of it is over: kept where one was held, else lifted; and owes the next one."""
    owed, child = meeting.owed, meeting.child
    if owed is None or child is None or owed.kept_on or owed.lifted_because:
        return
    of_it = Meeting.objects.unscoped("a round is over with the last of its talks").filter(owed=owed)
    if of_it.filter(closed__isnull=True).exists():
        return
    if Happening.objects.unscoped("was anybody met in this round").filter(meeting__in=of_it, what=What.HELD).exists():
        keep(viewer, owed, evidence or "Met one side of the family; the other did not answer.", on=day)
    else:
        lift(viewer, owed, "Asked in two ways; there was no talk this time.")
    said = promised(child.setting, "F9", "regularly", clock.today())
    if said is not None:
        _owe_round(viewer, child, rounds.next_round(day, said[0]))


@action
def say(viewer: Actor, meeting: Meeting, words: str, *, family: bool) -> None:
    """Adds words to a talk, before it or after it."""
    if not words.strip():
        raise refused(refusals.WRITE_MORE)
    _write(viewer, meeting, What.THEIRS if family else What.OURS, words=words.strip(), family=family)


@action
def agree(viewer: Actor, meeting: Meeting, *, agrees: bool) -> None:
    """The family says of what happens next that they agree, or that they want to talk about it: then somebody rings them."""
    said = [entry.what for entry in entries_of(meeting)]
    if What.HELD not in said:
        raise refused(refusals.NOTHING_TO_AGREE)
    what = What.AGREES if agrees else What.DIFFERS
    if [one for one in said if one in (What.AGREES, What.DIFFERS)][-1:] == [what]:
        raise refused(refusals.SAID_ALREADY)
    _write(viewer, meeting, what, family=True)
    if agrees:
        _settle(viewer, meeting, "The family agrees.")
    else:
        _owe(viewer, meeting, RING, open_days_after(clock.today(), 2))

"""Asking for interpreters and translations, and writing down what came of it. What is asked is owed until it is arranged."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.families.models import Adult
from hometime.families.tongues import SIGNED
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.languages.models import Booking, Standing, Status, Translation, Way
from hometime.people.models import current
from hometime.people.roles import Role
from hometime.records.audiences import Audience
from hometime.records.models import Paper, Party, Record

BOOK = Task("F18", _("Book the interpreter"), _("Somebody is booked"), Role.MANAGER)
TRANSLATE = Task("F19", _("Get it translated and checked"), _("It was checked"), Role.MANAGER)
BEFORE = dt.timedelta(days=2)  # so many days before a meeting the interpreter is booked …
AT_FIRST = dt.timedelta(days=5)  # … and where no day is known, so many after the asking; both are our proposal
TO_TRANSLATE = dt.timedelta(days=5)


@dataclasses.dataclass(frozen=True)
class Who:
    """Who interprets: how to reach them, and how they stand to the adult. `close_because` where it is family or a friend."""

    name: str
    standing: str = Standing.TRAINED
    organisation: str = ""
    phone: str = ""
    close_because: str = ""
    in_confidence: bool = False


def language_of(adult: Adult) -> str:
    """The language in which an adult wants to talk, by tag: of the interpreter they asked for, else the first they speak
    or read. Empty where nothing is known."""
    return str(adult.interpreter or next(iter([*adult.speaks, *adult.reads]), ""))


@action
def ask_for_interpreter(
    viewer: Actor, record: Record, adult: Adult | None, language: str, on: dt.date | None = None, *, at: str = "",
    way: str = Way.IN_PERSON, what_for: str = "",
) -> Booking:  # fmt: skip
    """Asks for an interpreter on a record, and owes the booking of one until two days before (F18).

    `language` is a tag or a name; empty takes the adult's own. The record was found through the viewer. Raises `Refused`
    where no language is known, or for a day that is over.
    """
    tongue = language.strip() or (language_of(adult) if adult else "")
    if not tongue:
        raise Refused("Say which language.")
    if on is not None and on < clock.today():
        raise Refused("The day of the talk must be today or later.")
    if tongue in SIGNED and way == Way.PHONE:
        raise Refused("Signs need eyes: choose in person or by video.")
    booking = Booking(
        record=record, adult=adult, language=tongue, on=on, at=at.strip(), way=way, what_for=what_for.strip(),
        asked_by_id=person_of(viewer), asked_at=clock.now(),
    )  # fmt: skip
    due = max(clock.today(), on - BEFORE) if on else clock.today() + AT_FIRST
    booking.duty = _owe(viewer, record, BOOK, due, "interpreter", booking.pk)
    booking.save()
    note("interpreter.asked", booking, chain=record.setting_id, record=record.pk, way=way)
    return booking


@action
def book(viewer: Actor, booking: Booking, who: Who, *, on: dt.date, at: str = "", way: str = Way.IN_PERSON) -> Booking:
    """Writes down who interprets and when; what was owed is kept (F18).

    Family or a friend is written down only with the reason why nobody else could be had; a child never. Raises `Refused`
    where it is over already, without a name, and for a day before the asking.
    """
    if booking.status not in (Status.ASKED, Status.BOOKED):
        raise Refused("This is over. Ask for another interpreter if one is needed.")
    if not who.name.strip() and not who.organisation.strip():
        raise Refused("Say who interprets: a name, or the service that sends somebody.")
    if who.standing == Standing.CHILD:
        raise Refused("A child never interprets. Ring a telephone interpreter instead.")
    if who.standing == Standing.CLOSE and not who.close_because.strip():
        raise Refused("Family or a friend interprets only in an emergency. Say why nobody else could be had.")
    if on < clock.local_date(booking.asked_at):
        raise Refused("The day of the talk cannot be before the day it was asked for.")
    facts = {**dataclasses.asdict(who), "on": on, "at": at.strip(), "way": way, "status": Status.BOOKED}
    _change(booking, Status.ASKED if booking.status == Status.ASKED else Status.BOOKED, facts)
    if booking.duty is not None and _is_open(booking.duty):
        keep(viewer, booking.duty, "")
    note("interpreter.booked", booking, chain=booking.record.setting_id, standing=who.standing, on=on, way=way)
    return booking


@action
def came(viewer: Actor, booking: Booking, *, came: bool, said: str = "") -> Booking:
    """Writes down whether the interpreter came. Where nobody did, another is asked for at once, and owed anew."""
    if booking.on is not None and booking.on > clock.today():
        raise Refused("The talk has not been yet.")
    _change(booking, Status.BOOKED, {"status": Status.CAME if came else Status.NOT_CAME, "said": said.strip()})
    note("interpreter.came" if came else "interpreter.did_not_come", booking, chain=booking.record.setting_id)
    if not came:
        ask_for_interpreter(
            viewer, booking.record, booking.adult, booking.language, way=booking.way, what_for=booking.what_for
        )
    return booking


@action
def call_off(viewer: Actor, booking: Booking, because: str) -> Booking:
    """Calls a booking off, with the reason: the adult wants none, or there is no talk. What was owed is lifted."""
    if not because.strip():
        raise Refused("Say why.")
    if booking.status not in (Status.ASKED, Status.BOOKED):
        raise Refused("This is over already. Nothing was changed.")
    _change(booking, booking.status, {"status": Status.CANCELLED, "said": because.strip()})
    if booking.duty is not None and _is_open(booking.duty):
        lift(viewer, booking.duty, "No interpreter is needed any more.")
    note("interpreter.called_off", booking, chain=booking.record.setting_id)
    return booking


@action
def ask_for_translation(
    viewer: Actor, record: Record, adult: Adult | None, what: str, language: str = "", *, paper: Paper | None = None
) -> Translation:
    """Owes something on a record in a language that an adult reads (F19). `what` names it: "The outcome letter"."""
    tongue = language.strip() or (next(iter(adult.reads), "") if adult else "")
    if not tongue:
        raise Refused("Say which language.")
    if not what.strip():
        raise Refused("Say what is to be translated.")
    row = Translation(
        record=record, adult=adult, language=tongue, what=what.strip(), paper=paper, asked_by_id=person_of(viewer),
        asked_at=clock.now(),
    )  # fmt: skip
    row.duty = _owe(viewer, record, TRANSLATE, clock.today() + TO_TRANSLATE, "translation", row.pk)
    row.save()
    note("translation.asked", row, chain=record.setting_id, record=record.pk)
    return row


@action
def translated(viewer: Actor, translation: Translation, by: str, *, by_machine: bool = False) -> Translation:
    """Writes down by whom it was translated. It stays a draft until somebody else has checked it."""
    if not by.strip():
        raise Refused("Say who translated it.")
    if translation.checked_on is not None or translation.not_needed:
        raise Refused("This is over already. Nothing was changed.")
    translation.done_on, translation.done_by_id = clock.today(), person_of(viewer)
    translation.done_by_name, translation.by_machine = by.strip(), by_machine
    translation.save(update_fields=["done_on", "done_by", "done_by_name", "by_machine"])
    note("translation.done", translation, chain=translation.record.setting_id, by_machine=by_machine)
    return translation


@action
def checked(viewer: Actor, translation: Translation, by: str) -> Translation:
    """Writes down who checked a translation; only then is it done, and what was owed is kept (F19)."""
    if translation.done_on is None:
        raise Refused("Say first who translated it.")
    if not by.strip() or by.strip().casefold() == translation.done_by_name.casefold():
        raise Refused("Somebody other than the translator checks it. Say who.")
    if translation.checked_on is not None or translation.not_needed:
        raise Refused("This is over already. Nothing was changed.")
    translation.checked_on, translation.checked_by_name = clock.today(), by.strip()
    translation.save(update_fields=["checked_on", "checked_by_name"])
    if translation.duty is not None and _is_open(translation.duty):
        keep(viewer, translation.duty, "")
    note("translation.checked", translation, chain=translation.record.setting_id)
    return translation


@action
def not_needed(viewer: Actor, translation: Translation, because: str) -> Translation:
    """Lets a translation go, with the reason."""
    if not because.strip():
        raise Refused("Say why.")
    if translation.checked_on is not None or translation.not_needed:
        raise Refused("This is over already. Nothing was changed.")
    translation.not_needed = because.strip()
    translation.save(update_fields=["not_needed"])
    if translation.duty is not None and _is_open(translation.duty):
        lift(viewer, translation.duty, "No translation is needed any more.")
    note("translation.not_needed", translation, chain=translation.record.setting_id)
    return translation


def _is_open(duty: Duty) -> bool:
    return not duty.kept_on and not duty.lifted_because


def _change(booking: Booking, was: str, facts: dict[str, Any]) -> None:
    """Writes down what became of a booking, unless somebody did so a moment ago."""
    rows = Booking.objects.unscoped("a booking changes once at a time").filter(pk=booking.pk, status=was)
    if not rows.update(**facts):
        raise Refused("Somebody changed this a moment ago. Nothing was changed.")
    for name, value in facts.items():
        setattr(booking, name, value)


def _owe(viewer: Actor, record: Record, task: Task, due: dt.date, page: str, thing: str) -> Duty:
    """Owes it to whoever has the record in hand. On a sealed record the duty's line names no child."""
    why: dict[str, Any] = {"opens": [page, thing], **({"unnamed": True} if record.audience == Audience.NAMED else {})}
    held = Party.objects.unscoped("whoever has it in hand arranges it").filter(
        current(clock.today()), record=record, part=Party.Part.HANDLER
    )
    role = next((Role(party.role) for party in held.order_by("pk") if party.role), None)
    task = dataclasses.replace(task, owed_by=role or (Role.KEY_PERSON if record.child_id else Role.MANAGER))
    return owe(viewer, record, task, due=due, why=why)

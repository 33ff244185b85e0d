"""What is done beside the ladder: a case goes to the allegations procedure and back, words outside are given, a person from
outside is asked, and lateness is explained (C10, C16)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hometime.audit.actions import Actor, action, note, person_of
from hometime.complaints.actions.handing import nobody_has_it
from hometime.complaints.actions.heralding import herald
from hometime.complaints.actions.settling import settle
from hometime.complaints.actions.writing import Docket, day_of, held, parties_of, steps_of, write_step
from hometime.complaints.engine.case import REGULATOR
from hometime.complaints.living import put_off, replay
from hometime.complaints.models import Complaint, Step
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import AllegationsRoute, Person, Setting, current
from hometime.people.roles import Hat
from hometime.records.actions import name_party
from hometime.records.models import Party

WORDS_OUTSIDE = ("officer_told", "officer_not_needed", "regulator_told", "regulator_not_needed")


@action
def leave_ladder(viewer: Actor, case: Complaint, reason: str, *, on: dt.date | None = None) -> Step:
    """Hands a case to the allegations procedure, because a child could be at risk or staff are said to have done serious
    harm. The ladder waits; from now on that route alone sees it. Raises `Refused` where it is there already, or ended."""
    return _beside(viewer, case, "left", reason, on)


@action
def send_back(viewer: Actor, case: Complaint, reason: str, *, on: dt.date | None = None) -> Step:
    """Sends a case back to the ladder, to the step that it left, with the same days as before."""
    return _beside(viewer, case, "resumed", reason, on)


@action
def tell_outside(viewer: Actor, case: Complaint, event: str, words: str, *, on: dt.date | None = None) -> Step:
    """Writes down that the local authority's officer or the regulator was told, or why that is not needed.

    `event` is one of `WORDS_OUTSIDE`.
    """
    if event not in WORDS_OUTSIDE:
        raise Refused("Choose who was told.")
    return _beside(viewer, case, event, words, on)


def _beside(viewer: Actor, case: Complaint, event: str, words: str, on: dt.date | None) -> Step:
    docket = Docket(held(case))
    if not words.strip():
        raise Refused("Write a line about it.")
    if event not in replay(docket.case, docket.steps, clock.today()).possible:
        raise Refused("This was done a moment ago, or cannot happen now. Nothing was written down.")
    step = docket.write_step(viewer, event, day_of(on, docket.steps), words)
    settle(viewer, docket)
    return step


@action
def hand_anew(viewer: Actor, case: Complaint) -> None:
    """Gives a complaint into other hands where nobody who has it may act on it any more: because it turned out to be about
    them or their family, or because they left their post. Safe to run again."""
    case = held(case)
    note("complaint.hands_seen_to", case)
    settle(viewer, Docket(case), anew=True)


@action
def see_to_hands(viewer: Actor) -> int:
    """Gives each open complaint into other hands where nobody who has it may act on it. Safe to run again. Gives how many."""
    rows = Complaint.objects.unscoped("no complaint is left in the hands of somebody who went").filter(
        closed__isnull=True
    )
    found = rows.select_related("setting", "child").order_by("pk")
    cases = [case for case in found if nobody_has_it(case, parties_of(case))]
    for case in cases:
        hand_anew(viewer, case)
    return len(cases)


@action
def allow(viewer: Actor, case: Complaint, person: Person, reason: str) -> Step:
    """Lets one more person read a case that is with the allegations procedure, such as the manager.

    Raises `Refused` for somebody whom it concerns, and where it is on the ladder.
    """
    case = held(case)
    rows = Party.objects.unscoped("whom it is about is never let in").filter(record=case, person=person)
    if case.left_on is None:
        raise Refused("This is not with the safeguarding lead. Nothing was changed.")
    if rows.filter(part=Party.Part.CONCERNS).exists():
        raise Refused("It is about this person. They cannot be let in.")
    if rows.filter(current(clock.today())).exists():
        raise Refused("This person can read it already.")
    if not reason.strip():
        raise Refused("Say why they should know.")
    name_party(viewer, case, person, Party.Part.NAMED, hat=Hat.STAFF)
    return write_step(viewer, case, "allowed", clock.today(), reason, says={"person": person.pk})


@action
def name_outside(viewer: Actor, case: Complaint, name: str, reach: str, reason: str) -> Step:
    """Writes down which person from outside was asked to decide, and how to reach them, where nobody inside is free.

    What they decide is then written down by whoever may arrange it. Raises `Refused` where somebody inside is free.
    """
    case = held(case)
    told = replay(case, steps_of(case), clock.today())
    in_hand = Party.objects.unscoped("whether somebody inside has it").filter(
        current(clock.today()), record=case, part=Party.Part.HANDLER
    )
    if told.handler in (None, REGULATOR) or case.left_on is not None:
        raise Refused("Nobody has to decide this now.")
    if in_hand.exists() and not told.outside:
        raise Refused("Somebody inside is free to decide this. Nothing was written down.")
    if not (name.strip() and reach.strip()):
        raise Refused("Write who it is, and how to reach them.")
    says = {"name": name.strip(), "reach": reach.strip()}
    note("complaint.outside_named", case)
    return write_step(viewer, case, "outside_named", clock.today(), reason, says=says)


@action
def tell_why(viewer: Actor, case: Complaint, duty: Duty, words: str, until: dt.date) -> Step:
    """Tells both sides why something is late, or will be, and by when it comes now. The day that was missed stays missed.

    Raises `Refused` for something that is no longer owed, and for a new day that is not after today and the old one.
    """
    case, today = held(case), clock.today()
    if duty.record_id != case.pk or duty.kept_on or duty.lifted_because or duty.due is None or "key" not in duty.why:
        raise Refused("This is no longer owed. Nothing was written down.")
    if not words.strip():
        raise Refused("Say why it is late.")
    if until <= max(today, duty.due):
        raise Refused("The new day must be after today, and after the day that was promised.")
    says: dict[str, Any] = {"key": duty.why["key"], "due": str(duty.due), "until": str(until)}
    step = write_step(viewer, case, "delayed", today, words, says=says)
    if put_off(step):
        herald(viewer, case)
    return step


@action
def say_how_allegations_go(
    viewer: Actor, setting: Setting, owner: Person | None, within: int, unit: str, source: str,
    checked_on: dt.date | None,
) -> AllegationsRoute:  # fmt: skip
    """Says which owner hears of an allegation where the safeguarding lead cannot, and what time the authority asks for.

    Raises `Refused` for a time without where it is written, or a day of checking to come.
    """
    if checked_on is not None and checked_on > clock.today():
        raise Refused("The day it was checked must be today or earlier.")
    if (within, unit) != (1, AllegationsRoute.Unit.WORKING_DAYS) and not source.strip():
        raise Refused("Say where this time is written. Without that, one working day stands as our proposal.")
    route = AllegationsRoute(
        setting=setting, owner=owner, within=within, unit=unit, source=source.strip(), checked_on=checked_on,
        written_by_id=person_of(viewer), written_at=clock.now(),
    )  # fmt: skip
    route.save()
    note("complaint.allegations_route", route, within=within, unit=unit)
    return route

"""Meeting about it: what was offered, when they can come, that it was held or refused, and the notes that both sides agree
(X4, C14)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action
from hometime.complaints.actions import take_step
from hometime.complaints.actions.settling import TALK, in_hand, steps_of
from hometime.complaints.actions.writing import Docket
from hometime.complaints.handling.actions.writing import entries_of, hold, made_by, write
from hometime.complaints.handling.facts import Form, How
from hometime.complaints.handling.interpreters import language_known, wish
from hometime.complaints.handling.talks import NO, OTHER, Said, open_offer, time_of
from hometime.complaints.living import replay
from hometime.complaints.models import Complaint, Entry, Kind
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.roles import Role

TWO_DAYS = dt.timedelta(days=2)  # our proposal: how soon somebody says that the time stands, or offers another
STANDS = Task("C14", _("They said when they can meet: tell them that it stands"), _("I told them"), Role.MANAGER)
ANEW = Task("C14", _("They asked for another time to meet: offer one"), _("I offered one"), Role.MANAGER)


@action
def offer(
    viewer: Actor, case: Complaint, times: Sequence[str], *, form: str, language: str = "", interpreter: bool = False,
    words: str = "", on: dt.date | None = None, once: str = "",
) -> Entry:  # fmt: skip
    """Writes down a meeting that was offered: at which times, how, in which language, with an interpreter or without.

    A wished interpreter is asked for with it, and owed. Raises `Refused` where no language is known for one.
    """
    case = hold(case)
    if once and (made := made_by(case, once)) is not None:
        return made
    offered = [time.strip() for time in times if time.strip()]
    if not offered:
        raise Refused("Write the times that were offered, one on each line.")
    facts = {"times": offered, "form": str(Form(form)), "language": language.strip(), "interpreter": interpreter}
    if interpreter:
        facts["booking"] = wish(viewer, case, language, form).pk
    entry = write(viewer, case, Kind.MEETING, words, on=on, facts=facts, once=once)
    _answered(viewer, case)
    return entry


@action
def say_when(viewer: Actor, offer: Entry, said: Said, *, how: str = How.SCREEN, once: str = "") -> Entry:
    """Writes down when they can come, out of what was offered; that they wish for another time; or that they do not want
    to meet. `viewer` is whoever wrote it down: somebody at work, or the person themself on their own page.

    Whoever has it in hand owes them an answer. A wished interpreter is asked for where their language is known. Raises
    `Refused` for an offer that is over, and for what was not offered.
    """
    case = hold(offer.complaint)
    if once and (made := made_by(case, once)) is not None:
        return made
    if open_offer(entries_of(case)) != offer:
        raise Refused("This talk was offered anew, or is over. Look at what is offered now.")
    if said.time == NO:
        entry = write(viewer, case, Kind.REFUSED, said.words, of=offer, once=once)
        _answered(viewer, case)
        return entry
    time = time_of(offer, said.time)
    if not time and said.time != OTHER:
        raise Refused("Choose one of the times, or ask for another.")
    facts = {
        "time": time, "phone": said.phone, "evening": said.evening, "interpreter": said.interpreter, "how": str(How(how)),
    }  # fmt: skip
    if said.interpreter and not offer.facts.get("booking") and language_known(case):
        facts["booking"] = wish(viewer, case, "", Form.PHONE if said.phone else offer.facts["form"]).pk
    entry = write(viewer, case, Kind.CHOSEN, said.words, of=offer, facts=facts, once=once)
    _answered(viewer, case)  # by what they say now
    docket = Docket(case)
    role = in_hand(docket, replay(case, docket.steps, clock.today()))
    task = dataclasses.replace(STANDS if time else ANEW, owed_by=role)
    why = {TALK: entry.pk, "entry": entry.pk, "told": "Two days are our proposal."}
    owe(viewer, case, task, due=clock.today() + TWO_DAYS, about=case.reference, basis="proposed", why=why)
    return entry


def _answered(viewer: Actor, case: Complaint) -> None:
    """Keeps what was owed because they said when they can meet."""
    rows = Duty.objects.unscoped("what is owed on a talk is kept by what follows").open()
    for duty in rows.filter(record=case, why__has_key=TALK).order_by("pk"):
        keep(viewer, duty, "")


@action
def met(
    viewer: Actor, case: Complaint, who: str, *, form: str, of: Entry | None = None, words: str = "",
    on: dt.date | None = None, once: str = "",
) -> Entry:  # fmt: skip
    """Writes down that the meeting was held and who was there. Where a meeting is owed, it is kept with it."""
    if not who.strip():
        raise Refused("Write who was there.")
    if once and (made := made_by(case, once)) is not None:
        return made
    facts = {"who": who.strip(), "form": str(Form(form))}
    entry = write(viewer, case, Kind.HELD, words, of=of, on=on, facts=facts, once=once)
    _answered(viewer, case)
    told = replay(case, steps_of(case), clock.today())
    if "met" in told.can_next:
        take_step(viewer, case, "met", on=on)
    return entry


@action
def refuse(
    viewer: Actor, case: Complaint, words: str, *, of: Entry | None = None, on: dt.date | None = None, once: str = ""
) -> Entry:
    """Writes down that they did not want to meet, in their own words. What is owed stays owed."""
    if not words.strip():
        raise Refused("Write what they said.")
    entry = write(viewer, case, Kind.REFUSED, words, of=of, on=on, once=once)
    _answered(viewer, case)
    return entry


@action
def take_minutes(viewer: Actor, held: Entry, words: str, *, on: dt.date | None = None, once: str = "") -> Entry:
    """Writes the notes of a meeting, for both sides to agree."""
    if held.kind != Kind.HELD:
        raise Refused("Write down first that the meeting was held.")
    if not words.strip():
        raise Refused("Write the notes of the meeting.")
    return write(viewer, held.complaint, Kind.MINUTES, words, of=held, on=on, once=once)

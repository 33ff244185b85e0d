"""Meeting about it: what was offered, that it was held or refused, and the notes that both sides agree (X4, C14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hometime.audit.actions import Actor, action
from hometime.complaints.actions import take_step
from hometime.complaints.actions.settling import steps_of
from hometime.complaints.handling.actions.writing import hold, made_by, write
from hometime.complaints.handling.facts import Form
from hometime.complaints.handling.interpreters import wish
from hometime.complaints.living import replay
from hometime.complaints.models import Complaint, Entry, Kind
from hometime.kernel import clock
from hometime.kernel.answers import Refused


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
    return write(viewer, case, Kind.MEETING, words, on=on, facts=facts, once=once)


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
    return write(viewer, case, Kind.REFUSED, words, of=of, on=on, once=once)


@action
def take_minutes(viewer: Actor, held: Entry, words: str, *, on: dt.date | None = None, once: str = "") -> Entry:
    """Writes the notes of a meeting, for both sides to agree."""
    if held.kind != Kind.HELD:
        raise Refused("Write down first that the meeting was held.")
    if not words.strip():
        raise Refused("Write the notes of the meeting.")
    return write(viewer, held.complaint, Kind.MINUTES, words, of=held, on=on, once=once)

"""Ending a case beside its answer: taken back, with whose word; closed with a reason; opened again with a reason."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from hometime.audit.actions import Actor, action
from hometime.complaints.actions import take_step
from hometime.complaints.actions.settling import settle
from hometime.complaints.actions.writing import Docket, day_of, held
from hometime.complaints.handling.actions.writing import made_by, write
from hometime.complaints.handling.facts import Ended
from hometime.complaints.living import replay
from hometime.complaints.models import Complaint, Entry, Kind
from hometime.kernel import clock
from hometime.kernel.answers import Refused


class Word(models.TextChoices):
    """Whose word it was that took a complaint back."""

    WRITTEN = "written", _("Their own, in writing")
    SPOKEN = "spoken", _("Their own, spoken")
    ADVOCATE = "advocate", _("Somebody who speaks for them")


@action
def withdraw(
    viewer: Actor, case: Complaint, whose: str, words: str, *, on: dt.date | None = None, once: str = ""
) -> Entry:
    """Writes down that they took the complaint back, in whose word and why."""
    if not words.strip():
        raise Refused("Write what they said.")
    if once and (made := made_by(case, once)) is not None:
        return made
    facts = {"how": str(Ended.WITHDRAWN), "whose": str(Word(whose))}
    entry = write(viewer, case, Kind.ENDING, words, on=on, facts=facts, once=once)
    take_step(viewer, case, "withdrawn", on=on, words=words)
    return entry


@action
def close(viewer: Actor, case: Complaint, words: str, *, on: dt.date | None = None, once: str = "") -> Entry:
    """Closes a case without an answer, with the reason. What the law asks for stays owed."""
    return _beside(viewer, case, Ended.CLOSED, words, on, once)


@action
def reopen(viewer: Actor, case: Complaint, words: str, *, on: dt.date | None = None, once: str = "") -> Entry:
    """Opens a case again that was closed or taken back, with the reason: the step where it ended looks at it again."""
    return _beside(viewer, case, Ended.REOPENED, words, on, once)


def _beside(viewer: Actor, case: Complaint, event: Ended, words: str, on: dt.date | None, once: str) -> Entry:
    docket = Docket(held(case))
    case = docket.case
    if once and (made := made_by(case, once)) is not None:
        return made
    steps = docket.steps
    if not words.strip():
        raise Refused("Say why.")
    if event not in replay(case, steps, clock.today()).possible:
        raise Refused("This was done a moment ago, or cannot happen now. Nothing was written down.")
    day = day_of(on, steps)
    entry = write(viewer, case, Kind.ENDING, words, on=day, facts={"how": str(event)}, once=once)
    docket.write_step(viewer, str(event), day, words)
    settle(viewer, docket)
    return entry

"""Reading and adding the steps of a complaint: the row is held while somebody writes, and no day runs backwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from hometime.audit.actions import Actor, note, person_of
from hometime.complaints.living import PLAYED
from hometime.complaints.models import Complaint, Step
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import current
from hometime.records.models import Party


def steps_of(case: Complaint) -> list[Step]:
    """Every step of a complaint, in order."""
    rows = Step.objects.unscoped("what is owed follows from every step").filter(complaint=case)
    return list(rows.order_by("number"))


def write_step(viewer: Actor, case: Complaint, event: str, on: dt.date, words: str = "", **more: Any) -> Step:
    """Adds a step: what happened on a day, in what words; `more` are its apology, finding and `says`."""
    number = Step.objects.unscoped("a step has the number that follows").filter(complaint=case).count() + 1
    step = Step(
        complaint=case, number=number, event=event, on=on, by_id=person_of(viewer), written_at=clock.now(),
        words=words.strip(), **more,
    )  # fmt: skip
    step.save()
    note("complaint.step", step, chain=case.setting_id, event=event, on=on, digest=step.digest())
    return step


def last_day(steps: Sequence[Step]) -> dt.date:
    """The day of what last moved the complaint: what is written down next happened on it or later."""
    return max(step.on for step in steps if step.number == 1 or step.event in PLAYED)


def day_of(on: dt.date | None, steps: Sequence[Step]) -> dt.date:
    """The day something happened: today where nothing was said. Raises `Refused` for a day that cannot be."""
    today = clock.today()
    day = on or today
    if day > today:
        raise Refused("The day it happened must be today or earlier.")
    if day < last_day(steps):
        raise Refused("The day it happened cannot be before what happened last.")
    return day


def held(case: Complaint) -> Complaint:
    """The complaint with its row held, so that two people cannot write into it at once."""
    rows = Complaint.objects.unscoped("a step is taken once").select_related("setting", "child", "under", "written_by")
    return rows.select_for_update(of=("self",)).get(pk=case.pk)


def parties_of(case: Complaint) -> list[Party]:
    """Everybody who takes part in a complaint today, and everybody whom it concerns."""
    rows = Party.objects.unscoped("who takes part changes with the step").filter(current(clock.today()), record=case)
    return list(rows.select_related("person"))

"""Reading and adding the steps of a complaint: the row is held while somebody writes, and no day runs backwards."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, QuerySet

from hometime.audit.actions import Actor, chain_stands, note, person_of
from hometime.audit.models import Head
from hometime.complaints.actions.heralding import linked
from hometime.complaints.living import PLAYED
from hometime.complaints.models import Arrival, Complaint, Step
from hometime.duties.models import Duty
from hometime.kernel import clock, ids
from hometime.kernel.answers import Refused
from hometime.kernel.gathering import Gathered
from hometime.kernel.spelling import asked_for
from hometime.people.models import current
from hometime.records.actions import Named, end_party, name_all
from hometime.records.actions import parties_of as part_as
from hometime.records.models import Party


class Docket:
    """A complaint with its steps, its parties and its duties while an action works on it: each is read once at most, and
    kept true by what that action writes. One that is `fresh` begins in the same action: nothing is read, and nothing of
    it is written until it is put down with everybody who has a part in it from the beginning.

    The complaint's row is held before (`held`): what is read in one statement after that nobody else writes meanwhile.
    """

    def __init__(self, case: Complaint, *, fresh: bool = False) -> None:
        self.case, self.fresh, self._put_down = case, fresh, not fresh

    @functools.cached_property
    def steps(self) -> list[Step]:
        """Every step, in order."""
        return [] if self.fresh else sorted(self._read[0], key=lambda step: step.number)

    @functools.cached_property
    def parties(self) -> list[Party]:
        """Everybody who takes part today, and everybody whom it concerns."""
        return [] if self.fresh else parties_of(self.case)

    @functools.cached_property
    def duties(self) -> list[Duty]:
        """Everything that it owes, owed or owes no more."""
        return [] if self.fresh else self._read[1]

    @property
    def linked(self) -> bool:
        """Whether there may be somebody to tell that something new stands on their page (`heralding.herald`)."""
        return not self.fresh and bool(self._read[2])

    @functools.cached_property
    def _read(self) -> tuple[list[Step], list[Duty], list[Arrival]]:
        """Its steps and its duties, and where the chain of its setting stands, in one statement."""
        found, owed, head, came = next(iter(_whole(self.case.pk)))
        for one in head:
            chain_stands(one)
        return found, owed, came

    def look_again(self) -> None:
        """Reads the steps anew when they are asked for: another action wrote one."""
        self.fresh = False
        for name in ("steps", "_read"):
            self.__dict__.pop(name, None)

    def concerned(self) -> frozenset[str]:
        """The persons whom it concerns."""
        return frozenset(party.person_id for party in self.parties if party.part == Party.Part.CONCERNS)

    def name(self, viewer: Actor, *named: Named) -> None:
        """Names persons on it."""
        parties = part_as(self.case, named)
        if self._put_down:
            name_all(viewer, self.case, parties)
        self.parties += parties

    def put_down(self, viewer: Actor) -> None:
        """Writes a fresh complaint with the parties and the steps that it has so far, once."""
        if self._put_down:
            return
        self._put_down = True
        _save(self.case)
        note("complaint.written_down", self.case, channel=self.case.channel, source=self.case.source)
        name_all(viewer, self.case, self.parties)
        for step in self.steps:
            self._add(step)

    def end(self, viewer: Actor, party: Party) -> None:
        """Ends the part of one of `parties`."""
        self.put_down(viewer)  # so that it is told who had a part and lost it
        gone = end_party(viewer, party)
        self.parties = [one for one in self.parties if one.pk != gone.pk]

    def write_step(self, viewer: Actor, event: str, on: dt.date, words: str = "", **more: Any) -> Step:
        """Adds a step: what happened on a day, in what words; `more` are its apology, finding and `says`."""
        step = Step(
            complaint=self.case, number=len(self.steps) + 1, event=event, on=on, by_id=person_of(viewer),
            written_at=clock.now(), words=words.strip(), **more,
        )  # fmt: skip
        self.steps.append(step)
        if self._put_down:
            self._add(step)
        return step

    def hand_on(self, viewer: Actor, held_by: str, left_on: dt.date | None) -> None:
        """Says at which step of the ladder it is, and since when it is away from it; puts down a fresh one."""
        self.case.held_by, self.case.left_on = held_by, left_on
        if self._put_down:
            self.case.save(update_fields=["held_by", "left_on"])
        self.put_down(viewer)

    def _add(self, step: Step) -> None:
        step.save()
        facts = {"event": step.event, "on": step.on, "digest": step.digest()}
        note("complaint.step", step, chain=self.case.setting_id, **facts)


@asked_for
def _whole(case: str) -> QuerySet[Complaint, Any]:
    """The steps and the duties of a complaint, the head of the chain of its setting, and how it came in where its sender
    may be written to."""
    steps = Step.objects.unscoped("what is owed follows from every step").filter(complaint=OuterRef("pk"))
    duties = Duty.objects.unscoped("what a complaint owes follows its steps").filter(record=OuterRef("pk"))
    heads = Head.objects.filter(chain=OuterRef("setting"))
    rows = Complaint.objects.unscoped("a step is taken once").filter(pk=case)
    came = Gathered(linked().filter(complaint=OuterRef("pk")), "adult")
    return rows.values_list(Gathered(steps), Gathered(duties), Gathered(heads), came)


def _save(case: Complaint) -> None:
    """Saves a new complaint. Among a hundred thousand, one new one in seven thousand draws a reference that is taken: it
    draws again."""
    while True:
        try:
            with transaction.atomic():
                case.save()
        except IntegrityError:
            taken = Complaint.objects.unscoped("no two complaints have one reference").filter(reference=case.reference)
            if not taken.exists():
                raise
            case.reference = ids.reference()
        else:
            return


def steps_of(case: Complaint) -> list[Step]:
    """Every step of a complaint, in order."""
    rows = Step.objects.unscoped("what is owed follows from every step").filter(complaint=case)
    return list(rows.order_by("number"))


def write_step(viewer: Actor, case: Complaint, event: str, on: dt.date, words: str = "", **more: Any) -> Step:
    """Adds a step to a complaint of which nothing else is known."""
    return Docket(case).write_step(viewer, event, on, words, **more)


def last_day(steps: Sequence[Step]) -> dt.date:
    """The day of what last moved the complaint: what is written down next happened on it or later."""
    return max(step.on for step in steps if step.number == 1 or step.event in PLAYED)


def day_of(on: dt.date | None, steps: Sequence[Step]) -> dt.date:
    """The day something happened: today where nothing was said. Raises `Refused` for a day that cannot be."""
    today = clock.today()
    day = on or today
    if day > today:
        raise Refused("The day it happened must be today or earlier.", field="on")
    last = last_day(steps)
    if day < last:
        words = f"The day it happened cannot be before what happened last, on {last.day} {last:%B %Y}."
        raise Refused(words, field="on")
    return day


def held(case: Complaint) -> Complaint:
    """The complaint with its row held, so that two people cannot write into it at once."""
    return next(iter(_to_hold(case.pk)))


@asked_for
def _to_hold(case: str) -> QuerySet[Complaint]:
    rows = Complaint.objects.unscoped("a step is taken once").whole()
    return rows.select_for_update(of=("self",)).filter(pk=case)


def parties_of(case: Complaint) -> list[Party]:
    """Everybody who takes part in a complaint today, and everybody whom it concerns."""
    rows = Party.objects.unscoped("who takes part changes with the step").filter(current(clock.today()), record=case)
    return list(rows.select_related("person", "record"))

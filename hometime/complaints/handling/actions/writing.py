"""Writes one entry into a case, and corrects one by another beside it. Every other action of the work goes through here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from hometime.audit.actions import Actor, action, note, person_of
from hometime.complaints.actions.settling import steps_of
from hometime.complaints.handling.facts import FACTS
from hometime.complaints.living import CLIMBS
from hometime.complaints.models import Complaint, Entry, Kind, Step
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person
from hometime.records.models import Paper, Record

# What a correction may stand beside. A letter that was given is never corrected: another one is given.
CORRECTABLE = frozenset(
    {Kind.POINT, Kind.PLAN, Kind.DONE, Kind.STATEMENT, Kind.EVIDENCE, Kind.FINDING, Kind.HELD, Kind.MINUTES}
)


def hold(case: Complaint) -> Complaint:
    """The complaint with its row held, so that two people cannot write the same thing at once. Within an action."""
    return Complaint.objects.unscoped("a step is taken once").select_for_update(of=("self",)).get(pk=case.pk)


def entries_of(case: Complaint) -> list[Entry]:
    """Every entry of a complaint, in order."""
    rows = Entry.objects.unscoped("what may be written follows from what was written").filter(complaint=case)
    return list(rows.order_by("number"))


def stage_of(steps: list[Step]) -> int:
    """How often a complaint went up: each step of the ladder looks at it anew."""
    return sum(step.event in CLIMBS for step in steps)


@action
def write(
    viewer: Actor, case: Complaint, kind: str, words: str = "", *, on: dt.date | None = None, of: Entry | None = None,
    corrects: Entry | None = None, person: Person | None = None, slip: Record | None = None,
    paper: Paper | None = None, facts: Mapping[str, Any] | None = None, once: str = "",
) -> Entry:  # fmt: skip
    """Adds an entry. `once` is the key of the form: sent again, it gives the entry that it made.

    Raises `Refused` for a day to come, and for what belongs to another case.
    """
    case = hold(case)
    if once and (made := made_by(case, once)) is not None:
        return made
    day = on or clock.today()
    if day > clock.today():
        raise Refused("The day it happened must be today or earlier.")
    if any(other is not None and other.complaint_id != case.pk for other in (of, corrects)):
        raise Refused("This belongs to another complaint. Nothing was written down.")
    given = dict(facts or {})
    if unknown := set(given) - FACTS.get(kind, frozenset()):
        raise LookupError(f"{kind} has no such answers: {', '.join(sorted(unknown))}")
    last = Entry.objects.unscoped("entries are numbered").filter(complaint=case).aggregate(last=Max("number"))["last"]
    entry = Entry(
        complaint=case, slip=slip, number=(last or 0) + 1, kind=kind, of=of, corrects=corrects, person=person,
        paper=paper, words=words.strip(), facts=given, stage=stage_of(steps_of(case)), on=day,
        by_id=person_of(viewer), written_at=clock.now(), once=once or None,
    )  # fmt: skip
    entry.save()
    note("complaint.entry", entry, chain=case.setting_id, kind=kind, on=day, digest=entry.digest())
    return entry


def made_by(case: Complaint, once: str) -> Entry | None:
    """The entry that a form has made already. Raises `Refused` where its key was used for another complaint."""
    made = Entry.objects.unscoped("a form sent twice is written down once").filter(once=once).first()
    if made is not None and made.complaint_id != case.pk:
        raise Refused("This form belongs to another complaint. Open it again.")
    return made


@action
def correct(viewer: Actor, entry: Entry, words: str, *, finding: str = "", once: str = "") -> Entry:
    """Writes a correction beside an entry, on the day that the entry is about. The entry itself stays as it was."""
    if entry.kind not in CORRECTABLE:
        raise Refused("This is not corrected. Write another entry that says what changed.")
    if not words.strip():
        raise Refused("Write what it should say.")
    facts = {**entry.facts, **({"finding": finding} if finding else {})}
    return write(
        viewer, entry.complaint, entry.kind, words, on=entry.on, of=entry.of, corrects=entry, person=entry.person,
        slip=entry.slip, facts=facts, once=once,
    )  # fmt: skip

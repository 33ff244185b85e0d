"""What follows by itself once a case was settled anew: its summary is to be read, and what is like it comes to light."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.utils.translation import gettext_noop

from hometime.audit.actions import Actor
from hometime.complaints.keeping.actions import SUMMARY
from hometime.complaints.keeping.alike import surface
from hometime.complaints.keeping.counted import is_complaint
from hometime.complaints.keeping.drafting import standing
from hometime.complaints.models import Complaint
from hometime.duties.actions import Task, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people.models import current
from hometime.people.roles import HAT_OF, Role
from hometime.records.actions import name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Party

TASK = Task(
    "O1", gettext_noop("Read the summary for the regulator and approve it"), gettext_noop("I approved it"), Role.MANAGER
)
READ_WITHIN = dt.timedelta(days=14)
WHO_READS = (Role.MANAGER, Role.LINE_MANAGER, Role.OWNER)


def after(actor: Actor, case: Complaint, *, new: bool, unlike: bool = False) -> None:
    """Owes the reading of the summary of a complaint that was completed, and points out what is like a new one.

    One that nobody has sorted yet, and that concerns nobody, is known to be `unlike` any other.
    """
    if case.closed is not None:
        _owe_reading(actor, case)
    elif new and not unlike:
        surface(actor, case)


def _owe_reading(actor: Actor, case: Complaint) -> None:
    known = Duty.objects.unscoped("a summary is read once").filter(record__kind=SUMMARY, why__case=case.pk)
    if not is_complaint(case) or known.open().exists():
        return
    stands = standing(case) if known.exists() else None
    if stands is not None and stands.approved and not stands.behind:
        return
    reader = _reader(case)
    if reader is None:
        return
    role = Role(reader.role)
    record = open_record(actor, case.setting, SUMMARY, f"summary of {case.reference}", Audience.NAMED, under=case.under)
    name_party(actor, record, reader.person, Party.Part.HANDLER, hat=HAT_OF[role], role=role)
    due = (case.closed or clock.today()) + READ_WITHIN
    told = "Fourteen days after it was completed. This is our proposal: the policy names no day."
    task = dataclasses.replace(TASK, owed_by=role)
    owe(actor, record, task, due=due, about=case.reference, why={"case": case.pk, "told": told})


def _reader(case: Complaint) -> Party | None:
    """Who is to read it: the manager on the case, else the line manager, else an owner."""
    parties = Party.objects.unscoped("who is on the case reads its summary").filter(
        current(clock.today()), record=case, role__in=WHO_READS
    )
    held = sorted(
        parties.exclude(part=Party.Part.CONCERNS).select_related("person"),
        key=lambda party: (WHO_READS.index(Role(party.role)), party.pk),
    )
    return held[0] if held else None

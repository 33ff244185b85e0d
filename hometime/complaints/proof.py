"""Proof that what was written into a case is what was written: each row against its digest in the audit (TRUST 13)."""

from __future__ import annotations

from hometime.audit.models import Event
from hometime.complaints.models import Complaint, Entry, Step
from hometime.complaints.models.written import Written

VERBS = ("complaint.step", "complaint.entry")


def altered(case: Complaint) -> list[str]:
    """A sentence for each step or entry that was changed, added or taken away behind the house's back; none is whole.

    The audit's own chain shows when its events were changed (`hometime verify`).
    """
    steps = Step.objects.unscoped("what was written is held against the audit").filter(complaint=case)
    entries = Entry.objects.unscoped("what was written is held against the audit").filter(complaint=case)
    rows: list[Written] = [*steps.order_by("number"), *entries.order_by("number")]
    # Digests of what belongs to this case: by the rows that are there, and by those that are not there any more.
    noted = Event.objects.filter(chain=case.setting_id, verb__in=VERBS, subject__in=[row.pk for row in rows])
    sealed = {event.subject: event.facts.get("digest") for event in noted}
    faults = [f"{_name(row)} was added without the house." for row in rows if row.pk not in sealed]
    faults += [
        f"{_name(row)} is not what was written." for row in rows if sealed.get(row.pk) not in (None, row.digest())
    ]
    return faults + _gaps("step", [row.number for row in rows if isinstance(row, Step)]) + _gaps(
        "entry", [row.number for row in rows if isinstance(row, Entry)]
    )  # fmt: skip


def _name(row: Written) -> str:
    return f"{type(row).__name__} {row.number}"  # type: ignore[attr-defined]  # steps and entries are numbered


def _gaps(what: str, numbers: list[int]) -> list[str]:
    """A sentence for each number that is missing: rows are numbered from 1 without a gap."""
    return [f"The {what} {n} is gone." for n in range(1, max(numbers, default=0)) if n not in set(numbers)]

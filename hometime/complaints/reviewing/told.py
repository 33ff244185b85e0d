"""What a review lets others know: to the complainant what changed, in words that name nobody."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext, gettext_noop

from hometime.complaints.actions import review_of
from hometime.complaints.actions.afterwards import OWNERS_DO
from hometime.complaints.engine.moment import REVIEW
from hometime.complaints.models import Change, Complaint
from hometime.duties.models import Duty
from hometime.records.models import Record

FAMILIES_ASKED = gettext_noop("We ask families about new words for our policy.")


@dataclasses.dataclass(frozen=True)
class Changed:
    """One change as whoever complained may read it: its words, by when, and the day it was done."""

    words: str
    due: dt.date
    done_on: dt.date | None


def changes(case: Complaint) -> Sequence[Changed]:
    """What the owners decided to change after `case`; nothing before they have all signed or stood aside."""
    record = review_of(case)
    if record is None or not concluded(record):
        return ()
    rows = list(
        Change.objects.unscoped("whoever complained is told what changed, and by nobody's name")
        .filter(record=record)
        .order_by("written_at", "pk")
    )
    tasks = Duty.objects.unscoped("whoever complained is told what changed, and by nobody's name").filter(
        record__in=[row.task_id for row in rows]
    )
    done = dict(tasks.values_list("record_id", "kept_on"))
    return [
        Changed(gettext(FAMILIES_ASKED) if row.clause_id else row.words, row.due, done.get(row.task_id)) for row in rows
    ]


def concluded(record: Record) -> bool:
    """Whether the review is over: the duty to look was kept."""
    return _kept(record, REVIEW)


def checked(record: Record) -> bool:
    """Whether somebody looked at the effect."""
    return _kept(record, next(action for action in OWNERS_DO if action != REVIEW))


def _kept(record: Record, action: str) -> bool:
    rows = Duty.objects.unscoped("whether the owners did what they owe").filter(record=record, why__action=action)
    return rows.filter(kept_on__isnull=False).exists()

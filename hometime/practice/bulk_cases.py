"""Complaints in bulk, for measuring only: three real ones are lived through, and their rows copied under new ids.

So every row is of a kind that the actions write. What is written in bulk is one action with one event, since nobody did
it; such a world proves nothing about the audit.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.db import models

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note
from hometime.complaints.actions import Said, take_step, write_down
from hometime.complaints.models import Complaint, Step
from hometime.duties.models import Duty
from hometime.kernel import clock, ids
from hometime.people.models import Setting
from hometime.records.models import Party, Record

Row = TypeVar("Row", bound=models.Model)

OPEN = 20  # one case in so many is open and the manager's
FULL_PAGE = 40  # however small the world, so that the list is full and its page is the same in all sizes
BATCH = 500
STEPS = 20  # of the long case
DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True)
class Cases:
    """What was written: how many, the long case, and those that wait for their next step."""

    written: int
    long: str
    to_step: Sequence[str]


@dataclasses.dataclass(frozen=True)
class _Template:
    """One case that was lived through, with all its rows."""

    record: Record
    case: Complaint
    rows: Sequence[models.Model]  # parties, steps and duties


def fill_cases(viewer: Viewer, setting: Setting, rows: int, to_step: int = 0) -> Cases:
    """Writes `rows` complaints of `setting` that `viewer`, its manager, has in hand, and `to_step` more that wait for
    an acknowledgement; one of them has a story of twenty steps."""
    today = clock.today()
    waiting = _lived(viewer, setting, today - 5 * DAY, ())
    ended = _lived(viewer, setting, today - 40 * DAY, ("acknowledged", "answered"))
    long = _lived(viewer, setting, today - 9 * DAY, ("acknowledged",))
    return _fill(viewer, setting, waiting, ended, long, rows, to_step)


@action
def _fill(
    viewer: Actor, setting: Setting, waiting: _Template, ended: _Template, long: _Template, rows: int, to_step: int
) -> Cases:
    still_open = max(FULL_PAGE, rows // OPEN)
    kinds = itertools.chain(
        itertools.repeat((waiting, 0), to_step),
        ((waiting, number % 300) for number in range(still_open)),
        ((ended, number % 1500) for number in range(max(0, rows - still_open))),
    )
    references = _references()
    written: list[str] = []
    while batch := list(itertools.islice(kinds, BATCH)):
        copies = [_copied(template, back * DAY, next(references)) for template, back in batch]
        Record.objects.bulk_create(copy.record for copy in copies)
        for copy in copies:  # Django writes rows of a table that extends another one by one
            copy.case.save_base(raw=True, force_insert=True)
        for table in (Party, Step, Duty):
            table.objects.bulk_create(row for copy in copies for row in copy.rows if isinstance(row, table))
        written += [copy.record.pk for copy in copies]
    last = next(row for row in reversed(long.rows) if isinstance(row, Step))
    told = [_copy(last, {"number": number}, 0 * DAY) for number in range(last.number + 1, STEPS + 1)]
    Step.objects.bulk_create(told)
    note("world.filled", setting, chain=setting.pk, complaints=len(written))
    return Cases(len(written), long.case.pk, written[:to_step])


def _references() -> Iterator[str]:
    """References for cases, each another one: of a hundred thousand drawn at random a few are drawn twice."""
    used = set(Complaint.objects.unscoped("the bench gives no reference twice").values_list("reference", flat=True))
    while True:
        reference = ids.reference()
        if reference not in used:
            used.add(reference)
            yield reference


def _lived(viewer: Viewer, setting: Setting, came: dt.date, events: Iterable[str]) -> _Template:
    """A written complaint about the gate, with these steps, each taken a day after the other."""
    said = Said(came, "The gate at the front stood open when we came. " * 3, channel="written", eyfs_requirement=True)
    case = write_down(viewer, setting, said)
    for number, event in enumerate(events, start=1):
        answer = {"finding": "not_upheld", "apology": "None is due."} if event == "answered" else {}
        take_step(viewer, case, event, on=came + number * DAY, words="We went and looked at the gate.", **answer)
    rows = [
        *Party.objects.unscoped("the bench copies whole cases").filter(record=case),
        *Step.objects.unscoped("the bench copies whole cases").filter(complaint=case).order_by("number"),
        *Duty.objects.unscoped("the bench copies whole cases").filter(record=case),
    ]
    return _Template(
        Record.objects.unscoped("the bench copies whole cases").get(pk=case.pk),
        Complaint.objects.unscoped("the bench copies whole cases").get(pk=case.pk),
        rows,
    )


def _copied(template: _Template, back: dt.timedelta, reference: str) -> _Template:
    """A case with its rows under new ids, every day of it earlier by so much."""
    record = _copy(template.record, {}, back)
    case = _copy(template.case, {"record_ptr_id": record.pk, "reference": reference}, back)
    rows = []
    for row in template.rows:
        points = {name: record.pk for name in ("record_id", "complaint_id") if hasattr(row, name)}
        if isinstance(row, Duty):
            points["why"] = {**row.why, "case": record.pk}
        rows.append(_copy(row, points, back))
    return _Template(record, case, rows)


def _copy(row: Row, changed: Mapping[str, Any], back: dt.timedelta) -> Row:
    """A row not saved yet: its own columns, dates earlier by `back`, under a new id unless one is given."""
    values = {
        field.attname: value - back if isinstance(value := getattr(row, field.attname), dt.date) else value
        for field in row._meta.local_concrete_fields
        if field.attname != "id"
    }
    return type(row)(**{**values, **changed})

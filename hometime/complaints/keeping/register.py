"""The record for the regulator: each complaint of a range of days in one row, without a name (O1-O3, DOMAIN 1.6)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.complaints.keeping.counted import WITHIN, complaints_alone
from hometime.complaints.keeping.drafting import Words, told_by
from hometime.complaints.models import Answer, Box, Complaint, Finding, Requirement, Step, Summary


@dataclasses.dataclass(frozen=True)
class Row:
    """One complaint as the regulator reads it. `words` are None until somebody approved them."""

    case: Complaint
    requirements: Sequence[str]
    words: Words | None
    behind: bool
    finding: str
    told_on: dt.date | None
    due: dt.date
    today: dt.date

    @property
    def in_time(self) -> bool | None:
        """Whether the person was told the outcome within 28 days of the first receipt; None while there is time."""
        if self.told_on is not None:
            return self.told_on <= self.due
        return False if self.today > self.due else None

    @property
    def told(self) -> str:
        """That in words."""
        if self.in_time is None:
            return _("Not yet: there is time")
        if self.told_on is None:
            return _("No: not told yet")
        return _("Yes") if self.in_time else _("No: later")


def rows(viewer: Viewer, first: dt.date, last: dt.date) -> list[Row]:
    """The complaints received from `first` to `last` that `viewer` may show, oldest first."""
    cases = complaints_alone(viewer).filter(received_on__range=(first, last)).select_related("setting")
    return rows_of(list(cases.order_by("received_on", "reference")), viewer.today)


def rows_of(cases: Sequence[Complaint], today: dt.date) -> list[Row]:
    """Those complaints as rows. Steps, summaries and answers are read at once, whatever their number."""
    found = Step.objects.unscoped("a row tells dates and findings, and no word that was typed").filter(
        complaint__in=cases
    )
    steps: dict[str, list[Step]] = {case.pk: [] for case in cases}
    for step in found.defer("words", "apology").order_by("number"):
        steps[step.complaint_id].append(step)
    approved = Summary.objects.unscoped("what was approved names nobody").filter(
        complaint__in=cases, approved_by__isnull=False
    )
    last = {summary.complaint_id: summary for summary in approved.order_by("number")}
    touched = requirements_of(cases)
    return [_row(case, steps[case.pk], last.get(case.pk), touched.get(case.pk, ()), today) for case in cases]


def _row(
    case: Complaint, steps: Sequence[Step], summary: Summary | None, requirements: Sequence[str], today: dt.date
) -> Row:
    """One complaint with the summary that was approved last: what somebody is writing anew is nobody else's to read."""
    return Row(
        case=case,
        requirements=requirements,
        words=Words(summary.nature, summary.handled, summary.action) if summary else None,
        behind=summary is not None and summary.steps < told_by(steps),
        finding=found_in(steps),
        told_on=told_on(steps),
        due=case.received_on + WITHIN,
        today=today,
    )


def found_in(steps: Iterable[Step]) -> str:
    """What was found last, in words; how it ended where nothing was found."""
    steps = list(steps)
    findings = [step.finding for step in steps if step.finding]
    if findings:
        return str(Finding(findings[-1]).label)
    if any(step.event == "withdrawn" for step in steps):
        return _("Withdrawn")
    return _("Settled by talking") if any(step.event == "agreed" for step in steps) else _("Not decided yet")


def told_on(steps: Iterable[Step]) -> dt.date | None:
    """The day on which they were first told an outcome."""
    return next((step.on for step in steps if step.event == "answered"), None)


def requirements_of(cases: Sequence[Complaint]) -> dict[str, list[str]]:
    """What of the framework each complaint touches, in words, by its id."""
    answers = Answer.objects.unscoped("the requirements that a complaint touches name nobody")
    last = {
        answer.complaint_id: answer.words
        for answer in answers.filter(complaint__in=cases, box=Box.REQUIREMENT).order_by("number")
    }
    known = dict(Requirement.choices)
    return {pk: [str(known[word]) for word in words.split() if word in known] for pk, words in last.items()}

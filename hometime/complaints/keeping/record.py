"""The Complaint Investigation Record of one case, put together from what was recorded; what is missing is named (C8, C15).

A form of our own. Where somebody uses a bought form too, its number has a line here, and its text does not (O7).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hometime.access.viewer import Viewer
from hometime.complaints import at_hand
from hometime.complaints.keeping.counted import WITHIN
from hometime.complaints.keeping.register import found_in, told_on
from hometime.complaints.models import Answer, Box, Complaint, Entry, Kind, Requirement, Step
from hometime.people.roles import Role
from hometime.records.models import Party


@dataclasses.dataclass(frozen=True)
class Part:
    """One thing that somebody wrote on a day."""

    words: str
    on: dt.date | None = None
    by: str = ""
    late: bool = False  # written more than 48 hours later


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of the record. `fill` says where what is missing is filled in: a box of this page, or the case."""

    key: str
    title: str
    parts: Sequence[Part]
    needed: bool
    fill: str

    @property
    def missing(self) -> bool:
        """Whether it is needed and not there."""
        return self.needed and not self.parts


@dataclasses.dataclass(frozen=True)
class Sheet:
    """The whole record, ready to be shown or printed."""

    case: Complaint
    lines: Sequence[Line]

    @property
    def missing(self) -> list[Line]:
        """The lines that still need an answer."""
        return [line for line in self.lines if line.missing]


@dataclasses.dataclass(frozen=True)
class Told:
    """All that was recorded of one case, as this viewer sees it."""

    case: Complaint
    steps: Sequence[Step]
    entries: Sequence[Entry]
    answers: Mapping[str, Sequence[Answer]]
    handlers: Sequence[Party]


def sheet(viewer: Viewer, case: Complaint) -> Sheet:
    """The record of `case` for somebody on it."""
    answers: dict[str, list[Answer]] = {}
    for answer in Answer.objects.visible_to(viewer).filter(complaint=case).select_related("by").order_by("number"):
        answers.setdefault(answer.box, []).append(answer)
    told = Told(
        case,
        at_hand.steps(viewer, case),
        at_hand.entries(viewer, case),
        answers,
        [party for party in at_hand.parties(viewer, case) if party.part == Party.Part.HANDLER],
    )
    return Sheet(
        case, [Line(key, str(title), parts(told), needed(case), fill) for key, title, parts, needed, fill in LINES]
    )


def _received(told: Told) -> list[Part]:
    return [Part(str(told.case.get_channel_display()), told.case.received_on)]


def _source(told: Told) -> list[Part]:
    words = str(told.case.get_source_display())
    return [Part(f"{words}: {told.case.complainant}" if told.case.complainant else words)]


def _nature(told: Told) -> list[Part]:
    known = dict(Requirement.choices)
    last = told.answers.get(Box.REQUIREMENT, ())[-1:]
    return [
        Part(", ".join(str(known[word]) for word in answer.words.split() if word in known), answer.on, _by(answer))
        for answer in last
    ]


def _details(told: Told) -> list[Part]:
    points = [_entry(entry) for entry in told.entries if entry.kind == Kind.POINT]
    return [Part(told.case.what_happened), *points]


def _dealt_with(told: Told) -> list[Part]:
    kinds = (Kind.DONE, Kind.SAID, Kind.STATEMENT, Kind.EVIDENCE, Kind.HELD, Kind.MINUTES)
    work = [_entry(entry) for entry in told.entries if entry.kind in kinds]
    steps = [_step(step) for step in told.steps if step.words and step.event != "answered"]
    return [*steps, *work, *_answers(told, Box.INVOLVED), *_answers(told, Box.REFERRED)]


def _outcome(told: Told) -> list[Part]:
    found = [step for step in told.steps if step.event in ("answered", "agreed", "withdrawn")]
    if not found:
        return []
    points = [_entry(entry) for entry in told.entries if entry.kind in (Kind.FINDING, Kind.TERMS)]
    said = [Part(step.words, step.on, _by(step), step.written_late) for step in found if step.words]
    sorry = [Part(_("Apology: %(words)s") % {"words": step.apology}, step.on) for step in found if step.apology]
    return [Part(found_in(told.steps), found[-1].on, _by(found[-1])), *points, *said, *sorry]


def _actions(told: Told) -> list[Part]:
    return _answers(told, Box.ACTIONS)


def _copy(told: Told) -> list[Part]:
    return _answers(told, Box.COPY)


def _notified(told: Told) -> list[Part]:
    on = told_on(told.steps)
    if on is None:
        return []
    in_time = on <= told.case.received_on + WITHIN
    return [Part(_("Within 28 days") if in_time else _("Later than 28 days"), on)]


def _recorder(told: Told) -> list[Part]:
    by = next((step.by for step in reversed(told.steps) if step.event == "answered" and step.by), None)
    by = by or next((step.by for step in told.steps if step.by), None)
    if by is None:
        return []
    role = next((party.role for party in told.handlers if party.person_id == by.pk and party.role), "")
    return [Part(f"{by.name}, {Role(role).label}" if role else by.name)]


def _completed(told: Told) -> list[Part]:
    return [Part("", told.case.closed)] if told.case.closed else []


def _bought(told: Told) -> list[Part]:
    return _answers(told, Box.BOUGHT_FORM)


def _answers(told: Told, box: str) -> list[Part]:
    return [Part(answer.words, answer.on, _by(answer), answer.written_late) for answer in told.answers.get(box, ())]


def _entry(entry: Entry) -> Part:
    return Part(
        f"{entry.get_kind_display()}: {entry.words}" if entry.words else str(entry.get_kind_display()),
        entry.on,
        _by(entry),
        entry.written_late,
    )


def _step(step: Step) -> Part:
    return Part(step.words, step.on, _by(step), step.written_late)


def _by(row: Any) -> str:
    return row.by.called if row.by else ""


def _always(case: Complaint) -> bool:
    return True


def _once_closed(case: Complaint) -> bool:
    return case.closed is not None


def _of_a_child(case: Complaint) -> bool:
    return case.closed is not None and case.child_id is not None


def _never(case: Complaint) -> bool:
    return False


CASE = "case"
# Each line: its key, its title, what it is put together from, when it is needed, and where it is filled in.
LINES: Sequence[tuple[str, Any, Callable[[Told], list[Part]], Callable[[Complaint], bool], str]] = (
    ("received", gettext_lazy("Date it came in"), _received, _always, CASE),
    ("source", gettext_lazy("Where it came from"), _source, _always, CASE),
    ("nature", gettext_lazy("What it is about: requirements it touches"), _nature, _always, Box.REQUIREMENT),
    ("details", gettext_lazy("What happened"), _details, _always, CASE),
    ("dealt_with", gettext_lazy("How it was dealt with"), _dealt_with, _once_closed, Box.INVOLVED),
    ("outcome", gettext_lazy("What was found"), _outcome, _always, CASE),
    ("actions", gettext_lazy("What was done about it"), _actions, _once_closed, Box.ACTIONS),
    ("copy", gettext_lazy("Copy given to the parent"), _copy, _of_a_child, Box.COPY),
    ("notified", gettext_lazy("When the person was told the outcome"), _notified, _always, CASE),
    ("recorder", gettext_lazy("Who recorded it"), _recorder, _always, CASE),
    ("completed", gettext_lazy("Completed on"), _completed, _never, CASE),
    ("bought_form", gettext_lazy("Number of a bought form"), _bought, _never, Box.BOUGHT_FORM),
)

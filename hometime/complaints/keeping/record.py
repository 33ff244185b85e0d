"""The Complaint Investigation Record of one case, put together from what was recorded; what is missing is named (C8, C15).

A form of our own. Where somebody uses a bought form too, its number has a line here, and its text does not (O7).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from hometime.access.viewer import Viewer
from hometime.complaints import at_hand
from hometime.complaints.keeping.counted import WITHIN
from hometime.complaints.keeping.register import found_in, told_on
from hometime.complaints.models import (
    Answer,
    Arrival,
    Box,
    Complaint,
    Entry,
    Kind,
    LetterDraft,
    Step,
    Strand,
    StrandKind,
    Word,
)
from hometime.complaints.models.keeping import CHOSEN
from hometime.complaints.reviewing.told import changes
from hometime.people.roles import Role
from hometime.records.models import Party

# The authorities that took a part in a case, by the step that says so.
HAD_PART = {
    "left": gettext_noop("By the safeguarding lead, as an allegation"),
    "officer_told": gettext_noop("The local authority's officer was told"),
    "regulator_told": gettext_noop("Ofsted was told"),
}
INTERPRETED = gettext_noop("Interpreter: %(name)s")
ELSEWHERE = ("answered", "reclassified", "reviewed")  # steps whose words stand in a line of their own


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
    letters: Sequence[LetterDraft]  # of the letters that were given, the parts that people wrote
    strands: Sequence[Strand]
    arrivals: Sequence[Arrival]
    words: Sequence[Word]


def sheet(viewer: Viewer, case: Complaint) -> Sheet:
    """The record of `case` for somebody on it."""
    answers: dict[str, list[Answer]] = {}
    for answer in Answer.objects.visible_to(viewer).filter(complaint=case).select_related("by").order_by("number"):
        answers.setdefault(answer.box, []).append(answer)
    entries = at_hand.entries(viewer, case)
    given = [entry.stage for entry in entries if entry.kind == Kind.LETTER]
    letters = LetterDraft.objects.visible_to(viewer).filter(complaint=case, stage__in=given)
    told = Told(
        case,
        at_hand.steps(viewer, case),
        entries,
        answers,
        [party for party in at_hand.parties(viewer, case) if party.part == Party.Part.HANDLER],
        list(letters.order_by("stage")),
        list(Strand.objects.visible_to(viewer).filter(complaint=case).order_by("opened_on", "pk")),
        list(Arrival.objects.visible_to(viewer).filter(complaint=case)),
        list(Word.objects.visible_to(viewer).filter(record=case).order_by("written_at", "pk")),
    )
    return Sheet(
        case, [Line(key, str(title), parts(told), needed(case), fill) for key, title, parts, needed, fill in LINES]
    )


def _received(told: Told) -> list[Part]:
    return [Part(str(told.case.get_channel_display()), told.case.received_on)]


def _source(told: Told) -> list[Part]:
    words = str(told.case.get_source_display())
    return [Part(f"{words}: {told.case.complainant}" if told.case.complainant else words)]


def _from(box: str) -> Callable[[Told], list[Part]]:
    """What gives the last choice from the closed list of a box, in words."""
    known = dict(CHOSEN[box].choices)

    def last(told: Told) -> list[Part]:
        return [
            Part(", ".join(str(known[word]) for word in answer.words.split() if word in known), answer.on, _by(answer))
            for answer in told.answers.get(box, ())[-1:]
        ]

    return last


def _classed(told: Told) -> list[Part]:
    """What they call it, what staff would call it, and why it was sorted anew."""
    case = told.case
    said = [Part(_("Their word: %(words)s") % {"words": case.get_classed_display()})]
    ours = [Part(_("Our word: %(words)s") % {"words": case.get_staff_view_display()})] if case.staff_view else []
    return [*said, *ours, *(_step(step) for step in told.steps if step.event == "reclassified" and step.words)]


def _where(told: Told) -> list[Part]:
    """By whom it was handled: here, and each authority that had a part in it, with its number and the day."""
    asked = [one for one in told.strands if one.kind == StrandKind.OFSTED]
    ofsted = [Part(" ".join(filter(None, (_("By Ofsted"), one.number))), one.opened_on) for one in asked]
    steps = [Part(_(HAD_PART[step.event]), step.on, _by(step)) for step in told.steps if step.event in HAD_PART]
    return [Part(_("Inside the setting")), *ofsted, *steps]


def _remedy(told: Told) -> list[Part]:
    return [Part(letter.remedy) for letter in told.letters if letter.remedy]


def _learning(told: Told) -> list[Part]:
    """What changes, as the letter said it, what the owners made of it, and what they decided."""
    letters = [Part(letter.changes) for letter in told.letters if letter.changes]
    looked = [_step(step) for step in told.steps if step.event == "reviewed"]
    return [*letters, *looked, *(Part(change.words, change.done_on) for change in changes(told.case))]


def _support(told: Told) -> list[Part]:
    """Who helped them to take part: an advocate or companion, an interpreter, and what somebody wrote of it."""
    with_them = [Part(_("With them: %(name)s") % {"name": one.companion}) for one in told.arrivals if one.companion]
    read = [Part(_(INTERPRETED) % {"name": word.interpreter}, word.on) for word in told.words if word.interpreter]
    met = [
        Part(_(INTERPRETED) % {"name": entry.facts.get("language", "") or _("asked for")}, entry.on)
        for entry in told.entries if entry.kind in (Kind.MEETING, Kind.CHOSEN) and entry.facts.get("interpreter")
    ]  # fmt: skip
    return [*with_them, *read, *met, *_answers(told, Box.SUPPORT)]


def _details(told: Told) -> list[Part]:
    points = [_entry(entry) for entry in told.entries if entry.kind == Kind.POINT]
    return [Part(told.case.what_happened), *points]


def _dealt_with(told: Told) -> list[Part]:
    kinds = (Kind.DONE, Kind.SAID, Kind.STATEMENT, Kind.EVIDENCE, Kind.HELD, Kind.MINUTES)
    work = [_entry(entry) for entry in told.entries if entry.kind in kinds]
    steps = [_step(step) for step in told.steps if step.words and step.event not in ELSEWHERE]
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
    (
        "nature",
        gettext_lazy("What it is about: requirements it touches"),
        _from(Box.REQUIREMENT),
        _always,
        Box.REQUIREMENT,
    ),
    ("register", gettext_lazy("Which register it falls under"), _from(Box.REGISTER), _never, Box.REGISTER),
    ("classed", gettext_lazy("A concern or a complaint: their word, and ours"), _classed, _always, CASE),
    ("details", gettext_lazy("What happened"), _details, _always, CASE),
    ("dealt_with", gettext_lazy("How it was dealt with"), _dealt_with, _once_closed, Box.INVOLVED),
    ("where", gettext_lazy("Who handled it"), _where, _always, CASE),
    ("support", gettext_lazy("What was made easier for them"), _support, _never, Box.SUPPORT),
    ("outcome", gettext_lazy("What was found"), _outcome, _always, CASE),
    ("remedy", gettext_lazy("What puts it right"), _remedy, _never, CASE),
    ("actions", gettext_lazy("What was done about it"), _actions, _once_closed, Box.ACTIONS),
    ("came_of_it", gettext_lazy("What came of it"), _from(Box.OUTCOME), _once_closed, Box.OUTCOME),
    ("learning", gettext_lazy("What was learned, and the owners' review"), _learning, _never, CASE),
    ("copy", gettext_lazy("Copy given to the parent"), _copy, _of_a_child, Box.COPY),
    ("notified", gettext_lazy("When the person was told the outcome"), _notified, _always, CASE),
    ("recorder", gettext_lazy("Who recorded it"), _recorder, _always, CASE),
    ("completed", gettext_lazy("Completed on"), _completed, _never, CASE),
    ("bought_form", gettext_lazy("Number of a bought form"), _bought, _never, Box.BOUGHT_FORM),
)

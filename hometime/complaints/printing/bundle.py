"""The whole case for a regulator, or the record of it alone, at one of two levels. Everything is said through `Eyes`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.complaints.handling.talks import KINDS as TALKS
from hometime.complaints.keeping.record import sheet
from hometime.complaints.living import taken_up_early
from hometime.complaints.models import Kind, Subject
from hometime.complaints.printing.eyes import Eyes, Level, eyes
from hometime.complaints.printing.gathering import Gathered
from hometime.complaints.printing.telling import UP_EARLY, event
from hometime.kernel import clock
from hometime.records.models import Party
from hometime.records.printing import (
    Block,
    Paper,
    entry,
    facts,
    heading,
    line,
    printed_on,
    quiet,
    table,
)
from hometime.ui.days import day_in_words

PARTS = {
    Party.Part.HANDLER: "Has it in hand",
    Party.Part.NAMED: "Takes part",
    Party.Part.CONCERNS: "It is about them",
}


def record(viewer: Viewer, of: Gathered, level: str) -> Paper:
    """The Complaint Investigation Record alone."""
    seen = eyes(level, of.case)
    blocks = [heading(_("Complaint Investigation Record"), 1), *_front(of, level), *_record(viewer, of, seen)]
    return Paper("record", blocks, of.today, _foot(of, level))


def bundle(viewer: Viewer, of: Gathered, level: str, *, for_whom: str, why: str) -> Paper:
    """Everything of a case, for somebody outside who may ask for it. `for_whom` and `why` stand on its first page."""
    seen = eyes(level, of.case)
    parts: tuple[Callable[[Gathered, Eyes], list[Block]], ...] = (
        _people, _timeline, _clocks, _points, _statements, _letters, _strands, _papers, _disclosed,
    )  # fmt: skip
    given = [(_("Made for"), for_whom), (_("Why"), why), (_("On"), _day(of.today))]
    blocks = [heading(_("The papers of a complaint"), 1), *_front(of, level), facts(given), *_record(viewer, of, seen)]
    for part in parts:
        blocks += part(of, seen)
    return Paper("papers", blocks, of.today, _foot(of, level))


def _front(of: Gathered, level: str) -> list[Block]:
    covered = _("People stand as letters. What names somebody else was left out, and [left out] says where.")
    return [
        line(of.case.setting.name, strong=True),
        facts([(_("Reference"), of.case.reference), (_("This copy"), str(Level(level).label))]),
        *([quiet(covered)] if level == Level.LETTERS else []),
    ]


def _foot(of: Gathered, level: str) -> list[str]:
    return [of.case.reference, str(Level(level).label), printed_on(of.today)]


def _record(viewer: Viewer, of: Gathered, seen: Eyes) -> list[Block]:
    """The lines of the record, each part with its day; what is missing is named."""
    blocks: list[Block] = [heading(_("The record"))]
    for one in sheet(viewer, of.case).lines:
        if one.key == "source":
            told = [": ".join(filter(None, (str(of.case.get_source_display()), seen.name(of.case.complainant))))]
        elif one.key == "recorder":
            told = [_recorder(of, seen)]
        else:
            told = [_dated(seen.text(part.words), part.on) for part in one.parts]
        if told := [each for each in told if each]:
            blocks.append(facts([(one.title, "\n".join(told))]))
        elif one.missing:
            blocks.append(facts([(one.title, _("Not written down."))]))
    about = [str(Subject(word).label) for word in of.case.subjects]
    return [*blocks, facts([(_("About"), ", ".join(about)), (_("They want"), seen.text(of.case.put_right))])]


def _recorder(of: Gathered, seen: Eyes) -> str:
    step = of.step("answered") or (of.steps[0] if of.steps else None)
    return seen.person(step.by) if step else ""


def _people(of: Gathered, seen: Eyes) -> list[Block]:
    rows = {(seen.person(party.person, party.role), str(PARTS[Party.Part(party.part)])): None for party in of.parties}
    named = [[who, _(part)] for who, part in rows]
    return [heading(_("Who takes part")), table((_("Who"), _("How")), named, (2, 1))] if named else []


def _timeline(of: Gathered, seen: Eyes) -> list[Block]:
    blocks, early = [heading(_("What happened when"))], taken_up_early(of.steps)
    for step in of.steps:
        title = _(UP_EARLY) if step.number in early else event(step.event)
        found = str(step.get_finding_display()) if step.finding else ""
        sorry = _("Apology: %(words)s") % {"words": seen.text(step.apology)} if step.apology else ""
        blocks.append(entry(f"{_day(step.on)}: {title}", (found, seen.text(step.words), sorry), _written(step, seen)))
    return blocks


def _written(row: object, seen: Eyes) -> str:
    by = seen.person(getattr(row, "by", None))
    on = _day(row.written_on)  # type: ignore[attr-defined]  # steps and entries alike
    said = _("Written down on %(day)s by %(name)s.") if by else _("Written down on %(day)s.")
    late = " " + _("That was more than 48 hours later.") if row.written_late else ""  # type: ignore[attr-defined]
    return said % {"day": on, "name": by} + late


def _clocks(of: Gathered, seen: Eyes) -> list[Block]:
    rows = []
    for duty in of.duties:
        ended = _day(duty.kept_on) if duty.kept_on else _("Not owed any more") if duty.lifted_because else _("Open")
        whose = {"policy": _("policy"), "statute": _("law"), "proposed": _("our proposal")}.get(duty.basis, duty.basis)
        told = seen.text(str(duty.why.get("told", "")))
        rows.append([f"{_(duty.what)}\n{told}".strip(), _day(duty.due) if duty.due else "", whose, ended])
    head = (_("What was owed, and how the day was counted"), _("By"), _("By whose word"), _("Done"))
    return [heading(_("What was owed, and by when")), table(head, rows, (5, 2, 2, 2))] if rows else []


def _points(of: Gathered, seen: Eyes) -> list[Block]:
    kinds = (Kind.POINT, Kind.PLAN, Kind.DONE, Kind.SAID, Kind.FINDING, Kind.TERMS, Kind.SIGNED)
    return _entries(_("Points, what was done, and findings"), of.entries_of(*kinds), seen)


def _statements(of: Gathered, seen: Eyes) -> list[Block]:
    kinds = (Kind.STATEMENT, Kind.EVIDENCE, *TALKS, Kind.MINUTES, Kind.TOLD, Kind.SHOWN)
    return _entries(_("Statements, evidence and meetings"), of.entries_of(*kinds), seen)


def _letters(of: Gathered, seen: Eyes) -> list[Block]:
    return _entries(_("Letters"), of.entries_of(Kind.LETTER, Kind.ARRIVED), seen)


def _entries(title: str, rows: Iterable[object], seen: Eyes) -> list[Block]:
    blocks: list[Block] = []
    for row in rows:
        kind = str(row.get_kind_display())  # type: ignore[attr-defined]
        who = seen.person(getattr(row, "person", None))
        found = str(dict(_findings()).get(row.facts.get("finding", ""), ""))  # type: ignore[attr-defined]
        title_of = f"{_day(row.on)}: {kind}" + (f" ({who})" if who else "")  # type: ignore[attr-defined]
        blocks.append(entry(title_of, (found, seen.text(row.words)), _written(row, seen)))  # type: ignore[attr-defined]
    return [heading(title), *blocks] if blocks else []


def _findings() -> Iterable[tuple[str, object]]:
    from hometime.complaints.models import Finding

    return Finding.choices


def _strands(of: Gathered, seen: Eyes) -> list[Block]:
    rows = [
        [str(one.get_kind_display()), one.number, _day(one.opened_on), _day(one.answer_by), _day(one.closed_on)]
        for one in of.strands
    ]
    head = (_("Strand"), _("Their number"), _("Since"), _("Answer by"), _("Closed"))
    return [heading(_("Strands")), table(head, rows, (3, 2, 2, 2, 2))] if rows else []


def _papers(of: Gathered, seen: Eyes) -> list[Block]:
    rows = [
        [
            seen.text(paper.title) or _("A paper"),
            _day(clock.local_date(paper.added_at)),
            paper.media_type,
            _broken(paper.sha256),
        ]
        for paper in of.papers
    ]
    head = (_("Paper"), _("Added"), _("Kind"), _("SHA-256 of the file as it came"))
    return [heading(_("Papers")), table(head, rows, (3, 2, 2, 5))] if rows else []


def _broken(digest: str) -> str:
    return " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))


def _disclosed(of: Gathered, seen: Eyes) -> list[Block]:
    rows = [
        [_day(one.on), seen.text(one.for_whom), seen.text(one.why), str(one.get_level_display()), seen.person(one.by)]
        for one in of.printouts
        if one.for_whom
    ]
    head = (_("On"), _("Made for"), _("Why"), _("Level"), _("By"))
    return [heading(_("Copies made before this one")), table(head, rows, (2, 3, 3, 3, 2))] if rows else []


def _dated(text: str, on: dt.date | None) -> str:
    if on is None:
        return text
    return f"{_day(on)}: {text}" if text else _day(on)


def _day(day: dt.date | None) -> str:
    return day_in_words(day, year=True) if day else ""

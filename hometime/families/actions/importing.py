"""Taking in a spreadsheet of children: kept until it was looked at, then written down whole, and never twice.

A bond made here gives nothing: unknown means less. What an adult may know, collect or agree to is decided on the bond's
own page, once somebody has checked face to face who they are.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Sequence
from typing import Any

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note
from hometime.families import rules
from hometime.families.actions.asking import ask
from hometime.families.actions.registering import write_key_facts
from hometime.families.importing import columns as meant
from hometime.families.importing.comparing import Known, Outcome, compare, known_here
from hometime.families.importing.rows import AdultRow
from hometime.families.importing.understanding import Line, understood
from hometime.families.models import Adult, Bond, Child, KeyFacts, KnownColumns, Sheet
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.kernel.folding import folded
from hometime.kernel.guard import Recorded
from hometime.people.models import Person, Room, Setting

KEPT = dt.timedelta(days=1)
BATCH = 500
UNDER_WAY = "This spreadsheet is being taken in, or has been already."
ANOTHER_LOOK = "Some lines need another look. Nothing was written down."
WRITTEN: dict[type[Recorded], str] = {
    Person: "person.added",
    Adult: "adult.registered",
    Child: "child.registered",
    KeyFacts: "child.key_facts_written",
    Bond: "bond.made",
}


@action
def bring_sheet(viewer: Viewer, setting: Setting, rows: Sequence[Sequence[str]], faults: dict[str, list[str]]) -> Sheet:
    """Keeps the rows of a spreadsheet for a day, in place of what this person brought before. Nothing of it is taken in.

    What its columns mean is remembered from last time, else guessed from the headings.
    """
    ask(viewer, rules.register, setting)
    Sheet.objects.unscoped("a sheet is kept for a day").filter(brought_at__lt=clock.now() - KEPT).delete()
    Sheet.objects.visible_to(viewer).delete()
    at = meant.heading_of(rows)
    headings = list(rows[at]) if at is not None else []
    width = max((len(row) for row in rows), default=0)
    first = 0 if at is None else at + 1
    lines = [
        (number, list(row), faults.get(str(number), []))
        for number, row in enumerate(rows, 1)
        if number > first and any(row)
    ]
    if not lines:
        raise Refused("There is no line with a child in it.")
    remembered = KnownColumns.objects.filter(setting=setting, headings=meant.digest(headings, width)).first()
    columns = remembered.columns if remembered else [*meant.guessed(headings), *[""] * width][:width]
    sheet = Sheet(
        setting=setting, by_id=viewer.person_id, brought_at=clock.now(), headings=headings, rows=lines, columns=columns
    )
    _look_later(sheet)
    sheet.save()
    note("sheet.brought", sheet, lines=len(lines))
    return sheet


@action
def say_columns(viewer: Viewer, sheet: Sheet, columns: Sequence[str]) -> Sheet:
    """Says what each column means, and remembers it for the next spreadsheet with the same headings."""
    ask(viewer, rules.register, sheet.setting)
    if not set(columns) <= meant.KNOWN:
        raise Refused("Choose what each column means from the list.")
    if faults := meant.faults_of(columns):
        raise Refused(faults[0])
    if sheet.stage in (Sheet.Stage.ASKED, Sheet.Stage.WRITE):
        raise Refused(UNDER_WAY)
    sheet.columns = list(columns)
    _look_later(sheet)
    sheet.save(update_fields=["columns", "stage", "gone", "seen", "trouble"])
    mark = meant.digest(sheet.headings, len(columns))
    known = KnownColumns.objects.filter(setting=sheet.setting, headings=mark).first()
    known = known or KnownColumns(setting=sheet.setting, headings=mark)
    known.columns = list(columns)
    known.save()
    note("sheet.columns_said", sheet)
    return sheet


def _look_later(sheet: Sheet) -> None:
    """A long spreadsheet is looked through by the background work, once it is known what its columns mean."""
    sheet.gone, sheet.seen, sheet.trouble = 0, [], ""
    sheet.stage = Sheet.Stage.LOOK if sheet.long and not meant.faults_of(sheet.columns) else ""


@action
def go_on(viewer: Actor, sheet: Sheet, gone: int, stage: str) -> None:
    """Says how far the background work has come with a spreadsheet."""
    sheet.gone, sheet.stage = gone, stage
    sheet.save(update_fields=["gone", "stage"])
    note("sheet.gone_through", sheet, lines=gone, stage=stage)


@action
def keep_seen(viewer: Actor, sheet: Sheet, outcomes: Sequence[Outcome]) -> None:
    """Keeps what would become of each line of a long spreadsheet, until it is taken in."""
    sheet.seen = [[each.row.number, each.kind, list(each.row.faults)] for each in outcomes]
    sheet.counts, sheet.gone, sheet.stage = counted(outcomes), len(sheet.rows), ""
    sheet.save(update_fields=["seen", "counts", "gone", "stage"])
    note("sheet.looked_through", sheet, lines=sheet.gone)


@action
def stop_sheet(viewer: Actor, sheet: Sheet, trouble: str) -> None:
    """The background work could not go on with a spreadsheet: nothing of it was taken in. `trouble` is a sentence of ours."""
    sheet.stage, sheet.gone, sheet.trouble = "", 0, trouble[:300]
    sheet.save(update_fields=["stage", "gone", "trouble"])
    note("sheet.stopped", sheet)


@action
def ask_to_take_in(viewer: Viewer, sheet: Sheet, *, without_wrong: bool = False) -> Sheet:
    """Asks the background work to take a long spreadsheet in, whole or (wrong lines left out) what is right of it."""
    ask(viewer, rules.register, sheet.setting)
    if sheet.stage or sheet.taken_in_on is not None:
        raise Refused(UNDER_WAY)
    if sheet.counts.get("wrong") and not without_wrong:
        raise Refused(ANOTHER_LOOK)
    sheet.stage, sheet.gone, sheet.without_wrong, sheet.trouble = Sheet.Stage.ASKED, 0, without_wrong, ""
    sheet.save(update_fields=["stage", "gone", "without_wrong", "trouble"])
    note("sheet.taking_in_asked", sheet)
    return sheet


@action
def put_sheet_aside(viewer: Viewer, sheet: Sheet) -> None:
    """Throws a spreadsheet away: nothing of it was taken in, and nothing stays."""
    ask(viewer, rules.register, sheet.setting)
    note("sheet.put_aside", sheet)
    sheet.delete()


def counted(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many lines would become what; and `alone`, how many new children would have no adult."""
    kinds = {kind: sum(each.kind == kind for each in outcomes) for kind in Outcome.KINDS}
    return {**kinds, "alone": sum(each.alone for each in outcomes)}


def looked_at(
    viewer: Viewer,
    sheet: Sheet,
    only: Collection[int] | None = None,
    tells: Callable[[int], None] | None = None,
) -> list[Outcome]:
    """What each line would become if the sheet was taken in now; or the lines of some numbers alone, which do not know
    of a child that stands twice. `tells` is told how many lines were gone through."""
    rooms = {folded(room.name): room for room in Room.objects.filter(setting=sheet.setting)}
    lines: list[Line] = [
        (number, cells, codes) for number, cells, codes in sheet.rows if only is None or number in only
    ]
    rows = understood(lines, sheet.headings, sheet.columns, clock.today(), list(rooms), tells)
    own = Person.objects.filter(pk=viewer.person_id).values_list("email", flat=True).first() or ""
    return compare(rows, known_here(viewer, sheet.setting), rooms, own)


@action
def take_in_sheet(viewer: Viewer, sheet: Sheet, *, without_wrong: bool = False) -> Sheet:
    """Writes down what the sheet says: new children, and what is new about those who are here. All of it, or nothing.

    Lines with a mistake keep everything back, unless somebody said `without_wrong`: then they are left out.
    """
    ask(viewer, rules.register, sheet.setting)
    if sheet.taken_in_on is not None:
        raise Refused("This spreadsheet has been taken in already.")
    if faults := meant.faults_of(sheet.columns):
        raise Refused(faults[0])
    outcomes = looked_at(viewer, sheet)
    counts = counted(outcomes)
    if counts["wrong"] and not without_wrong:
        raise Refused(ANOTHER_LOOK)
    gathered = _gathered(viewer, sheet.setting, outcomes)
    for each in outcomes:
        if each.kind in ("new", "changed"):
            gathered.take(each)
    gathered.write()
    sheet.rows, sheet.headings, sheet.seen, sheet.stage = [], [], [], ""
    sheet.counts, sheet.taken_in_on = counts, clock.today()
    sheet.save()
    note("sheet.taken_in", sheet, new=counts["new"], changed=counts["changed"])
    return sheet


@dataclasses.dataclass
class _Gathered:
    """Rows gathered to be written together: ten thousand children one by one would take minutes."""

    viewer: Viewer
    setting: Setting
    today: dt.date
    people: dict[str, Person]  # by e-mail address: those who are here, and then those of this sheet
    adults: dict[str, Adult]  # by person
    rows: dict[type[Recorded], list[Any]] = dataclasses.field(
        default_factory=lambda: {Person: [], Adult: [], Child: [], KeyFacts: [], Bond: []}
    )

    def take(self, outcome: Outcome) -> None:
        """Gathers what one line adds or changes. Of an adult who is bound already nothing changes: that is for their own
        page, where somebody is asked whom an address is to be kept from."""
        child = self._changed(outcome, outcome.known) if outcome.known else self._new(outcome)
        for adult in outcome.more_adults:
            bond = Bond(adult=self._somebody(adult), child=child, relation=adult.relation, starts=self.today)
            self.rows[Bond].append(bond)

    def _new(self, outcome: Outcome) -> Child:
        row, more = outcome.row, outcome.row.more
        assert row.born is not None  # a line without a date of birth is wrong
        child = Child(
            setting=self.setting, name=row.name, born=row.born, starts=row.starts, room=outcome.room,
            name_to_use=more.name_to_use,
        )  # fmt: skip
        self.rows[Child].append(child)
        if more.languages or more.facts:
            self.rows[KeyFacts].append(KeyFacts(child=child, languages=list(more.languages), facts=list(more.facts)))
        return child

    def _changed(self, outcome: Outcome, known: Known) -> Child:
        child, more = known.child, outcome.row.more
        changes = {name: value for name, value in outcome.changes.items() if name in ("room", "starts", "name_to_use")}
        if changes:
            for name, value in changes.items():
                setattr(child, name, value)
            child.save(update_fields=[*changes, "folded"])
            note("child.changed", child, by="sheet")
        if {"languages", "facts"} & set(outcome.changes):
            write_key_facts(
                self.viewer, child, list(more.languages or known.languages), list(more.facts or known.facts)
            )
        return child

    def _somebody(self, row: AdultRow) -> Adult:
        """The adult with this address, who may be here already; without an address always somebody new."""
        person = self.people.get(row.email) if row.email else None
        if person is None:
            person = Person(name=row.name, email=row.email or None)
            person.set_unusable_password()
            self.rows[Person].append(person)
            if row.email:
                self.people[row.email] = person
        if person.pk not in self.adults:
            self.adults[person.pk] = Adult(person=person, phone=row.phone, address=row.address)
            self.rows[Adult].append(self.adults[person.pk])
        return self.adults[person.pk]

    def write(self) -> None:
        """Writes everything that was gathered, with an event for each row."""
        for table, rows in self.rows.items():
            table.objects.bulk_create(rows, batch_size=BATCH)  # type: ignore[attr-defined]
            for row in rows:
                note(WRITTEN[table], row, chain=self.setting.pk)


def _gathered(viewer: Viewer, setting: Setting, outcomes: Sequence[Outcome]) -> _Gathered:
    """Finds whoever the rows name and is here already, all at once."""
    emails = sorted({adult.email for each in outcomes for adult in each.more_adults if adult.email})
    people: dict[str, Person] = {}
    adults: dict[str, Adult] = {}
    for at in range(0, len(emails), BATCH):
        there = {person.email or "": person for person in Person.objects.filter(email__in=emails[at : at + BATCH])}
        people |= there
        known = Adult.objects.unscoped("an adult of two children is one adult")
        adults |= {adult.person_id: adult for adult in known.filter(person__in=there.values())}
    return _Gathered(viewer, setting, clock.today(), people, adults)

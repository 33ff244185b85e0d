"""Takes a national register of schools in: sorted line by line, looked at, and then written down; nothing is ever deleted.

The file is read outside any transaction and never stands in memory whole; what it would change is kept in parts. Each part is
taken in with the same number of statements, however many schools there are.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, BinaryIO

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, duty_of, owe_all
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Provider
from hometime.people.roles import Role
from hometime.schools.models import Register, RegisterPart, School, SchoolMove, Stand
from hometime.schools.register.reading import Line, Unreadable, lines

BATCH = 500  # lines of a part
KEPT = dt.timedelta(days=1)
MOST_FAULTS = 100
OPEN, CLOSED = ("1", "3"), ("2",)  # 3 is open with a plan to close; 4 is not there yet
OLDEST = 5  # a school whose youngest children are older takes nobody from here
KINDS = ("new", "changed", "closing", "gone")
LEFT_OUT = ("elsewhere", "older", "not_open")
CLOSES = Task(
    "S1", _("The school that a child moves to has closed: ask the family where the child goes"), _("Open it"), Role.KEY_PERSON
)  # fmt: skip
REFUSED: Mapping[str, str] = {
    "workbook": _("This is a workbook. Save it as CSV first."),
    "other": _("This is not a list that we can read. Bring the register as CSV."),
    "empty": _("There is nothing in this file."),
    "big": _("This file is too big to be a register of schools."),
    "lines": _("There are too many lines for a register of schools."),
    "broken": _("The file is broken at line %(detail)s. Fetch it anew and bring it again."),
    "doubled": _("Two columns have the same heading: %(detail)s. Bring the register as it was published."),
    "columns": _("These headings are missing: %(detail)s. Bring the register as it was published."),
}
Tells = Callable[[int], object]


@dataclasses.dataclass
class Sorted:
    """What a register would change for one provider: counts, the first faults, and parts of lines as JSON."""

    counts: Counter[str]
    faults: list[tuple[int, str]]
    authorities: list[str]
    parts: dict[str, list[str]]


def sort_out(provider: Provider, stream: BinaryIO, asked: Collection[str], tells: Tells | None = None) -> Sorted:
    """Reads a register and sorts its lines. `asked` are local authorities by number or name; `tells` hears how many lines
    were read, after each batch. Raises Refused in plain words."""
    try:
        return _Sorting(provider, asked).through(stream, tells or _nothing)
    except Unreadable as fault:
        raise Refused(str(REFUSED[fault.code]) % {"detail": fault.detail}) from fault


def _nothing(_count: int) -> None:
    """Tells nobody."""


class _Sorting:
    """Sorts the lines of one register into kinds."""

    def __init__(self, provider: Provider, asked: Collection[str]) -> None:
        self.provider = provider
        self.asked = {_plain(name) for name in asked if name.strip()}
        if not self.asked:
            raise Refused("Say from which local authorities you want the schools.")
        self.found: dict[str, str] = {}
        self.read: set[str] = set()
        self.waiting: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
        self.made = Sorted(Counter(), [], [], {kind: [] for kind in KINDS})

    def through(self, stream: BinaryIO, tells: Tells) -> Sorted:
        """Sorts the whole file."""
        reading = lines(stream)
        while batch := list(itertools.islice(reading, BATCH)):
            mine = [line for line in batch if self._is_asked_for(line)]
            self.made.counts["elsewhere"] += len(batch) - len(mine)
            self.made.counts["read"] += len(batch)
            known = self._known([line.facts["urn"] for line in mine if not line.fault])
            for line in mine:
                self._take(line, known.get(line.facts["urn"]))
            tells(self.made.counts["read"])
        unknown = self.asked - self.found.keys()
        if unknown:
            raise Refused(
                f"No line of this file belongs to {', '.join(sorted(unknown))}. Look at the name or the number."
            )
        self._gone()
        for kind in KINDS:
            self._put_by(kind, least=1)
        self.made.authorities = sorted(set(self.found.values()))
        return self.made

    def _is_asked_for(self, line: Line) -> bool:
        names = {_plain(line.facts[name]) for name in ("la", "la_name") if line.facts.get(name)}
        for name in names & self.asked:
            self.found.setdefault(name, line.facts["la"])
        return bool(names & self.asked)

    def _known(self, urns: Sequence[str]) -> dict[str, School]:
        rows = School.objects.unscoped("a register is held against the schools that a provider has")
        return {school.urn or "": school for school in rows.filter(provider=self.provider, urn__in=urns)}

    def _take(self, line: Line, known: School | None) -> None:
        if line.fault:
            self.made.counts["wrong"] += 1
            if len(self.made.faults) < MOST_FAULTS:
                self.made.faults.append((line.number, line.fault))
            return
        self.read.add(line.facts["urn"])
        kind, row = _sorted(line.facts, known)
        self.made.counts[kind] += 1
        if row is not None:
            self.waiting[kind].append(row)
            self._put_by(kind, least=BATCH)

    def _gone(self) -> None:
        """What we have from these places and the file has not: it is told, and stays."""
        rows = School.objects.unscoped("what a register has no more is told, and stays")
        there = rows.filter(
            provider=self.provider, la__in=set(self.found.values()), stand=Stand.OPEN, urn__isnull=False
        )
        for school in there.order_by("pk").iterator(chunk_size=BATCH):
            if school.urn not in self.read:
                self.made.counts["gone"] += 1
                facts = {name: getattr(school, name) for name in School.FACTS}
                self.waiting["gone"].append({**facts, "stand": Stand.GONE, "was": {}})
                self._put_by("gone", least=BATCH)

    def _put_by(self, kind: str, *, least: int) -> None:
        if len(self.waiting[kind]) >= least:
            self.made.parts[kind].append(json.dumps(self.waiting[kind], ensure_ascii=False))
            self.waiting[kind] = []


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _sorted(facts: Mapping[str, str], known: School | None) -> tuple[str, dict[str, Any] | None]:
    """Which kind a line is, and the line as it is put by where it changes something."""
    is_open = facts["status"] in OPEN
    if known is None:
        left_out = _left_out(facts)
        return (left_out, None) if left_out else ("new", _row(facts, Stand.OPEN, {}))
    stand = Stand.OPEN if is_open else Stand.CLOSED
    row = _row(facts, stand, {})
    was = {name: getattr(known, name) for name in (*School.FACTS, "stand") if getattr(known, name) != row[name]}
    if not was:
        return "same", None
    row["was"] = was
    return ("closing" if "stand" in was and not is_open else "changed"), row


def _left_out(facts: Mapping[str, str]) -> str:
    """Why a school that we do not have is left out; nothing where it is taken in."""
    if facts["status"] not in OPEN:
        return "not_open"
    young = bool(facts["low_age"]) and int(facts["low_age"]) <= OLDEST
    return "" if young else "older"


def _row(facts: Mapping[str, str], stand: str, was: Mapping[str, Any]) -> dict[str, Any]:
    return {**{name: facts.get(name, "") for name in School.FACTS}, "stand": stand, "was": was}


@action
def bring(viewer: Actor, provider: Provider, found: Sorted) -> Register:
    """Keeps what a register would change for a day, in place of what this person brought before."""
    old = Register.objects.unscoped("a register is kept for a day")
    old.filter(brought_at__lt=clock.now() - KEPT).delete()
    old.filter(provider=provider, by_id=person_of(viewer), taken_in_on__isnull=True).delete()
    register = Register(
        provider=provider, by_id=person_of(viewer), brought_at=clock.now(), authorities=found.authorities,
        counts=dict(found.counts), faults=found.faults,
    )  # fmt: skip
    register.save()
    RegisterPart.objects.bulk_create(
        RegisterPart(register=register, kind=kind, number=number, lines=text)
        for kind, texts in found.parts.items()
        for number, text in enumerate(texts)
    )
    note("register.brought", register, read=found.counts["read"])
    return register


@action
def take_in(viewer: Actor, register: Register, tells: Tells | None = None) -> Register:
    """Writes down what a register says: new schools, and what changed. All of it, or nothing; never twice.

    A school that has closed or is no longer in the register stays, and is told to whoever has a child who moves there.
    """
    mine = Register.objects.unscoped("a register is taken in once").filter(pk=register.pk, taken_in_on__isnull=True)
    if not mine.update(taken_in_on=clock.today()):
        raise Refused("This register has been taken in already.")
    register.taken_in_on = clock.today()
    parts = RegisterPart.objects.unscoped("a register is taken in part by part").filter(register=register)
    done = 0
    for kind in KINDS:
        for number in range(parts.filter(kind=kind).count()):
            rows = parts.get(kind=kind, number=number).rows()
            _write(register.provider, rows)
            if kind in ("closing", "gone"):
                _tell(viewer, register.provider, [row["urn"] for row in rows])
            done += len(rows)
            if tells is not None:
                tells(done)
    parts.delete()
    note("register.taken_in", register, **{kind: register.counts.get(kind, 0) for kind in KINDS})
    return register


def _write(provider: Provider, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes the schools of a part, new and changed alike; a school keeps its row by its number."""
    today = clock.today()
    schools = [
        School(provider=provider, stand=row["stand"], read_on=today, **{name: row[name] for name in School.FACTS})
        for row in rows
    ]
    School.objects.bulk_create(
        schools,
        update_conflicts=True,
        unique_fields=["provider", "urn"],
        update_fields=[*(name for name in School.FACTS if name != "urn"), "stand", "read_on", "folded"],
    )


def _tell(viewer: Actor, provider: Provider, urns: Sequence[str]) -> None:
    """Owes a word with each family whose child moves to one of these schools."""
    moves = SchoolMove.objects.unscoped("whose school has closed is asked where the child goes").filter(
        closed__isnull=True, school__provider=provider, school__urn__in=urns
    )
    owed = [
        duty_of(move, CLOSES, due=clock.today() + dt.timedelta(days=7), why={"opens": ["school-move", move.pk]})
        for move in moves.order_by("pk")
    ]
    owe_all(viewer, owed)


@action
def put_aside(viewer: Actor, register: Register) -> None:
    """Throws a register away: nothing of it was taken in, and nothing stays."""
    note("register.put_aside", register)
    register.delete()


@action
def write_school(viewer: Actor, provider: Provider, facts: Mapping[str, str]) -> School:
    """Writes a school down by hand, for a place whose register nobody has brought."""
    if not facts["name"].strip():
        raise Refused("Write the name of the school.")
    there = School.objects.unscoped("the same school is not written down twice")
    if there.filter(provider=provider, name__iexact=facts["name"].strip(), postcode__iexact=facts["postcode"]).exists():
        raise Refused("This school is on the list already.")
    school = School(provider=provider, read_on=clock.today(), **{name: said.strip() for name, said in facts.items()})
    school.save()
    note("school.written", school)
    return school

"""Reads a national register of schools: sorted line by line against the schools that a provider has, and kept to be looked at.

The file is read outside any transaction; what it would change is kept in parts. From a page it is handed in, and the background
work reads it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import itertools
import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, BinaryIO

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.kernel.guard import Scoped
from hometime.people.models import Provider
from hometime.schools.models import Register, RegisterFile, RegisterPart, School, Stand
from hometime.schools.register.reading import Line, Unreadable, lines

BATCH = 500  # lines of a part
KEPT = dt.timedelta(days=1)
MOST_FAULTS = 100
TOLD_EVERY = 5 * BATCH  # lines
LONGEST_TROUBLE = 700  # signs
OPEN, CLOSED = ("1", "3"), ("2",)  # 3 is open with a plan to close; 4 is not there yet
OLDEST = 5  # a school whose youngest children are older takes nobody from here
KINDS = ("new", "changed", "closing", "gone")
LEFT_OUT = ("elsewhere", "older", "not_open")
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
        raise _refused(fault) from fault


def _refused(fault: Unreadable) -> Refused:
    return Refused(str(REFUSED[fault.code]) % {"detail": fault.detail})


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
def hand_in(viewer: Actor, provider: Provider, content: bytes, asked: Sequence[str]) -> Register:
    """Keeps a register until the background work has read it. Raises Refused at once where it is none by its first lines."""
    if not any(name.strip() for name in asked):
        raise Refused("Say from which local authorities you want the schools.")
    try:
        next(lines(io.BytesIO(content)), None)
    except Unreadable as fault:
        raise _refused(fault) from fault
    register = _in_place_of_others(viewer, provider)
    register.asked, register.stage, register.whole = list(asked), Register.Stage.READING, content.count(b"\n")
    register.save()
    RegisterFile(register=register, content=content).save()
    note("register.handed_in", register)
    return register


@action
def bring(viewer: Actor, provider: Provider, found: Sorted) -> Register:
    """Keeps what a register would change for a day, in place of what this person brought before."""
    register = _in_place_of_others(viewer, provider)
    register.save()
    _keep(register, found)
    note("register.brought", register, read=found.counts["read"])
    return register


def _in_place_of_others(viewer: Actor, provider: Provider) -> Register:
    """A new register, not saved; what its owner brought before goes, and whatever is older than a day."""
    old = Register.objects.unscoped("a register is kept for a day").exclude(stage=Register.Stage.TAKING)
    old.filter(brought_at__lt=clock.now() - KEPT).delete()
    old.filter(provider=provider, by_id=person_of(viewer), taken_in_on__isnull=True).delete()
    return Register(provider=provider, by_id=person_of(viewer), brought_at=clock.now())


def _keep(register: Register, found: Sorted) -> None:
    register.authorities, register.counts, register.faults = found.authorities, dict(found.counts), found.faults
    register.stage = Register.Stage.READ
    register.save(update_fields=["authorities", "counts", "faults", "stage"])
    RegisterPart.objects.bulk_create(
        RegisterPart(register=register, kind=kind, number=number, lines=text)
        for kind, texts in found.parts.items()
        for number, text in enumerate(texts)
    )


def read(viewer: Actor, register: Register) -> None:
    """Reads a register that was handed in, and says now and then how far it has come. Where it was put aside meanwhile,
    nothing is kept."""
    content = (
        RegisterFile.objects.unscoped("the background work reads what was handed in").get(register=register).content
    )

    def tells(count: int) -> None:
        if count % TOLD_EVERY == 0:
            _so_far(viewer, register, count)

    try:
        found = sort_out(register.provider, io.BytesIO(content), register.asked, tells)
    except Refused as no:
        _end_reading(viewer, register, str(no))
    else:
        _end_reading(viewer, register, found)


def being_read(register: Register) -> Scoped[Register]:
    """The row of a register, as long as it is still to be read: nothing, where it was put aside."""
    rows = Register.objects.unscoped("the background work says how far a register is read")
    return rows.filter(pk=register.pk, stage=Register.Stage.READING)


@action
def _so_far(viewer: Actor, register: Register, count: int) -> None:
    if being_read(register).update(done=count):
        note("register.reading", register, lines=count)


@action
def _end_reading(viewer: Actor, register: Register, found: Sorted | str) -> None:
    """Keeps what was found, or the words in which the file is refused. The file itself goes either way."""
    row = being_read(register).first()
    if row is None:
        return
    RegisterFile.objects.unscoped("a file that was read goes").filter(register=row).delete()
    if isinstance(found, str):
        row.stage, row.trouble = Register.Stage.REFUSED, found[:LONGEST_TROUBLE]
        row.save(update_fields=["stage", "trouble"])
        note("register.refused", row)
        return
    _keep(row, found)
    note("register.brought", row, read=found.counts["read"])


@action
def put_aside(viewer: Actor, register: Register) -> None:
    """Throws a register away: nothing of it was taken in, and nothing stays."""
    waits = Register.objects.unscoped("a register that is being taken in is not thrown away").filter(pk=register.pk)
    if waits.filter(stage__in=(Register.Stage.TAKING, Register.Stage.TAKEN)).exists():
        raise Refused("This register has been taken in already.")
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

"""Takes a register that was looked at in: part by part, each with the same number of statements, and nothing is ever deleted.

Each part is a transaction of its own, so others need not wait for the whole, and a page can say how far it has come. What was
begun is carried on by the background work, whatever happens in between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note
from hometime.duties.actions import Task, duty_of, owe_all
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.kernel.guard import Scoped
from hometime.people.models import Provider
from hometime.people.roles import Role
from hometime.schools.actions.registers import KINDS, Tells, read
from hometime.schools.models import Register, RegisterPart, School, SchoolMove

CLOSES = Task(
    "S1", _("The school that a child moves to has closed: ask the family where the child goes"), _("Open it"), Role.KEY_PERSON
)  # fmt: skip


@action
def begin(viewer: Actor, register: Register) -> Register:
    """Says that a register is to be taken in: the background work does it. Once only."""
    row = _row(register).filter(stage=Register.Stage.READ)
    whole = sum(int(register.counts.get(kind, 0)) for kind in KINDS)
    if not row.update(stage=Register.Stage.TAKING, done=0, whole=whole):
        raise Refused("This register has been taken in already.")
    register.stage, register.done, register.whole = Register.Stage.TAKING, 0, whole
    note("register.taking_in", register)
    return register


def take_in(viewer: Actor, register: Register, tells: Tells | None = None) -> Register:
    """Writes down what a register says: new schools, and what changed; never twice. `tells` hears how many lines are done.

    A school that has closed or is no longer in the register stays, and is told to whoever has a child who moves there.
    """
    return carry_on(viewer, begin(viewer, register), tells)


def carry_on(viewer: Actor, register: Register, tells: Tells | None = None) -> Register:
    """Takes in the parts that are left, in their order, and ends. Safe to do twice: a part goes with what it said."""
    parts = RegisterPart.objects.unscoped("a register is taken in part by part").filter(register=register)
    for part in sorted(parts.only("pk", "kind", "number"), key=lambda part: (KINDS.index(part.kind), part.number)):
        _take_part(viewer, register, part.pk)
        if tells is not None:
            tells(register.done)
    return _end(viewer, register)


@action
def _take_part(viewer: Actor, register: Register, part_id: int) -> None:
    parts = RegisterPart.objects.unscoped("a part is taken in once").filter(pk=part_id)
    part = parts.select_for_update(of=("self",)).first()
    if part is None:
        return  # another process took it in meanwhile
    rows = part.rows()
    _write(register.provider, rows)
    if part.kind in ("closing", "gone"):
        _tell(viewer, register.provider, [row["urn"] for row in rows])
    parts.delete()
    _row(register).update(done=F("done") + len(rows))
    register.done += len(rows)
    note("register.part_taken_in", register, lines=len(rows))


@action
def _end(viewer: Actor, register: Register) -> Register:
    row = _row(register).filter(stage=Register.Stage.TAKING)
    if row.update(stage=Register.Stage.TAKEN, taken_in_on=clock.today()):
        register.stage, register.taken_in_on = Register.Stage.TAKEN, clock.today()
        note("register.taken_in", register, **{kind: register.counts.get(kind, 0) for kind in KINDS})
    return register


def _row(register: Register) -> Scoped[Register]:
    return Register.objects.unscoped("a register is taken in once").filter(pk=register.pk)


def see_to_registers(viewer: Actor) -> int:
    """Reads what was handed in, and takes in what was looked at. Safe to run again. Gives how many registers it moved on."""
    rows = Register.objects.unscoped("the background work sees to registers").select_related("provider")
    works: dict[Register.Stage, Callable[[Actor, Register], object]] = {
        Register.Stage.READING: read,
        Register.Stage.TAKING: carry_on,
    }
    waiting = list(rows.filter(stage__in=works).order_by("brought_at", "pk"))
    for register in waiting:
        works[Register.Stage(register.stage)](viewer, register)
    return len(waiting)


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

"""Seven ways to tamper with the audit, each found (TRUST 13); and what the database itself refuses beforehand."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from hometime.audit import chain as chains
from hometime.audit import proof
from hometime.audit.actions import House, action, body_of, note, record_reading
from hometime.audit.models import Event, Head, Reading, Witness
from hometime.audit.triggers import APPEND_ONLY
from hometime.kernel import clock
from hometime.people.models import Person
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
WORKS = House("tests")
FEW, MANY = 25, 500

Outside = list[tuple[str, int, str]]


@action
def does_something(actor: House, person: Person, number: int) -> None:
    """An action that leaves an event."""
    note("test.done", person, chain=f"chain{number % 3}", number=number)


@pytest.fixture
def chained(cast: Cast) -> Outside:
    """Three chains of twenty events each over several days, and the heads that somebody outside was given."""
    for number in range(60):
        with clock.fixed(TODAY + dt.timedelta(days=number // 9)):
            does_something(WORKS, cast.people["Mo Manager"], number)
    proof.witness("chain0", "letter")
    assert proof.verify().whole
    return [(f"chain{n}", *proof.head_code(f"chain{n}")) for n in range(3)]


@contextlib.contextmanager
def triggers_down() -> Iterator[None]:
    """What somebody could do who holds the whole database: the triggers are off. Everything is undone afterwards."""
    undo = transaction.atomic()
    undo.__enter__()
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for table in APPEND_ONLY:
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%%'")
                for (name,) in cursor.fetchall():
                    cursor.execute(f"DROP TRIGGER {name}")
        yield
    finally:
        transaction.set_rollback(True)
        undo.__exit__(None, None, None)


def some_event(draw: random.Random) -> Event:
    return draw.choice(list(Event.objects.filter(chain__startswith="chain").order_by("id")))


def rows(event: Event) -> Any:
    return Event.objects.filter(pk=event.pk)


EDITS: Mapping[str, Callable[[Event], Any]] = {
    "chain": lambda event: "chain9",
    "seq": lambda event: event.seq + 100,
    "on": lambda event: event.on + dt.timedelta(days=1),
    "actor": lambda event: "somebody else",
    "hat": lambda event: "parent",
    "verb": lambda event: "test.undone",
    "subject_type": lambda event: "people.room",
    "subject": lambda event: "another",
    "facts": lambda event: {**event.facts, "number": -1},
    "before": lambda event: "f" * 64,
    "digest": lambda event: "f" * 64,
}


def edit(draw: random.Random) -> None:
    event, (name, change) = some_event(draw), draw.choice(sorted(EDITS.items()))
    rows(event).update(**{name: change(event)})


def back_date(draw: random.Random) -> None:
    event, days = some_event(draw), dt.timedelta(days=draw.randint(1, 90))
    rows(event).update(at=event.at - days, on=event.on - days)


def delete(draw: random.Random) -> None:
    rows(some_event(draw)).delete()


def swap(draw: random.Random) -> None:
    one = some_event(draw)
    other = draw.choice(list(Event.objects.filter(chain=one.chain).exclude(pk=one.pk)))
    for event, place in ((one, 10_000), (other, one.seq), (one, other.seq)):
        rows(event).update(seq=place)


def insert(draw: random.Random) -> None:
    """A forged event in the middle or at the end, with everything after it moved up; the forger has no key."""
    model = some_event(draw)
    later = Event.objects.filter(chain=model.chain, seq__gt=model.seq).order_by("-seq")
    for event in later:
        rows(event).update(seq=event.seq + 1)
    forged = Event(**{f.attname: getattr(model, f.attname) for f in Event._meta.concrete_fields if f.name != "id"})
    forged.seq, forged.before, forged.verb = model.seq + 1, model.digest, "test.forged"
    forged.save()
    if draw.random() < 0.5:
        head = Head.objects.get(chain=model.chain)
        Head.objects.filter(pk=head.pk).update(seq=head.seq + 1)


def restore_older_copy(draw: random.Random) -> None:
    event = some_event(draw)
    Event.objects.filter(chain=event.chain, seq__gte=event.seq).delete()
    Head.objects.filter(chain=event.chain).update(seq=event.seq - 1, digest=event.before)


def make_anew(draw: random.Random) -> None:
    """Somebody who holds even the key changes one event and seals all that follow again."""
    changed = some_event(draw)
    rows(changed).update(facts={"number": -1})
    before = changed.before
    for event in Event.objects.filter(chain=changed.chain, seq__gte=changed.seq).order_by("seq"):
        digest = chains.seal(bytes.fromhex(settings.AUDIT_KEY), before, event.seq, body_of(event))
        rows(event).update(before=before, digest=digest)
        before = digest
    Head.objects.filter(chain=changed.chain).update(digest=before)


SHOWN_BY_THE_CHAIN = (edit, back_date, delete, swap, insert)
SHOWN_BY_A_WITNESS = (restore_older_copy, make_anew)


@pytest.mark.parametrize("times", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
@pytest.mark.parametrize("tamper", SHOWN_BY_THE_CHAIN, ids=lambda tamper: tamper.__name__)
def test_the_chain_alone_shows_the_tampering(
    tamper: Callable[[random.Random], None], times: int, chained: Outside
) -> None:
    draw = random.Random(tamper.__name__)
    for _ in range(times):
        with triggers_down():
            tamper(draw)
            assert not proof.verify().whole
    assert proof.verify(chained).whole


@pytest.mark.parametrize("times", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
@pytest.mark.parametrize("tamper", SHOWN_BY_A_WITNESS, ids=lambda tamper: tamper.__name__)
def test_a_witness_outside_shows_the_tampering(
    tamper: Callable[[random.Random], None], times: int, chained: Outside
) -> None:
    draw = random.Random(tamper.__name__)
    for _ in range(times):
        with triggers_down():
            Witness.objects.all().delete()  # whoever holds the database holds the list of witnesses in it
            tamper(draw)
            assert not proof.verify(chained).whole
    assert proof.verify(chained).whole


def test_without_a_witness_a_chain_made_anew_stands(chained: Outside) -> None:
    """The limit that the promise states: only what was witnessed cannot be changed unseen."""
    draw = random.Random(1)
    with triggers_down():
        Witness.objects.all().delete()
        make_anew(draw)
        assert proof.verify().whole


@pytest.mark.parametrize("keep", ["first", "last"])
def test_a_chain_cut_at_either_end_is_found(keep: str, chained: Outside) -> None:
    for cut in (1, 5, 19, 20):
        kept = {"seq__gt": 20 - cut} if keep == "first" else {"seq__lte": cut}
        with triggers_down():
            Event.objects.filter(chain="chain1", **kept).delete()
            assert not proof.verify().whole


def test_a_head_that_says_something_else_is_found(chained: Outside) -> None:
    head = Head.objects.get(chain="chain2")
    for change in ({"seq": head.seq - 1}, {"seq": head.seq + 1}, {"digest": "f" * 64}):
        Head.objects.filter(pk=head.pk).update(**change)
        assert not proof.verify().whole
        Head.objects.filter(pk=head.pk).update(seq=head.seq, digest=head.digest)
    Head.objects.filter(pk=head.pk).delete()
    assert not proof.verify().whole


def test_what_is_recorded_while_the_chain_is_read_is_no_fault(
    cast: Cast, chained: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = proof._links

    def while_people_work(place: str) -> Iterator[chains.Link]:
        if place.startswith("chain"):
            does_something(WORKS, cast.people["Mo Manager"], int(place[-1]))
        yield from reads(place)
        if place.startswith("chain"):
            does_something(WORKS, cast.people["Mo Manager"], int(place[-1]))

    monkeypatch.setattr(proof, "_links", while_people_work)
    assert proof.verify(chained).faults == ()


def test_readings_are_sealed_once_and_a_change_among_them_is_found(cast: Cast) -> None:
    manager, ava = cast.viewer("Mo Manager"), cast.children["Ava"]
    for hour in range(4):
        with clock.fixed(dt.datetime(2026, 3, 9, 9 + hour, tzinfo=dt.UTC)):
            record_reading(manager, ava, "child")
            assert proof.seal_readings(WORKS) == (1 if hour else 0)  # the one just made is still on its way
    assert proof.verify().whole
    first = Reading.objects.order_by("id").first()
    assert first is not None
    for change in (
        {"actor": "another"},
        {"door": "other"},
        {"subject_type": "x.y"},
        {"on": TODAY - dt.timedelta(days=1)},
    ):
        with triggers_down():
            Reading.objects.filter(pk=first.pk).update(**change)
            assert not proof.verify().whole
    with triggers_down():
        first.delete()
        assert not proof.verify().whole


def _row(table: str) -> str:
    with connection.cursor() as cursor:
        names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    return ", ".join(f'"{name}"' for name in names)


def _statements(table: str) -> list[str]:
    """Every way of changing or removing a row that both, or one of the two databases, know."""
    row = _row(table)
    both = [
        f"UPDATE {table} SET chain = 'x'",
        f"DELETE FROM {table}",
        f"INSERT INTO {table} ({row}) SELECT {row} FROM {table} WHERE true ON CONFLICT (id) DO UPDATE SET chain = 'x'",
    ]
    if connection.vendor == "postgresql":
        return [*both, f"TRUNCATE {table}", f"TRUNCATE {table} CASCADE", f"UPDATE ONLY {table} SET chain = 'x'"]
    return [
        *both,
        f"UPDATE OR REPLACE {table} SET chain = 'x'",
        f"INSERT OR REPLACE INTO {table} ({row}) SELECT {row} FROM {table} LIMIT 1",
        f"REPLACE INTO {table} ({row}) SELECT {row} FROM {table} LIMIT 1",
    ]


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_database_refuses_to_change_what_was_recorded(table: str, cast: Cast, chained: Outside) -> None:
    record_reading(cast.viewer("Mo Manager"), cast.children["Ava"], "child")
    for statement in _statements(table):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert proof.verify(chained).whole


def test_a_second_event_cannot_take_the_place_of_the_first(chained: Outside) -> None:
    """`INSERT OR REPLACE` without an id would delete the event that holds the place in the chain."""
    names = [f'"{f.column}"' for f in Event._meta.concrete_fields if f.name != "id"]
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{verb} INTO audit_event ({', '.join(names)}) SELECT {', '.join(names)} FROM audit_event LIMIT 1"
        )
    assert proof.verify(chained).whole

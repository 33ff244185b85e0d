"""A page asks the database as often for many rows as for few, and never reads a whole table to find them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection

from hometime.audit.actions import House
from hometime.duties.models import Duty, Kind
from hometime.families.models import Child
from hometime.people.models import Setting
from hometime.people.roles import Hat, Role
from hometime.records.audiences import Audience
from hometime.records.models import Record
from hometime.today.pages import board
from tests.cast import TODAY, Cast
from tests.promises.towns import write

pytestmark = pytest.mark.django_db
BIG = ("duties_duty", "records_record", "records_party")
MANY = 400  # a query whose number grows with its rows grows long before this
VIEWERS = [("Mo Manager", Hat.STAFF), ("Kay Person", Hat.STAFF), ("Mum Full", Hat.PARENT), ("Ola Owner", Hat.OWNER)]


def elsewhere(cast: Cast) -> None:
    """Many settings of somebody else, each with as much as ours."""
    places = [Setting(provider=cast.stranger.provider, name=f"S{n}", slug=f"s{n}") for n in range(30)]
    children = [Child(setting=place, name="Far Off", born=TODAY) for place in places]
    write(House("tests"), [places, children])
    for child in children:
        add(cast, 50, child)


def add(cast: Cast, rows: int, about: Child | None = None) -> None:
    """Adds records and a duty on each, of every audience, owed by every post and some of them by nobody."""
    about = about or cast.children["Ava"]
    audiences, roles = list(Audience), [Role.MANAGER, Role.KEY_PERSON, Role.PARENT, Role.OWNER, Role.DEPUTY_DSL]
    hats = {Role.OWNER: Hat.OWNER, Role.PARENT: Hat.PARENT}
    records = [
        Record(
            setting=about.setting,
            child=about,
            kind="note",
            title="A note",
            audience=audiences[n % len(audiences)],
            opened=TODAY,
        )
        for n in range(rows)
    ]
    owed = [
        Duty(
            record=record,
            setting=about.setting,
            clause="F1",
            kind=Kind.EVENT,
            what="Do it",
            verb="Done",
            owed_role=roles[n % len(roles)],
            hat=hats.get(roles[n % len(roles)], Hat.STAFF),
            person=cast.people["Mum Full"] if roles[n % len(roles)] == Role.PARENT else None,
            owed_on=TODAY,
            due=TODAY,
        )
        for n, record in enumerate(records)
    ]
    write(House("tests"), [records, owed])


Statement = tuple[str, Any]


def statements(cast: Cast, name: str, hat: Hat) -> list[Statement]:
    """The SQL of one front page, each with its parameters: a plan for literals may be another one."""
    viewer = cast.viewer(name, hat)
    caught: list[Statement] = []

    def catch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        caught.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(catch):
        board(viewer, 1)
    return caught


@pytest.mark.parametrize(("name", "hat"), VIEWERS)
def test_today_asks_as_often_for_many_duties_as_for_few(name: str, hat: Hat, cast: Cast) -> None:
    add(cast, 30)
    few = statements(cast, name, hat)
    add(cast, MANY)
    many = statements(cast, name, hat)
    assert few
    assert len(few) == len(many)


def whole_tables(plan: str) -> set[str]:
    """The big tables that a plan reads from end to end."""
    if connection.vendor == "sqlite":
        return {name for name in BIG if re.search(rf"SCAN {name}\b(?! USING (COVERING )?INDEX)", plan)}
    return {name for name in BIG if re.search(rf"Seq Scan on {name}\b", plan)}


def plan_of(statement: Statement) -> str:
    words = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # a small table is read whole by choice; can it be helped?
        cursor.execute(words + statement[0], statement[1])
        return "\n".join(str(row) for row in cursor.fetchall())


@pytest.mark.parametrize(("name", "hat"), VIEWERS)
def test_today_never_reads_a_whole_table(name: str, hat: Hat, cast: Cast) -> None:
    """Most of what there is belongs to somebody else: then reading it all cannot be the best way."""
    add(cast, 100)
    elsewhere(cast)
    for statement in statements(cast, name, hat):
        plan = plan_of(statement)
        assert whole_tables(plan) == set(), plan


def test_a_whole_table_read_is_found(cast: Cast) -> None:
    add(cast, MANY)
    assert whole_tables(plan_of(("SELECT * FROM duties_duty WHERE evidence = %s", ("x",)))) == {"duties_duty"}

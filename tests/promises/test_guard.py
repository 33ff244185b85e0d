"""The three guarantees: scoped reads and recorded writes. Each test plants the fault that the guard must catch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.db import connection
from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Subquery
from django.template import Context, Template

from hometime.audit.actions import House, action, note
from hometime.audit.models import Event
from hometime.families.models import Adult, Bond, Child
from hometime.kernel.guard import Unrecorded, Unscoped
from hometime.people.models import Person, Setting
from tests.cast import Cast

pytestmark = pytest.mark.django_db

RUNS: dict[str, Callable[[Any], Any]] = {
    "iteration": lambda rows: list(rows),
    "iterator": lambda rows: list(rows.iterator()),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.order_by("pk").last(),
    "get": lambda rows: rows.get(pk="x"),
    "len": lambda rows: len(rows),
    "truth": lambda rows: bool(rows),
    "index": lambda rows: rows[0],
    "slice": lambda rows: list(rows[:5]),
    "repr": lambda rows: repr(rows),
    "contains": lambda rows: Child(pk="x", name="x") in rows,
    "aggregate": lambda rows: rows.aggregate(Max("born")),
    "annotate": lambda rows: list(rows.annotate(n=Count("bonds"))),
    "values": lambda rows: list(rows.values("name")),
    "values_list": lambda rows: list(rows.values_list("name", flat=True)),
    "dates": lambda rows: list(rows.dates("born", "year")),
    "distinct": lambda rows: list(rows.distinct()),
    "in_bulk": lambda rows: rows.in_bulk(["x"]),
    "earliest": lambda rows: rows.earliest("born"),
    "latest": lambda rows: rows.latest("born"),
    "explain": lambda rows: rows.explain(),
    "update": lambda rows: rows.update(name="x"),
    "delete": lambda rows: rows.delete(),
    "raw": lambda rows: list(rows.raw("SELECT * FROM families_child")),
    "union": lambda rows: list(rows.union(rows.filter(pk="x"))),
    "union with a scoped one": lambda rows: list(rows.unscoped("test").union(rows)),
    "intersection": lambda rows: list(rows.unscoped("test").intersection(rows)),
    "difference": lambda rows: list(rows.unscoped("test").difference(rows)),
    "or with a scoped one": lambda rows: list(rows.unscoped("test") | rows),
    "and with a scoped one": lambda rows: list(rows.unscoped("test") & rows),
    "xor with a scoped one": lambda rows: list(rows.unscoped("test") ^ rows),
    "get_or_create": lambda rows: rows.get_or_create(name="x"),
    "update_or_create": lambda rows: rows.update_or_create(name="x"),
    "select_related": lambda rows: list(rows.select_related("setting")),
    "only": lambda rows: list(rows.only("name")),
    "subquery": lambda rows: list(Setting.objects.annotate(n=Subquery(rows.values("name")[:1]))),
    "exists in another": lambda rows: list(Setting.objects.filter(Exists(rows.filter(setting=OuterRef("pk"))))),
    "in another": lambda rows: list(Setting.objects.filter(pk__in=rows.values("setting"))),
    "form choices": lambda rows: str(forms.ModelChoiceField(queryset=rows).choices and list(forms.ModelChoiceField(queryset=rows).choices)),
    "template loop": lambda rows: Template("{% for c in rows %}{{ c.name }}{% endfor %}").render(Context({"rows": rows})),
    "template length": lambda rows: Template("{{ rows|length }}").render(Context({"rows": rows})),
    "prefetch": lambda rows: list(Setting.objects.all()[:1]) and list(Child.objects.unscoped("test").prefetch_related("bonds")),
}  # fmt: skip


@pytest.mark.parametrize("way", RUNS)
def test_a_guarded_query_that_nobody_scoped_never_runs(way: str, cast: Cast) -> None:
    with pytest.raises(Unscoped):
        RUNS[way](Child.objects.all())


def test_a_reverse_relation_needs_a_scope_too(cast: Cast) -> None:
    ava = cast.children["Ava"]
    with pytest.raises(Unscoped):
        list(ava.bonds.all())
    with pytest.raises(Unscoped):
        Template("{% for bond in child.bonds.all %}{{ bond.relation }}{% endfor %}").render(Context({"child": ava}))
    assert len(ava.bonds.visible_to(cast.viewer("Mo Manager"))) == 4


def test_a_prefetch_takes_its_scope_along(cast: Cast) -> None:
    manager = cast.viewer("Mo Manager")
    bonds = Prefetch("bonds", Bond.objects.visible_to(manager))
    children = Child.objects.visible_to(manager).prefetch_related(bonds)
    assert {len(c.bonds.all()) for c in children} == {1, 4}


def test_narrowing_a_scoped_query_keeps_its_scope(cast: Cast) -> None:
    seen = Child.objects.visible_to(cast.viewer("Mum Full"))
    assert [c.name for c in seen.filter(born__year=2023).exclude(name="").order_by("name")] == ["Ava Child"]
    assert seen.count() == 1 and seen.none().count() == 0


def test_an_empty_reason_opens_nothing() -> None:
    with pytest.raises(Unscoped):
        Child.objects.unscoped("  ")


WRITES: dict[str, Callable[[Cast], Any]] = {
    "save": lambda cast: cast.children["Ava"].save(),
    "new row": lambda cast: Child(setting=cast.setting, name="x", born="2023-01-01").save(),
    "create": lambda cast: Child.objects.create(setting=cast.setting, name="x", born="2023-01-01"),
    "delete": lambda cast: cast.children["Ava"].delete(),
    "update": lambda cast: Child.objects.unscoped("test").update(name="x"),
    "bulk delete": lambda cast: Child.objects.unscoped("test").delete(),
    "bulk create": lambda cast: Child.objects.bulk_create([Child(setting=cast.setting, name="x", born="2023-01-01")]),
    "bulk update": lambda cast: Child.objects.unscoped("test").bulk_update([cast.children["Ava"]], ["name"]),
    "a person": lambda cast: cast.people["Mum Full"].save(),
    "persons in bulk": lambda cast: Person.objects.update(name="x"),
}


@pytest.mark.parametrize("way", WRITES)
def test_nothing_is_written_outside_an_action(way: str, cast: Cast) -> None:
    with pytest.raises(Unrecorded):
        WRITES[way](cast)


@action
def forgets_to_note(actor: House, child: Child) -> None:
    """An action with the fault: it writes and notes nothing."""
    child.name = "changed"
    child.save()


@action
def notes_nothing_done(actor: House) -> None:
    """An action that writes nothing needs no event."""


def test_an_action_that_wrote_and_noted_nothing_is_rolled_back(cast: Cast) -> None:
    ava = cast.children["Ava"]
    with pytest.raises(Unrecorded):
        forgets_to_note(House("tests"), ava)
    assert Child.objects.unscoped("test").get(pk=ava.pk).name == "Ava Child"
    notes_nothing_done(House("tests"))


def test_an_event_can_be_noted_only_inside_an_action(cast: Cast) -> None:
    with pytest.raises(Unrecorded):
        note("child.changed", cast.children["Ava"])


def test_raw_changes_to_the_audit_are_refused_by_the_database(cast: Cast) -> None:
    from django.db import DatabaseError, transaction

    event = Event.objects.order_by("id").first()
    assert event is not None
    statements = [
        "UPDATE audit_event SET verb = 'x'",
        "DELETE FROM audit_event",
        "UPDATE audit_reading SET actor = 'x'" if connection.vendor == "postgresql" else "DELETE FROM audit_event",
    ]
    if connection.vendor == "sqlite":
        columns = [c for c in (f.column for f in Event._meta.concrete_fields)]
        chosen = ", ".join('"%s"' % c for c in columns)
        statements.append(f"INSERT OR REPLACE INTO audit_event ({chosen}) SELECT {chosen} FROM audit_event LIMIT 1")
    for statement in statements:
        if "audit_reading" in statement:
            continue
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_adults_of_one_child_do_not_see_each_other(cast: Cast) -> None:
    mum = cast.viewer("Mum Full")
    assert [a.person.name for a in Adult.objects.visible_to(mum)] == ["Mum Full"]
    assert [b.adult.person.name for b in Bond.objects.visible_to(mum)] == ["Mum Full"]

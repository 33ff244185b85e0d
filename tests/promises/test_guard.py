"""The three guarantees: scoped reads and recorded writes. Each test plants the fault that the guard must catch."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.core import serializers
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Subquery
from django.template import Context, Template

from hometime.audit.actions import House, action, note
from hometime.audit.models import Event
from hometime.families.models import Adult, Bond, Child
from hometime.kernel.answers import Refused
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
    "form choices": lambda rows: str(forms.ModelChoiceField(queryset=rows).widget.render("child", None)),
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


def saved_from_a_file(rows: list[Any]) -> None:
    """Writes rows out as JSON and saves them from there, past `Model.save`."""
    for row in serializers.deserialize("json", serializers.serialize("json", rows)):
        row.save()


WRITES: dict[str, Callable[[Cast], Any]] = {
    "save": lambda cast: cast.children["Ava"].save(),
    "new row": lambda cast: Child(setting=cast.setting, name="x", born="2023-01-01").save(),
    "create": lambda cast: Child.objects.create(setting=cast.setting, name="x", born="2023-01-01"),
    "delete": lambda cast: cast.children["Ava"].delete(),
    "update": lambda cast: Child.objects.unscoped("test").update(name="x"),
    "bulk delete": lambda cast: Child.objects.unscoped("test").delete(),
    "bulk create": lambda cast: Child.objects.bulk_create([Child(setting=cast.setting, name="x", born="2023-01-01")]),
    "bulk update": lambda cast: Child.objects.unscoped("test").bulk_update([cast.children["Ava"]], ["name"]),
    "from a file of rows": lambda cast: saved_from_a_file([cast.children["Ava"]]),
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


@action
def gives_up_halfway(actor: House, child: Child) -> None:
    """An action with the fault: it writes, notes, and then refuses."""
    child.name = "half"
    child.save()
    note("child.changed", child)
    raise Refused("No further.")


@action
def carries_on(actor: House, child: Child) -> None:
    """An action with the fault: it hides that another one inside it failed."""
    with contextlib.suppress(Refused):
        gives_up_halfway(actor, child)


def test_an_action_cannot_carry_on_after_one_inside_it_failed(cast: Cast) -> None:
    events = Event.objects.count()
    with pytest.raises(Unrecorded, match="carried on"):
        carries_on(House("tests"), cast.children["Ava"])
    assert Child.objects.unscoped("test").get(pk=cast.children["Ava"].pk).name == "Ava Child"
    assert Event.objects.count() == events


BACKWARDS: dict[str, Callable[[Any], Any]] = {
    "values": lambda rows: list(rows.values("bonds__adult__phone")),
    "values_list": lambda rows: list(rows.values_list("bonds__relation")),
    "filter": lambda rows: rows.filter(bonds__relation="father").exists(),
    "exclude": lambda rows: rows.exclude(key_persons__part="key_person").count(),
    "annotate": lambda rows: list(rows.annotate(n=Count("bonds"))),
    "aggregate": lambda rows: rows.aggregate(n=Count("bonds")),
    "order_by": lambda rows: list(rows.order_by("bonds__relation")),
    "latest": lambda rows: rows.latest("bonds__starts"),
    "F": lambda rows: list(rows.annotate(word=F("bonds__relation"))),
    "through two": lambda rows: list(rows.filter(records__duties__due="2026-03-09")),
}


@pytest.mark.parametrize("way", BACKWARDS)
def test_a_viewers_query_never_walks_backwards_into_a_guarded_table(way: str, cast: Cast) -> None:
    mum = cast.viewer("Mum Full")
    with pytest.raises(Unscoped):
        BACKWARDS[way](Child.objects.visible_to(mum))
    assert [c.name for c in Child.objects.visible_to(mum).order_by("setting__name").select_related("room")] == [
        "Ava Child"
    ]


def test_raw_conditions_cannot_undo_a_scope(cast: Cast) -> None:
    with pytest.raises(Unscoped):
        Child.objects.visible_to(cast.viewer("Mum Full")).extra(where=["1 = 1"])


def test_adults_of_one_child_do_not_see_each_other(cast: Cast) -> None:
    mum = cast.viewer("Mum Full")
    assert [a.person.name for a in Adult.objects.visible_to(mum)] == ["Mum Full"]
    assert [b.adult.person.name for b in Bond.objects.visible_to(mum)] == ["Mum Full"]

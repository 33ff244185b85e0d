"""Every field of every table has a class of secrecy, and every table a rule for how long it is kept."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import models
from django.test.utils import isolate_apps

from hometime.cli.drawing.data import holdings
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Recorded, RecordedRows, Scoped
from hometime.records.retention import RULES, keep_until

TABLES = dict(holdings())
UNCLASSED = ("id",)  # random, or a number that tells nothing outside the house


def unconsidered(model: type[models.Model], held: Holding | None) -> list[str]:
    """What was not thought about: fields without a class, classes without a field, no retention rule."""
    if held is None:
        return [f"{model._meta.label} says nothing about what it holds"]
    fields = {
        f.name for f in model._meta.local_concrete_fields if f.name not in UNCLASSED and not f.name.endswith("_ptr")
    }
    named = set(held.classes)
    faults = [f"{model._meta.label}.{name} has no class" for name in sorted(fields - named)]
    faults += [f"{model._meta.label}.{name} has a class and is no field" for name in sorted(named - fields)]
    return faults + ([] if held.kept in RULES else [f"{model._meta.label} is kept by no rule"])


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_every_field_has_a_class_and_every_table_a_retention_rule(model: type[models.Model]) -> None:
    assert unconsidered(model, TABLES[model]) == []


@isolate_apps("hometime.people")
def test_a_field_that_nobody_classed_is_found() -> None:
    class Planted(models.Model):
        secret = models.TextField()

        class Meta:
            app_label = "people"

    assert unconsidered(Planted, None)
    assert unconsidered(Planted, holds("person")) == ["people.Planted.secret has no class"]
    assert unconsidered(Planted, holds("never", P4="secret sceret")) == [
        "people.Planted.sceret has a class and is no field",
        "people.Planted is kept by no rule",
    ]
    assert unconsidered(Planted, holds("person", P4="secret")) == []


@pytest.mark.parametrize(("fields", "words"), [({"P5": "x"}, "not a class"), ({"P1": "x", "P2": "x"}, "two classes")])
def test_a_class_is_one_of_five_and_a_field_has_one(fields: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        holds("person", **fields)


# Tables that hold ids, marks and days only, and so are neither read nor written through the guard.
BARE = {"audit.Event", "audit.Head", "audit.Witness", "audit.Reading", "jobs.Job"}
# Signing in must find a person before there is a viewer; what it keeps is one's own, and no page shows it.
OPEN_SECRETS = {"people.Person", "access.Device", "access.DayCode", "access.AccountMail"}


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_every_table_is_guarded_recorded_or_listed(model: type[models.Model]) -> None:
    """What holds anything about a family is guarded, and each guarded table says who may see it."""
    held, rows = TABLES[model], model._meta.default_manager._queryset_class  # type: ignore[union-attr]
    assert issubclass(model, Recorded) or model._meta.label in BARE
    if issubclass(model, Guarded):
        assert issubclass(rows, Scoped)
        assert rows.seen_by is not Scoped.seen_by
    elif issubclass(model, Recorded):
        assert issubclass(rows, RecordedRows)
    secret = held is not None and bool({"P2", "P3", "P4"} & set(held.classes.values()))
    assert issubclass(model, Guarded) or not secret or model._meta.label in OPEN_SECRETS


def test_a_period_ends_on_the_same_day_of_the_month_or_its_last() -> None:
    assert keep_until("complaint", dt.date(2024, 2, 29)) == dt.date(2027, 2, 28)
    assert keep_until("health", dt.date(2023, 11, 30)) == dt.date(2045, 2, 28)
    assert keep_until("photograph", dt.date(2026, 1, 31)) == dt.date(2026, 2, 28)
    assert keep_until("photograph", dt.date(2025, 12, 31)) == dt.date(2026, 1, 31)
    assert keep_until("safeguarding", dt.date(2020, 5, 4)) == dt.date(2045, 5, 4)
    assert keep_until("audit", dt.date(2026, 1, 1)) is None


def test_the_law_never_keeps_a_complaint_shorter_than_three_years() -> None:
    assert RULES["complaint"].locked
    for day in range(0, 1500, 7):
        closed = dt.date(2024, 1, 1) + dt.timedelta(days=day)
        kept = keep_until("complaint", closed)
        assert kept is not None
        assert kept.year == closed.year + 3

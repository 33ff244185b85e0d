"""Statements, plans and rows of the national register of schools, by its parts. Time is never asserted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from hometime.schools.actions import registers, taking_in
from hometime.schools.models import School
from hometime.schools.tests.registers import register, school
from tests.budgets.test_pages import Visit, scans, visit
from tests.cast import HOUSE, Cast

TABLES = ("schools_school", "schools_register", "schools_registerpart")
PLACE = "901"
# Taking in: of each part, its lock and its row, the schools in one statement (the embedded database takes 58 to a statement), how
# far it is, its end, and three for the event; once for all, what is left to do, the beginning and the end with an event each.
A_PART, ONCE = {"sqlite": 15, "postgresql": 7}, 9
SORTING_ONCE = 1  # what we have and the file has no more


def heard(does: Callable[[], Any]) -> tuple[Any, Visit]:
    """What it made, and what it asked of the database."""
    made: list[Any] = []

    def once() -> Any:
        made.append(does())
        return SimpleNamespace(status_code=200)

    asked = visit(once)
    return made[0], asked


def through(cast: Cast, schools: list[dict[str, str]]) -> tuple[registers.Sorted, Visit, Visit]:
    """A register sorted and taken in: what was found, and what each of the two asked of the database."""
    found, sorting = heard(lambda: registers.sort_out(cast.provider, register(schools), [PLACE]))
    waiting = registers.bring(HOUSE, cast.provider, found)
    return found, sorting, heard(lambda: taking_in.take_in(HOUSE, waiting))[1]


@pytest.mark.parametrize("parts", [1, 2])
def test_a_part_of_a_register_takes_exactly_so_many_statements_and_no_table_is_gone_through(
    cast: Cast, parts: int
) -> None:
    schools = [school(number) for number in range(parts * registers.BATCH)]
    found, sorting, taking = through(cast, schools)
    assert len(found.parts["new"]) == parts
    assert sorting.statements == parts + SORTING_ONCE
    assert taking.statements == parts * A_PART[connection.vendor] + ONCE
    asked = [*sorting.asked, *taking.asked]
    assert {table for sql, params in asked for table in scans(sql, params, TABLES)} == set()


def test_a_register_is_read_in_one_pass_and_each_school_twice_at_most(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    schools = [school(number) for number in range(registers.BATCH + 10)]
    through(cast, schools)
    passed, rows = [0], [0]
    reads, from_db = registers.lines, School.from_db.__func__  # type: ignore[attr-defined]

    def counted(stream: Any) -> Iterator[Any]:
        for line in reads(stream):
            passed[0] += 1
            yield line

    def one(*said: Any) -> Any:
        rows[0] += 1
        return from_db(*said)

    monkeypatch.setattr(registers, "lines", counted)
    monkeypatch.setattr(School, "from_db", classmethod(one))
    found, sorting, taking = through(cast, schools)
    assert found.counts["same"] == passed[0] == len(schools)
    assert rows[0] == 2 * len(schools), "beside its line, and when it is asked what the file has no more"
    assert (sorting.statements, taking.statements) == (2 + SORTING_ONCE, ONCE), "nothing changed, so nothing is written"


def test_a_table_that_is_gone_through_is_noticed(cast: Cast) -> None:
    rows = School.objects.unscoped("a test looks for words").filter(street__contains="Mill")
    assert [table for sql, params in heard(lambda: list(rows))[1].asked for table in scans(sql, params, TABLES)] == [
        "schools_school"
    ]

"""Statements, plans, rows and bytes of the pages, with few duties and with ten thousand. Time is never asserted."""

from __future__ import annotations

import dataclasses
import gzip
import re
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from hometime.access.proof import KEY, By
from hometime.access.viewer import hats_of
from hometime.access.wearing import HAT
from hometime.adoption.actions import adopt
from hometime.consents.actions import ask
from hometime.consents.standing import Kind
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people.models import Person
from hometime.people.roles import Role
from hometime.policies.models import AdoptedClause
from hometime.practice.bulk import FULL_PAGE, fill
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.today.pages import ROWS
from tests.cast import HOUSE, Cast, as_proposed

FEW, MANY = FULL_PAGE * 2, 10_000
MARKS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # they open and close a transaction, and ask for nothing
BIG = ("duties_duty", "records_record", "records_party", "audit_event", "audit_reading")
NEXT_PAGE = 12 * 1024


@dataclasses.dataclass
class Visit:
    """One request: what it asked of the database, with its parameters, and the answer."""

    answer: Any
    asked: list[tuple[str, Any]]

    @property
    def statements(self) -> int:
        """How many, less the marks of transactions."""
        return sum(not sql.startswith(MARKS) for sql, _ in self.asked)

    @property
    def rows(self) -> int:
        """Rows of the list that is drawn."""
        return int(self.answer.content.count(b'<li class="row"'))


class Town:
    """The cast at a setting with an adopted policy, and their visits."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        book = (resources.files("hometime.policies.library") / "documents" / "bluebell.md").read_bytes()
        adopt(HOUSE, cast.provider, [cast.setting], as_proposed(book, "bluebell.md"), book, clock.today())

    def fill(self, rows: int) -> None:
        """Writes so many records in bulk."""
        fill(HOUSE, self.cast.setting, rows, self.cast.people["Mum Full"], 5)

    def owed_by(self, role: Role) -> str:
        """The id of an open duty of a post that was written in bulk."""
        owed = Duty.objects.unscoped("a test opens a duty").open().filter(owed_role=role, record__kind="note")
        return owed.order_by("-due", "pk").values_list("pk", flat=True)[0]

    def clause_of(self, duty: str) -> str:
        """The id of the adopted clause that a duty is owed under."""
        clause = Duty.objects.unscoped("a test opens a clause").values_list("clause", flat=True).get(pk=duty)
        return str(next(each.pk for each in AdoptedClause.objects.all() if clause in each.covers))

    def visits(self) -> dict[str, Visit]:
        """Every page that has a budget, once, by whoever uses it."""
        manager, deputy, mum = (signed_in(self.cast.people[name]) for name in ("Mo Manager", "Dee Deputy", "Mum Full"))
        kept = {"evidence": "Rang at four and told them."}
        one, other = self.owed_by(Role.MANAGER), self.owed_by(Role.DEPUTY)
        clause = self.clause_of(one)
        Client().get(f"/board/{self.cast.setting.slug}/")  # a process reads the words that were adopted once
        return {
            # First, so that some of what is shown afterwards was kept.
            "keeping a duty": visit(lambda: deputy.post(f"/duty/{other}/done/", kept)),
            "Today": visit(lambda: manager.get("/today/")),
            "a later page of Today": visit(lambda: manager.get("/today/", {"page": "2"})),
            "a parent's home": visit(lambda: mum.get("/today/")),
            "the board": visit(lambda: Client().get(f"/board/{self.cast.setting.slug}/")),
            "the policy": visit(lambda: manager.get("/policy/")),
            "a part of the policy": visit(lambda: manager.get(f"/policy/{self.cast.setting.slug}/10.1/")),
            "one clause": visit(lambda: manager.get(f"/policy/clause/{clause}/")),
            "one duty": visit(lambda: manager.get(f"/duty/{one}/")),
        }


# What CONTRACTS allows; where it names no page of the kind, the nearest.
BUDGET: Mapping[str, int] = {
    "Today": 12,
    "a later page of Today": 12,
    "a parent's home": 8,
    "the board": 8,
    "the policy": 10,
    "a part of the policy": 10,
    "one clause": 10,
    "one duty": 8,
    "keeping a duty": 10,
}


def signed_in(person: Person) -> Client:
    """A browser in which the person wears their first hat, after both steps of signing in."""
    browser = Client()
    browser.force_login(person)
    session = browser.session
    session[HAT] = hats_of(person)[0].key
    session[KEY] = {"who": person.pk, "by": By.PASSKEY, "strong": True, "at": clock.now().timestamp()}
    session.save()
    return browser


def visit(does: Callable[[], Any]) -> Visit:
    """Does it, listening to what the database is asked."""
    asked: list[tuple[str, Any]] = []

    def hear(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        answer = does()
    assert answer.status_code in (200, 302)
    return Visit(answer, asked)


@pytest.fixture
def town(cast: Cast) -> Town:
    """The cast at a setting with an adopted policy."""
    return Town(cast)


def test_a_page_costs_the_same_with_few_rows_and_with_ten_thousand(town: Town) -> None:
    town.fill(FEW)
    few = town.visits()
    town.fill(MANY)
    many = town.visits()
    assert {name: page.statements for name, page in few.items()} == {
        name: page.statements for name, page in many.items()
    }
    over = {name: page.statements for name, page in many.items() if page.statements > BUDGET[name]}
    assert not over
    assert many["Today"].rows == many["a later page of Today"].rows == many["a parent's home"].rows == ROWS == 25
    weights = {name: len(gzip.compress(page.answer.content)) for name, page in many.items()}
    assert {name: weight for name, weight in weights.items() if weight > NEXT_PAGE} == {}
    scanned = {
        (name, table) for name, page in many.items() for sql, params in page.asked for table in scans(sql, params)
    }
    assert scanned == set()


def test_a_parents_home_costs_the_same_whatever_outing_it_asks_about_or_was_answered(town: Town) -> None:
    cast = town.cast
    town.fill(FEW)
    mum, mo = signed_in(cast.people["Mum Full"]), cast.viewer("Mo Manager")
    before = visit(lambda: mum.get("/today/")).statements
    farm = open_record(HOUSE, cast.setting, "outing", "Farm trip", Audience.SETTING)
    ask(mo, cast.children["Ava"], Kind.OUTING, about=farm, words="Farm trip")
    asked = visit(lambda: mum.get("/today/"))
    [consent] = re.findall(r"/consent/([^/]+)/yes/", asked.answer.content.decode())
    assert mum.post(f"/consent/{consent}/yes/").status_code == 302
    said = visit(lambda: mum.get("/today/"))
    assert b"You said yes." in said.answer.content
    assert (before, asked.statements, said.statements) == (7, 7, 7)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what it has counted, not by rule")
@pytest.mark.parametrize("name", ["Mo Manager", "Kay Person", "Mum Full"])
def test_what_is_owed_is_found_among_what_is_open_not_among_all_that_ever_was(cast: Cast, name: str) -> None:
    viewer = cast.viewer(name)
    sql, params = Duty.objects.visible_to(viewer).owed_by(viewer).open().by_urgency().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        plan = [detail for *_, detail in cursor.fetchall() if "duties_duty" in detail]
    assert plan and all("open_duties_of" in detail for detail in plan), plan


def test_a_forgotten_index_is_noticed(town: Town) -> None:
    town.fill(FEW)
    rows = Duty.objects.unscoped("a test looks for words").filter(what__contains="arrive")
    found = visit(lambda: type("Answer", (), {"status_code": 200, "rows": list(rows)}))
    assert [table for sql, params in found.asked for table in scans(sql, params)] == ["duties_duty"]


def scans(sql: str, params: Any, big: Sequence[str] = BIG) -> list[str]:
    """The big tables that a reading statement goes through from end to end."""
    if not sql.startswith("SELECT"):
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # then it scans only where there is no other way
            cursor.execute(f"EXPLAIN {sql}", params)
            plan = "\n".join(row[0] for row in cursor.fetchall())
            cursor.execute("SET LOCAL enable_seqscan = on")
            found = re.findall(r"Seq Scan on (\w+)", plan)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            short = {alias: table for table, alias in re.findall(r'"(\w+)" ([UVW]\d+)\b', sql)}
            found = [
                short.get(word, word) for *_, detail in cursor.fetchall() for word in re.findall(r"^SCAN (\w+)", detail)
            ]
    return [table for table in found if table in big]

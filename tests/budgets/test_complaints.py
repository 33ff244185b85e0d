"""Statements, plans, rows and bytes of the pages of complaints, with few cases and with ten times as many."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from hometime.audit.actions import House, action, note
from hometime.complaints.models import Arrival, Step
from hometime.kernel import clock
from hometime.practice.bulk_cases import FULL_PAGE, Cases, fill_cases
from tests.budgets.test_pages import NEXT_PAGE, Town, Visit, scans, signed_in, visit
from tests.cast import HOUSE, Cast

FEW, MANY = FULL_PAGE * 2, FULL_PAGE * 20
BIG = ("complaints_complaint", "complaints_step")
# A list is allowed 8, a complaint with twenty steps 10, and a write 10. What is reached is held here, so that it does not
# grow. A new complaint is over it: it writes nine tables (record, complaint, parties, step, duties, arrival, words read back,
# event, head of the chain), each with a statement of its own, and none can be left out without a promise; three read who
# asks, and the setting.
BUDGET: Mapping[str, int] = {
    "list": 4,
    "closed": 4,
    "list of somebody with one": 4,
    "one case": 10,
    "one case by the door": 10,
    "next step": 10,
    "new complaint": 12,
}
WRITTEN = {
    "what_happened": "The gate stood open.", "channel": "written", "source": "parent", "about": "care", "settled": "no",
    "classed": "complaint", "at_risk": "no", "read_back": "right",
}  # fmt: skip


@pytest.fixture
def town(cast: Cast) -> Town:
    """The cast at a setting with an adopted policy."""
    return Town(cast)


def fill(town: Town, rows: int) -> Cases:
    """Writes so many cases, and one for their acknowledgement."""
    return fill_cases(town.cast.viewer("Mo Manager"), town.cast.setting, rows, to_step=1)


def visits(town: Town, cases: Cases) -> dict[str, Visit]:
    """Every page of the room once."""
    manager, deputy = signed_in(town.cast.people["Mo Manager"]), signed_in(town.cast.people["Dee Deputy"])
    sent = itertools.count()

    def new(browser: Client) -> Any:
        """What somebody says at the door, in a form of its own as the page gives it."""
        return browser.post("/complaints/new/", {**WRITTEN, "once": f"form {cases.long} {next(sent)}"})

    assert new(deputy).status_code == 302
    manager.get("/complaints/")
    told = by_the_door()
    return {
        "list": visit(lambda: manager.get("/complaints/")),
        "closed": visit(lambda: manager.get("/complaints/?which=closed")),
        "list of somebody with one": visit(lambda: deputy.get("/complaints/")),
        "one case": visit(lambda: manager.get(f"/complaints/{cases.long}/")),
        "one case by the door": visit(lambda: manager.get(f"/complaints/{told}/")),
        "next step": visit(lambda: step(manager, cases.to_step[0])),
        "new complaint": visit(lambda: new(manager)),
    }


def by_the_door() -> str:
    """The last case that came in by the staff's door, read back there."""
    rows = Arrival.objects.unscoped("a test opens a case").order_by("-complaint__written_at", "-pk")
    return rows.values_list("complaint_id", flat=True)[0]


def step(manager: Client, case: str) -> object:
    """The acknowledgement of a case."""
    return manager.post(f"/complaints/{case}/acknowledged/", {"words": "Rang and said that we have it."})


def test_complaints_cost_the_same_with_few_cases_and_with_ten_times_as_many(town: Town) -> None:
    few = visits(town, fill(town, FEW))
    many = visits(town, fill(town, MANY))
    counted = {name: page.statements for name, page in many.items()}
    assert {name: page.statements for name, page in few.items()} == counted
    assert {name: count for name, count in counted.items() if count > BUDGET[name]} == {}
    assert many["list"].rows == many["closed"].rows == 25
    assert many["list of somebody with one"].rows == 2, "the two that the deputy wrote down"
    weights = {name: len(gzip.compress(page.answer.content)) for name, page in many.items()}
    assert {name: weight for name, weight in weights.items() if weight > NEXT_PAGE} == {}
    scanned = {
        (name, table) for name, page in many.items() for sql, how in page.asked for table in scans(sql, how, BIG)
    }
    assert scanned == set()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what it has counted, not by rule")
def test_the_list_goes_down_an_index_and_sorts_nothing(town: Town) -> None:
    seen = visits(town, fill(town, FEW * 5))
    for page in ("list", "closed"):
        for sql, how in seen[page].asked:
            plan = plan_of(sql, how)
            assert not any("records_record_setting" in line for line in plan), "all records of a setting were read"
            if "LIMIT 26" in sql:
                assert any("records_of_kind" in line for line in plan), plan
                assert not any("TEMP B-TREE" in line for line in plan), plan
    [plan] = [
        found
        for sql, how in seen["list of somebody with one"].asked
        if "complaints_" in "".join(found := plan_of(sql, how))
    ]
    assert not any("records_of_kind" in line or "records_of_setting" in line for line in plan), plan


def plan_of(sql: str, how: Any) -> list[str]:
    """How the database goes about a reading statement."""
    if not sql.startswith("SELECT"):
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", how)
        return [detail for *_, detail in cursor.fetchall()]


@action
def acknowledge_often(actor: House, case: str, times: int) -> None:
    """Writes so many steps into a case, as the longest there could ever be."""
    last = Step.objects.unscoped("a test makes a long case").filter(complaint=case).count()
    made = [
        Step(complaint_id=case, number=last + n, event="acknowledged", on=clock.today(), written_at=clock.now(),
             words="They rang again, and we said once more that we have it and look into it.")
        for n in range(1, times + 1)
    ]  # fmt: skip
    Step.objects.bulk_create(made)
    note("test.acknowledged", made[0], chain="test")


def test_a_complaint_of_five_thousand_steps_stays_light_and_asks_no_more(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page itself; what the panels of other parts ask besides is counted above, with the whole page."""
    monkeypatch.setattr("hometime.complaints.panels.PANELS", ())
    manager = town.cast.viewer("Mo Manager")
    case = fill_cases(manager, town.cast.setting, 1, to_step=1).to_step[0]
    browser = signed_in(town.cast.people["Mo Manager"])
    short = visit(lambda: browser.get(f"/complaints/{case}/"))
    acknowledge_often(HOUSE, case, 5_000)
    long, later = (visit(partial(browser.get, f"/complaints/{case}/?page={page}")) for page in (1, 200))
    assert short.statements == long.statements == later.statements <= BUDGET["one case"]
    assert max(len(page.answer.content) for page in (long, later)) < 100 * 1024
    assert long.answer.content.count(b"They rang again") == later.answer.content.count(b"They rang again") == 25
    assert visit(lambda: browser.get(f"/complaints/{case}/?looked=yes")).statements == short.statements + 1

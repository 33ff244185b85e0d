"""Who from outside is on a safety plan: for what, until when, and for the safeguarding leads alone."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.roles import Hat
from hometime.plans.actions import keeping_safe
from hometime.plans.models import SafetyPlan, SafetyWorker
from hometime.plans.pages.safety import safety_page
from tests.cast import HOUSE, TODAY, Cast

UNTIL = TODAY + dt.timedelta(days=30)


@pytest.fixture
def plan(cast: Cast) -> SafetyPlan:
    """Ava's plan, with a social worker for a month."""
    found = keeping_safe.begin(HOUSE, cast.children["Ava"], "Sol Worker, 01632 960 111", None)
    keeping_safe.add_worker(
        HOUSE, found, "Sol Worker", "Children's services", "01632 960 111", "Sees Ava at home", UNTIL
    )
    return found


def test_a_worker_stands_on_the_plan_until_the_last_day_and_then_among_those_before(
    cast: Cast, plan: SafetyPlan
) -> None:
    lead = cast.viewer("Sal Lead")
    shown = safety_page(lead, plan)
    assert [each.scope for each in shown.workers] == ["Sees Ava at home"] and shown.before == []
    with clock.fixed(UNTIL + dt.timedelta(days=1)):
        shown = safety_page(cast.viewer("Sal Lead"), plan)
        assert shown.workers == [] and [each.name for each in shown.before] == ["Sol Worker"]


def test_nobody_but_the_leads_knows_of_a_worker(cast: Cast, plan: SafetyPlan) -> None:
    for name, hat in (
        ("Mo Manager", Hat.STAFF),
        ("Kay Person", Hat.STAFF),
        ("Mum Full", Hat.PARENT),
        ("Ag Ency", None),
    ):
        assert not SafetyWorker.objects.visible_to(cast.viewer(name, hat)).exists(), name
    assert SafetyWorker.objects.visible_to(cast.viewer("Sal Lead")).count() == 1


def test_a_worker_needs_a_scope_and_a_last_day_within_a_year(cast: Cast, plan: SafetyPlan) -> None:
    for scope, ends in (
        ("", UNTIL),
        ("Visits", TODAY - dt.timedelta(days=1)),
        ("Visits", TODAY + dt.timedelta(days=400)),
    ):
        with pytest.raises(Refused):
            keeping_safe.add_worker(HOUSE, plan, "Sol", "Services", "01632", scope, ends)
    keeping_safe.end(HOUSE, plan, "It is over.")
    with pytest.raises(Refused):
        keeping_safe.add_worker(HOUSE, plan, "Sol", "Services", "01632", "Visits", UNTIL)

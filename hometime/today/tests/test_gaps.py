"""What the tables show to be missing is owed to whoever can close it, once, and let off when it is there."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.audit.actions import House, action, note
from hometime.duties.actions import keep
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.facets import Basis, Collects, Information, Responsibility
from hometime.families.models import Bond, Child, KeyPersonship
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.roles import Role
from hometime.records.audiences import Audience
from hometime.today.actions import see_to_gaps
from hometime.today.pages import board
from tests.cast import HOUSE, LONG_AGO, TODAY, Cast

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def asked(kind: str, *, child: str = "") -> list[Duty]:
    """The open duties of one kind of gap."""
    rows = Duty.objects.unscoped("test").open().filter(record__kind=kind).select_related("record__child")
    return list(rows.filter(record__child__name=f"{child} Child") if child else rows)


def whose(kind: str) -> set[str]:
    """The children whom the open duties of one kind are about."""
    return {duty.record.child.name for duty in asked(kind) if duty.record.child}


@action
def leave(actor: House, child: Child, last_day: dt.date) -> None:
    """Gives a child a last day, as some action of a room to come will."""
    child.left = last_day
    child.save(update_fields=["left"])
    note("test.left", child)


@pytest.fixture
def settled(cast: Cast) -> Cast:
    """The cast with a key person for the one child who has none in it, and nothing to ask."""
    far = people.add_person(HOUSE, "Far Key")
    people.appoint(HOUSE, far, Role.KEY_PERSON, cast.stranger, LONG_AGO)
    families.allocate(HOUSE, cast.children["Far"], far, LONG_AGO)
    see_to_gaps(HOUSE)  # the cast has adults about whom nothing was agreed
    assert see_to_gaps(HOUSE) == 0
    return cast


def test_a_leaver_s_key_children_are_owed_a_new_key_person_by_the_last_day(settled: Cast) -> None:
    last = TODAY + 9 * DAY
    people.let_go(HOUSE, settled.people["Kay Person"], last, settled.provider)
    assert (see_to_gaps(HOUSE), see_to_gaps(HOUSE)) == (2, 0)
    owed = asked("key_person")
    assert whose("key_person") == {"Ava Child", "Cy Child"}
    assert {(duty.due, duty.clause) for duty in owed} == {(last, "F8")}
    manager = settled.viewer("Mo Manager")
    assert Duty.objects.visible_to(manager).owed_by(manager).filter(pk__in=[d.pk for d in owed]).count() == 2
    assert not Duty.objects.visible_to(settled.viewer("Mum Full")).filter(record__kind="key_person").exists()


def test_it_is_let_off_once_somebody_who_stays_is_named(settled: Cast) -> None:
    last = TODAY + 9 * DAY
    people.let_go(HOUSE, settled.people["Kay Person"], last, settled.provider)
    see_to_gaps(HOUSE)
    bo = settled.people["Bo Backup"]
    families.allocate(settled.viewer("Mo Manager"), settled.children["Ava"], bo, last + DAY)
    assert see_to_gaps(HOUSE) == 1
    assert not asked("key_person", child="Ava") and asked("key_person", child="Cy")
    gone = Duty.objects.unscoped("test").get(record__kind="key_person", record__child=settled.children["Ava"])
    assert gone.lifted_because and gone.record.closed == TODAY


def test_a_back_up_who_leaves_is_asked_for(settled: Cast) -> None:
    before = whose("back_up")
    people.let_go(HOUSE, settled.people["Bo Backup"], TODAY + DAY, settled.provider)
    see_to_gaps(HOUSE)
    assert whose("back_up") - before == {"Ava Child"}
    assert whose("key_person") == {"Ben Child"}


def test_a_child_who_never_had_a_back_up_is_asked_about_once_two_weeks_are_over(settled: Cast) -> None:
    assert whose("back_up") == {"Ben Child", "Cy Child", "Far Child"}, "all but Ava, who has one"
    assert {duty.due for duty in asked("back_up")} == {TODAY + 7 * DAY}
    new = families.register_child(HOUSE, settled.setting, "New Child", dt.date(2024, 1, 1), starts=TODAY)
    families.allocate(HOUSE, new, settled.people["Kay Person"], TODAY)
    with clock.fixed(TODAY + 13 * DAY):
        see_to_gaps(HOUSE)
        assert "New Child" not in whose("back_up")
    with clock.fixed(TODAY + 14 * DAY):
        see_to_gaps(HOUSE)
        assert "New Child" in whose("back_up")
        families.allocate(HOUSE, new, settled.people["Bo Backup"], clock.today(), part=KeyPersonship.Part.BACK_UP)
        see_to_gaps(HOUSE)
        assert "New Child" not in whose("back_up")


def test_naming_somebody_who_leaves_too_or_is_no_key_person_closes_nothing(settled: Cast) -> None:
    people.let_go(HOUSE, settled.people["Kay Person"], TODAY + DAY, settled.provider)
    people.let_go(HOUSE, settled.people["Bo Backup"], TODAY + 5 * DAY, settled.provider)
    families.allocate(HOUSE, settled.children["Ava"], settled.people["Bo Backup"], TODAY + 2 * DAY)
    families.allocate(HOUSE, settled.children["Cy"], settled.people["Roo Room"], TODAY + 2 * DAY)
    see_to_gaps(HOUSE)
    assert whose("key_person") == {"Ava Child", "Ben Child", "Cy Child"}


def test_a_last_day_long_ahead_is_not_asked_about_yet(settled: Cast) -> None:
    last = TODAY + 60 * DAY
    people.let_go(HOUSE, settled.people["Kay Person"], last, settled.provider)
    assert see_to_gaps(HOUSE) == 0
    with clock.fixed(TODAY + 33 * DAY):
        assert see_to_gaps(HOUSE) == 2
        assert {d.due for d in asked("key_person")} == {last}


def test_a_child_who_leaves_before_needs_nobody_new(settled: Cast) -> None:
    ava = settled.children["Ava"]
    see_to_gaps(HOUSE)
    people.let_go(HOUSE, settled.people["Kay Person"], TODAY + 9 * DAY, settled.provider)
    assert KeyPersonship.objects.unscoped("test").filter(child=ava, part="key_person").exists()
    leave(HOUSE, ava, TODAY + 5 * DAY)
    see_to_gaps(HOUSE)
    assert whose("key_person") == {"Cy Child"}


def test_whoever_says_it_is_done_is_asked_again_only_after_four_weeks(settled: Cast) -> None:
    people.let_go(HOUSE, settled.people["Kay Person"], TODAY, settled.provider)
    see_to_gaps(HOUSE)
    (owed,) = asked("key_person", child="Ava")
    keep(settled.viewer("Mo Manager"), owed, "Bo helps out until we have somebody.")
    assert see_to_gaps(HOUSE) == 0
    with clock.fixed(TODAY + 29 * DAY):
        assert see_to_gaps(HOUSE) == 1
        assert asked("key_person", child="Ava")


def bond(cast: Cast, name: str) -> Bond:
    return Bond.objects.unscoped("test").get(adult=cast.adults[name], child=cast.children["Ava"])


def test_what_nobody_has_answered_about_an_adult_is_a_task_for_the_manager_until_it_is(settled: Cast) -> None:
    manager = settled.viewer("Mo Manager")
    before = len(asked("facets", child="Ava"))
    families.propose(settled.viewer("Mum Full"), settled.children["Ava"], "New Partner", "partner")
    see_to_gaps(HOUSE)
    new = [duty for duty in asked("facets", child="Ava") if duty.about == "partner"]
    assert len(new) == 1 and len(asked("facets", child="Ava")) == before + 1
    assert Duty.objects.visible_to(manager).owed_by(manager).filter(pk=new[0].pk).exists()
    assert any(row.who == "A.C. · partner" for row in board(manager, 1).rows)
    proposed = Bond.objects.unscoped("test").get(relation="partner")
    families.check_identity(manager, proposed)
    for facet, value in (("pr", Responsibility.NO), ("collect", Collects.NO), ("info", Information.NONE)):
        families.decide(manager, proposed, facet, value)
    see_to_gaps(HOUSE)
    assert not [duty for duty in asked("facets", child="Ava") if duty.about == "partner"]


def test_an_order_that_ends_is_asked_of_the_lead_sealed_and_let_off_once_it_is_settled(settled: Cast) -> None:
    ends = TODAY + 40 * DAY
    order = families.write_down_order(HOUSE, bond(settled, "Dad Limited"), "order", TODAY, expires=ends)
    see_to_gaps(HOUSE)
    assert not asked("order"), "it is asked four weeks before the end, not sooner"
    with clock.fixed(ends - 28 * DAY):
        see_to_gaps(HOUSE)
        (owed,) = asked("order")
        assert (owed.due, owed.record.audience) == (ends, Audience.SAFEGUARDING)
        lead = settled.viewer("Sal Lead")
        assert Duty.objects.visible_to(lead).owed_by(lead).filter(pk=owed.pk).exists()
        for name in ("Mo Manager", "Dee Deputy", "Kay Person", "Mum Full", "Dad Limited", "Ola Owner"):
            assert not Duty.objects.visible_to(settled.viewer(name)).filter(pk=owed.pk).exists(), name
        families.settle_order(lead, order)
        see_to_gaps(HOUSE)
        assert not asked("order")


def test_a_decision_that_runs_out_is_asked_of_the_lead_until_it_is_decided_anew(settled: Cast) -> None:
    lead = settled.viewer("Sal Lead")
    decision = families.decide(lead, bond(settled, "Dad Limited"), "contact", "none", basis=Basis.REQUEST)
    see_to_gaps(HOUSE)
    assert not asked("decision")
    assert decision.review_on is not None
    with clock.fixed(decision.review_on):
        see_to_gaps(HOUSE)
        (owed,) = asked("decision")
        assert owed.record.audience == Audience.SAFEGUARDING and owed.due == decision.review_on
        assert "contact" not in owed.record.title + owed.what + owed.about
        families.renew(settled.viewer("Sal Lead"), decision, "The papers come next week.")
        see_to_gaps(HOUSE)
        assert not asked("decision")

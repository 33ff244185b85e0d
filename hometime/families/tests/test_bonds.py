"""Bonds: rights stay within what staff verified, whatever is granted, revoked, asked for, or runs out (TRUST 3, 4)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from hometime.access.viewer import Viewer, viewer_for
from hometime.families import actions as families
from hometime.families.facets import CONSENT_KINDS, FACETS, Basis, Collects, Contact, Information, Responsibility
from hometime.families.models import (
    Adult,
    Bond,
    Child,
    Decision,
    Household,
    KeyPersonship,
    Membership,
    Order,
    told_apart,
)
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people import actions as people
from hometime.people.roles import Role
from tests.cast import FULL, HOUSE, LONG_AGO, TODAY, Cast

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def bond_of(cast: Cast, name: str, child: str = "Ava") -> Bond:
    return Bond.objects.unscoped("test").get(adult=cast.adults[name], child=cast.children[child])


@dataclasses.dataclass
class Verified:
    """What staff have verified of one facet, as an independent book: what was given, and its last day."""

    gives: frozenset[str] = frozenset()
    until: dt.date | None = None

    def on(self, day: dt.date) -> frozenset[str]:
        return self.gives if self.until is None or day <= self.until else frozenset()


def some_value(draw: Random, facet: str) -> Any:
    if facet == "consent_power":
        return " ".join(draw.sample(CONSENT_KINDS, draw.randint(0, 3)))
    return draw.choice(list(FACETS[facet].gives))


def live_through(cast: Cast, draw: Random, steps: int) -> None:
    """One random life of a bond: staff decide, parents propose and ask, orders come and go, days pass."""
    deciders = [cast.viewer(name) for name in ("Mo Manager", "Dee Deputy", "Sal Lead")]
    strangers = [
        cast.viewer(n) for n in ("Mum Full", "Dad Limited", "Kay Person", "Vi Volunteer", "Lin Manager", "Ag Ency")
    ]
    bond = families.propose(cast.viewer("Mum Full"), cast.children["Ava"], f"New {draw.random()}", "friend")
    book = {facet: Verified() for facet in FACETS}
    checked: dt.date | None = None
    today = TODAY
    for _ in range(steps):
        today += DAY * draw.choice([0, 0, 1, 3, 9])
        facet = draw.choice(list(FACETS))
        value, basis = some_value(draw, facet), draw.choice(list(Basis))
        until = draw.choice([None, None, today + DAY * draw.randint(0, 12)])
        with clock.fixed(today):
            if draw.random() < 0.25:
                with pytest.raises(Refused):
                    families.decide(draw.choice(strangers), bond, facet, value)
                continue
            if draw.random() < 0.15:
                families.check_identity(draw.choice(deciders), bond)
                checked = checked or today
                continue
            gives = FACETS[facet].rights(value)
            held = book[facet].on(today) if checked else frozenset()
            may = gives <= held or (basis != Basis.REQUEST and checked is not None)
            if not may:
                with pytest.raises(Refused):
                    families.decide(draw.choice(deciders), bond, facet, value, basis=basis, until=until)
            else:
                families.decide(draw.choice(deciders), bond, facet, value, basis=basis, until=until)
                restricts = basis == Basis.REQUEST or (gives < held and until is not None)
                book[facet] = Verified(gives, book[facet].until if restricts else until)
        kept = Bond.objects.unscoped("test").get(pk=bond.pk)
        for later in (0, 1, 5, 11, 40):
            day = today + DAY * later
            verified = frozenset().union(*(facts.on(day) for facts in book.values())) if checked else frozenset()
            assert kept.rights(day) <= verified


@pytest.mark.parametrize("sequences", [30, pytest.param(1000, marks=pytest.mark.long)])
def test_rights_stay_within_what_staff_verified(sequences: int, cast: Cast) -> None:
    """Ten steps each: 300 random grants and revocations here, 10,000 in the long run."""
    for number in range(sequences):
        live_through(cast, Random(number), 10)


def test_a_proposed_adult_sees_nothing_and_cannot_sign_in(cast: Cast) -> None:
    mum, manager = cast.viewer("Mum Full"), cast.viewer("Mo Manager")
    bond = families.propose(mum, cast.children["Ava"], "Ann Other", "friend")
    assert bond.rights(TODAY) == frozenset()
    assert bond.adult.person.email is None and not bond.adult.person.has_usable_password()
    assert not Bond.objects.visible_to(mum).filter(pk=bond.pk).exists()
    assert Bond.objects.visible_to(manager).filter(pk=bond.pk).exists()
    with pytest.raises(Refused, match="First check"):
        families.decide(manager, bond, "collect", Collects.YES)
    families.check_identity(manager, bond)
    families.decide(manager, bond, "collect", Collects.YES)
    assert "collects" in bond_again(bond).rights(TODAY)


def bond_again(bond: Bond) -> Bond:
    return Bond.objects.unscoped("test").get(pk=bond.pk)


@pytest.mark.parametrize("name", ["Dad Limited", "Ex Barred", "Gran Unknown", "Far Mum", "Kay Person"])
def test_nobody_proposes_who_does_not_hold_it_all(name: str, cast: Cast) -> None:
    with pytest.raises(Refused):
        families.propose(cast.viewer(name), cast.children["Ava"], "Ann Other", "friend")


@pytest.mark.parametrize("name", ["Sib Manager", "Far Manager", "Kay Person", "Sen Coe", "Ola Owner", "Kee Per"])
def test_only_the_office_and_the_leads_of_that_setting_decide(name: str, cast: Cast) -> None:
    bond = bond_of(cast, "Mum Full")
    viewer = cast.viewer(name)
    deeds: list[Callable[[], object]] = [
        lambda: families.decide(viewer, bond, "info", Information.NONE),
        lambda: families.end_bond(viewer, bond, TODAY),
        lambda: families.check_identity(viewer, bond),
        lambda: families.write_down_order(viewer, bond, "order", TODAY),
        lambda: families.bind(viewer, cast.adults["Far Mum"], cast.children["Ava"], "friend", TODAY),
        lambda: families.form_household(viewer, cast.setting, [cast.adults["Mum Full"]]),
    ]
    for deed in deeds:
        with pytest.raises(Refused):
            deed()


def test_nobody_decides_about_their_own_family(cast: Cast) -> None:
    staff_parent = cast.people["Staff Parent"]
    people.appoint(HOUSE, staff_parent, Role.DEPUTY, cast.setting, LONG_AGO)
    viewer = viewer_for(staff_parent, f"staff:{cast.setting.pk}", TODAY)
    assert viewer is not None and viewer.holds(Role.DEPUTY)
    families.decide(viewer, bond_of(cast, "Mum Full"), "collect", Collects.YES)
    with pytest.raises(Refused):
        families.decide(viewer, bond_of(cast, "Staff Parent", "Cy"), "info", Information.FULL)


def test_a_facet_and_its_value_come_from_closed_lists(cast: Cast) -> None:
    manager, bond = cast.viewer("Mo Manager"), bond_of(cast, "Mum Full")
    for facet, value in (("height", "yes"), ("info", "everything"), ("consent_power", "outing flying")):
        with pytest.raises(Refused):
            families.decide(manager, bond, facet, value)


def test_a_grant_closes_after_its_last_day_and_somebody_is_asked_again(cast: Cast) -> None:
    manager, bond = cast.viewer("Mo Manager"), bond_of(cast, "Dad Limited")
    until = TODAY + 3 * DAY
    families.decide(manager, bond, "info", Information.FULL, until=until)
    families.decide(manager, bond, "collect", Collects.YES, until=until)
    for day, there in ((until, True), (until + DAY, False)):
        assert ({"hears all", "collects"} <= bond_again(bond).rights(day)) is there
        dad = cast.viewer("Dad Limited", day=day)
        assert Child.objects.visible_to(dad).exists() is there
        asked = Decision.objects.visible_to(cast.viewer("Mo Manager", day=day)).asked_again(day)
        assert {decision.facet for decision in asked} == (set() if there else {"info", "collect"})
    with clock.fixed(until + DAY):
        families.decide(cast.viewer("Mo Manager", day=until + DAY), bond, "info", Information.CHILD_ONLY)
    assert Child.objects.visible_to(cast.viewer("Dad Limited", day=until + 30 * DAY)).exists()


def test_a_restriction_at_a_parents_request_lapses_into_a_question_and_opens_nothing(cast: Cast) -> None:
    lead, bond = cast.viewer("Sal Lead"), bond_of(cast, "Dad Limited")
    with pytest.raises(Refused, match="only restrict"):
        families.decide(lead, bond, "info", Information.FULL, basis=Basis.REQUEST)
    decision = families.decide(lead, bond, "info", Information.NONE, basis=Basis.REQUEST, until=TODAY + 400 * DAY)
    assert decision.until == TODAY + 10 * DAY
    for day in (TODAY, TODAY + 10 * DAY, TODAY + 11 * DAY, TODAY + 500 * DAY):
        assert not Child.objects.visible_to(cast.viewer("Dad Limited", day=day)).exists()
        asked = Decision.objects.visible_to(cast.viewer("Sal Lead", day=day)).asked_again(day)
        assert asked.exists() is (day >= TODAY + 10 * DAY)


def test_only_a_safeguarding_lead_lets_a_request_go_on_and_says_why(cast: Cast) -> None:
    lead, bond = cast.viewer("Sal Lead"), bond_of(cast, "Dad Limited")
    decision = families.decide(lead, bond, "info", Information.NONE, basis=Basis.REQUEST)
    for viewer, reason in ((cast.viewer("Mo Manager"), "Police report awaited."), (lead, "  ")):
        with pytest.raises(Refused):
            families.renew(viewer, decision, reason)
    with clock.fixed(TODAY + 9 * DAY):
        renewed = families.renew(lead, decision, "Police report awaited.")
    assert (renewed.until, renewed.basis, renewed.value) == (TODAY + 19 * DAY, Basis.REQUEST, Information.NONE)
    assert [d.pk for d in Decision.objects.unscoped("test").filter(bond=bond, facet="info", in_force=True)] == [
        renewed.pk
    ]


def test_a_request_never_lengthens_a_grant(cast: Cast) -> None:
    manager, bond = cast.viewer("Mo Manager"), bond_of(cast, "Dad Limited")
    families.decide(manager, bond, "info", Information.FULL, until=TODAY + 2 * DAY)
    families.decide(manager, bond, "info", Information.FULL, basis=Basis.REQUEST)
    families.decide(manager, bond, "info", Information.CHILD_ONLY, basis=Basis.REQUEST)
    assert "hears of the child" in bond_again(bond).rights(TODAY + 2 * DAY)
    assert bond_again(bond).rights(TODAY + 3 * DAY).isdisjoint({"hears of the child", "hears all"})


@pytest.mark.parametrize("orders", [20, pytest.param(400, marks=pytest.mark.long)])
def test_at_the_end_of_an_order_nothing_opens_and_the_lead_is_asked(orders: int, cast: Cast) -> None:
    lead, bond = cast.viewer("Sal Lead"), bond_of(cast, "Dad Limited")
    families.decide(lead, bond, "info", Information.NONE, basis=Basis.ORDER, until=TODAY + 40 * DAY)
    draw = Random(4)
    made = [
        families.write_down_order(lead, bond, "prohibited steps", LONG_AGO, expires=TODAY + DAY * draw.randint(29, 300))
        for _ in range(orders)
    ]
    assert not Order.objects.visible_to(lead).to_settle(TODAY).exists()
    for order in made:
        assert order.expires is not None
        for before, asked in ((29, None), (28, 28), (8, 28), (7, 7), (0, 7), (-1, 0), (-700, 0)):
            assert order.asked(order.expires - DAY * before) == asked
    end = TODAY + 301 * DAY
    later = cast.viewer("Sal Lead", day=end)
    assert Order.objects.visible_to(later).to_settle(end).count() == orders
    assert not Child.objects.visible_to(cast.viewer("Dad Limited", day=end)).exists()
    with pytest.raises(Refused):
        families.settle_order(cast.viewer("Mo Manager"), made[0])
    families.settle_order(lead, made[0])
    assert Order.objects.visible_to(later).to_settle(end).count() == orders - 1


def test_restricted_adults_cannot_tell(cast: Cast) -> None:
    """Nothing known, nothing allowed, nothing there: the same answers, down to the last count."""
    answers = []
    for name in ("Ex Barred", "Gran Unknown"):
        viewer: Viewer = cast.viewer(name)
        answers.append(
            [
                model.objects.visible_to(viewer).count()
                for model in (Child, Bond, Decision, Order, KeyPersonship, Household)
            ]
        )
        assert [adult.person_id for adult in Adult.objects.visible_to(viewer)] == [viewer.person_id]
    assert answers == [[0] * 6] * 2


def test_leaving_a_household_is_silent(cast: Cast) -> None:
    mum, far = cast.viewer("Mum Full"), cast.adults["Dad Limited"]
    families.form_household(cast.viewer("Mo Manager"), cast.setting, [cast.adults["Mum Full"], far])
    shared = Membership.objects.visible_to(mum).values_list("person__name", flat=True)
    assert sorted(shared) == ["Dad Limited", "Mum Full"]
    assert Adult.objects.visible_to(mum).count() == 1, "a household shares names, and no telephone number or address"
    families.leave_household(
        cast.viewer("Dad Limited"), Membership.objects.unscoped("test").get(person_id=far.person_id)
    )
    assert Membership.objects.visible_to(mum).count() == 1
    dad = cast.viewer("Dad Limited")
    assert not Household.objects.visible_to(dad).exists() and Adult.objects.visible_to(dad).count() == 1


def test_one_key_person_at_a_time_also_when_one_is_named_for_later(cast: Cast) -> None:
    manager, child = cast.viewer("Mo Manager"), cast.children["Ben"]
    kay, roo, bo = (cast.people[n] for n in ("Kay Person", "Roo Room", "Bo Backup"))
    families.allocate(manager, child, kay, TODAY + 60 * DAY)
    families.allocate(manager, child, roo, TODAY + 10 * DAY)
    rows = KeyPersonship.objects.unscoped("test").filter(child=child, part="key_person").order_by("starts")
    assert [(row.person_id, row.ends) for row in rows] == [
        (bo.pk, TODAY + 9 * DAY),
        (roo.pk, TODAY + 59 * DAY),
        (kay.pk, None),
    ]
    with pytest.raises(Refused):
        families.allocate(manager, child, kay, TODAY + 61 * DAY)


def test_every_value_of_every_facet_gives_at_least_what_the_least_value_gives() -> None:
    for facet in FACETS.values():
        assert facet.rights(facet.least) == frozenset()
    assert FACETS["pr"].rights(Responsibility.NO) == FACETS["contact"].rights(Contact.NONE) == frozenset()
    assert {facet for facet in FULL if facet in FACETS}


def test_children_of_one_name_are_told_apart_by_as_much_of_the_other_as_it_takes() -> None:
    names = ("Ava Reed", "Ben Reed", "Ben Thorne", "Cy Lark", "Cy Low")
    children = [Child(pk=str(number), name=name) for number, name in enumerate(names)]
    assert list(told_apart(children).values()) == ["Ava", "Ben R.", "Ben T.", "Cy La.", "Cy Lo."]

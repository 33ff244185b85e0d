"""Who may write down a family: every action here asks a rule, and a no has words that tell what to do."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable

import pytest

from hometime.families import actions as families
from hometime.families.actions import AdultSaid
from hometime.families.models import Bond, Child, Decision, KeyPersonship, Membership, Sheet
from hometime.kernel.answers import Refused
from hometime.people import actions as people
from hometime.people.roles import Hat
from tests.cast import HOUSE, LONG_AGO, TODAY, Cast

pytestmark = pytest.mark.django_db
Attempt = Callable[[Cast, str], object]


def bond(cast: Cast, name: str = "Mum Full", child: str = "Ava") -> Bond:
    return Bond.objects.unscoped("test").get(adult=cast.adults[name], child=cast.children[child])


def membership(cast: Cast) -> Membership:
    families.form_household(HOUSE, cast.setting, [cast.adults["Mum Full"], cast.adults["Gran Unknown"]])
    mine = Membership.objects.unscoped("test").filter(person=cast.people["Mum Full"], left_on__isnull=True)
    return mine.order_by("pk")[0]


def a_decision(cast: Cast) -> Decision:
    return families.decide(HOUSE, bond(cast, "Dad Limited"), "contact", "none", basis="request")


def new_adult(cast: Cast, who: str) -> object:
    return families.register_adult(cast.viewer(who), people.add_person(HOUSE, "New Adult"), cast.setting)


def leaver(cast: Cast) -> Child:
    return families.end_place(HOUSE, cast.children["Cy"], TODAY)


def sheet_of(cast: Cast, who: str) -> Sheet:
    """A spreadsheet that somebody brought, whoever they are."""
    families.bring_sheet(cast.viewer("Mo Manager"), cast.setting, [["Name", "Born"], ["New Child", "4/5/2024"]], {})
    return Sheet.objects.unscoped("test").get()


# Each action, as somebody may try it.
# Asked for where somebody acts by the rule of another room.
BY_OTHER_RULES = {"add_need": "an adult's own word at joining, or written down for them (welcome)"}
ATTEMPTS: dict[str, Attempt] = {
    "register_child": lambda c, who: families.register_child(c.viewer(who), c.setting, "New Child", LONG_AGO),
    "register_adult": new_adult,
    "write_key_facts": lambda c, who: families.write_key_facts(c.viewer(who), c.children["Ava"], ["en"], ["eggs"]),
    "write_address": lambda c, who: families.write_address(
        c.viewer(who), c.adults["Mum Full"], c.setting, "2 Lane", hidden=True
    ),
    "bind": lambda c, who: families.bind(c.viewer(who), c.adults["Mum Full"], c.children["Cy"], "aunt", TODAY),
    "propose": lambda c, who: families.propose(c.viewer(who), c.children["Ava"], "New Adult", "friend"),
    "check_identity": lambda c, who: families.check_identity(c.viewer(who), bond(c)),
    "decide": lambda c, who: families.decide(c.viewer(who), bond(c), "contact", "free"),
    "renew": lambda c, who: families.renew(c.viewer(who), a_decision(c), "papers are on their way"),
    "end_bond": lambda c, who: families.end_bond(c.viewer(who), bond(c), TODAY),
    "write_down_order": lambda c, who: families.write_down_order(c.viewer(who), bond(c), "order", TODAY),
    "settle_order": lambda c, who: families.settle_order(
        c.viewer(who), families.write_down_order(HOUSE, bond(c), "order", TODAY)
    ),
    "allocate": lambda c, who: families.allocate(c.viewer(who), c.children["Ava"], c.people["Bo Backup"], TODAY),
    "form_household": lambda c, who: families.form_household(c.viewer(who), c.setting, [c.adults["Mum Full"]]),
    "register_family": lambda c, who: families.register_family(
        c.viewer(who), c.setting, "Newer Child", LONG_AGO, [AdultSaid("aunt", "New Adult")]
    ),
    "join": lambda c, who: families.join(c.viewer(who), c.children["Ava"], AdultSaid("aunt", "New Adult")),
    "let_sign_in": lambda c, who: families.let_sign_in(c.viewer(who), bond(c)),
    "describe_child": lambda c, who: families.describe_child(c.viewer(who), c.children["Ava"], name_to_use="Avi"),
    "change_child": lambda c, who: families.change_child(c.viewer(who), c.children["Ava"], [], [], name_to_use="Avi"),
    "describe_adult": lambda c, who: families.describe_adult(
        c.viewer(who), c.adults["Mum Full"], c.setting, phone="07700 900333"
    ),
    "end_place": lambda c, who: families.end_place(c.viewer(who), c.children["Ava"], TODAY),
    "keep_place": lambda c, who: families.keep_place(c.viewer(who), leaver(c)),
    "bring_sheet": lambda c, who: families.bring_sheet(c.viewer(who), c.setting, [["New Child", "4/5/2024"]], {}),
    "say_columns": lambda c, who: families.say_columns(c.viewer(who), sheet_of(c, who), ["name", "born"]),
    "take_in_sheet": lambda c, who: families.take_in_sheet(c.viewer(who), sheet_of(c, who)),
    "ask_to_take_in": lambda c, who: families.ask_to_take_in(c.viewer(who), sheet_of(c, who)),
    "put_sheet_aside": lambda c, who: families.put_sheet_aside(c.viewer(who), sheet_of(c, who)),
    "leave_household": lambda c, who: families.leave_household(c.viewer(who), membership(c)),
}


def test_no_action_of_the_families_is_left_without_an_attempt() -> None:
    actions = {name for name, does in inspect.getmembers(families) if getattr(does, "is_action", False)}
    own = families.__name__
    assert set(ATTEMPTS) | BY_OTHER_RULES.keys() == {
        name for name in actions if getattr(families, name).__module__.startswith(own)
    }


OUTSIDERS = ("Vi Volunteer", "Roo Room", "Gran Unknown", "Lin Manager", "Ag Ency", "Sib Manager")


def test_whoever_is_not_of_the_office_changes_nothing_and_is_told_in_words(cast: Cast) -> None:
    for action, attempt in ATTEMPTS.items():
        for who in OUTSIDERS:
            with pytest.raises(Refused) as no:
                attempt(cast, who)
            assert str(no.value).endswith(".") and len(str(no.value).split()) > 4, action


def test_the_manager_may(cast: Cast) -> None:
    for action in sorted(set(ATTEMPTS) - {"propose", "renew", "settle_order", "end_bond", "end_place"}):
        ATTEMPTS[action](cast, "Mo Manager")
    ATTEMPTS["end_bond"](cast, "Mo Manager")
    ATTEMPTS["end_place"](cast, "Mo Manager")


def test_a_safeguarding_lead_does_not_name_key_persons_but_decides_about_bonds(cast: Cast) -> None:
    ATTEMPTS["decide"](cast, "Sal Lead")
    with pytest.raises(Refused, match="key person"):
        ATTEMPTS["allocate"](cast, "Sal Lead")


def test_one_leaves_a_household_oneself_and_nobody_leaves_it_for_another_parent(cast: Cast) -> None:
    mine = membership(cast)
    with pytest.raises(Refused):
        families.leave_household(cast.viewer("Gran Unknown"), mine)
    families.leave_household(cast.viewer("Mum Full"), mine)
    assert mine.left_on == TODAY


def test_nobody_binds_themselves_or_settles_the_affairs_of_their_own_family(cast: Cast) -> None:
    """A deputy whose own child comes here is a parent to that child, whatever else they are."""
    deputy, cy = cast.viewer("Dee Deputy"), cast.children["Cy"]
    adult = families.register_adult(HOUSE, cast.people["Dee Deputy"], cast.setting)
    with pytest.raises(Refused, match="about you"):
        families.bind(deputy, adult, cy, "mother", TODAY)
    families.bind(HOUSE, adult, cy, "mother", TODAY)
    assert not Child.objects.visible_to(deputy).filter(pk=cy.pk).exists()
    with pytest.raises(Refused, match="your family"):
        families.allocate(deputy, cy, cast.people["Bo Backup"], TODAY)
    with pytest.raises(Refused, match="your family"):
        families.bind(deputy, cast.adults["Mum Full"], cy, "aunt", TODAY)
    assert not KeyPersonship.objects.unscoped("test").filter(child=cy, starts=TODAY).exists()


def test_a_manager_of_one_setting_registers_nobody_at_another(cast: Cast) -> None:
    with pytest.raises(Refused):
        families.register_child(cast.viewer("Mo Manager"), cast.sibling, "New Child", dt.date(2024, 1, 2))
    assert cast.viewer("Mo Manager").hat == Hat.STAFF

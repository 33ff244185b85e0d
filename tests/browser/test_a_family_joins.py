"""A family joins on a telephone: written down in one sitting, seen in Urdu, and shut the moment an order says so."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hometime.families import actions as families
from hometime.families.facets import Basis, Information
from hometime.families.models import Bond, Child
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Person
from hometime.people.roles import Role
from tests.browser.conftest import PATIENCE_MS
from tests.cast import HOUSE
from tests.stories import village as villages
from tests.stories.village import PASSWORD, Village

Accessible = Callable[[Page], None]


@pytest.fixture
def village(practice: None) -> Village:
    """Three settings, with a manager and a key person of one who can sign in."""
    made = villages.found()
    for name in ("otter-bridge manager", "otter-bridge key"):
        people.set_password(HOUSE, made.people[name], PASSWORD)
    return made


def signed_in(visit: Callable[..., Page], person: Person) -> Page:
    """The front page of somebody, on a telephone."""
    page = visit("/sign-in/", has_touch=True, is_mobile=True)
    page.locator("input[name=login]").fill(person.email or "")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.button").first.click()
    expect(page).to_have_url(re.compile("/today/$"), timeout=PATIENCE_MS)
    return page


def typed(page: Page, words: dict[str, str]) -> None:
    """Fills fields by their name."""
    for name, value in words.items():
        page.locator(f"[name={name}]").fill(value)


def test_a_family_is_written_down_in_one_sitting_and_each_sees_their_own(
    visit: Callable[..., Page], village: Village, accessible: Accessible
) -> None:
    key = village.people["otter-bridge key"]
    office = signed_in(visit, village.people["otter-bridge manager"])
    office.get_by_role("link", name="Children").tap()
    expect(office.locator("main")).to_contain_text("No children here yet.")
    office.get_by_role("link", name="Write down a family").tap()
    expect(office.get_by_role("heading", level=1)).to_have_text("Write down a family")
    accessible(office)
    typed(office, {"name": "Safiyya Khan", "born_day": "4", "born_month": "5", "born_year": "2024"})
    office.locator("[name=key_person]").select_option(key.pk)
    typed(office, {"adult1-name": "Amina Khan", "adult1-relation": "mother"})
    office.get_by_label("Parental responsibility").first.select_option("yes")
    office.locator("[name=adult1-info]").select_option("full")
    office.get_by_role("button", name="Write down this family").tap()
    expect(office.locator("[role=alert]")).to_contain_text("First see, face to face, who they are")
    expect(office.locator("[name=name]")).to_have_value("Safiyya Khan")
    office.locator("[name=adult1-seen]").check()
    office.locator("[name=adult1-collect]").select_option("yes")
    office.get_by_role("button", name="Write down this family").tap()
    expect(office.get_by_role("heading", level=1)).to_have_text("Safiyya")
    expect(office.locator("main")).to_contain_text("Hand over to")
    accessible(office)

    child = Child.objects.unscoped("a test looks").get()
    mother = Bond.objects.unscoped("a test looks").select_related("adult__person").get(child=child)
    families.describe_adult(HOUSE, mother.adult, child.setting, reads=["ur"], phone="07700 900111")
    people.set_password(HOUSE, mother.adult.person, PASSWORD)
    office.get_by_role("link", name="People", exact=True).tap()
    office.get_by_role("link", name="Open").tap()
    office.get_by_label("Their e-mail address").fill("amina@families.example")
    office.get_by_role("button", name="Let them sign in").tap()
    expect(office.locator("main")).to_contain_text("They can sign in.")
    accessible(office)

    amina = Person.objects.get(email="amina@families.example")
    people.set_password(HOUSE, amina, PASSWORD)
    page = signed_in(visit, amina)
    page.goto("/c/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", level=1)).to_have_text("Safiyya")
    expect(page.locator("main")).to_contain_text("کلیدی فرد")
    expect(page.locator("main")).to_contain_text(key.called)
    page.locator("nav.tabs a").nth(1).tap()
    expect(page.locator("main")).to_contain_text("07700 900111")
    accessible(page)

    families.decide(HOUSE, mother, "info", Information.NONE, basis=Basis.ORDER, evidence="seen")
    page.locator("nav.tabs a").nth(0).tap()
    expect(page.locator("body")).not_to_contain_text("Safiyya")
    page.goto("/c/")
    expect(page.locator("body")).not_to_contain_text("Safiyya")


def test_a_key_person_leaves_and_their_children_are_named_anew_from_a_telephone(
    visit: Callable[..., Page], village: Village, accessible: Accessible
) -> None:
    setting, key = village.settings["otter-bridge"], village.people["otter-bridge key"]
    newcomer = villages.appoint(village, "otter-bridge second", Role.KEY_PERSON, setting)
    said = families.AdultSaid("mother", "Some Mother")
    for name in ("Ash Tree", "Bay Leaf"):
        families.register_family(HOUSE, setting, name, clock.today(), [said], key_person=key)
    people.let_go(HOUSE, key, clock.today(), setting.provider)
    office = signed_in(visit, village.people["otter-bridge manager"])
    office.goto("/key-persons/")
    accessible(office)
    for name in ("Ash Tree", "Bay Leaf"):
        office.get_by_label(name).select_option(newcomer.pk)
    office.get_by_role("button", name="Name them from today").tap()
    expect(office.locator("main")).to_contain_text("Every child has a key person.")
    office.goto("/children/?q=bay")
    expect(office.locator("main .row")).to_have_count(1)
    expect(office.locator("main .row")).to_contain_text(newcomer.called)

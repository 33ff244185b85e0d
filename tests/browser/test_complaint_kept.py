"""Journeys 11 and 12: an inspector asks for the record of complaints, and an owner reviews one that was upheld."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from hometime.access.viewer import Viewer, hats_of, viewer_for
from hometime.complaints.actions import Said, review_of, take_step, write_down
from hometime.complaints.keeping.actions import answer, approve
from hometime.complaints.keeping.drafting import Words
from hometime.complaints.models import Box, Change, Complaint, Disclosure
from hometime.complaints.reviewing.told import concluded
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Person
from tests.browser.conftest import PATIENCE_MS
from tests.cast import HOUSE
from tests.stories import village as villages
from tests.stories.village import BLUEBELL, PASSWORD, Village

Accessible = Callable[[Page], None]
MANAGER, OWNER = "otter-bridge manager", "bluebell owner"


def viewer_of(person: Person) -> Viewer:
    viewer = viewer_for(person, hats_of(person)[0].key)
    assert viewer is not None
    return viewer


@pytest.fixture
def village(practice: None) -> Village:
    """An upheld complaint at Otter Bridge with an approved summary, and one about its manager."""
    made = villages.found()
    made.adopt(BLUEBELL)
    for name in (MANAGER, OWNER):
        people.set_password(HOUSE, made.people[name], PASSWORD)
    manager, today = viewer_of(made.people[MANAGER]), clock.today()
    case = write_down(manager, made.settings["otter-bridge"], Said(today, "A letter: nobody rang.", channel="written"))
    take_step(manager, case, "answered", words="It is true.", apology="We are sorry.", finding="upheld")
    answer(manager, case, Box.REQUIREMENT, "parents")
    approve(manager, case, Words("Nobody rang a parent.", "We looked into it and answered.", "We said sorry."))
    said = Said(today, "The manager was rude.", about="setting_manager", channel="written", classed="complaint")
    write_down(viewer_of(made.people["otter-bridge key"]), made.settings["otter-bridge"], said)
    return made


class Journey:
    """Counts the taps of a journey, and the pages that open by them."""

    def __init__(self, page: Page) -> None:
        self.taps = self.screens = 0
        page.on("load", lambda _page: self._opened())

    def _opened(self) -> None:
        self.screens += 1

    def tap(self, what: Locator) -> None:
        """Taps once."""
        what.tap()
        self.taps += 1


def signed_in(visit: Callable[..., Page], person: Person) -> Page:
    """The front page of somebody, on a telephone."""
    page = visit("/sign-in/", has_touch=True, is_mobile=True)
    page.locator("input[name=login]").fill(person.email or "")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.button").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_load_state("load")
    return page


def test_an_inspector_asks_for_the_record_and_sees_it_in_two_screens_and_three_taps(
    visit: Callable[..., Page], village: Village, accessible: Accessible
) -> None:
    page = signed_in(visit, village.people[MANAGER])
    journey = Journey(page)
    journey.tap(page.get_by_role("navigation").get_by_role("link", name="Complaints"))
    journey.tap(page.get_by_text("An inspector asks for the record"))
    journey.tap(page.get_by_role("button", name="Show it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Record of complaints")
    page.wait_for_load_state("load")
    assert (journey.screens, journey.taps) == (2, 3)
    main = page.locator("main")
    for words in ("Nobody rang a parent.", "Upheld", "Told within 28 days", "Information for parents"):
        expect(main).to_contain_text(words)
    assert main.get_by_role("heading", level=2).count() == 1, "what is about the manager is not on the manager's page"
    shown = Disclosure.objects.unscoped("a test looks").get()
    assert shown.by == village.people[MANAGER] and shown.last == clock.today() and len(shown.shown) == 1
    accessible(page)
    owner = signed_in(visit, village.people[OWNER])
    owner.goto("/complaints/")
    owner.get_by_text("An inspector asks for the record").tap()
    owner.get_by_role("button", name="Show it").tap()
    expect(owner.get_by_role("heading", level=1)).to_have_text("Record of complaints")
    assert owner.locator("main").get_by_role("heading", level=2).count() == 2, "the regulator gets all of them"


def test_an_owner_reviews_an_upheld_complaint_and_goes_on_to_the_clause_in_three_screens_and_eight_taps(
    visit: Callable[..., Page], village: Village, accessible: Accessible
) -> None:
    case = Complaint.objects.unscoped("a test looks").get(about="care")
    page = signed_in(visit, village.people[OWNER])
    journey = Journey(page)
    journey.tap(page.locator(".row", has_text="Look at what to do better").get_by_role("link"))
    expect(page.locator("main")).to_contain_text("Nobody rang a parent.")
    assert case.reference not in page.content()
    accessible(page)
    journey.tap(page.get_by_role("group", name="Could it happen again?").get_by_text("Yes"))
    journey.tap(page.get_by_role("group", name="Could it happen elsewhere?").get_by_text("No", exact=True))
    page.get_by_label("What will we change?").fill("Two people read the list of calls at the end of each day.")
    journey.tap(page.get_by_role("group", name="Who sees to it?").get_by_text("(Manager)"))
    journey.tap(page.get_by_role("group", name="Does the policy need new words?").locator("label").nth(1))
    journey.tap(page.get_by_text("Ask families about the new words first"))
    journey.tap(page.get_by_role("button", name="Sign it"))
    expect(page.locator("main")).to_contain_text("The review is over.")
    accessible(page)
    journey.tap(page.get_by_role("link", name="Change the words of the policy"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a document")
    page.wait_for_load_state("load")
    assert (journey.screens, journey.taps) == (3, 8), "journey 12 allows 3 screens and 8 taps"
    record = review_of(case)
    assert record is not None and concluded(record)
    asked = Change.objects.unscoped("a test looks").get(clause__isnull=False)
    assert asked.due == clock.today() + dt.timedelta(days=14) and asked.person == village.people[MANAGER]
    change = Change.objects.unscoped("a test looks").get(clause__isnull=True)
    assert change.person == village.people[MANAGER] and change.due == clock.today() + dt.timedelta(days=28)

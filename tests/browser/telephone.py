"""A telephone in somebody's hand: the setting that it tells, tapping, typing and signing in, for the stories of complaints."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from hometime.complaints.models import Complaint
from hometime.people import actions as people
from hometime.people.models import Person
from hometime.ui.titles import TITLES, browser_title
from tests.browser.conftest import PATIENCE_MS
from tests.cast import HOUSE, Cast, town
from tests.stories.village import PASSWORD, with_both_ladders

Visit = Callable[..., Page]
Accessible = Callable[[Page], None]
REFERENCE, CODE = r"[2-9A-Z]{3}-[2-9A-Z]{3}", r"[2-9A-Z]{4}-[2-9A-Z]{4}"


@pytest.fixture
def cast(practice: None) -> Cast:
    """The cast at a setting with both ladders, where a password is enough."""
    made = town()
    with_both_ladders(made)
    return made


class Thumb:
    """Taps on a page, and counts them and the screens that they lead to."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.screens = page, 0, 1
        self.titles = {browser_title(key) for key in TITLES}

    def tap(self, what: Locator) -> None:
        """Taps once, on the same screen."""
        what.tap()
        self.taps += 1

    def onward(self, what: Locator, heading: str) -> None:
        """Taps once, and stands on the next screen."""
        self.tap(what)
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading, timeout=PATIENCE_MS)
        self.screens += 1
        assert self.page.title() in self.titles


def phone(visit: Visit, path: str, **options: object) -> Page:
    """A page on a telephone."""
    return visit(path, has_touch=True, is_mobile=True, **options)


def signed_in(visit: Visit, who: Person, hat: str = "", **options: object) -> Page:
    """Somebody signed in on a telephone; who has several hats chooses one by its name."""
    people.set_password(HOUSE, who, PASSWORD)
    page = phone(visit, "/sign-in/", **options)
    page.locator("input[name=login]").fill(who.email or "")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.button").first.click()
    if hat:
        page.get_by_role("button", name=f"Go in : {hat}").tap()
    expect(page).to_have_url(re.compile("/today/$"), timeout=PATIENCE_MS)
    return page


def go_on(page: Page) -> Locator:
    """The one main button of a page."""
    return page.locator("main form button[data-kind=main]").first


def cases() -> list[Complaint]:
    """Every complaint, in the order in which they were written down."""
    return list(Complaint.objects.unscoped("a test looks").order_by("written_at", "pk"))

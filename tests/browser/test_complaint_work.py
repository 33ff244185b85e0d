"""The work of a complaint on a telephone: acknowledged, evidence added, answered, each within its screens and taps; a
witness and somebody who was told on their own page; with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from hometime.access.viewer import Viewer, hats_of, viewer_for
from hometime.complaints.actions import Said, write_down
from hometime.complaints.handling.actions import asking, looking
from hometime.complaints.models import Complaint, Entry, Kind, Step
from hometime.kernel import clock
from hometime.people import actions as people
from tests.browser.conftest import PATIENCE_MS
from tests.cast import HOUSE
from tests.stories import village as villages
from tests.stories.village import BLUEBELL, PASSWORD, Village

Accessible = Callable[[Page], None]
MANAGER, KEY = "otter-bridge manager", "otter-bridge key"


@pytest.fixture
def village(practice: None) -> Village:
    """Three settings, the larger provider's policy adopted today, a manager and a key person who can sign in."""
    made = villages.found()
    made.adopt(BLUEBELL)
    for name in (MANAGER, KEY):
        people.set_password(HOUSE, made.people[name], PASSWORD)
    return made


class Thumb:
    """Taps on a page, and counts them and the pages that they load. Typing is no tap; going into a box is one."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.screens = page, 0, 0
        page.on("framenavigated", lambda frame: self._counted() if frame == page.main_frame else None)

    def _counted(self) -> None:
        self.screens += 1

    def tap(self, what: Locator) -> None:
        """Taps once."""
        what.tap()
        self.taps += 1

    def write(self, what: Locator, words: str) -> None:
        """Goes into a box with a tap, and types."""
        self.tap(what)
        what.fill(words)

    def within(self, screens: int, taps: int) -> None:
        """The journey took no more than that, the page it ends on included."""
        assert self.screens <= screens and self.taps <= taps, (self.screens, self.taps)


def acting(village: Village, name: str) -> Viewer:
    viewer = viewer_for(village.people[name], hats_of(village.people[name])[0].key)
    assert viewer is not None
    return viewer


def complaint(village: Village, **said: object) -> Complaint:
    """A written complaint that the manager has in hand."""
    facts: dict[str, object] = {"channel": "written", "complainant": "Ava's mother", "eyfs_requirement": True, **said}
    given = Said(clock.today(), "The gate stood open at four.", **facts)  # type: ignore[arg-type]
    return write_down(acting(village, MANAGER), village.settings["otter-bridge"], given)


def signed_in(visit: Callable[..., Page], village: Village, name: str = MANAGER, **options: object) -> Page:
    """Today, on a telephone."""
    page = visit("/sign-in/", has_touch=True, is_mobile=True, **options)
    page.locator("input[name=login]").fill(village.people[name].email or "")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today", timeout=PATIENCE_MS)
    return page


def main_button(page: Page) -> Locator:
    """The one main button of a page."""
    return page.locator("main .button[data-kind=main]").first


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photograph such as a telephone takes."""
    file = tmp_path / "IMG_0001.jpg"
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(file, "JPEG")
    return file


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_a_complaint_is_acknowledged_looked_into_and_answered_within_its_screens_and_taps(
    visit: Callable[..., Page], village: Village, picture: Path, accessible: Accessible, scripts: bool
) -> None:
    case = complaint(village)
    page = signed_in(visit, village, java_script_enabled=scripts)

    page.goto("/today/")
    acknowledges = Thumb(page)
    acknowledges.tap(page.locator(".row", has_text=case.reference).get_by_role("link").first)
    expect(page.locator("main")).to_contain_text("Where it stands")
    acknowledges.write(page.locator("textarea[name=words]").first, "Rang and said that we have the letter.")
    acknowledges.tap(main_button(page))
    expect(page.locator("main")).to_contain_text("They were told that we have it")
    acknowledges.within(2, 4)

    adds = Thumb(page)
    adds.tap(page.get_by_role("link", name="Add evidence"))
    page.locator("input[type=file]").set_input_files(picture)
    adds.taps += 2  # the telephone's own sheet: open it, choose the picture
    adds.write(page.locator("textarea[name=words]"), "The lock, as it was found.")
    if scripts:
        accessible(page)
    adds.tap(main_button(page))
    expect(page.locator("main")).to_contain_text("The lock, as it was found.")
    adds.within(2, 5)

    answers = Thumb(page)
    answers.tap(page.get_by_role("link", name="Write the outcome"))
    answers.tap(page.get_by_label("Upheld", exact=True))
    answers.write(page.locator("textarea[name=explanation]"), "We asked everybody. The lock was broken.")
    answers.write(page.locator("textarea[name=apology]"), "We are sorry that the gate stood open.")
    if scripts:
        accessible(page)
    answers.tap(main_button(page))
    expect(page.locator("main")).to_contain_text("You can tell Ofsted at any time")
    expect(page.locator("main")).to_contain_text("School grade")
    answers.tap(page.get_by_label("Handed over"))
    if scripts:
        accessible(page)
    answers.tap(main_button(page))
    expect(page.locator("main")).to_contain_text("They were told what was found")
    answers.within(3, 8)
    if scripts:
        accessible(page)

    answered = Step.objects.unscoped("a test looks").get(complaint=case, event="answered")
    assert answered.finding == "upheld" and answered.by == village.people[MANAGER]
    page.get_by_role("link", name="Read the letter").tap()
    letter = Entry.objects.unscoped("a test looks").get(complaint=case, kind=Kind.LETTER)
    expect(page.locator("main")).to_contain_text(letter.facts["code"])


def test_each_point_is_answered_before_the_outcome_and_two_tabs_lose_no_word(
    visit: Callable[..., Page], village: Village, accessible: Accessible
) -> None:
    case = complaint(village)
    looking.set_points(acting(village, MANAGER), case, ["The gate stood open.", "Nobody rang."])
    page = signed_in(visit, village)
    page.goto(f"/complaints/{case.pk}/")
    for number in (1, 2):
        page.get_by_role("link", name=f"Say what was found on point {number}").tap()
        page.get_by_label("Partly upheld").tap()
        page.locator("textarea[name=explanation]").fill(f"What we found on {number}.")
        main_button(page).tap()
        expect(page.locator("main")).to_contain_text(f"What we found on {number}.")
    page.get_by_role("link", name="Write the outcome").tap()
    expect(page.locator("textarea[name=explanation]")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"/complaints/{case.pk}/letter/")
    for tab, words in ((other, "The first text."), (page, "The second text.")):
        tab.locator("textarea[name=explanation]").fill(words)
        tab.locator("textarea[name=apology]").fill("We are sorry.")
        main_button(tab).tap()
        expect(tab.locator("main")).to_contain_text(words)
    expect(page.locator("main")).to_contain_text("Both texts are below")
    expect(page.locator("main")).to_contain_text("The first text.")
    expect(page.locator("textarea[name=explanation]")).to_have_value("The second text.")
    accessible(page)
    main_button(page).tap()
    expect(page.locator("main")).to_contain_text("We uphold part of your complaint.")
    expect(page.locator("main")).to_contain_text("The second text.")


def test_a_witness_and_somebody_who_was_told_find_one_page_each_from_today(
    visit: Callable[..., Page], village: Village, accessible: Accessible
) -> None:
    manager, key = acting(village, MANAGER), village.people[KEY]
    asked = complaint(village)
    about = complaint(village, about="other_staff", who=key)
    points = looking.set_points(manager, about, ["You left the gate open.", "Nobody rang us."])
    asking.ask(manager, asked, key, "What do you know about the lock?")
    page = signed_in(visit, village, KEY)
    expect(page.locator("main")).not_to_contain_text("something for you to read")
    asking.tell(manager, about, key, points[:1], teller="The manager", companion="Nobody, as they wished")
    page.goto("/today/")
    answers = Thumb(page)
    answers.tap(page.locator(".row", has_text="what you know").get_by_role("link").first)
    expect(page.locator("main")).to_contain_text("What do you know about the lock?")
    answers.write(page.locator("textarea[name=words]"), "It was broken since Friday.")
    answers.tap(main_button(page))
    expect(page.locator("main")).to_contain_text("What you said")
    answers.within(2, 3)
    accessible(page)
    page.goto("/today/")
    page.locator(".row", has_text="something for you to read").get_by_role("link").first.tap()
    expect(page.locator("main")).to_contain_text("You left the gate open.")
    expect(page.locator("main")).not_to_contain_text("Nobody rang us.")
    accessible(page)
    page.get_by_role("button", name="I have read it, and add nothing now").tap()
    expect(page.locator("main")).to_contain_text("Thank you. We have it")
    page.goto("/today/")
    expect(page.locator("main")).to_contain_text("Nothing is late, and nothing is due.")

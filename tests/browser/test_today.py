"""What is owed, done in two taps from Today on a telephone, and what shows for it; with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from hometime.duties.models import Duty
from hometime.people import actions as people
from hometime.policies.models import AdoptedClause, ContactCard
from tests.browser.conftest import PATIENCE_MS
from tests.cast import HOUSE
from tests.stories import village as villages
from tests.stories.village import BLUEBELL, PASSWORD, Village

Accessible = Callable[[Page], None]


@pytest.fixture
def village(practice: None) -> Village:
    """Three settings, the larger provider's policy adopted today, and a manager who can sign in."""
    made = villages.found()
    made.adopt(BLUEBELL)
    people.set_password(HOUSE, made.people["otter-bridge manager"], PASSWORD)
    return made


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photograph such as a telephone takes."""
    file = tmp_path / "IMG_0001.jpg"
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(file, "JPEG")
    return file


class Thumb:
    """Taps on a page, and counts them."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, what: Locator) -> None:
        """Taps once."""
        what.tap()
        self.taps += 1


def signed_in(visit: Callable[..., Page], village: Village, **options: object) -> Page:
    """Today, as the manager of Otter Bridge sees it on a telephone."""
    page = visit("/sign-in/", has_touch=True, is_mobile=True, **options)
    page.locator("input[name=login]").fill(village.people["otter-bridge manager"].email or "")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today", timeout=PATIENCE_MS)
    return page


def row(page: Page, words: str) -> Locator:
    """The button of the line of Today that says `words`."""
    return page.locator(".row", has_text=words).get_by_role("link")


def main_button(page: Page) -> Locator:
    """The one main button of a page."""
    return page.locator("main form button[data-kind=main]").first


def duty(clause: str) -> Duty:
    """The first duty under a clause at Otter Bridge, as it is now."""
    rows = Duty.objects.unscoped("a test looks at what was kept").filter(setting__slug="otter-bridge", clause=clause)
    return rows.order_by("owed_on", "due", "pk").filter(kept_on__isnull=False).get()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_the_board_is_attested_in_two_taps_with_a_photograph_and_shows_beside_its_clause(
    visit: Callable[..., Page], village: Village, picture: Path, accessible: Accessible, scripts: bool
) -> None:
    page, thumb = signed_in(visit, village, java_script_enabled=scripts), Thumb()
    thumb.tap(row(page, "Look at the notice board"))
    expect(page.locator("textarea")).to_have_value("I looked. It is up, and easy to read.")
    camera = page.locator("input[type=file]")
    assert camera.get_attribute("capture") == "environment", "a telephone opens its camera"
    camera.set_input_files(picture)
    if scripts:
        accessible(page)
    thumb.tap(main_button(page))
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    assert thumb.taps == 2
    kept = duty("O6")
    assert kept.evidence == "I looked. It is up, and easy to read." and kept.photo_id
    clause = next(c for c in AdoptedClause.objects.filter(adoption=kept.record.under) if "O6" in c.covers)
    page.goto("/policy/otter-bridge/10.2/")
    page.locator(f"a[href$='{clause.pk}/']").tap()
    expect(page.locator("main")).to_contain_text("Otter Bridge Manager said so on")
    shown = page.locator("img.photo")
    shown.scroll_into_view_if_needed()
    expect(shown).to_be_visible()
    if scripts:
        photo = page.locator("img.photo").first
        expect(photo).to_have_js_property("complete", True)
        assert photo.evaluate("image => image.naturalWidth") > 0
        accessible(page)


def test_the_entrance_and_telling_families_take_two_taps_each_and_what_needs_words_asks_for_them(
    visit: Callable[..., Page], village: Village, accessible: Accessible
) -> None:
    page = signed_in(visit, village)
    for words, clause in (("Look at the entrance", "F3"), ("Tell every family how to complain", "C2")):
        thumb = Thumb()
        thumb.tap(row(page, words))
        thumb.tap(main_button(page))
        expect(page.get_by_role("heading", level=1)).to_have_text("Today")
        assert thumb.taps == 2 and duty(clause).evidence, clause
    row(page, "Write down what you did this term").tap()
    main_button(page).tap()
    expect(page.locator("[role=alert]")).to_contain_text("Write a line about what you saw or did")
    accessible(page)
    page.get_by_label("What did you do with the school?").fill(
        "Hill Primary, 3 March: the reception teacher came to us."
    )
    main_button(page).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    assert duty("S3").evidence.startswith("Hill Primary")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_the_contact_check_is_kept_only_when_each_card_was_ticked_and_a_changed_card_is_open_again(
    visit: Callable[..., Page], village: Village, accessible: Accessible, scripts: bool
) -> None:
    page = signed_in(visit, village, java_script_enabled=scripts)
    row(page, "Check the contact details").tap()
    page.get_by_label("Where did you look?").fill("Their own page, this morning.")
    main_button(page).tap()
    expect(page.locator("[role=alert]")).to_contain_text("Tick each card once you have compared it")
    expect(page.get_by_label("Where did you look?")).to_have_value("Their own page, this morning.")
    page.locator("input[type=checkbox][name=cards]").first.check()
    main_button(page).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    card = ContactCard.objects.get(setting__slug="otter-bridge")
    assert card.checked_on and duty("P17").evidence == "Their own page, this morning."
    page.goto("/policy/otter-bridge/contacts/")
    page.get_by_role("link", name="Change this card").tap()
    page.get_by_label("Telephone").fill("ring us")
    page.get_by_label("Where are these details from?").fill("A call to them")
    main_button(page).tap()
    expect(page.locator("[role=alert]")).to_contain_text("Give the number as it is dialled")
    page.get_by_label("Telephone").fill("0300 123 4666")
    main_button(page).tap()
    expect(page.locator("main")).to_contain_text("Nobody has compared this card with its source yet.")
    page.locator("summary", has_text="I compared this with its source today").tap()
    page.get_by_label("Where did you look?").fill("Their own page")
    page.get_by_role("button", name="I compared it").tap()
    expect(page.locator("main")).to_contain_text("Compared by Otter Bridge Manager")
    if scripts:
        accessible(page)

"""A family and its key person on their telephones: times offered and chosen (J8), a photo and a story sent from home and thanked
for (J9), both sides' words, and a private word. In each language: `test_families_in_their_language.py`."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from hometime.families import actions as families
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.keypersons.actions.checking import see_to_checks
from hometime.keypersons.actions.meeting import see_to_rounds
from hometime.keypersons.models import Contribution, Happening, PrivateWord
from hometime.people import actions as people
from hometime.people.models import Person
from tests.browser.conftest import PATIENCE_MS
from tests.cast import FULL, HOUSE, LONG_AGO
from tests.stories import village as villages
from tests.stories.village import BLUEBELL, PASSWORD, Village

Visit = Callable[..., Page]
Accessible = Callable[[Page], None]
LANGUAGES = ("en-gb", "ur", "pl")


@dataclasses.dataclass
class Home:
    """A village with one family: the child, the mother and the key person."""

    village: Village
    child: Child
    mother: Person
    key: Person


@pytest.fixture
def home(practice: None) -> Home:
    """A child of two years at a setting that adopted its policy; the family is owed a talk and a check."""
    village = villages.found()
    village.adopt(BLUEBELL)
    place = village.settings["otter-bridge"]
    born = clock.today() - dt.timedelta(days=800)
    child = families.register_child(HOUSE, place, "Ava Reed", born, starts=born + dt.timedelta(days=600))
    mother, key = village.people["otter-bridge parent"], village.people["otter-bridge key"]
    adult = families.register_adult(HOUSE, mother, place)
    families.bind(HOUSE, adult, child, "mother", LONG_AGO, **FULL)
    families.allocate(HOUSE, child, key, LONG_AGO)
    see_to_rounds(HOUSE)
    see_to_checks(HOUSE)
    for person in (mother, key, village.people["otter-bridge manager"]):
        people.set_password(HOUSE, person, PASSWORD)
    return Home(village, child, mother, key)


@dataclasses.dataclass
class Thumb:
    """Taps on a page, and counts taps and screens."""

    page: Page
    taps: int = 0
    screens: int = 0

    def tap(self, what: Locator, *, opens: bool = True) -> None:
        """Taps once; `opens` where that brings another screen."""
        what.tap()
        self.taps += 1
        self.screens += opens

    def choose(self, what: Locator, file: Path) -> None:
        """Taps a field for a file, and chooses it."""
        what.set_input_files(file)
        self.taps += 1


def signed_in(visit: Visit, person: Person, language: str = "en-gb", **options: object) -> Page:
    """Somebody on a telephone, signed in, in a language."""
    page = visit("/sign-in/", has_touch=True, is_mobile=True, **options)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url.removesuffix("sign-in/")}])
    page.locator("input[name=login]").fill(person.email or "")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.button").first.click()
    expect(page.locator("h1")).to_be_visible(timeout=PATIENCE_MS)
    assert "/sign-in/" not in page.url
    return page


def main(page: Page) -> Locator:
    """The one main button of a page."""
    return page.locator("main form button[data-kind=main]").first


def said(language: str, words: str) -> str:
    """Words of the catalogue in a language."""
    with translation.override(language):
        return translation.gettext(words)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photograph such as a telephone takes."""
    file = tmp_path / "IMG_0007.jpg"
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(file, "JPEG")
    return file


def test_a_photo_and_a_story_go_from_home_in_two_screens_and_four_taps_and_are_thanked_for_in_one(
    visit: Visit, home: Home, picture: Path, accessible: Accessible
) -> None:
    page = signed_in(visit, home.mother)
    thumb = Thumb(page)
    thumb.tap(page.locator(f"main a[href='/key/{home.child.pk}/from-home/']"))
    page.wait_for_url("**/from-home/")
    accessible(page)
    thumb.choose(page.locator("input[type=file][name=photo]"), picture)
    page.locator("textarea[name=words]").fill("She baked bread.")
    thumb.tap(main(page))
    expect(page.get_by_role("heading", level=1)).to_have_text("We have it")
    assert thumb.taps <= 4 and thumb.screens == 2
    photo = page.locator("img.photo").first
    expect(photo).to_have_js_property("complete", True)
    assert photo.evaluate("image => image.naturalWidth") > 0
    accessible(page)
    sent = Contribution.objects.unscoped("a test looks").get()
    at_work = signed_in(visit, home.key)
    at_work.goto(f"/from-home/{sent.pk}/")
    at_work.get_by_role("button", name="Say thank you").tap()
    expect(at_work.locator("main")).to_contain_text("Thanked on")
    accessible(at_work)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def test_on_a_bad_line_nothing_from_home_is_lost_and_it_counts_once(
    visit: Visit, home: Home, picture: Path, accessible: Accessible
) -> None:
    page = signed_in(visit, home.mother)
    thumb, sent = Thumb(page), Contribution.objects.unscoped("a test looks")
    thumb.tap(page.locator(f"main a[href='/key/{home.child.pk}/from-home/']"))
    page.wait_for_url("**/from-home/")
    thumb.choose(page.locator("input[type=file][name=photo]"), picture)
    page.locator("textarea[name=words]").fill("She baked bread.")
    dropped = page.locator("[data-dropped]")
    expect(dropped).to_be_hidden()
    screens: list[str] = []
    page.on("framenavigated", lambda frame: screens.append(frame.url))

    def still_here() -> None:
        expect(dropped).to_contain_text("The line dropped. What you wrote is still here.")
        expect(page.locator("textarea[name=words]")).to_have_value("She baked bread.")
        expect(page.locator("input[name=photo]")).to_have_js_property("files.length", 1)
        assert screens == [], "it stays where it is"

    page.context.set_offline(True)
    thumb.tap(main(page), opens=False)
    still_here()
    accessible(page)
    assert not sent.exists()
    page.context.set_offline(False)
    line = page.context.new_cdp_session(page)  # it reaches us, and the answer is lost on its way back

    def lose(one: dict[str, Any]) -> None:
        line.send("Fetch.failRequest", {"requestId": one["requestId"], "errorReason": "ConnectionReset"})

    line.on("Fetch.requestPaused", lose)
    line.send("Fetch.enable", {"patterns": [{"urlPattern": "*/from-home/", "requestStage": "Response"}]})
    with page.expect_event("requestfailed"):
        thumb.tap(main(page), opens=False)
    still_here()
    assert sent.count() == 1
    line.send("Fetch.disable")
    thumb.tap(main(page))
    expect(page.get_by_role("heading", level=1)).to_have_text("We have it")
    expect(page.locator("img.photo")).to_have_count(1)
    assert [one.words for one in sent] == ["She baked bread."], "sent three times, and there once"
    assert thumb.taps - 2 <= 4 and thumb.screens == 2, "what a good line takes, and a tap for each time it dropped"
    page.goto(f"/key/{home.child.pk}/from-home/")
    main(page).tap()
    expect(page.locator("[data-first]")).to_be_focused()
    expect(page.locator("main")).to_contain_text("Write a line, or choose a photo or a voice note")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_times_are_offered_in_three_screens_and_chosen_in_two_taps(
    visit: Visit, home: Home, accessible: Accessible, scripts: bool
) -> None:
    at_work = signed_in(visit, home.key, java_script_enabled=scripts)
    at_work.goto("/my-children/")
    thumb = Thumb(at_work)
    thumb.tap(at_work.locator("main .row a.button").first)
    thumb.tap(at_work.get_by_role("link", name="Offer times for a talk"))
    expect(at_work.get_by_role("heading", level=1)).to_have_text("Offer times for a talk")
    if scripts:
        accessible(at_work)
    thumb.tap(main(at_work))
    expect(at_work.locator("main")).to_contain_text("Times offered, no answer yet")
    assert thumb.taps <= 8 and thumb.screens == 3
    for language in LANGUAGES[:1] if not scripts else LANGUAGES[1:]:
        page = signed_in(visit, home.mother, language, java_script_enabled=scripts)
        hand = Thumb(page)
        ask = page.locator("main .row", has_text=said(language, "When can we talk about how your child is doing?"))
        if ask.count() == 0:  # the time was chosen in the first of the languages; she changes her mind
            page.goto(f"/key/{home.child.pk}/")
            hand.tap(page.locator("main .row a[href^='/meeting/']").first)
        else:
            hand.tap(ask.get_by_role("link"))
        expect(page.get_by_role("heading", level=1)).to_have_text(said(language, "When can we talk?"))
        if scripts:
            accessible(page)
        hand.tap(page.locator("main .row form button").last)
        expect(page.locator("main")).to_contain_text(said(language, "We look forward to it"))
        assert hand.taps == 2
    assert Happening.objects.unscoped("a test looks").filter(what="chose").exists()


def test_both_sides_words_are_written_down_and_the_family_agrees_in_one_tap(
    visit: Visit, home: Home, accessible: Accessible
) -> None:
    at_work = signed_in(visit, home.key)
    at_work.goto(f"/key/{home.child.pk}/talk/")
    main(at_work).tap()
    page = signed_in(visit, home.mother, "pl")
    page.locator("main .row a[href^='/meeting/']").first.tap()
    page.locator("main .row form button").first.tap()
    expect(page.locator("main")).to_contain_text(said("pl", "We look forward to it"))
    address = page.url
    at_work.goto(address)
    accessible(at_work)
    main(at_work).tap()
    expect(at_work.locator("[role=alert]")).to_contain_text("Write what you told them")
    for name, words in (("ours", "She builds roads."), ("theirs", "Śpiewa w domu."), ("steps", "We send the book.")):
        at_work.locator(f"textarea[name={name}]").fill(words)
    main(at_work).tap()
    expect(at_work.locator("main")).to_contain_text("We send the book.")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Śpiewa w domu.")
    accessible(page)
    page.get_by_role("button", name=said("pl", "I agree")).tap()
    expect(page.locator("main")).to_contain_text(said("pl", "You said that you agree."))


def test_a_private_word_says_who_may_read_it_and_then_that_it_was_read(
    visit: Visit, home: Home, accessible: Accessible
) -> None:
    page = signed_in(visit, home.mother)
    page.goto(f"/key/{home.child.pk}/word/")
    main(page).tap()
    expect(page.locator("[role=alert]")).to_contain_text("Choose who may read it")
    accessible(page)
    page.locator("textarea[name=words]").fill("Her grandfather died.")
    page.locator("label", has=page.locator("input[name=to][value*=setting_manager]")).tap()
    main(page).tap()
    expect(page.locator("main")).to_contain_text("Her grandfather died.")
    accessible(page)
    word = PrivateWord.objects.unscoped("a test looks").get()
    manager = signed_in(visit, home.village.people["otter-bridge manager"])
    manager.locator(".row", has_text="Read what a parent told you").get_by_role("link").tap()
    expect(manager.locator("main")).to_contain_text("Her grandfather died.")
    accessible(manager)
    main(manager).tap()
    expect(manager.locator("main")).to_contain_text("Read on")
    page.goto(f"/word/{word.pk}/")
    expect(page.locator("main")).to_contain_text("Otter Bridge Manager")
    key = signed_in(visit, home.key)
    key.goto(f"/word/{word.pk}/")
    expect(key.locator("body")).not_to_contain_text("Her grandfather died.")

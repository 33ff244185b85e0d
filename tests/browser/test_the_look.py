"""The gallery in a real browser: reachable, readable and whole at every width, in both directions and both schemes."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, ViewportSize

from hometime.ui.gallery import SCREENS
from hometime.ui.tests.looking import served
from hometime.ui.words import LANGUAGES, compile_catalogues
from tests.browser.looking import CONTROLS, NO_NAME, SPILLS, violations

WIDTHS = {320: 700, 390: 844, 1280: 900}
PAGES = [*SCREENS, "404"]

# Targets smaller than 44 pixels. Links inside a sentence are exempt (WCAG 2.5.5), and boxes answer through their label.
SMALL = """() => [...document.querySelectorAll(ASKED)]
  .filter(one => !one.matches('.skip, p a, li > a:only-child:not(.button)') || one.matches('.menu a, .tabs a, .ways a'))
  .map(one => one.matches('[type=radio], [type=checkbox]') ? one.closest('label') : one)
  .filter(one => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && (box.width < 43.9 || box.height < 43.9);
  }).map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def gallery(settings: object) -> Iterator[str]:
    """The address of the gallery, in every language that has words."""
    settings.LOCALE_PATHS = [str(compile_catalogues())]  # type: ignore[attr-defined]
    settings.LANGUAGES = LANGUAGES  # type: ignore[attr-defined]
    with served() as address:
        yield address


class Looked:
    """One browser profile that remembers every fault it met."""

    def __init__(self, browser: Browser, address: str, width: int, **options: object) -> None:
        size = ViewportSize(width=width, height=WIDTHS[width])
        self.faults: list[str] = []
        self.answers: list[Response] = []
        self.address = address
        # A colour on its way from one to another is no colour to judge.
        options = {"reduced_motion": "reduce", **options}
        self.profile: BrowserContext = browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
        self.tab: Page = self.profile.new_page()
        self.tab.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.tab.on("pageerror", lambda error: self.faults.append(str(error)))
        self.tab.on("request", self._ask)
        self.tab.on("response", self._hear)

    def _ask(self, request: Request) -> None:
        if not request.url.startswith(self.address):
            self.faults.append(f"asked for {request.url}")

    def _hear(self, answer: Response) -> None:
        self.answers.append(answer)

    def at(self, name: str, language: str) -> Page:
        """Open a gallery page, with everything unfolded."""
        self.tab.goto(f"{self.address}/{name}/{language}/")
        self.unfold("details:not(.hat)")
        return self.tab

    def unfold(self, what: str) -> None:
        """Open every fold that the selector finds."""
        self.tab.evaluate("what => document.querySelectorAll(what).forEach(one => { one.open = true })", what)


LOOKS = [
    pytest.param(320, "en", "light", id="320, English, light"),
    pytest.param(1280, "ar", "dark", id="1280, Arabic, dark"),
    *[
        pytest.param(width, language, scheme, marks=pytest.mark.long, id=f"{width}, {language}, {scheme}")
        for width in WIDTHS
        for language, _ in LANGUAGES
        for scheme in ("light", "dark")
    ],
]


@pytest.mark.parametrize(("width", "language", "scheme"), LOOKS)
def test_every_page_is_whole_and_accessible(
    browser: Browser, gallery: str, width: int, language: str, scheme: str
) -> None:
    looked = Looked(browser, gallery, width, color_scheme=scheme)
    for name in PAGES:
        tab = looked.at(name, language)
        looked.faults.extend(f"{name}: {rule} at {places[0]}" for rule, places in violations(tab))
        looked.unfold(".hat")
        for fault, check in (("spills", SPILLS), ("too small", SMALL), ("no name", NO_NAME)):
            seen = tab.evaluate(check.replace("ASKED", CONTROLS))
            looked.faults.extend(f"{name}: {fault}: {one}" for one in seen)
    looked.profile.close()
    assert not looked.faults, "\n".join(looked.faults)


def test_high_contrast_and_large_text_keep_every_page_whole(browser: Browser, gallery: str) -> None:
    looked = Looked(browser, gallery, 320, forced_colors="active", reduced_motion="reduce")
    looked.profile.add_cookies([{"name": "text", "value": "larger", "url": gallery}])
    for name in PAGES:
        tab = looked.at(name, "en")
        looked.faults.extend(f"{name}: spills: {one}" for one in tab.evaluate(SPILLS))
    looked.profile.close()
    assert not looked.faults, "\n".join(looked.faults)


def test_every_page_is_whole_with_scripts_off(browser: Browser, gallery: str) -> None:
    looked = Looked(browser, gallery, 390, java_script_enabled=False)
    for name in PAGES:
        looked.tab.goto(f"{gallery}/{name}/en/")
        assert looked.tab.locator("h1").count() == 1
    looked.profile.close()


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(browser: Browser, gallery: str) -> None:
    looked = Looked(browser, gallery, 1280)
    tab = looked.at("today", "en")
    tab.keyboard.press("Tab")
    assert tab.locator(":focus").get_attribute("href") == "#main"
    assert tab.locator(".skip").bounding_box()["height"] > 20  # type: ignore[index]
    looked.profile.close()


def test_a_form_with_mistakes_reads_them_out_first(browser: Browser, gallery: str) -> None:
    looked = Looked(browser, gallery, 390)
    tab = looked.at("form", "en")
    assert tab.locator(":focus").get_attribute("role") == "alert"
    for link in tab.locator(".errors a").all():
        assert tab.locator(str(link.get_attribute("href"))).count() == 1
    looked.profile.close()


def test_shift_three_times_leaves_without_a_way_back(browser: Browser, gallery: str) -> None:
    looked = Looked(browser, gallery, 390)
    tab = looked.at("complaint", "en")
    tab.evaluate("sessionStorage.setItem('words:x', 'secret')")
    for _ in range(3):
        tab.keyboard.press("Shift")
    tab.wait_for_url("**/leave/")
    assert tab.evaluate("sessionStorage.length") == 0
    tab.go_back()
    assert "complaint" not in tab.url
    looked.profile.close()


def test_capital_letters_do_not_leave_the_page(browser: Browser, gallery: str) -> None:
    looked = Looked(browser, gallery, 390)
    tab = looked.at("form", "en")
    tab.locator("textarea").press_sequentially("ABC")
    for letter in "DEFG":
        tab.keyboard.press(f"Shift+{letter}")
    assert tab.url.endswith("/form/en/") and tab.locator("textarea").input_value() == "ABCDEFG"
    looked.profile.close()


def test_words_that_were_not_sent_are_still_there(browser: Browser, gallery: str) -> None:
    looked = Looked(browser, gallery, 390)
    tab = looked.at("form", "en")
    tab.locator("textarea").fill("The gate was open.")
    looked.at("today", "en")
    assert looked.at("form", "en").locator("textarea").input_value() == "The gate was open."
    looked.profile.close()


def weight(answer: Response) -> int:
    """The bytes of an answer as they travel: fonts as they are, everything else packed as the server packs it."""
    body = answer.body()
    return len(body) if answer.url.endswith(".woff2") else len(gzip.compress(body))


def test_a_first_visit_takes_six_requests_and_sixty_kib_at_most(browser: Browser, gallery: str) -> None:
    for name in ("parent", "board", "sign_in", "complaint", "today"):
        for language in ("en", "pl"):
            looked = Looked(browser, gallery, 390)
            looked.at(name, language)
            looked.tab.wait_for_load_state("networkidle")
            answers = looked.answers
            assert any(answer.url.endswith("text.woff2") for answer in answers), "the visit was seen whole"
            assert len({answer.url for answer in answers}) <= 6, (name, language)
            assert sum(weight(answer) for answer in answers) <= 60 * 1024, (name, language)
            assert weight(answers[0]) <= 12 * 1024, "a next page is the page alone"
            looked.profile.close()

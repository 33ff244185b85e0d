"""A policy is adopted in a real browser, from the file to the board, by the owners of both library policies.

Every journey ends with the accessibility check of each page it came through; with scripts off the pages are looked at
again afterwards, because the check itself is a script.
"""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Person
from hometime.policies import catalogue
from hometime.policies.models import AdoptedClause
from tests.browser.looking import SPILLS
from tests.cast import HOUSE
from tests.stories import village as villages
from tests.stories.village import ASH, BLUEBELL, Village

PATIENCE_MS = 20_000


@dataclasses.dataclass(frozen=True)
class Way:
    """One way of going through: how wide, in what language and scheme, with or without scripts."""

    width: int
    language: str = "en-gb"
    scheme: str = "light"
    scripts: bool = True

    def __str__(self) -> str:
        return f"{self.width} {self.language} {self.scheme}{'' if self.scripts else ' no scripts'}"

    def options(self) -> dict[str, Any]:
        """For a new profile of the browser."""
        return {
            "viewport": {"width": self.width, "height": 844},
            "color_scheme": self.scheme,
            "locale": "en-GB",
            "reduced_motion": "reduce",
        }


# Both widths, schemes and languages, with scripts and without, are among the first three; `--long` walks the others.
WAYS = (
    Way(390, "ar", "dark"),
    Way(390, scripts=False),
    Way(1280, "ar", "dark", scripts=False),
    pytest.param(Way(390), marks=pytest.mark.long),
    pytest.param(Way(1280, scheme="dark"), marks=pytest.mark.long),
    pytest.param(Way(1280, "ar"), marks=pytest.mark.long),
)


def word_document(markdown: str) -> bytes:
    """A library policy as somebody would have it in Word: headings, paragraphs and bullets."""
    from docx import Document

    made = Document()
    for line in filter(str.strip, markdown.splitlines()):
        marks, text = re.match(r"(#+ |(?:  )*- )?(.*)", line.rstrip()).groups()  # type: ignore[union-attr]
        if (marks or "").startswith("#"):
            made.add_heading(text, level=marks.count("#"))
        elif marks:
            made.add_paragraph(text, style="List Bullet 2" if marks.startswith("  ") else "List Bullet")
        else:
            made.add_paragraph(text)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


@pytest.fixture
def village(practice: None) -> Village:
    """Two providers behind a live server, in a practice house; nothing is adopted yet."""
    return villages.found()


class Visitor:
    """Somebody who goes through the pages in one way, and remembers each for the check at the end."""

    def __init__(self, browser: Browser, site: str, way: Way) -> None:
        self.browser, self.site, self.way, self.seen = browser, site, way, list[str]()
        self.profile = self._profile(way.scripts)
        self.page = self.profile.new_page()

    def _profile(self, scripts: bool, kept: Any = None) -> BrowserContext:
        opened = self.browser.new_context(
            base_url=self.site, java_script_enabled=scripts, storage_state=kept, **self.way.options()
        )
        opened.set_default_timeout(PATIENCE_MS)
        opened.add_cookies([{"name": "django_language", "value": self.way.language, "url": self.site}])
        return opened

    def sign_in(self, person: Person) -> None:
        """With a password, which is enough in a practice house."""
        people.set_password(HOUSE, person, villages.PASSWORD)
        self.page.goto("/sign-in/")
        self.page.locator("input[name=login]").fill(person.email or "")
        self.page.locator("input[name=password]").fill(villages.PASSWORD)
        self.press("main form button.button")
        assert "/sign-in/" not in self.page.url

    def press(self, what: str) -> None:
        """Presses the first of what is named, and waits for the page that follows."""
        with self.page.expect_navigation():
            self.page.locator(what).first.click()

    def look(self, at: str) -> None:
        """Here is a page that should be whole: `at` is how its address ends."""
        assert re.search(at, self.page.url), (at, self.page.url, self.page.locator("main").inner_text()[:500])
        self.seen.append(self.page.url)

    def check(self, accessible: Callable[[Page], None]) -> None:
        """Every page that was seen, as it stands now: nothing spills over, and the check finds nothing."""
        again = self._profile(True, self.profile.storage_state())
        for address in dict.fromkeys(self.seen):
            page = again.new_page()
            page.goto(address)
            assert page.evaluate(SPILLS) == [], address
            accessible(page)
            page.close()
        again.close()

    def leave(self) -> None:
        """Closes the browser's profile."""
        self.profile.close()


def adopt(visitor: Visitor, name: str, content: bytes, settings: int) -> None:
    """From the choice of a file to the board of the first setting; one question is answered, the rest as proposed."""
    page = visitor.page
    page.goto("/adopt/")
    visitor.look(r"/adopt/$")
    visitor.press("a[href='/adopt/new/']")
    visitor.look(r"/adopt/new/$")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": content})
    visitor.press("main form button[data-kind=main]")
    visitor.look(r"/adopt/[^/]{22}/$")
    draft = page.url
    while page.locator(".acts a[data-kind=main][href^='?sheet=']").count():
        visitor.press(".acts a[data-kind=main][href^='?sheet=']")
        visitor.look(r"\?sheet=\d+#sheet$")
    page.goto(f"{draft}questions/")
    picked = page.locator("fieldset input[type=radio]:not([value=own])").nth(1)
    picked.check()
    visitor.press("form[data-keep] button[data-kind=main]")
    assert picked.is_checked(), "what was answered is kept"
    visitor.press("button[name=take]")
    expect(page.locator("button[name=take]")).to_have_count(0)
    assert picked.is_checked(), "what was answered stays"
    visitor.look(r"/questions/\?saved=yes$")
    visitor.press("a[href$='/changes/']")
    visitor.look(r"/changes/$")
    visitor.press("a[data-kind=main][href$='/decide/']")
    visitor.look(r"/decide/$")
    expect(page.locator("input[name=settings]")).to_have_count(settings)
    expect(page.locator("input[name=settings]:checked")).to_have_count(settings)
    today = clock.today()
    boxes = page.locator(".day-parts input")
    for place, part in enumerate((today.day, today.month, today.year)):
        boxes.nth(place).fill(str(part))
    visitor.press("main form button[data-kind=main]")
    visitor.look(r"/adopted/$")
    done = page.url
    visitor.press("main a[href$='/posters/']")
    visitor.look(r"/board/[a-z-]+/posters/$")
    page.goto(done)
    visitor.press("main a[href^='/board/']")
    visitor.look(r"/board/[a-z-]+/$")


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_policy_in_word_goes_from_the_file_to_the_boards_of_both_settings(
    way: Way, browser: Browser, site: str, village: Village, accessible: Callable[[Page], None]
) -> None:
    visitor = Visitor(browser, site, way)
    visitor.sign_in(village.people["bluebell owner"])
    adopt(visitor, "Policy 10.docx", word_document(villages.document(BLUEBELL).decode()), settings=2)
    for slug in ("otter-bridge", "hilltop"):
        setting = village.settings[slug]
        assert [a.number for a in setting.adoptions.order_by("number")] == ["10", "10.1", "10.2"]
        clauses = AdoptedClause.objects.filter(adoption__setting=setting)
        assert {id_ for clause in clauses for id_ in clause.covers} == set(catalogue.load())
        visitor.page.goto(f"/board/{slug}/")
        expect(visitor.page.locator("ol.poster").first).to_contain_text("28")
        poster = visitor.page.request.get(f"/board/{slug}/poster/a4.pdf")
        assert poster.ok and poster.body().startswith(b"%PDF"), "the poster is made of what was adopted"
    visitor.page.goto("/today/")
    visitor.look(r"/today/$")
    visitor.check(accessible)
    visitor.leave()


def test_a_policy_without_its_complaints_procedure_is_completed_from_our_proposal(
    browser: Browser, site: str, village: Village, accessible: Callable[[Page], None]
) -> None:
    visitor = Visitor(browser, site, Way(390))
    visitor.sign_in(village.people["ash owner"])
    page, setting = visitor.page, village.settings["ash-and-alder"]
    adopt(visitor, "Our procedure.md", villages.document(ASH), settings=1)
    expect(page.locator("ol.poster")).to_have_count(0)
    page.goto("/adopt/")
    visitor.look(r"/adopt/$")
    visitor.press(".note form button")
    visitor.look(r"/adopt/[^/]{22}/$")
    expect(page.locator(".note").first).to_contain_text("A proposal, in our wording")
    draft = page.url
    page.goto(f"{draft}questions/")
    visitor.press("button[name=take]")
    page.goto(f"{draft}decide/")
    today = clock.today()
    for place, part in enumerate((today.day, today.month, today.year)):
        page.locator(".day-parts input").nth(place).fill(str(part))
    visitor.press("main form button[data-kind=main]")
    visitor.look(r"/adopted/$")
    visitor.press("main a[href^='/board/']")
    expect(page.locator("ol.poster").first).to_contain_text("28")
    assert [a.number for a in setting.adoptions.order_by("number")] == ["10.1", "10.2"]
    assert setting.adoptions.get(number="10.2").from_library
    visitor.check(accessible)
    visitor.leave()

"""What a parent does on a telephone, each in the language that they read: English, Urdu from right to left, and Polish. One walk
through all of it: joining, settling in, a talk (journey 8), something from home (journey 9), a private word, the check at two, an
outing (journey 5), the child's file, and another adult. No English sentence of ours is left on the way.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from playwright.sync_api import Page, expect

from hometime.consents import actions as consents
from hometime.consents.models import Answer
from hometime.consents.standing import Kind, State
from hometime.families import actions as families
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.keypersons.actions import meeting
from hometime.keypersons.actions.checking import see_to_checks
from hometime.keypersons.actions.meeting import Time, see_to_rounds
from hometime.keypersons.models import Contribution, Part, PrivateWord, Way
from hometime.people.models import Person
from hometime.people.roles import Role
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.records.models import Record
from hometime.ui.words import catalogue, everything_said
from hometime.welcome.actions import joining, settling
from hometime.welcome.actions.settling import Drawn
from hometime.welcome.models import Joining, Settling
from tests.browser.looking import SPILLS
from tests.browser.telephone import signed_in
from tests.browser.test_key_persons import Thumb, main, picture, said
from tests.browser.test_welcome import ASKS, GUIDE
from tests.cast import FULL, HOUSE, LONG_AGO
from tests.stories import village as villages
from tests.stories.village import BLUEBELL, Village

__all__ = ["picture"]
Visit = Callable[..., Page]
Accessible = Callable[[Page], None]
NAMES = {"en-gb": "Reed", "ur": "خان", "pl": "Łoś"}  # the families, by the language that they read
TEXTS = """() => {
  const found = [];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) if (!nodes.currentNode.parentElement.closest("script, body [lang]")) found.push(nodes.currentNode.data);
  for (const name of ["aria-label", "placeholder", "alt", "title"])
    for (const one of document.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
  return [...new Set(found.map((text) => text.trim().replace(/\\s+/g, " ")).filter((text) => text))];
}"""


@dataclasses.dataclass
class Family:
    """A mother, the child who begins in a fortnight, and the one who has been here for a while."""

    language: str
    mother: Person
    begins: Child
    here: Child
    joining: Joining
    settling: Settling
    outing: Record


@pytest.fixture
def village(practice: None) -> Village:
    """A setting that adopted its policy and published what families are given to read."""
    made = villages.found()
    made.adopt(BLUEBELL)
    for kind, sections in (("guide", GUIDE), ("asks", ASKS)):
        joining.publish(HOUSE, joining.write(HOUSE, made.settings["otter-bridge"], kind, sections))
    return made


@pytest.fixture
def told(village: Village) -> list[Family]:
    """Three families of three languages. Each is asked the same."""
    place, key, today = village.settings["otter-bridge"], village.people["otter-bridge key"], clock.today()
    born, begins = today - dt.timedelta(days=800), today + dt.timedelta(days=14)
    people: dict[str, tuple[Person, Child, Child]] = {}
    for language, surname in NAMES.items():
        mother = villages.appoint(village, f"otter-bridge mother {language}", Role.PARENT, place)
        adult = families.register_adult(HOUSE, mother, place)
        families.describe_adult(HOUSE, adult, place, reads=[language[:2]])
        young = families.register_child(HOUSE, place, f"Ava {surname}", born, starts=begins)
        here = families.register_child(HOUSE, place, f"Ivo {surname}", born, starts=born + dt.timedelta(days=600))
        for child in (young, here):
            families.bind(HOUSE, adult, child, "mother", LONG_AGO, **FULL)
            families.allocate(HOUSE, child, key, LONG_AGO)
        people[language] = (mother, young, here)
    for see_to in (see_to_rounds, see_to_checks, joining.see_to_joining, settling.see_to_settling):
        see_to(HOUSE)
    return [_asked(language, *each) for language, each in people.items()]


def _asked(language: str, mother: Person, young: Child, here: Child) -> Family:
    why, soon = "a test looks", clock.today() + dt.timedelta(days=3)
    plan = Settling.objects.unscoped(why).select_related("child", "setting").get(child=young)
    settling.draw_up(
        HOUSE, plan, Drawn("An hour in the garden.", "We wait with you.", "You say goodbye.", "The rabbit.")
    )
    times = [Time(soon, dt.time(9), Way.HERE), Time(soon, dt.time(17, 30), Way.PHONE)]
    meeting.offer(HOUSE, here, times)
    trip = open_record(HOUSE, here.setting, "outing", "Farm trip", Audience.SETTING)
    consents.ask(HOUSE, here, Kind.OUTING, about=trip, where="Hill Farm\n03/06/2027, 09:30")
    joins = Joining.objects.unscoped(why).get(child=young)
    return Family(language, mother, young, here, joins, plan, trip)


@functools.cache
def ours(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """All that is said in English and has to be said otherwise: whole, and where something is filled in, as a pattern."""
    told = {entry.msgid: entry.msgstr for entry in polib.pofile(str(catalogue(language)))}
    whole, filled = set(), []
    for one in {text for saying in everything_said() for text in saying if text and told.get(text) != text}:
        for part in re.split(r"<[^>]*>", one):
            words = " ".join(part.split())
            said_apart = re.split(r"%\(\w+\)s|%%", words)  # what stands between is filled in
            if len(re.findall(r"[A-Za-z]{2,}", " ".join(said_apart))) < 2:
                continue
            if len(said_apart) > 1:
                filled.append(re.compile(".+".join(map(re.escape, said_apart))))
            else:
                whole.add(words)
    return frozenset(whole), tuple(filled)


class Walk:
    """One family's way through its pages, with a look at each."""

    def __init__(self, visit: Visit, family: Family) -> None:
        self.family, self.page = family, signed_in(visit, family.mother)
        self.thumb = Thumb(self.page)

    def home(self) -> None:
        """Back to the front page: taps and screens count from here."""
        self.page.goto("/today/")
        self.look()
        self.thumb = Thumb(self.page)

    def tap(self, where: str, *, opens: bool = True) -> None:
        """Taps what stands there."""
        self.thumb.tap(self.page.locator(where).first, opens=opens)

    def press(self, words: str, *, opens: bool = True) -> None:
        """Taps the button that says these words in the language of the family."""
        self.thumb.tap(self.page.locator("main").get_by_role("button", name=self.says(words), exact=True), opens=opens)

    def says(self, words: str) -> str:
        """These words as the family reads them."""
        return said(self.family.language, words)

    def reads(self, words: str) -> None:
        """The page says these words in the language of the family."""
        expect(self.page.locator("main")).to_contain_text(self.says(words))
        self.look()

    def look(self) -> None:
        """The page is in the right language, runs the right way, spills nowhere, and says nothing of ours in English."""
        language, page = self.family.language, self.page
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ur" else "ltr")
        assert page.evaluate(SPILLS) == [], page.url
        if language != "en-gb":
            whole, filled = ours(language)
            texts = page.evaluate(TEXTS)
            left = [text for text in texts if text in whole or any(one.fullmatch(text) for one in filled)]
            assert left == [], (page.url, left)


def test_a_parents_journeys_are_walked_in_three_languages_within_their_taps(
    visit: Visit, told: list[Family], picture: Path, accessible: Accessible
) -> None:
    sends_it = functools.partial(sends, picture=picture)
    journeys = (joins, settles, talks, sends_it, confides, tells_of_two, allows, reads_the_file, proposes)
    for family in told:
        walk = Walk(visit, family)
        for journey in journeys:
            walk.home()
            journey(walk)
        accessible(walk.page)


def joins(walk: Walk) -> None:
    """Reads the two packs, and says so: two taps for each."""
    address = f"/joining/{walk.family.joining.pk}/"
    walk.tap(f"main a[href='{address}']")
    walk.reads("You join us")
    for kind, words in (("guide", "We teach fairness."), ("asks", "Ring before nine.")):
        walk.tap(f"main a[href='{address}read/{kind}/']")
        expect(walk.page.locator("main")).to_contain_text(words)
        walk.look()
        walk.press("Yes, I have read it")
        walk.reads("You join us")
    assert walk.thumb.taps == 5
    rows = Joining.objects.unscoped("a test looks").select_related("setting")
    assert joining.outstanding(rows.get(pk=walk.family.joining.pk)) == []


def settles(walk: Walk) -> None:
    """Agrees to the settling-in plan: one screen, two taps."""
    walk.tap(f"main a[href='/settling/{walk.family.settling.pk}/']")
    expect(walk.page.locator("main")).to_contain_text("An hour in the garden.")
    walk.look()
    walk.press("I agree", opens=False)
    walk.reads("You said that you agree.")
    assert (walk.thumb.screens, walk.thumb.taps) == (1, 2)
    assert settling.stage_of(walk.family.settling) == "agreed"


def talks(walk: Walk) -> None:
    """Chooses a time for a talk: one screen, two taps."""
    walk.tap("main .row a[href^='/meeting/']")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(walk.says("When can we talk?"))
    walk.look()
    walk.tap("main .row form button", opens=False)
    walk.reads("We look forward to it")
    assert (walk.thumb.screens, walk.thumb.taps) == (1, 2)


def sends(walk: Walk, picture: Path) -> None:
    """Sends a photograph and a story from home: two screens, four taps at most."""
    walk.tap(f"main a[href='/key/{walk.family.here.pk}/from-home/']")
    expect(walk.page.locator("textarea[name=words]")).to_be_visible()
    walk.look()
    walk.thumb.choose(walk.page.locator("input[type=file][name=photo]"), picture)
    story = "آوا نے روٹی بنائی۔"
    walk.page.locator("textarea[name=words]").fill(story)
    walk.thumb.tap(main(walk.page))
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(walk.says("We have it"))
    walk.look()
    assert walk.thumb.screens == 2 and walk.thumb.taps <= 4
    assert Contribution.objects.unscoped("a test looks").get(child=walk.family.here).words == story


def confides(walk: Walk) -> None:
    """Tells one person something: it says who may read it."""
    walk.page.goto(f"/key/{walk.family.here.pk}/word/")
    walk.look()
    main(walk.page).tap()
    expect(walk.page.locator("[role=alert]")).to_contain_text(walk.says("Choose who may read it"))
    walk.look()
    walk.page.locator("textarea[name=words]").fill("Dziadek zmarł.")
    walk.page.locator("label", has=walk.page.locator("input[name=to][value*=setting_manager]")).tap()
    main(walk.page).tap()
    expect(walk.page.locator("main")).to_contain_text("Dziadek zmarł.")
    walk.look()
    assert PrivateWord.objects.unscoped("a test looks").filter(child=walk.family.here).count() == 1


def tells_of_two(walk: Walk) -> None:
    """The family's part in the check at two."""
    walk.tap("main .row a[href^='/check/']")
    expect(walk.page.locator("textarea[name=likes]")).to_be_visible()
    walk.look()
    walk.page.locator("textarea[name=likes]").fill("Kałuże.")
    walk.tap("label:has(input[name=health_visitor][value=yes])", opens=False)
    walk.thumb.tap(main(walk.page))
    expect(walk.page.locator("main")).to_contain_text("Kałuże.")
    walk.look()
    assert (walk.thumb.screens, walk.thumb.taps) == (2, 3)
    rows = Part.objects.unscoped("a test looks").filter(check_of__child=walk.family.here)
    assert [part.health_visitor for part in rows] == ["yes"]


def allows(walk: Walk) -> None:
    """Answers an outing on the front page, and changes their mind: two taps each, until it leaves."""
    question = walk.says("Can %(child)s go?") % {"child": walk.family.here.called}
    row = walk.page.locator("main .row", has_text=question)
    expect(row).to_contain_text("Hill Farm")
    walk.thumb = Thumb(walk.page, taps=1, screens=1)  # what they tapped to come here: a notification opens nothing
    walk.thumb.tap(row.get_by_role("button", name=walk.says("Yes")))
    walk.reads("You said yes.")
    assert (walk.thumb.screens, walk.thumb.taps) == (2, 2)
    walk.home()
    expect(row.get_by_role("button")).to_have_count(0)
    walk.thumb.tap(row.get_by_role("link"))
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(question)
    walk.press("No")
    walk.reads("You said no.")
    assert walk.thumb.taps == 2
    answers = Answer.objects.unscoped("a test looks").filter(consent__about=walk.family.outing).order_by("number")
    assert [answer.state for answer in answers] == [State.GIVEN, State.WITHDRAWN]
    consents.stop_asking(HOUSE, walk.family.outing)  # it has left
    walk.page.reload()
    walk.reads("It has begun, or is over. Please speak to us.")
    expect(walk.page.locator("main form")).to_have_count(0)
    walk.home()
    expect(row).to_have_count(0)


def reads_the_file(walk: Walk) -> None:
    """Opens every part of the child's file."""
    file = f"/c/{walk.family.here.pk}/"
    walk.page.locator("nav.menu a").nth(1).tap()
    walk.look()
    walk.page.locator(f"main a[href='{file}']").tap()
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(walk.family.here.called)
    parts = [tab.get_attribute("href") for tab in walk.page.locator("nav.tabs a").all()]
    assert len(parts) >= 3
    for part in parts:
        walk.page.locator(f"nav.tabs a[href='{part}']").tap()
        expect(walk.page.locator(f"nav.tabs a[href='{part}']")).to_have_attribute("aria-current", "page")
        walk.look()


def proposes(walk: Walk) -> None:
    """Tells the setting of somebody else in the child's life."""
    walk.page.goto(f"/c/{walk.family.here.pk}/people/")
    walk.page.locator(f"main a[href='/children/{walk.family.here.pk}/propose/']").tap()
    expect(walk.page.locator("input[name=relation]")).to_be_visible()
    walk.look()
    main(walk.page).tap()
    expect(walk.page.locator("[role=alert]")).to_contain_text(walk.says("Give their name"))
    for name, words in (("name", "Halina Łoś"), ("relation", "babcia")):
        walk.page.locator(f"input[name={name}]").fill(words)
    main(walk.page).tap()
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(walk.says("We have it"))
    walk.look()

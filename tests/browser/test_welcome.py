"""A family whose child begins, on a telephone: it asks to talk about a new settling-in plan, and says that the child has settled
in; with scripts, and with scripts off. What it is given to read is in `test_families_in_their_language.py`."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hometime.families import actions as families
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Person
from hometime.welcome.actions import joining, settling
from hometime.welcome.actions.settling import Came, Drawn
from hometime.welcome.models import Joining, Settling
from tests.browser.test_key_persons import said, signed_in
from tests.cast import FULL, HOUSE, LONG_AGO
from tests.stories import village as villages
from tests.stories.village import BLUEBELL, PASSWORD

Visit = Callable[..., Page]
Accessible = Callable[[Page], None]
GUIDE = {"setting": "Two rooms and a garden.", "safeguarding": "We act the same day.", "prevent": "We teach fairness."}
ASKS = {"asks": "Ring before nine.", "offers": "Ask us for a talk."}


@dataclasses.dataclass
class Home:
    """A family that joins: the child, the mother and how both stand."""

    child: Child
    mother: Person
    joining: Joining
    settling: Settling


@pytest.fixture
def home(practice: None) -> Home:
    """A child who begins in a fortnight at a setting that adopted its policy and published its guide; a plan is written."""
    village = villages.found()
    village.adopt(BLUEBELL)
    place, today = village.settings["otter-bridge"], clock.today()
    for kind, sections in (("guide", GUIDE), ("asks", ASKS)):
        joining.publish(HOUSE, joining.write(HOUSE, place, kind, sections))
    starts = today + dt.timedelta(days=14)
    child = families.register_child(HOUSE, place, "Ava Reed", today - dt.timedelta(days=800), starts=starts)
    mother, key = village.people["otter-bridge parent"], village.people["otter-bridge key"]
    adult = families.register_adult(HOUSE, mother, place)
    families.bind(HOUSE, adult, child, "mother", LONG_AGO, **FULL)
    families.allocate(HOUSE, child, key, LONG_AGO)
    assert joining.see_to_joining(HOUSE) and settling.see_to_settling(HOUSE)
    found = Settling.objects.unscoped("a test looks").select_related("child", "setting").get()
    settling.draw_up(
        HOUSE, found, Drawn("An hour in the garden.", "We wait with you.", "You say goodbye.", "The rabbit.")
    )
    people.set_password(HOUSE, mother, PASSWORD)
    return Home(child, mother, Joining.objects.unscoped("a test looks").get(), found)


def tap(page: Page, language: str, words: str) -> None:
    """Taps the button that says these words."""
    page.locator("main").get_by_role("button", name=said(language, words), exact=True).tap()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_a_start_that_was_too_hard_is_planned_anew_and_she_says_when_it_is_done(
    visit: Visit, home: Home, accessible: Accessible, scripts: bool
) -> None:
    settling.answer(HOUSE, home.settling, home.mother, agrees=True)
    settling.visit(HOUSE, home.settling, Came("badly", "She cried at the door.", stayed=home.mother))
    anew = Drawn("We meet outside.", "We wait.", "You stay.", because="The room was too loud.")
    settling.draw_up(HOUSE, home.settling, anew)
    page = signed_in(visit, home.mother, java_script_enabled=scripts)
    page.goto(f"/settling/{home.settling.pk}/")
    main = page.locator("main")
    for words in ("She cried at the door.", "The room was too loud.", "We meet outside."):
        expect(main).to_contain_text(words)
    page.get_by_text("I want to talk about it").tap()
    page.locator("main textarea[name=words]").first.fill("Could her grandfather come?")
    tap(page, "en-gb", "Ring me")
    expect(main).to_contain_text("We will ring you.")
    tap(page, "en-gb", "I agree")
    expect(main).to_contain_text("You said that you agree.")
    if scripts:  # the check is a script itself
        accessible(page)
    tap(page, "en-gb", "Yes, settled in")
    expect(main).to_contain_text("You said: settled in.")
    settling.settled(HOUSE, home.settling, None, yes=True)
    page.reload()
    expect(main).to_contain_text("You and we both say")
    assert Settling.objects.unscoped("a test looks").get().settled_on == clock.today()

"""Setting up a house of one's own in a real browser: from the welcome page to the last, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from playwright.sync_api import Page, expect

from hometime.families.models import Bond, Child
from hometime.kernel import recovery
from hometime.people.models import Person, Post, Setting
from hometime.people.roles import Role
from hometime.setup import actions, drills, safekeeping
from hometime.setup.models import Drill
from tests.browser.looking import SPILLS

LIST = "Ada Made-Up, 4/5/2023, 1/9/2025, Bo Made-Up, bo@town.example, mother\nEli Made-Up, 3/2/2023"
# Page loads and taps of the whole way, typing left out: more than these and somebody has lengthened it.
MOST_PAGES, MOST_TAPS = 32, 34


class Way:
    """One person's way through set-up, counting what it costs."""

    def __init__(self, page: Page, check: Callable[[Page], None] | None) -> None:
        self.page, self.check = page, check
        self.pages, self.taps = 1, 0

    def tap(self, name: str | re.Pattern[str], role: str = "button") -> None:
        """Presses what is called so, and looks at the page that it leads to."""
        self.taps += 1
        self.pages += 1
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.look()

    def look(self) -> None:
        """The page as it stands: nothing spills, and the accessibility check finds nothing."""
        if self.check is not None:
            assert self.page.evaluate(SPILLS) == [], self.page.url
            self.check(self.page)

    def type(self, name: str, words: str) -> None:
        """Types into the field of that name."""
        self.page.locator(f"main [name='{name}']:visible").fill(words)

    def heading(self, words: str) -> None:
        """The page is the one called so."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(words)


def code_now(secret: str) -> str:
    """The code that an authenticator with this secret shows."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Recovery keys of the journey's own."""
    cache.clear()
    monkeypatch.setattr(safekeeping, "folder", lambda: tmp_path)
    yield tmp_path
    cache.clear()


PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 844}


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"viewport": PHONE}, id="phone"),
        pytest.param({"viewport": DESK, "color_scheme": "dark"}, id="desk, dark"),
        pytest.param({"viewport": PHONE, "java_script_enabled": False}, id="scripts off"),
    ],
)
def test_a_house_is_set_up_from_the_first_page_to_the_last(
    visit: Callable[..., Page],
    accessible: Callable[[Page], None],
    data_folder: Path,
    options: dict[str, Any],
) -> None:
    way = Way(visit("/", **options), accessible if options.get("java_script_enabled", True) else None)
    way.look()
    way.tap("Set up your setting", "link")
    way.type("name", "Ola Owner")
    way.type("email", "ola@town.example")
    way.tap("Begin")
    way.heading("Who are you?")
    expect(way.page.locator("[role=alert]")).to_contain_text("Type your password")
    assert way.page.locator("[name=name]").input_value() == "Ola Owner"
    way.type("password", "three loud otters")
    way.tap("Begin")
    second_step(way)
    places_and_people(way)
    safety(way)
    rooms_and_children(way)
    last_page(way)
    assert way.pages <= MOST_PAGES and way.taps <= MOST_TAPS, (way.pages, way.taps)


def second_step(way: Way) -> None:
    """An authenticator, which needs no scripts; then on to where the way was going."""
    way.tap("Set up an authenticator", "link")
    found = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", way.page.locator("main").inner_text())
    assert found
    way.type("code", code_now(found[0].replace(" ", "")))
    way.taps += 1
    way.pages += 1
    with way.page.expect_navigation():
        way.page.locator("main form button.button").first.click()
    way.tap("I have kept them", "link")


def places_and_people(way: Way) -> None:
    """Who runs it, the policy for later, and who is who; one person who would judge themselves is pointed out."""
    way.heading("Who runs it, and where")
    way.type("provider", "Riverside Pre-Schools Ltd")
    way.page.get_by_label("Company").check()
    way.type("name", "Riverside")
    way.type("address", "1 Made-up Lane")
    way.type("phone", "01632 960001")
    way.tap("Keep this and go on")
    way.tap("Go on, and come back to this")
    way.heading("Who is who")
    way.type("riverside-setting_manager-1-name", "Ola Owner")
    way.type("all-line_manager-1-name", "Ola Owner")
    way.type("riverside-designated_safeguarding_lead-1-name", "Sal Lead")
    way.tap("Keep these names")
    expect(way.page.locator("main")).to_contain_text("They would judge a complaint about themselves")
    way.tap("Go on", "link")
    way.heading("Days and clocks")
    way.tap("Leave it for later")


def safety(way: Way) -> None:
    """Keys on paper, who signs in, what was agreed, and mail for later."""
    way.heading("Recovery keys")
    way.tap("Make the two keys")
    manager, owner = ("".join(each.split()) for each in way.page.locator("main p.key").all_inner_texts())
    way.type("manager", manager[-6:])
    way.type("owner", owner[-6:])
    way.tap("Both are on paper")
    assert recovery.recipients(safekeeping.folder())["owner"] == recovery.public_of(owner)
    way.heading("Signing in, and devices")
    way.tap("I have looked: go on")
    way.type("agreed", "Talked it over on Monday.")
    way.tap("We agreed this")
    way.heading("Mail")
    way.tap("Leave it for later")


def rooms_and_children(way: Way) -> None:
    """Rooms, a key person, and two children written down in the manager's hat."""
    way.heading("Rooms and key persons")
    way.type("rooms", "Acorns\nOaks")
    way.tap("Keep these rooms")
    way.type("name", "Kay Person")
    way.tap("Add this key person")
    way.tap("That is all: go on")
    way.tap("Write down the children")
    way.type("lines", LIST.replace("3/2", "31/2"))
    way.tap("Read this list")
    expect(way.page.locator("main")).to_contain_text("31/2/2023")
    way.type("lines", LIST)
    way.tap("Read it again")
    way.tap("Write down 2 children")
    way.page.locator("main select").first.select_option(label="Kay Person")
    way.page.locator("main select").last.select_option(label="Kay Person")
    way.tap("Keep these")
    assert Child.objects.unscoped("a test looks").count() == 2
    bond = Bond.objects.unscoped("a test looks").get()
    assert bond.identity_checked is None and not Post.objects.filter(role=Role.PARENT).exists()


def last_page(way: Way) -> None:
    """Back in the owner's hat: the backup is asked for and comes back, and what waits goes onto Today."""
    if way.page.get_by_role("heading", level=1).inner_text() != "Setting up Hometime":
        way.page.goto("/setup/")
    way.tap("Put the owner's hat back on")
    way.tap("Go on: Poster and first backup", "link")
    way.tap("Write a backup and bring it back")
    expect(way.page.locator("[role=status]")).to_contain_text("Step 1 of 4")
    drill = drills.next_asked()
    assert drill is not None
    # The drill itself is tried over a real data folder in hometime/config/tests/test_drills.py.
    drills.done(drill, file="checked.age", tables=30, rows=400, papers=0, chains=2, events=90)
    way.tap("Look again", "link")
    expect(way.page.locator("main")).to_contain_text("400 rows in 30 tables")
    assert Drill.objects.get().stage == Drill.Stage.DONE
    expect(way.page.locator("main")).to_contain_text("3 things can wait.")
    way.tap("Go to Today")
    way.heading("To decide")
    provider = Setting.objects.get().provider
    assert set(actions.waiting(provider).values_list("why__step", flat=True)) == {"policy", "days", "mail"}
    with way.page.expect_navigation():
        way.page.locator("main a[href='/setup/mail/']").click()
    way.heading("Mail")
    assert Person.objects.filter(email__isnull=False).count() == 2

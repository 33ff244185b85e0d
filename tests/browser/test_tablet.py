"""A tablet in a room in a real browser: enrolled by a code, a PIN chosen, a face and the PIN, and the faces back by themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hometime.access import enrolling, tablets
from hometime.access.models import Tablet
from hometime.access.viewer import hats_of, viewer_for
from hometime.families import actions as families
from hometime.people import actions as people
from hometime.people.models import Person, Post, Room
from hometime.people.roles import Role
from tests.browser.test_key_persons import Home, home
from tests.cast import HOUSE, LONG_AGO
from tests.stories.village import PASSWORD

__all__ = ["home"]
Visit = Callable[..., Page]
Accessible = Callable[[Page], None]
LANDSCAPE = {"width": 1024, "height": 768}


@pytest.fixture
def room(home: Home) -> Room:
    """The room of the child and of the key person."""
    place = home.village.settings["otter-bridge"]
    found = people.open_room(HOUSE, place, "Minnows")
    families.change_child(HOUSE, home.child, [], ["No nuts"], room=found)
    worker = people.add_person(HOUSE, "Robin Room", email="robin@otter.example")
    people.appoint(HOUSE, worker, Role.ROOM, place, LONG_AGO, room=found)
    people.set_password(HOUSE, worker, PASSWORD)
    return found


def code(home: Home, use: str, room: Room | None = None) -> str:
    """The code that the manager's page gives."""
    manager: Person = home.village.people["otter-bridge manager"]
    viewer = viewer_for(manager, hats_of(manager)[0].key)
    assert viewer is not None and Post.objects.filter(person=manager).exists()
    return enrolling.prepare(viewer, use, room)


def enrolled(visit: Visit, home: Home, use: str, room: Room | None = None) -> Page:
    """A tablet on which the code was typed."""
    page = visit("/tablet/", viewport=LANDSCAPE, has_touch=True)
    page.locator("input[name=code]").fill(code(home, use, room))
    page.locator("main form button[data-kind=main]").tap()
    expect(page.locator("input[name=code]")).to_have_count(0)
    return page


def switched_in(page: Page, name: str) -> None:
    """Presses a face and types the PIN."""
    page.get_by_role("link", name=name).tap()
    page.locator("input[name=pin]").fill("2580")
    page.locator("main form button[data-kind=main]").tap()
    expect(page.get_by_role("button", name=f"Not {name}?")).to_be_visible()


def test_a_face_and_a_pin_open_the_room_and_two_idle_minutes_close_it(
    visit: Visit, home: Home, room: Room, accessible: Accessible, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = enrolled(visit, home, Tablet.Use.ROOM, room)
    expect(page.get_by_role("heading", level=1)).to_have_text("Who are you?")
    expect(page.locator("main")).not_to_contain_text("Ava")
    accessible(page)
    page.get_by_role("link", name="Robin Room").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Robin Room")
    accessible(page)
    page.get_by_role("link", name="Sign in", exact=True).tap()
    page.locator("input[name=login]").fill("robin@otter.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.button").first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a PIN")
    accessible(page)
    for box in ("pin", "again"):
        page.locator(f"input[name={box}]").fill("2580")
    page.locator("main form button[data-kind=main]").tap()
    expect(page.locator("main")).to_contain_text("Ava")
    expect(page.locator("main")).to_contain_text("No nuts")
    accessible(page)

    page.get_by_role("button", name="Not Robin Room?").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who are you?")
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("Ava")
    page.goto("/tablet/")

    page.clock.install()
    switched_in(page, "Robin Room")
    page.clock.fast_forward(119_000)
    expect(page.locator("main")).to_contain_text("Ava")
    page.clock.fast_forward(2_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Who are you?")
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("Ava")

    page.goto("/tablet/")
    switched_in(page, "Robin Room")
    monkeypatch.setattr(tablets, "IDLE", dt.timedelta(0))  # the house counts by itself, whatever the page does
    page.goto("/room/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who are you?")


def test_a_tablet_at_the_door_shows_no_face_and_no_child(visit: Visit, home: Home, accessible: Accessible) -> None:
    page = enrolled(visit, home, Tablet.Use.DOOR)
    expect(page.locator("main")).to_contain_text("Your name")
    expect(page.locator("main")).not_to_contain_text("Ava")
    accessible(page)

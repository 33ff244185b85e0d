"""A tablet in a room in a real browser: enrolled by a code, a PIN chosen, a face and the PIN, and the faces back by
themselves; a worry written down on it, of which it keeps nothing; and at the door a visitor signs in, whose host takes
them in (journey 7)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hometime.access import enrolling, pins, tablets
from hometime.access.models import Tablet
from hometime.access.viewer import hats_of, viewer_for
from hometime.agencies.models import Visit as Called
from hometime.families import actions as families
from hometime.people import actions as people
from hometime.people.models import Person, Post, Room
from hometime.people.roles import Role
from hometime.sharing.models import Worry
from tests.browser.test_key_persons import Home, Thumb, home, signed_in
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
    asks = page.locator("[data-still]")
    page.clock.fast_forward(99_000)
    expect(asks).to_be_hidden()
    page.clock.fast_forward(2_000)
    expect(asks).to_be_visible()
    accessible(page)
    page.locator("h1").tap()  # somebody is there: the two minutes begin again
    expect(asks).to_be_hidden()
    page.clock.fast_forward(119_000)
    expect(asks).to_be_visible()
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


WORDS = "A bruise on her arm, qzx"
WORRIES_ME = "Something worries me about a child"
# All that a browser keeps for a page beside its own memory, read as text.
KEPT_BY_THE_BROWSER = """async () => {
    const kept = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const asked of await cache.keys()) kept.push(asked.url, await (await cache.match(asked)).text());
    }
    for (const { name } of await indexedDB.databases()) {
        const base = await new Promise((open) => { indexedDB.open(name).onsuccess = (e) => open(e.target.result); });
        for (const store of base.objectStoreNames) {
            const all = base.transaction(store).objectStore(store).getAll();
            kept.push(JSON.stringify(await new Promise((read) => { all.onsuccess = () => read(all.result); })));
        }
        base.close();
    }
    return kept.join("\\n");
}"""


def worried(page: Page, accessible: Accessible) -> None:
    """Writes a worry down from a page that leads there: two screens, and then it is acknowledged."""
    heading = page.get_by_role("heading", level=1)
    thumb = Thumb(page)
    thumb.tap(page.get_by_role("link", name=WORRIES_ME, exact=True))
    expect(page.locator("main")).to_contain_text("Which child is it?")
    thumb.tap(page.locator("main").get_by_role("link", name="Ava"))
    expect(page.locator("textarea[name=words]")).to_be_visible()
    page.locator("textarea[name=words]").fill(WORDS)
    assert thumb.screens == 2 and thumb.taps == 2
    thumb.tap(page.locator("main form button[data-kind=main]"), opens=False)
    expect(heading).to_have_text("The safeguarding lead has it")
    assert thumb.screens == 2 and thumb.taps == 3
    expect(page.locator("body")).not_to_contain_text(WORDS)
    accessible(page)


def gone(page: Page) -> None:
    """What was written is nowhere on this page: not in its words, not in a field, not in what the browser keeps."""
    expect(page.locator("h1")).to_be_visible()
    fields = page.locator("input, textarea").evaluate_all("all => all.map((one) => one.value).join(' ')")
    assert WORDS not in page.content() + fields + page.evaluate(KEPT_BY_THE_BROWSER)


def test_a_worry_takes_two_screens_on_a_telephone_and_on_a_tablet_which_keeps_nothing_of_it(
    visit: Visit, home: Home, room: Room, accessible: Accessible
) -> None:
    robin = Person.objects.get(email="robin@otter.example")
    own = signed_in(visit, robin)
    expect(own).to_have_url(re.compile("/today/$"))
    worried(own, accessible)
    expect(own.locator("main")).to_contain_text("not read yet")

    page = enrolled(visit, home, Tablet.Use.ROOM, room)
    pins.choose(robin, Tablet.objects.get(), "2580")
    page.goto("/tablet/")
    switched_in(page, "Robin Room")
    worried(page, accessible)
    expect(page.locator("main")).not_to_contain_text("not read yet")
    gone(page)
    page.go_back()
    gone(page)
    expect(page.locator("textarea[name=words]")).to_have_value("")
    page.go_back()
    gone(page)
    page.goto("/room/")
    page.get_by_role("button", name="Not Robin Room?").tap()
    for _ in range(4):
        expect(page.get_by_role("heading", level=1)).to_have_text("Who are you?")
        expect(page.locator("body")).not_to_contain_text("Ava")
        gone(page)
        page.go_back()

    worries = Worry.objects.unscoped("a test looks").filter(child=home.child, words=WORDS)
    assert worries.count() == 2 and {one.written_by_id for one in worries} == {robin.pk}


def test_a_visitor_is_in_after_four_screens_and_six_taps_and_the_host_takes_them_in_with_two(
    visit: Visit, home: Home, accessible: Accessible
) -> None:
    door = enrolled(visit, home, Tablet.Use.DOOR)
    expect(door.get_by_role("heading", level=1)).to_have_text("Welcome")
    door.clock.install()
    door.locator("input[name=name]").fill("Tess Thera")
    door.get_by_role("button", name="Next").tap()
    expect(door.get_by_role("heading", level=1)).to_have_text("Where are you from?")
    door.clock.fast_forward(19_000)
    door.locator("h1").tap()  # still there: the twenty seconds begin again
    door.clock.fast_forward(19_000)
    expect(door.get_by_role("heading", level=1)).to_have_text("Where are you from?")
    door.clock.fast_forward(2_000)
    expect(door.get_by_role("heading", level=1)).to_have_text("Welcome")
    expect(door.locator("body")).not_to_contain_text("Tess")
    door.route("**/idle*.js", lambda asked: asked.abort())  # the check of a page may take longer than twenty seconds
    door.goto("/visitors/")

    thumb = Thumb(door, screens=1)
    thumb.tap(door.locator("input[name=name]"), opens=False)
    door.locator("input[name=name]").fill("Tess Thera")
    thumb.tap(door.get_by_role("button", name="Next"))
    expect(door.get_by_role("heading", level=1)).to_have_text("Where are you from?")
    thumb.tap(door.get_by_role("button", name="Agency"))
    expect(door.get_by_role("heading", level=1)).to_have_text("Who are you here to see?")
    accessible(door)
    thumb.tap(door.get_by_role("button", name=home.key.called, exact=True))
    expect(door.get_by_role("heading", level=1)).to_have_text("Before you come in")
    expect(door.locator("main")).to_contain_text("Somebody stays with me all the time.")
    assert thumb.screens == 4
    thumb.tap(door.get_by_role("button", name="I agree"))
    expect(door.get_by_role("heading", level=1)).to_have_text("Visitor: Tess Thera")
    expect(door.locator("body")).not_to_contain_text("Ava")
    accessible(door)
    thumb.tap(door.get_by_role("link", name="Done"))
    expect(door.get_by_role("heading", level=1)).to_have_text("Welcome")
    assert thumb.taps == 6
    door.go_back()
    expect(door.locator("body")).not_to_contain_text("Tess")

    host = signed_in(visit, home.key)
    host.locator("main .row", has_text="Somebody is here to see you").get_by_role("link").tap()
    expect(host.get_by_role("heading", level=1)).to_have_text("Tess Thera")
    accessible(host)
    mine = host.locator("select[name=stays]").input_value()
    assert mine == home.key.pk, "whoever takes them in stays with them, unless they name somebody else"
    host.locator("select[name=stays]").select_option("")
    host.get_by_role("button", name="Take them in").tap()
    expect(host.locator("[role=alert]")).to_contain_text("Choose who stays")
    host.goto(f"/visits/{Called.objects.unscoped('a test looks').get().pk}/")
    hand = Thumb(host, screens=1)
    hand.tap(host.locator("label", has_text=home.child.called), opens=False)
    hand.tap(host.get_by_role("button", name="Take them in"), opens=False)
    expect(host.locator("main")).to_contain_text("Who stayed")
    assert hand.taps == 2 and hand.screens == 1
    accessible(host)
    taken_in = Called.objects.unscoped("a test looks").get()
    assert taken_in.child_id == home.child.pk and taken_in.began_at is not None

"""An outing on a tablet: sixteen children leave in four taps without a signal (journey 6), counts are kept and written once, the
list opens from the device alone by its code, and a no that comes while the list is open is seen at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hometime.access import enrolling
from hometime.access.models import Tablet
from hometime.consents import actions as consents
from hometime.consents.models import Consent
from hometime.consents.standing import State
from hometime.families import actions as families
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.roles import Hat
from hometime.together.actions import planning
from hometime.together.actions.planning import Planned
from hometime.together.models import HeadCount, Outing
from tests.browser.telephone import Thumb, signed_in
from tests.cast import FULL, HOUSE, LONG_AGO, Cast, town
from tests.stories.village import PASSWORD, with_both_ladders

Visit = Callable[..., Page]
Accessible = Callable[[Page], None]
TABLET = {"width": 1180, "height": 820}
CODE = "246810"
KEPT = """async () => {
  const done = (asked) => new Promise((tell) => { asked.onsuccess = () => tell(asked.result); });
  const shelf = await done(indexedDB.open("outings"));
  const rows = (store) => done(shelf.transaction(store).objectStore(store).getAll());
  const kept = [...await rows("counts"), ...await rows("lists")];
  shelf.close();
  return kept.map((row) => JSON.stringify(row) + new TextDecoder("latin1").decode(row.data));
}"""


@pytest.fixture
def cast(practice: None) -> Cast:
    """The cast, with an outing today for which everybody said yes."""
    made = town()
    with_both_ladders(made)
    return made


@pytest.fixture
def outing(cast: Cast) -> Outing:
    """The farm today: Kay is answerable, and Ava, Ben and Cy may go."""
    farm = Planned("Priory Farm", clock.today(), dt.time(9, 30), dt.time(12), "foot", 4, "The gate to the road.")
    children = [cast.children[name] for name in ("Ava", "Ben", "Cy")]
    made = planning.plan(cast.viewer("Mo Manager"), cast.setting, farm, cast.people["Kay Person"], [], children)
    for who in ("Mum Full", "Tru Parent", "Staff Parent"):
        says(cast, made, who, State.GIVEN)
    return made


def says(cast: Cast, outing: Outing, who: str, state: State) -> None:
    """An adult answers for themselves."""
    rows = Consent.objects.unscoped("a test looks").filter(about=outing, adult=cast.adults[who])
    planning.answer(cast.viewer(who, Hat.PARENT), rows.select_related("child", "adult").get(), state)


def more_come(cast: Cast, outing: Outing, many: int) -> None:
    """So many more children are invited, each with a yes."""
    manager, mum, born = cast.viewer("Mo Manager"), cast.adults["Mum Full"], dt.date(2023, 5, 4)
    children = [
        families.register_child(HOUSE, cast.setting, f"Child{number} Child", born, room=cast.room, starts=LONG_AGO)
        for number in range(many)
    ]
    for child in children:
        families.bind(HOUSE, mum, child, "mother", LONG_AGO, **FULL)
    planning.invite(manager, outing, children)
    for consent in Consent.objects.unscoped("a test looks").filter(about=outing, child__in=children).order_by("pk"):
        consents.answer(HOUSE, consent, State.GIVEN)


def on_the_tablet(visit: Visit, cast: Cast) -> Page:
    """The tablet for outings, enrolled, on which Kay chose a PIN a moment ago: the list of outings."""
    kay = cast.people["Kay Person"]
    people.set_password(HOUSE, kay, PASSWORD)
    page = visit("/tablet/", viewport=TABLET, has_touch=True)
    page.locator("input[name=code]").fill(enrolling.prepare(cast.viewer("Mo Manager"), Tablet.Use.OUTING))
    page.locator("main form button[data-kind=main]").tap()
    page.get_by_role("link", name="Kay Person").tap()
    page.get_by_role("link", name="Sign in", exact=True).tap()
    page.locator("input[name=login]").fill(kay.email or "")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.button").first.tap()
    for box in ("pin", "again"):
        page.locator(f"input[name={box}]").fill("2580")
    page.locator("main form button[data-kind=main]").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Outings")
    return page


def counts(page: Page, point: str, heads: int, verb: str) -> None:
    """Types how many were counted, and taps."""
    form = page.locator(f"form[data-counts={point}]")
    form.locator("input[name=heads]").fill(str(heads))
    form.get_by_role("button", name=verb).tap()


def written(outing: Outing) -> list[tuple[str, int, bool]]:
    rows = HeadCount.objects.unscoped("a test looks").filter(outing=outing).order_by("number")
    return [(row.point, row.heads, row.away) for row in rows]


def test_sixteen_children_leave_without_a_signal_in_four_taps_and_counts_are_written_once_when_it_is_back(
    visit: Visit, cast: Cast, outing: Outing, accessible: Accessible
) -> None:
    more_come(cast, outing, 13)
    page = on_the_tablet(visit, cast)
    page.locator("main").get_by_role("link", name="Priory Farm").tap()
    expect(page.locator("#list")).to_contain_text("Ava")
    accessible(page)
    page.locator("#id_take").fill(CODE)
    page.get_by_role("button", name="Take it along").tap()
    expect(page.locator("[data-line=taken]")).to_be_visible()
    page.context.set_offline(True)
    screens: list[str] = []
    page.on("framenavigated", lambda frame: screens.append(frame.url))
    thumb, leaving = Thumb(page), page.locator("form[data-counts=leave]")
    expect(leaving.locator("input[name=goes]:checked")).to_have_count(16)
    thumb.tap(leaving.locator("label", has_text="Cy"))  # ill at home
    for name, typed in (("heads", "15"), ("adults", "4")):
        thumb.tap(leaving.locator(f"input[name={name}]"))
        leaving.locator(f"input[name={name}]").fill(typed)
    thumb.tap(leaving.get_by_role("button", name="We leave"))
    expect(page.locator("[data-line=kept]")).to_be_visible()
    assert thumb.taps == 4 and screens == [], "one screen, and it stays"
    expect(page.locator("[data-line=kept] [data-count]")).to_have_text("1")
    page.goto(f"/outings/{outing.pk}/")
    expect(page.locator("main")).to_contain_text("There is no signal.")
    expect(page.locator("main")).not_to_contain_text("Ava")
    page.locator("#id_code").fill("111111")
    page.get_by_role("button", name="Open the list").tap()
    expect(page.locator("[data-line=wrong]")).to_be_visible()
    page.locator("#id_code").fill(CODE)
    page.get_by_role("button", name="Open the list").tap()
    expect(page.locator("#list")).to_contain_text("Ben")
    expect(page.locator("#list li", has_text="Ben")).to_contain_text("Emergency treatment: Not yet")
    accessible(page)
    counts(page, "arrive", 14, "We are there")
    expect(page.locator("[data-line=fewer]")).to_be_visible()
    counts(page, "arrive", 15, "We are there")
    expect(page.locator("[data-line=fewer]")).to_be_hidden()
    expect(page.locator("[data-line=kept] [data-count]")).to_have_text("3")
    kept = page.evaluate(KEPT)
    assert len(kept) == 4 and not any(
        name in said for said in kept for name in ("Child", "Priory")
    )  # a short name may stand in cipher by chance
    assert written(outing) == []
    page.context.set_offline(False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Priory Farm", timeout=20_000)
    expect(page.locator("#list")).to_contain_text("14 of 15", timeout=20_000)
    expect(page.locator("[data-line=kept]")).to_be_hidden()
    assert written(outing) == [("leave", 15, True), ("arrive", 14, True), ("arrive", 15, True)]
    page.reload()
    assert len(written(outing)) == 3
    counts(page, "leave_again", 15, "We go back")
    expect(page.locator("form[data-counts=leave_again]")).to_have_count(0)
    counts(page, "back", 15, "We are back")
    expect(page.locator("main")).to_contain_text("Everybody is back.")
    expect(page.locator("form[data-counts]")).to_have_count(0)
    assert page.evaluate(KEPT) == [], "what was taken along is erased"
    assert written(outing)[-1] == ("back", 15, False)


def test_a_no_that_comes_while_the_list_is_open_stands_at_the_top_and_signing_out_erases_what_was_kept(
    visit: Visit, cast: Cast, outing: Outing, accessible: Accessible
) -> None:
    page = signed_in(visit, cast.people["Kay Person"], viewport=TABLET)
    page.goto(f"/outings/{outing.pk}/")
    expect(page.locator("#list")).to_contain_text("Ava")
    assert page.locator("[data-take]").count() == 0, "only an enrolled tablet takes the list along"
    page.locator("label", has_text="Cy").tap()
    says(cast, outing, "Mum Full", State.REFUSED)
    expect(page.locator("#changed")).to_contain_text("Ava cannot go", timeout=20_000)
    assert page.locator("#changed").get_attribute("aria-live") == "assertive"
    expect(page.locator("form[data-counts=leave]")).not_to_contain_text("Ava")
    expect(page.locator("form[data-counts=leave] input[name=goes]:checked")).to_have_count(1)
    accessible(page)
    page.goto("/sign-out/")
    page.locator("main form").get_by_role("button").tap()
    expect(page).not_to_have_url(re.compile("/sign-out/"))
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0

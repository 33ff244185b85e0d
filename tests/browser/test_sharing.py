"""Something about a child goes to a service outside, on a telephone: with a yes, and without one (journey 10)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from hometime.agencies.actions import registering
from hometime.agencies.models import Professional
from hometime.families.models import Child
from hometime.people.models import Person
from hometime.sharing.models import Decision, Ground, Sending
from tests.browser.telephone import Thumb, cast, go_on, signed_in
from tests.cast import Cast

__all__ = ["cast"]
Visit = Callable[..., Page]
Accessible = Callable[[Page], None]
DECIDE, DECIDED = "Decide: share this or not?", "It was decided to share this"


@pytest.fixture
def pat(cast: Cast) -> Professional:
    """A health visitor on the register, whose address the manager checked."""
    mo = cast.viewer("Mo Manager")
    facts = registering.Facts("Town Health", "health", "Health visits", "Ring the desk", "01632 960001")
    who = registering.Who("Pat Health", "Health visitor", "Checks at two", "01632 960002", "pat@health.example")
    known = registering.know(mo, registering.take_up(mo, cast.setting, facts), who)
    registering.verify(mo, known, "Rang the desk")
    return known


def choice(page: Page, name: str, value: str) -> Locator:
    """One of the answers to tap."""
    return page.locator("label", has=page.locator(f"input[name={name}][value='{value}']"))


def begun(visit: Visit, who: Person, child: Child, pat: Professional) -> Thumb:
    """The first screen: to whom, what exactly, for what. Gives the thumb on the second one."""
    page = signed_in(visit, who)
    page.goto(f"/key/{child.pk}/share/")
    thumb = Thumb(page)
    thumb.tap(choice(page, "to", pat.pk))
    thumb.tap(choice(page, "items", f"who:{child.pk}"))
    for name, words in (("what", "Her speech"), ("purpose", "Help with it"), ("need", "She sees her next week")):
        page.locator(f"[name={name}]").fill(words)
    thumb.onward(go_on(page), DECIDE)
    return thumb


def went(thumb: Thumb, ground: str) -> None:
    """The last two screens: what leaves stands before the one who sends it, and can be taken back."""
    page = thumb.page
    expect(page.locator("main")).to_contain_text("Exactly this, and nothing else")
    expect(page.locator("main")).to_contain_text("Ava Child, born on")
    thumb.onward(page.get_by_role("button", name="Send exactly this"), DECIDED)
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    assert thumb.screens == 4 and thumb.taps == 9
    sending = Sending.objects.unscoped("a test looks").select_related("decision").latest("at")
    assert sending.decision.ground == ground


def test_sharing_takes_four_screens_and_nine_taps_and_never_goes_without_a_reason(
    visit: Visit, cast: Cast, pat: Professional, accessible: Accessible
) -> None:
    ava, mum = cast.children["Ava"], cast.people["Mum Full"]
    thumb = begun(visit, cast.people["Kay Person"], ava, pat)
    page = thumb.page
    accessible(page)
    expect(page.locator("[name=route], [name=told]").locator("visible=true")).to_have_count(0)
    go_on(page).tap()
    expect(page.locator("[role=alert]")).to_contain_text("Write down the reasons")
    assert Decision.objects.unscoped("a test looks").get().shares is None
    for name, value in (("shares", "yes"), ("ground", "permission"), ("permission_of", mum.pk), ("route", "phone")):
        thumb.tap(choice(page, name, value))
    accessible(page)
    page.locator("[name=reasons]").fill("Her mother asks for it")
    thumb.onward(go_on(page), DECIDED)
    accessible(page)
    went(thumb, Ground.PERMISSION)
    accessible(page)

    thumb = begun(visit, cast.people["Sal Lead"], ava, pat)
    page = thumb.page
    page.locator("[name=reasons]").fill("She is not safe")
    for name, value in (("shares", "yes"), ("ground", "harm"), ("told", "not"), ("asked", "not_asked")):
        thumb.tap(choice(page, name, value))
    for name in ("why_not_told", "why_not_asked"):
        page.locator(f"[name={name}]").fill("It would put her in danger")
    expect(page.locator("[name=route]").locator("visible=true")).to_have_count(0)
    accessible(page)
    thumb.onward(go_on(page), DECIDED)
    went(thumb, Ground.HARM)

"""Help from outside on a telephone: found in Arabic by somebody who does not sign in, and offered to a family in two taps."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from hometime.agencies.actions import signposting
from hometime.agencies.actions.signposting import Facts
from hometime.agencies.models import Offer
from tests.browser.telephone import Thumb, cast, phone, signed_in
from tests.cast import HOUSE, Cast

__all__ = ["cast"]
Visit = Callable[..., Page]
Accessible = Callable[[Page], None]
DESK = Facts("Money Desk", ["money"], "They read your letters with you.", phone="01632 960 555", languages=["ar", "en"])


def test_help_is_found_in_ones_own_language_with_two_taps_and_no_cookie(
    visit: Visit, cast: Cast, accessible: Accessible
) -> None:
    signposting.list_signpost(HOUSE, cast.setting, DESK)
    page = phone(visit, f"/nearby/{cast.setting.slug}/?in=ar")
    accessible(page)
    page.locator("main .ways a").first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("هموم المال")
    page.locator("main h2 a").first.tap()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("main a.ring")).to_have_text("01632 960 555")
    accessible(page)
    assert page.context.cookies() == []
    assert "money" not in page.url and page.title().startswith("مساعدة")


def test_a_key_person_offers_it_in_two_taps(visit: Visit, cast: Cast, accessible: Accessible) -> None:
    desk = signposting.list_signpost(HOUSE, cast.setting, DESK)
    page = signed_in(visit, cast.people["Kay Person"])
    page.goto(f"/nearby/{cast.setting.slug}/{desk.pk}/")
    thumb = Thumb(page)
    thumb.onward(page.locator("main .ways a", has_text="Ava"), "Offer help to a family")
    accessible(page)
    thumb.tap(page.get_by_role("button", name="On paper"))
    expect(page.locator("main")).to_contain_text("Money Desk")
    assert thumb.taps == 2
    offer = Offer.objects.unscoped("a test looks").get()
    assert (offer.way, offer.why, offer.child_id) == ("paper", "", cast.children["Ava"].pk)

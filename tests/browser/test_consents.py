"""A consent on a parent's telephone, in English, Urdu and Polish: answered in two taps, changed in two (journey 5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hometime.consents import actions
from hometime.consents.models import Answer, Consent
from hometime.consents.standing import Kind, State
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from tests.browser.test_key_persons import LANGUAGES, Home, Thumb, home, said, signed_in
from tests.cast import HOUSE

__all__ = ["home"]
Visit = Callable[..., Page]
Accessible = Callable[[Page], None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_outing_is_answered_in_two_taps_and_a_change_of_mind_takes_two(
    visit: Visit, home: Home, accessible: Accessible, language: str
) -> None:
    trip = open_record(HOUSE, home.child.setting, "outing", "Farm trip", Audience.SETTING)
    actions.ask(HOUSE, home.child, Kind.OUTING, about=trip, words="Hill Farm")
    page = signed_in(visit, home.mother, language)
    thumb = Thumb(page)
    question = said(language, "Can %(child)s go?") % {"child": home.child.called}
    thumb.tap(page.locator("main .row", has_text=question).get_by_role("link"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ur" else "ltr")
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    accessible(page)
    thumb.tap(page.get_by_role("button", name=said(language, "Yes"), exact=True))
    expect(page.locator("main")).to_contain_text(said(language, "You said yes."))
    assert thumb.taps == 2 and thumb.screens == 2
    hers = Consent.objects.unscoped("a test looks").get(adult__person=home.mother, about=trip)
    page.goto("/consents/")
    thumb = Thumb(page)
    thumb.tap(page.locator("main .row", has_text=question).get_by_role("link"))
    thumb.tap(page.get_by_role("button", name=said(language, "No"), exact=True))
    expect(page.locator("main")).to_contain_text(said(language, "You said no."))
    assert thumb.taps == 2
    accessible(page)
    answers = Answer.objects.unscoped("a test looks").filter(consent=hers).order_by("number")
    assert [answer.state for answer in answers] == [State.GIVEN, State.WITHDRAWN]

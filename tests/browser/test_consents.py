"""A consent on a parent's telephone, in English, Urdu and Polish: answered on the front page in two taps, changed in two
(journey 5)."""

from __future__ import annotations

from collections.abc import Callable

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


def test_an_outing_is_answered_from_a_notification_in_two_taps_and_a_change_of_mind_takes_two_until_it_leaves(
    visit: Visit, home: Home, accessible: Accessible
) -> None:
    for language in LANGUAGES:  # one world for all: an outing for each
        answered_and_changed(visit, home, accessible, language)


def answered_and_changed(visit: Visit, home: Home, accessible: Accessible, language: str) -> None:
    """A mother answers in her language, changes her mind, and cannot any more once it has left."""
    trip = open_record(HOUSE, home.child.setting, "outing", "Farm trip", Audience.SETTING)
    actions.ask(HOUSE, home.child, Kind.OUTING, about=trip, where="Hill Farm")
    question = said(language, "Can %(child)s go?") % {"child": home.child.called}
    page = signed_in(visit, home.mother, language)
    thumb = Thumb(page, taps=1, screens=1)  # what she tapped to come here; a notification tells and opens nothing
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ur" else "ltr")
    expect(page.locator("main .row", has_text=question)).to_contain_text("Hill Farm")
    accessible(page)
    thumb.tap(page.get_by_role("button", name=f"{said(language, 'Yes')} : {question}"))
    expect(page.locator("main")).to_contain_text(said(language, "You said yes."))
    assert thumb.taps == 2 and thumb.screens == 2
    page.goto("/today/")
    expect(page.get_by_role("button", name=question)).to_have_count(0)
    thumb = Thumb(page)
    thumb.tap(page.locator("main .row", has_text=question).get_by_role("link"))
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    accessible(page)
    thumb.tap(page.get_by_role("button", name=said(language, "No"), exact=True))
    expect(page.locator("main")).to_contain_text(said(language, "You said no."))
    assert thumb.taps == 2
    hers = Consent.objects.unscoped("a test looks").get(adult__person=home.mother, about=trip)
    answers = Answer.objects.unscoped("a test looks").filter(consent=hers).order_by("number")
    assert [answer.state for answer in answers] == [State.GIVEN, State.WITHDRAWN]
    actions.stop_asking(HOUSE, trip)  # it has left
    page.goto("/today/")
    expect(page.locator("main")).not_to_contain_text(question)
    page.goto(f"/consent/{hers.pk}/")
    expect(page.locator("main")).to_contain_text(said(language, "It has begun, or is over. Please speak to us."))
    expect(page.locator("main form")).to_have_count(0)

"""Telling us, on a telephone: from the poster without an account (J1), signed in, and at the door (J2), with taps and
screens counted; what is left behind after Leave; and following with a code."""

from __future__ import annotations

import concurrent.futures
import re
import urllib.parse
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from hometime.complaints.models import Arrival, Telling, Word
from tests.browser.conftest import PATIENCE_MS
from tests.browser.telephone import (
    CODE,
    REFERENCE,
    Accessible,
    Thumb,
    Visit,
    cases,
    cast,
    go_on,
    phone,
    signed_in,
)
from tests.cast import Cast

__all__ = ["cast"]


def tells(page: Page, thumb: Thumb, words: str) -> None:
    """The four pages from the poster, without a name."""
    thumb.tap(page.get_by_label("No", exact=True))
    page.get_by_label("What happened?").fill(words)
    thumb.onward(go_on(page), "Tell us")
    thumb.tap(page.get_by_label("The manager", exact=True))
    thumb.onward(go_on(page), "Tell us")
    page.get_by_label("What would put it right?").fill("Nobody should hear it.")
    thumb.onward(go_on(page), "Tell us")
    thumb.tap(page.get_by_label("Do not contact me"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_from_the_poster_without_a_name_in_four_screens_and_nine_taps_at_most(
    visit: Visit, cast: Cast, accessible: Accessible, scripts: bool
) -> None:
    page = phone(visit, "/board/riverside/", java_script_enabled=scripts)
    page.get_by_role("link", name="Tell us").first.tap()
    thumb = Thumb(page)
    expect(page.get_by_text("Step 1 of 4")).to_be_visible()
    tells(page, thumb, "The manager spoke of us where others heard it.")
    assert thumb.screens == 4
    thumb.tap(page.get_by_label("Other people use this phone"))
    if scripts:
        accessible(page)
    thumb.onward(go_on(page), "We have it")
    assert thumb.taps <= 9 and len(cases()) == 1
    said = page.locator("main").inner_text()
    assert re.search(REFERENCE, said) and re.search(CODE, said) and "Lin Manager" in said
    if scripts:
        accessible(page)
    found = re.search(REFERENCE, said), re.search(rf"\b{CODE}\b", said)
    page.get_by_role("link", name="See what happens next").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("See what happened since you told us")
    page.goto("/tell/riverside/sent/")
    expect(page.get_by_text("Step 1 of 4")).to_be_visible()  # a shared telephone shows it once
    page.goto("/follow/")
    page.locator("input[name=reference]").fill(found[0][0])  # type: ignore[index]
    page.locator("input[name=code]").fill(found[1][0])  # type: ignore[index]
    page.get_by_role("button", name="Show it").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your complaint")
    expect(page.locator("main")).to_contain_text("The manager spoke of us where others heard it.")
    if scripts:
        accessible(page)


def test_after_leaving_the_page_back_shows_nothing_of_it(visit: Visit, cast: Cast) -> None:
    page = phone(visit, "/tell/riverside/")
    thumb = Thumb(page)
    tells(page, thumb, "CANARYWORD at home time")
    page.get_by_role("link", name="Leave this page").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Closed", timeout=PATIENCE_MS)
    assert not Telling.objects.unscoped("a test looks").exists()
    for _ in range(6):
        page.go_back(wait_until="load")
        assert "CANARYWORD" not in page.content()
        for box in page.locator("textarea").all():
            assert "CANARYWORD" not in box.input_value()
        if page.url == "about:blank":
            break
    page.goto("/tell/riverside/")
    assert page.get_by_label("What happened?").input_value() == ""
    assert page.evaluate("Object.values({...sessionStorage, ...localStorage}).join(' ')").find("CANARYWORD") < 0
    assert cases() == []


def test_going_back_finds_every_word_and_a_lost_connection_sends_it_once(visit: Visit, cast: Cast) -> None:
    page = phone(visit, "/tell/riverside/")
    thumb = Thumb(page)
    tells(page, thumb, "It rained, and nobody came.")
    page.get_by_role("link", name="Go back").tap()
    expect(page.get_by_label("What would put it right?")).to_have_value("Nobody should hear it.")
    page.go_back()
    page.go_back()
    page.go_back()
    page.goto("/tell/riverside/reach/")
    page.get_by_label("Do not contact me").tap()
    lost: list[str] = []

    def cut(route: object) -> None:  # the first answer never arrives, though the house got the words
        if lost:
            route.continue_()  # type: ignore[attr-defined]
        else:
            lost.append(route.request.url)  # type: ignore[attr-defined]
            route.fetch()  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]

    page.route(
        "**/tell/riverside/reach/", lambda route: cut(route) if route.request.method == "POST" else route.continue_()
    )
    go_on(page).click(no_wait_after=True)
    page.wait_for_timeout(1500)
    assert lost
    page.goto("/tell/riverside/reach/")
    expect(page.get_by_role("heading", level=1)).to_have_text("We have it", timeout=PATIENCE_MS)
    assert len(cases()) == 1 and cases()[0].what_happened == "It rained, and nobody came."


def test_whoever_says_that_a_child_may_be_at_risk_is_told_whom_to_ring_on_the_second_screen(
    visit: Visit, cast: Cast, accessible: Accessible
) -> None:
    page = phone(visit, "/tell/riverside/")
    thumb = Thumb(page)
    thumb.tap(page.get_by_label("I am not sure"))
    page.get_by_label("What happened?").fill("Somebody shook a child.")
    thumb.onward(go_on(page), "Ring now if a child may be in danger")
    assert thumb.screens == 2
    expect(page.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    accessible(page)
    thumb.onward(page.get_by_role("button", name="Send it now"), "We have it")
    assert len(cases()) == 1


def test_signed_in_it_takes_three_screens_and_five_taps(visit: Visit, cast: Cast, accessible: Accessible) -> None:
    page = signed_in(visit, cast.people["Mum Full"])
    page.get_by_role("link", name="Not happy about something? Tell us").first.tap()
    thumb = Thumb(page)
    thumb.tap(page.get_by_label("No", exact=True))
    page.get_by_label("What happened?").fill("Her hat was lost.")
    accessible(page)
    thumb.onward(go_on(page), "Tell us")
    thumb.tap(page.get_by_label("The care, or something that happened"))
    thumb.onward(go_on(page), "We have it")
    assert (thumb.screens, thumb.taps) == (3, 4)
    arrival = Arrival.objects.unscoped("a test looks").get()
    assert arrival.adult == cast.adults["Mum Full"] and arrival.complaint.child == cast.children["Ava"]
    page.goto("/account/")
    expect(page.get_by_role("link", name="Not happy about something? Tell us")).to_be_visible()


def test_at_the_door_in_two_screens_and_six_taps_settled_and_read_back(
    visit: Visit, cast: Cast, accessible: Accessible
) -> None:
    page = signed_in(visit, cast.people["Kay Person"])
    page.goto("/complaints/new/")
    thumb = Thumb(page)
    thumb.tap(page.locator("input[name=at_risk][value=no]"))
    page.get_by_label("What did they say?").fill("His coat was wet all day.")
    page.get_by_label("Which child?").select_option(label="Ava")
    thumb.taps += 1
    page.get_by_label("What did you explain?").fill("The peg had fallen.")
    thumb.tap(page.locator("input[name=settled][value=yes]"))
    thumb.tap(page.locator("input[name=classed][value=concern]"))
    thumb.tap(page.locator("input[name=read_back][value=right]"))
    accessible(page)
    thumb.onward(go_on(page), "It is written down")
    assert (thumb.screens, thumb.taps) == (2, 6)
    assert re.search(CODE, page.locator("main").inner_text())
    accessible(page)
    (case,) = cases()
    assert case.closed and Word.objects.unscoped("a test looks").filter(record=case, kind="right").exists()


def test_an_urdu_reader_reads_back_on_the_screen_puts_it_right_and_follows_it_without_ever_signing_in(
    visit: Visit, cast: Cast, accessible: Accessible
) -> None:
    staff = signed_in(visit, cast.people["Kay Person"])
    staff.goto("/complaints/new/")
    staff.locator("input[name=at_risk][value=no]").tap()
    staff.get_by_label("What did they say?").fill("Her hat was lost.")
    go_on(staff).tap()
    expect(staff.get_by_role("heading", level=1)).to_have_text("It is written down")
    found = re.search(CODE, staff.locator("main").inner_text())
    assert found
    (case,) = cases()
    staff.get_by_role("link", name="Let them read it on this screen").tap()
    staff.get_by_role("button", name="اردو").tap()
    expect(staff.locator("html")).to_have_attribute("dir", "rtl")
    staff.locator("input[name=answer][value=corrected]").tap()
    staff.locator("textarea[name=words]").fill("ٹوپی نہیں، کوٹ۔")
    accessible(staff)
    staff.get_by_role("button", name="یہ جواب بھیجیں").tap()
    expect(staff).to_have_url(re.compile("/copy/$"))
    word = Word.objects.unscoped("a test looks").get(record=case)
    assert (word.kind, word.how, word.words) == ("corrected", "screen", "ٹوپی نہیں، کوٹ۔")
    page = phone(visit, "/follow/", locale="ur", viewport={"width": 320, "height": 640})
    expect(page.locator("html")).to_have_attribute("lang", "ur")
    page.locator("input[name=reference]").fill(case.reference)
    page.locator("input[name=code]").fill(found[0].lower())
    go_on(page).tap()
    expect(page.locator("main")).to_contain_text("ٹوپی نہیں، کوٹ۔")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)
    page.locator("summary", has_text="کچھ اضافہ کریں").tap()
    page.locator("#id_addform_words").fill("شکریہ")
    page.get_by_role("button", name="یہ شامل کریں").tap()
    expect(page.locator("main")).to_contain_text("شکریہ")


def test_five_taps_at_once_send_it_once_and_use_up_one_try(visit: Visit, cast: Cast) -> None:
    page = phone(visit, "/tell/riverside/")
    tells(page, Thumb(page), "It rained.")
    kept = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    token = page.locator("main form input[name=csrfmiddlewaretoken]").first.input_value()
    body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "way": "none"}).encode()
    head = {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items()), "Referer": page.url}

    def send(_number: int) -> str:
        asked = urllib.request.Request(page_url, body, head)  # the live server of this test
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return str(answer.url)

    page_url = page.url
    with concurrent.futures.ThreadPoolExecutor(5) as five:
        led = set(five.map(send, range(5)))
    assert {url.rsplit("/", 2)[1] for url in led} == {"sent"}
    assert len(cases()) == 1
    for _ in range(4):  # the others of the hour are still there
        other = phone(visit, "/tell/riverside/")
        tells(other, Thumb(other), "Again.")
        go_on(other).tap()
        expect(other.get_by_role("heading", level=1)).to_have_text("We have it", timeout=PATIENCE_MS)
    assert len(cases()) == 5

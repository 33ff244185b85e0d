"""What the doors ask besides the words themselves: all of it may be left out, and none of it is lost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client

from hometime.complaints.models import Arrival, Complaint, Given, Strand
from hometime.complaints.printing.blank import blank
from hometime.duties.models import Duty
from tests.cast import TODAY, Cast
from tests.stories.village import enter, words_of

HAPPENED = {"at_risk": "no", "what_happened": "His coat was wet all day."}


def only_case() -> Complaint:
    return Complaint.objects.unscoped("a test looks").get()


@pytest.mark.parametrize("called", ["concern", "complaint", ""])
def test_a_signed_in_parent_says_whether_it_is_a_concern_or_a_complaint_or_leaves_it(town: Cast, called: str) -> None:
    mum = enter(town.people["Mum Full"])
    mum.post("/told/new/", {**HAPPENED, "child": town.children["Ava"].pk})
    asked = words_of(mum, "/told/new/about/")
    assert asked.index('name="about"') < asked.index('name="put_right"') < asked.index('name="classed"')
    said = {"about": "care", "put_right": "A dry coat.", **({"classed": called} if called else {})}
    assert mum.post("/told/new/about/", said).headers["Location"] == "/told/new/sent/"
    assert (only_case().classed, only_case().put_right) == (called, "A dry coat.")


HELPED = {"companion": "Adi Advocate", "authority": "For my sister, who asked me to."}
FOLDED = "Does somebody help you?"
NOT_YET = "<dt>Given how to complain</dt><dd>Not yet</dd>"


def shown_to_the_manager(town: Cast) -> str:
    return words_of(enter(town.people["Mo Manager"]), f"/complaints/{only_case().pk}/")


def test_whoever_tells_us_from_the_poster_names_who_speaks_for_them_and_going_back_finds_it(town: Cast) -> None:
    client = Client()
    client.post("/tell/riverside/", HAPPENED)
    client.post("/tell/riverside/about/", {"about": "care"})
    client.post("/tell/riverside/right/", {})
    address = "/tell/riverside/reach/"
    assert re.search(rf'<details class="fold">\s*<summary><span><bdi>{re.escape(FOLDED)}', words_of(client, address))
    assert client.post(address, {"way": "ring", **HELPED}).status_code == 422, "no number to ring"
    again = client.post(address, {"way": "ring", **HELPED}).content.decode()
    assert '<details class="fold" open>' in again and 'value="Adi Advocate"' in again
    assert client.post(address, {"way": "none", **HELPED}).status_code == 302
    said = shown_to_the_manager(town)
    assert "Speaks for them" in said and HELPED["companion"] in said and HELPED["authority"] in said


def test_a_signed_in_parent_names_an_advocate(town: Cast) -> None:
    mum = enter(town.people["Mum Full"])
    mum.post("/told/new/", {**HAPPENED, "child": town.children["Ava"].pk})
    assert FOLDED in words_of(mum, "/told/new/about/")
    mum.post("/told/new/about/", {"about": "care", "companion": "Adi Advocate"})
    arrival = Arrival.objects.unscoped("a test looks").get()
    assert (arrival.companion, arrival.authority) == ("Adi Advocate", "")
    assert "<bdi>Adi Advocate</bdi></dd>" in shown_to_the_manager(town), "and no sign after it"


def test_another_service_says_for_whom_it_complains_and_the_manager_reads_it(town: Cast) -> None:
    said = {
        **HAPPENED, "about": "care", "called": "T. Herapist", "organisation": "Speech and language",
        "reach": "01632 960999", "once": "one form", **HELPED,
    }  # fmt: skip
    assert FOLDED in words_of(Client(), "/tell/riverside/service/")
    assert Client().post("/tell/riverside/service/", said).status_code == 302
    arrival = Arrival.objects.unscoped("a test looks").get()
    assert (arrival.companion, arrival.authority) == (HELPED["companion"], HELPED["authority"])


def strands(case: Complaint) -> list[tuple[str, dt.date, dt.date | None]]:
    """Each strand with the day since when, and by when it is owed."""
    owed = {
        duty.why.get("strand"): duty.due for duty in Duty.objects.unscoped("a test looks").open().filter(record=case)
    }
    rows = Strand.objects.unscoped("a test looks").filter(complaint=case).order_by("opened_on", "pk")
    return [(strand.kind, strand.opened_on, owed.get(strand.pk)) for strand in rows]


ITS_CLOCK = [("personal_data", TODAY, TODAY + dt.timedelta(days=29))]


def by_the_poster(town: Cast, tick: dict[str, str]) -> None:
    client = Client()
    client.post("/tell/riverside/", HAPPENED)
    client.post("/tell/riverside/about/", {"about": "care", **tick})
    asked = re.search('<input[^>]*name="personal_data"[^>]*>', words_of(client, "/tell/riverside/about/"))
    assert asked and ("checked" in asked[0]) == bool(tick), "and going back finds the answer"
    client.post("/tell/riverside/right/", {})
    client.post("/tell/riverside/reach/", {"way": "none"})


def by_signing_in(town: Cast, tick: dict[str, str]) -> None:
    mum = enter(town.people["Mum Full"])
    mum.post("/told/new/", {**HAPPENED, "child": town.children["Ava"].pk})
    mum.post("/told/new/about/", {"about": "care", **tick})


def by_the_desk(town: Cast, tick: dict[str, str]) -> None:
    said = {
        **HAPPENED,
        "about": "care",
        "settled": "no",
        "source": "parent",
        "channel": "written",
        "read_back": "later",
    }
    assert enter(town.people["Mo Manager"]).post("/complaints/new/", {**said, **tick}).status_code == 302


@pytest.mark.parametrize("door", [by_the_poster, by_signing_in, by_the_desk])
@pytest.mark.parametrize("tick", [{"personal_data": "on"}, {}], ids=["personal information", "nothing of the kind"])
def test_every_door_asks_about_personal_information_and_a_yes_starts_its_own_clock(
    town: Cast, door: Callable[[Cast, dict[str, str]], None], tick: dict[str, str]
) -> None:
    door(town, tick)
    assert strands(only_case()) == (ITS_CLOCK if tick else [])


def test_sorting_anew_opens_the_part_about_personal_information_once_and_in_the_open(town: Cast) -> None:
    by_the_desk(town, {})
    case, mo = only_case(), enter(town.people["Mo Manager"])
    address = f"/complaints/{case.pk}/beside/sort/"
    why = "She says that we sent her papers."
    said = {"about": ["care"], "eyfs": "no", "classed": "", "staff_view": "", "reason": why}
    assert mo.post(address, said).status_code == 422, "nothing is sorted in another way"
    assert mo.post(address, {**said, "personal_data": "on"}).status_code == 302
    assert strands(case) == ITS_CLOCK
    page = words_of(mo, f"/complaints/{case.pk}/beside/")
    assert "How we handled personal information" in page and why in page
    assert 'name="personal_data"' not in words_of(mo, address), "it is open"
    assert mo.post(address, {**said, "personal_data": "on"}).status_code == 422 and strands(case) == ITS_CLOCK


def test_the_paper_form_asks_about_information_too(cast: Cast) -> None:
    assert "How you keep or share information about us" in str(blank(cast.setting, TODAY))


def givens(case: Complaint) -> list[tuple[object, str, str]]:
    rows = Given.objects.unscoped("a test looks").filter(complaint=case).order_by("written_at", "pk")
    return [(given.adult, given.how, given.language) for given in rows]


def test_whoever_reads_it_on_the_screen_is_given_how_to_complain_and_that_is_logged_once_for_them(town: Cast) -> None:
    mum = town.adults["Mum Full"]
    by_the_desk(town, {"child": town.children["Ava"].pk, "adult": mum.pk})
    case = only_case()
    assert givens(case) == [] and NOT_YET in shown_to_the_manager(town)
    mo = enter(town.people["Mo Manager"])
    assert "0300 123 1231" in words_of(mo, f"/complaints/{case.pk}/hand-over/")
    for answer in ({"answer": "right"}, {"answer": "corrected", "words": "It was Tuesday."}):
        assert mo.post(f"/complaints/{case.pk}/handed-over/", answer).status_code == 302
    assert givens(case) == [(mum, "screen", "en-gb")]
    assert NOT_YET not in shown_to_the_manager(town)


def test_the_copy_asks_in_the_open_until_it_is_written_down_that_they_were_given_how_to_complain(town: Cast) -> None:
    by_the_desk(town, {})
    case, asks = only_case(), "Nobody has written that down yet for this complaint."
    mo = enter(town.people["Mo Manager"])
    assert asks in words_of(mo, f"/complaints/{case.pk}/copy/")
    assert mo.post(f"/complaints/{case.pk}/given/", {"how": "paper", "language": "ur"}).status_code == 302
    page = words_of(mo, f"/complaints/{case.pk}/copy/")
    assert asks not in page and "On paper · Urdu" in page
    assert givens(case) == [(None, "paper", "ur")]

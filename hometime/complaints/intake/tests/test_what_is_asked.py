"""What the doors ask besides the words themselves: all of it may be left out, and none of it is lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from hometime.complaints.models import Arrival, Complaint
from tests.cast import Cast
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

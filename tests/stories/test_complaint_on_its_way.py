"""What both sides read of a complaint on its way: whom they want to look at it, the interpreter, the letter sent once
more, the timeline on paper, and where else somebody may turn."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from hometime.adoption.actions import adopt
from hometime.complaints.models import Entry, Kind, Step
from hometime.languages.actions import Who, book
from hometime.languages.models import Booking
from hometime.policies.actions import write_card
from tests.cast import HOUSE, TODAY, Cast, as_proposed
from tests.stories.test_a_complaint_is_answered import steps
from tests.stories.test_complaint_intake import cases, entered, receipt, tells
from tests.stories.test_complaint_work import entry, letter, work
from tests.stories.village import document, enter, words_of

pytestmark = pytest.mark.usefixtures("practice")
BOOK = "bluebell.md"
ABOVE, NOT_SATISFIED = "They want somebody above to look at it now", "They are not satisfied"


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast at a setting that adopted a policy with both ladders, with the regulator's card."""
    book = document(BOOK)
    adopt(HOUSE, cast.provider, [cast.setting], as_proposed(book, BOOK), book, TODAY - dt.timedelta(days=7))
    write_card(HOUSE, cast.setting, "regulator", "Ofsted", phone="01632 960999", source="their page")
    return cast


@pytest.mark.clause("C16")
def test_before_an_answer_they_want_somebody_above_and_after_one_they_are_not_satisfied(town: Cast) -> None:
    client = Client()
    tells(client)
    follower = entered(*receipt(client))
    (case,) = cases()
    mo, lin = enter(town.people["Mo Manager"]), enter(town.people["Lin Manager"])
    page = words_of(mo, f"/complaints/{case.pk}/")
    assert ABOVE in page and NOT_SATISFIED not in page
    page = words_of(follower, "/follow/here/")
    assert "If you want somebody above to look at it now" in page and "If you are not happy with the answer" not in page
    assert follower.post("/follow/here/further/", {"words": "", "once": "a"}).status_code == 302
    page = words_of(follower, "/follow/here/")
    assert "You asked somebody above to look at it now." in page and "You were not happy with the answer." not in page
    assert "They wanted somebody above to look at it, and it went on" in words_of(lin, f"/complaints/{case.pk}/")
    assert letter(lin, case, finding="not_upheld").status_code == 302
    page = words_of(lin, f"/complaints/{case.pk}/")
    assert NOT_SATISFIED in page and ABOVE not in page
    assert "If you are not happy with the answer" in words_of(follower, "/follow/here/")
    assert steps(lin, case, "not_satisfied") == 302
    assert "You were not happy with the answer." in words_of(follower, "/follow/here/")


@pytest.mark.clause("F18")
def test_a_meeting_with_an_interpreter_asks_for_one_and_both_sides_read_when_one_is_booked(town: Cast) -> None:
    client = Client()
    tells(client)
    follower = entered(*receipt(client))
    (case,) = cases()
    mo = enter(town.people["Mo Manager"])
    offer = {"times": "Monday at nine", "form": "person", "interpreter": "on", "words": "", "once": "meeting-once"}
    refused = work(mo, case, "meeting", **offer)
    assert refused.status_code == 422 and "Say which language" in refused.content.decode()
    bookings = Booking.objects.unscoped("a story looks").filter(record=case)
    assert not bookings.exists() and "interpreter" not in words_of(follower, "/follow/here/")
    for _twice in range(2):
        assert work(mo, case, "meeting", language="ur", **offer).status_code == 302
    booking = bookings.get()
    assert (booking.status, booking.language, booking.way, booking.adult) == ("asked", "ur", "in_person", None)
    assert "an interpreter is asked for, not booked yet" in words_of(mo, f"/complaints/{case.pk}/")
    assert "We are finding an interpreter." in words_of(follower, "/follow/here/")
    book(HOUSE, booking, Who("Noor"), on=TODAY + dt.timedelta(days=3))
    assert "an interpreter is booked" in words_of(mo, f"/complaints/{case.pk}/")
    page = words_of(follower, "/follow/here/")
    assert "An interpreter is booked." in page and "Noor" not in page


@pytest.mark.clause("C14", "C21")
def test_a_letter_that_was_lost_in_the_post_is_sent_again_and_counts_once(town: Cast) -> None:
    client = Client()
    tells(client)
    follower = entered(*receipt(client))
    (case,) = cases()
    mo = enter(town.people["Mo Manager"])
    assert letter(mo, case, how="post", finding="not_upheld").status_code == 302
    first = entry(case, Kind.LETTER)
    assert "They have it" in words_of(mo, f"/complaints/{case.pk}/")
    again = {"words": "The post brought it back.", "how": "post", "once": "again-once"}
    assert work(mo, case, "again", first, **{**again, "words": ""}).status_code == 422
    for _twice in range(2):
        assert work(mo, case, "again", first, **again).status_code == 302
    second = entry(case, Kind.LETTER, 1)
    assert second.words == first.words and second.facts["code"] == first.facts["code"]
    assert Entry.objects.unscoped("a story looks").filter(complaint=case, kind=Kind.LETTER).count() == 2
    page = words_of(mo, f"/complaints/{case.pk}/")
    assert "It was lost, and sent again." in page and "The post brought it back." in page
    assert work(mo, case, "arrived", first, words="They rang.", once="one").status_code == 422
    assert words_of(follower, "/follow/here/").count("There is a letter for you") == 1
    assert follower.post("/follow/here/letter/", {"once": "open"}).status_code == 302
    assert Step.objects.unscoped("a story looks").filter(complaint=case, event="answered").count() == 1
    assert "There is a letter for you" not in words_of(follower, "/follow/here/")
    assert work(mo, case, "again", second, **{**again, "once": "late"}).status_code == 422

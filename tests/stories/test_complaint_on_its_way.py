"""What both sides read of a complaint on its way: whom they want to look at it, the interpreter, the letter sent once
more, the timeline on paper, and where else somebody may turn."""

from __future__ import annotations

import datetime as dt
import io

import pypdf
import pytest
from django.test import Client

from hometime.complaints.handling.actions import asking
from hometime.complaints.keeping.drafting import standing
from hometime.complaints.models import Arrival, Complaint, Entry, Kind, Printout, Step
from hometime.complaints.printing.bundle import bundle
from hometime.complaints.printing.gathering import gather
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.languages.actions import Who, book
from hometime.languages.models import Booking
from hometime.policies.actions import write_card
from tests.cast import HOUSE, TODAY, Cast
from tests.stories.test_a_complaint_is_answered import steps, writes
from tests.stories.test_complaint_intake import HAPPENED, cases, entered, receipt, tells
from tests.stories.test_complaint_work import entry, letter, work
from tests.stories.village import done, enter, with_both_ladders, words_of

pytestmark = pytest.mark.usefixtures("practice")
ABOVE, NOT_SATISFIED = "They want somebody above to look at it now", "They are not satisfied"


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast at a setting that adopted a policy with both ladders, with the regulator's card."""
    with_both_ladders(cast)
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
    for _twice in range(2):
        assert follower.post("/follow/here/further/", {"words": "", "once": "a"}).status_code == 302
    assert Step.objects.unscoped("a story looks").filter(complaint=case, event="not_satisfied").count() == 1
    page = words_of(follower, "/follow/here/")
    assert "You asked somebody above to look at it now." in page and "You were not happy with the answer." not in page
    assert "They wanted somebody above to look at it, and it went on" in words_of(lin, f"/complaints/{case.pk}/")
    draft = standing(case).words.handled
    assert "They asked for the next step before it was answered." in draft and "not satisfied" not in draft
    of = gather(town.viewer("Lin Manager"), case)
    told = str(bundle(town.viewer("Lin Manager"), of, "names", for_whom="Ofsted", why="They asked.").blocks)
    assert "They asked somebody above to look at it before it was answered" in told
    assert "They were not satisfied" not in told
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
    assert "We are finding an interpreter for you: " in words_of(follower, "/follow/here/")
    book(HOUSE, booking, Who("Noor"), on=TODAY + dt.timedelta(days=3))
    assert "an interpreter is booked" in words_of(mo, f"/complaints/{case.pk}/")
    page = words_of(follower, "/follow/here/")
    assert "An interpreter helps us talk: " in page and "Noor" not in page


@pytest.mark.clause("C14")
def test_they_press_the_time_that_suits_them_or_ask_for_another_or_say_no_and_both_sides_read_it(town: Cast) -> None:
    """With the code alone, one press; pressed twice, it counts once. What it owes is kept by what follows."""
    client = Client()
    tells(client)
    follower = entered(*receipt(client))
    (case,) = cases()
    mo = enter(town.people["Mo Manager"])
    offer = {"form": "person", "words": "", "language": ""}
    assert (
        work(mo, case, "meeting", times="Monday at nine\nTuesday at four", once="offer-1", **offer).status_code == 302
    )
    page = words_of(follower, "/follow/here/")
    assert "When can you meet us?" in page and "Tell us which of these times is good for you." in page
    first = entry(case, Kind.MEETING)
    for _twice in range(2):
        chosen = {"time": "1", "offer": first.pk, "once": "pressed"}
        assert follower.post("/follow/here/when/", chosen).status_code == 302
    page = words_of(follower, "/follow/here/")
    assert "You said that you can come:" in page and "You said that this time is good for you." in page
    at_work = words_of(mo, f"/complaints/{case.pk}/")
    assert "They can come: Tuesday at four" in at_work and "Monday at nine, Tuesday at four" in at_work
    assert [duty.what for duty in owed_on_talks(case)] == ["They said when they can meet: tell them that it stands"]
    assert done(mo, owed_on_talks(case)[0]) == 302 and owed_on_talks(case) == []
    other = {"time": "other", "offer": first.pk, "words": "Late on Friday", "evening": "on", "once": "pressed-2"}
    assert follower.post("/follow/here/when/", other).status_code == 302
    assert "You asked for another time. We will offer you one." in words_of(follower, "/follow/here/")
    at_work = words_of(mo, f"/complaints/{case.pk}/")
    assert "They ask for another time" in at_work and "only in the evening. Late on Friday" in at_work
    assert [duty.what for duty in owed_on_talks(case)] == ["They asked for another time to meet: offer one"]
    assert work(mo, case, "meeting", times="Friday at seven", once="offer-2", **offer).status_code == 302
    assert owed_on_talks(case) == [], "it was offered"
    late = {**chosen, "once": "pressed-3"}
    assert follower.post("/follow/here/when/", late).status_code == 422, "that offer gave way to the next"
    second = entry(case, Kind.MEETING, 1)
    assert follower.post("/follow/here/when/", {**late, "offer": second.pk, "time": "7"}).status_code == 422
    written = {"time": "0", "how": "phone", "words": ""}
    assert work(mo, case, "when", second, **written, once="rang").status_code == 302, "or they ring, and staff write it"
    assert "Friday at seven" in words_of(follower, "/follow/here/") and len(owed_on_talks(case)) == 1
    no = {"time": "no", "offer": second.pk, "words": "", "once": "pressed-4"}
    assert follower.post("/follow/here/when/", no).status_code == 302
    page = words_of(follower, "/follow/here/")
    assert "We asked to meet you. You did not want to." in page and "When can you meet us?" not in page
    assert "They did not want to meet" in words_of(mo, f"/complaints/{case.pk}/") and owed_on_talks(case) == []


def owed_on_talks(case: Complaint) -> list[Duty]:
    return list(Duty.objects.unscoped("a story looks").open().filter(record=case, why__has_key="talk"))


@pytest.mark.clause("F18")
def test_an_interpreter_who_was_not_found_is_called_off_with_the_case_and_one_who_is_booked_is_not(town: Cast) -> None:
    client = Client()
    tells(client)
    follower = entered(*receipt(client))
    (case,) = cases()
    mo = enter(town.people["Mo Manager"])
    offer = {"form": "person", "interpreter": "on", "words": "", "language": "ur"}
    assert work(mo, case, "meeting", times="Monday at nine", once="meeting-once", **offer).status_code == 302
    bookings = Booking.objects.unscoped("a story looks").filter(record=case)
    first = bookings.get()
    book(HOUSE, first, Who("Noor"), on=TODAY + dt.timedelta(days=3))
    assert work(mo, case, "meeting", times="Friday at ten", once="meeting-again", **offer).status_code == 302
    second = bookings.exclude(pk=first.pk).select_related("duty").get()
    assert second.duty is not None and second.duty.lifted_because == ""
    assert follower.post("/follow/here/withdraw/", {"words": "We talked at the gate.", "once": "z"}).status_code == 302
    case.refresh_from_db()
    assert case.closed == TODAY
    second, first = bookings.select_related("duty").get(pk=second.pk), bookings.get(pk=first.pk)
    assert (second.status, second.said) == ("cancelled", "The complaint was closed before an interpreter was found.")
    assert second.duty is not None and second.duty.lifted_because == "No interpreter is needed any more."
    assert first.status == "booked", "somebody has to ring them"


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


@pytest.mark.clause("C3")
def test_whoever_complained_takes_the_timeline_home_on_paper_by_code_or_signed_in(town: Cast) -> None:
    client = Client()
    tells(client)
    follower = entered(*receipt(client))
    (case,) = cases()
    mo = enter(town.people["Mo Manager"])
    asking.ask(town.viewer("Mo Manager"), case, town.people["Roo Room"], "What did you see at the gate?")
    assert 'action="/follow/here/timeline.pdf"' in follower.get("/follow/here/").content.decode()
    assert Client().post("/follow/here/timeline.pdf").headers["Location"] == "/follow/"
    assert follower.get("/follow/here/timeline.pdf").status_code == 405
    answer = follower.post("/follow/here/timeline.pdf")
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="paper.pdf"'
    document = pypdf.PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(leaf.extract_text() for leaf in document.pages).split())
    assert case.reference in text and "His coat was wet all day." in text and "Mo Manager" in text
    assert "Roo" not in text and "gate" not in text
    assert document.metadata is not None
    assert not {case.reference, "Riverside", "Complaint", "complaint"} & set(str(document.metadata.title).split())
    made = Printout.objects.unscoped("a story looks").get(complaint=case)
    assert (made.what, made.for_whom, made.by) == ("timeline", "Whoever complained", None)
    assert "The timeline" in words_of(mo, f"/complaints/{case.pk}/paper/")
    full = enter(town.people["Mum Full"])
    full.post("/told/new/", {**HAPPENED, "child": town.children["Ava"].pk})
    assert full.post("/told/new/about/", {"about": "care"}).status_code == 302
    arrival = Arrival.objects.unscoped("a story looks").exclude(complaint=case).get()
    assert full.post(f"/told/{arrival.pk}/timeline.pdf").headers["Content-Type"] == "application/pdf"
    assert enter(town.people["Dad Limited"]).post(f"/told/{arrival.pk}/timeline.pdf").status_code == 404
    assert Printout.objects.unscoped("a story looks").filter(complaint=arrival.complaint_id).count() == 1


@pytest.mark.clause("C16")
def test_on_today_two_reasons_for_one_act_read_differently_and_what_is_late_leads_to_telling_why(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written", eyfs_requirement="on", child=town.children["Ava"].pk)
    why = f'href="/complaints/{case.pk}/beside/late/"'
    owed = Duty.objects.unscoped("a story looks").open().filter(record=case, due__isnull=False, why__has_key="key")
    lines = list(owed.values_list("what", "due"))
    assert len(lines) > 1 and len(set(lines)) == len(lines), "no two lines of one case read the same"
    assert {"Tell them what was found", "Tell them what was found, as the law asks"} <= {what for what, _due in lines}
    page = mo.get("/today/").content.decode()
    assert why not in page
    with clock.fixed(max(due for _what, due in lines if due) + dt.timedelta(days=1)):
        mo = enter(town.people["Mo Manager"])
        page = mo.get("/today/").content.decode()
        assert page.count(why) == len(lines) and "Tell them why" in page
        assert mo.get(f"/complaints/{case.pk}/beside/late/").status_code == 200

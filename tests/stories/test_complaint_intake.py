"""Complaints by every door: from the poster without a name, signed in, and from another service; and what each gets back."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from hometime.audit.actions import House, action, note
from hometime.complaints.actions import take_step
from hometime.complaints.actions.sideways import tell_why
from hometime.complaints.models import Arrival, Complaint, Given, Telling, Word
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.notifications.models import Message
from hometime.people.roles import Hat
from hometime.records.models import Party, Record
from tests.cast import HOUSE, TODAY, Cast
from tests.stories.village import enter, words_of

pytestmark = pytest.mark.usefixtures("practice")
REFERENCE, CODE = r"[2-9A-Z]{3}-[2-9A-Z]{3}", r"[2-9A-Z]{4}-[2-9A-Z]{4}"
HAPPENED = {"at_risk": "no", "what_happened": "His coat was wet all day."}
REACH = {"way": "ring", "reach": "07700 900123", "hours": "mornings", "called": "Ümit Ö.", "child_called": "علي"}


@action
def change(actor: House, row: Any, **facts: Any) -> None:
    """Changes a row as some action of a room to come will."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    note("test.changed", row)


def cases() -> list[Complaint]:
    return list(Complaint.objects.unscoped("a story looks").order_by("written_at", "pk"))


def rung() -> list[str]:
    """To whom a notice waits, by name; an address that no person holds is written as nothing."""
    rows = Message.objects.unscoped("a story looks").select_related("person").order_by("queued_at", "pk")
    return [message.person.name if message.person else "" for message in rows]


def arrival(case: Complaint) -> Arrival:
    return Arrival.objects.unscoped("a story looks").get(complaint=case)


def tells(
    client: Client, *, about: dict[str, str] | None = None, reach: dict[str, str] | None = None, **happened: str
) -> Any:
    """Walks through the four pages from the poster, and gives the last answer."""
    client.post("/tell/riverside/", {**HAPPENED, **happened})
    client.post("/tell/riverside/about/", about or {"about": "care"})
    client.post("/tell/riverside/right/", {"put_right": "A dry coat.", "classed": "complaint"})
    return client.post("/tell/riverside/reach/", reach or REACH)


def receipt(client: Client, address: str = "/tell/riverside/sent/") -> tuple[str, str]:
    """The reference and the code of the page that follows."""
    said = words_of(client, address)
    found = re.search(f">({REFERENCE})<", said), re.search(f">({CODE})<", said)
    assert found[0] and found[1], said
    return found[0][1], found[1][1]


def entered(reference: str, code: str) -> Client:
    """A browser that follows a complaint by its code."""
    client = Client()
    answer = client.post("/follow/", {"reference": reference.lower(), "code": code.replace("-", " ").lower()})
    assert answer.status_code == 302, html.unescape(answer.content.decode())[:2000]
    return client


@pytest.mark.clause("C2", "C3", "C14", "C19", "C21")
def test_from_the_poster_without_an_account_a_reference_a_code_a_name_and_a_day_come_back_at_once(town: Cast) -> None:
    client = Client()
    assert tells(client).status_code == 302
    reference, code = receipt(client)
    said = words_of(client, "/tell/riverside/sent/")
    assert "Mo Manager (Manager)" in said and "Monday 6 April 2026" in said and "A person reads it today" in said
    (case,) = cases()
    came = arrival(case)
    assert (case.reference, case.source, case.channel, case.child, case.complainant) == (
        reference,
        "anonymous",
        "written",
        None,
        "",
    )
    assert came.unconfirmed and came.adult is None and came.reach == REACH["reach"] and came.child_called == "علي"
    assert code not in came.code and "-" not in came.code[:10]
    follower = entered(reference, code)
    timeline = words_of(follower, "/follow/here/")
    assert "His coat was wet all day." in timeline and "by Monday 6 April 2026" in timeline
    assert "We count 28 days from Monday 9 March." in timeline and "We aim for Thursday 2 April." in timeline
    assert "Telling us will never change how we care for your child." in timeline and "Check code" in timeline
    assert "0300 123 1231" in timeline


def test_what_came_from_the_poster_is_owed_a_reader_the_same_day_and_no_mail_goes_to_a_stranger(town: Cast) -> None:
    tells(Client(), reach={"way": "email", "reach": "stranger@elsewhere.example"})
    (case,) = cases()
    owed = [
        duty
        for duty in Duty.objects.unscoped("a story looks").open().filter(record=case)
        if duty.why.get("act") == "read"
    ]
    assert [(duty.due, duty.owed_role) for duty in owed] == [(TODAY, "setting_manager")]
    assert not mail.outbox and rung() == ["Mo Manager"], "whoever has it in hand, and nobody outside"


def test_sending_the_last_page_twice_records_it_once_and_going_back_loses_nothing(town: Cast) -> None:
    client = Client()
    tells(client)
    assert client.post("/tell/riverside/reach/", REACH).headers["Location"] == "/tell/riverside/sent/"
    assert len(cases()) == 1
    first = receipt(client)
    assert receipt(client) == first
    second = Client()
    second.post("/tell/riverside/", HAPPENED)
    assert "His coat was wet all day." in words_of(second, "/tell/riverside/")
    second.post("/tell/riverside/about/", {"about": "other_staff", "whom": "Zoë"})
    assert 'value="Zoë"' in words_of(second, "/tell/riverside/about/")
    assert second.post("/tell/riverside/reach/", {"way": "ring"}).status_code == 422


def test_leaving_the_page_erases_what_was_typed(town: Cast) -> None:
    client = Client()
    client.post("/tell/riverside/", HAPPENED)
    assert Telling.objects.unscoped("a story looks").count() == 1
    client.get("/leave/")
    assert Telling.objects.unscoped("a story looks").count() == 0
    assert "His coat" not in words_of(client, "/tell/riverside/")


def test_a_typed_name_that_is_the_managers_is_a_complaint_about_the_manager(town: Cast) -> None:
    client = Client()
    tells(client, about={"about": "other_staff", "whom": "mö"})
    (case,) = cases()
    assert case.about == "setting_manager"
    assert not Complaint.objects.visible_to(town.viewer("Mo Manager")).exists()
    assert Complaint.objects.visible_to(town.viewer("Lin Manager")).exists()
    assert "Lin Manager" in words_of(client, "/tell/riverside/sent/")


def test_a_wrong_code_opens_nothing_and_many_tries_must_wait(town: Cast) -> None:
    client = Client()
    tells(client)
    reference, code = receipt(client)
    stranger = Client()
    for _ in range(5):
        answer = stranger.post("/follow/", {"reference": reference, "code": "2222-2222"})
        assert answer.status_code == 422 and "do not fit" in answer.content.decode()
    assert stranger.post("/follow/", {"reference": reference, "code": code}).status_code == 429
    assert stranger.get("/follow/here/").status_code == 302
    nothing = Client().post("/follow/", {"reference": "222-222", "code": code})
    assert nothing.status_code == 422 and "do not fit" in nothing.content.decode()


@pytest.mark.clause("C11", "C16", "C17")
def test_whoever_has_the_code_adds_goes_further_says_how_fair_and_takes_back_without_leave(town: Cast) -> None:
    client = Client()
    tells(client)
    follower = entered(*receipt(client))
    assert follower.post("/follow/here/add/", {"words": "It was Tuesday.", "once": "one"}).status_code == 302
    assert follower.post("/follow/here/add/", {"words": "It was Tuesday.", "once": "one"}).status_code == 302
    assert follower.post("/follow/here/add/", {"words": "", "once": "two"}).status_code == 422
    (case,) = cases()
    assert Word.objects.unscoped("a story looks").filter(record=case, kind="added").count() == 1
    assert (
        follower.post("/follow/here/fair/", {"answer": "no", "words": "Nobody rang.", "once": "x"}).status_code == 302
    )
    unfair = Record.objects.unscoped("a story looks").get(kind="complaint_fair")
    who = Party.objects.unscoped("a story looks").filter(record=unfair, part="handler")
    assert [party.person.name for party in who] == ["Lin Manager"]
    assert not Record.objects.visible_to(town.viewer("Mo Manager")).filter(pk=unfair.pk).exists()
    assert not Word.objects.visible_to(town.viewer("Mo Manager")).filter(kind="fair").exists()
    assert follower.post("/follow/here/further/", {"words": "", "once": "y"}).status_code == 302
    assert "Lin Manager" in words_of(follower, "/follow/here/")
    assert follower.post("/follow/here/withdraw/", {"once": "z"}).status_code == 302
    case.refresh_from_db()
    assert case.closed == TODAY
    assert "You took it back." in words_of(follower, "/follow/here/")


@pytest.mark.clause("C2", "C3", "C14", "C19", "C21")
def test_a_signed_in_parent_is_linked_and_the_other_parent_of_the_same_child_finds_nothing(town: Cast) -> None:
    mum, dad = enter(town.people["Mum Full"]), enter(town.people["Dad Limited"])
    before = [dad.get(page).content for page in ("/told/", "/today/")]
    child = town.children["Ava"].pk
    assert mum.post("/told/new/", {**HAPPENED, "child": child}).headers["Location"] == "/told/new/about/"
    assert mum.post("/told/new/about/", {"about": "key_person"}).headers["Location"] == "/told/new/sent/"
    assert mum.post("/told/new/about/", {"about": "key_person"}).headers["Location"] == "/told/new/sent/"
    (case,) = cases()
    came = arrival(case)
    assert case.child_id == child and came.adult == town.adults["Mum Full"] and not came.unconfirmed
    assert case.reference in words_of(mum, "/told/new/sent/") and case.reference in words_of(mum, "/told/")
    assert "His coat was wet all day." in words_of(mum, f"/told/{came.pk}/")
    assert not Complaint.objects.visible_to(town.viewer("Mum Full", Hat.PARENT)).exists(), "the timeline, and no more"
    assert not Complaint.objects.visible_to(town.viewer("Kay Person")).exists()
    assert dad.get(f"/told/{came.pk}/").status_code == 404
    assert dad.post(f"/told/{came.pk}/add/", {"words": "x", "once": "o"}).status_code == 404
    bare = [re.sub(rb'(csrfmiddlewaretoken" value=")[^"]*', rb"\1", page) for page in before]
    after = [dad.get(page).content for page in ("/told/", "/today/")]
    assert bare == [re.sub(rb'(csrfmiddlewaretoken" value=")[^"]*', rb"\1", page) for page in after]
    assert Given.objects.unscoped("a story looks").filter(adult=town.adults["Mum Full"], complaint=case).count() == 1


@pytest.mark.clause("C5")
def test_whoever_is_unhappy_is_shown_the_key_person_to_talk_to_first_and_may_choose_somebody_else(town: Cast) -> None:
    mum, ava = enter(town.people["Mum Full"]), town.children["Ava"]
    mum.post("/told/new/", {**HAPPENED, "child": ava.pk})
    page = words_of(mum, "/told/new/about/")
    assert "The key person for <bdi>Ava</bdi> is <bdi>Kay Person</bdi>. You can talk to them first" in page
    mum.post("/told/new/about/", {"about": "key_person"})
    assert not Complaint.objects.visible_to(town.viewer("Kay Person")).exists(), "the parent chose not to"


def test_a_parent_whose_child_has_not_joined_yet_is_heard_all_the_same(town: Cast) -> None:
    mum, ava = enter(town.people["Mum Full"]), town.children["Ava"]
    change(HOUSE, ava, starts=TODAY + dt.timedelta(days=7))
    mum.post("/told/new/", {**HAPPENED, "child": ava.pk})
    assert mum.post("/told/new/about/", {"about": "care"}).headers["Location"] == "/told/new/sent/"
    (case,) = cases()
    assert case.child is None and case.reference in words_of(mum, "/told/")


@pytest.mark.clause("C4", "X1", "X6", "X9")
def test_another_service_complains_in_writing_on_its_own_ladder_and_follows_its_own_days(town: Cast) -> None:
    client = Client()
    page = words_of(client, "/tell/riverside/service/")
    once = re.search('name="once" value="([^"]+)"', page)
    assert once
    said = {
        "at_risk": "no", "what_happened": "Nobody came to the meeting.", "about": "care", "called": "T. Herapist",
        "organisation": "Speech and language", "reach": "01632 960999", "once": once[1],
    }  # fmt: skip
    assert client.post("/tell/riverside/service/", {**said, "called": ""}).status_code == 422
    for _ in range(2):
        assert client.post("/tell/riverside/service/", said).headers["Location"] == "/tell/riverside/sent/"
    (case,) = cases()
    assert case.source == "agency" and arrival(case).organisation == "Speech and language"
    follower = entered(*receipt(client))
    timeline = words_of(follower, "/follow/here/")
    assert "We count 10 days" in timeline and "We count 28 days" in timeline and "We meet you about it." in timeline
    assert "Lin Manager" in timeline, "whom they can write to next"
    assert follower.post("/follow/here/further/", {"words": "We do not agree.", "once": "up"}).status_code == 302
    timeline = words_of(follower, "/follow/here/")
    assert "It is with Lin Manager" in timeline and "Ola Owner" in timeline, "and where they appeal to"


def test_what_may_put_a_child_at_risk_goes_to_the_safeguarding_lead_and_says_whom_to_ring(town: Cast) -> None:
    client = Client()
    answer = client.post("/tell/riverside/", {**HAPPENED, "at_risk": "not_sure"})
    assert answer.headers["Location"] == "/tell/riverside/now/"
    ring = words_of(client, "/tell/riverside/now/")
    assert "tel:999" in ring and "0300 123 1231" in ring
    assert client.post("/tell/riverside/now/").headers["Location"] == "/tell/riverside/sent/"
    (case,) = cases()
    assert case.at_risk == "not_sure" and case.left_on == TODAY
    assert "Sal Lead" in words_of(client, "/tell/riverside/sent/")
    assert "The other steps wait." in words_of(entered(*receipt(client)), "/follow/here/")
    assert Complaint.objects.visible_to(town.viewer("Sal Lead")).exists()
    assert not Complaint.objects.visible_to(town.viewer("Mo Manager")).exists()
    owed = [
        duty
        for duty in Duty.objects.unscoped("a story looks").open().filter(record=case)
        if duty.why.get("act") == "read"
    ]
    assert [duty.owed_role for duty in owed] == ["designated_safeguarding_lead"]


def test_what_is_late_says_so_with_the_reason_and_a_new_day_and_a_closure_is_counted_in_the_open(town: Cast) -> None:
    client = Client()
    tells(client)
    follower = entered(*receipt(client))
    (case,) = cases()
    mo = town.viewer("Mo Manager")
    take_step(mo, case, "acknowledged", words="Told.")
    with clock.fixed(TODAY + dt.timedelta(days=30)):
        late = words_of(follower, "/follow/here/")
        assert "We said we would do this by Monday 6 April 2026. We have not. We are sorry." in late
        duty = next(
            one
            for one in Duty.objects.unscoped("a story looks").open().filter(record=case, due=dt.date(2026, 4, 6))
            if one.basis == "policy"
        )
        tell_why(
            town.viewer("Mo Manager", day=clock.today()), case, duty, "The person we ask is ill.", dt.date(2026, 4, 20)
        )
        said = words_of(follower, "/follow/here/")
        assert "The person we ask is ill." in said and "Now we do it by Monday 20 April 2026." in said


def test_a_thousand_posts_from_fifty_addresses_store_ten_an_hour_link_nobody_and_send_no_mail(town: Cast) -> None:
    ringing = 0
    for n in range(1000):
        client = Client(REMOTE_ADDR=f"192.0.2.{n % 50}")
        begun = client.post("/tell/riverside/", {**HAPPENED, "what_happened": f"Hoax {n}"})
        if begun.status_code == 302:
            client.post("/tell/riverside/about/", {"about": "care"})
            client.post("/tell/riverside/right/", {})
            begun = client.post("/tell/riverside/reach/", {"way": "none"})
        if begun.status_code == 429:
            ringing += 1
            said = html.unescape(begun.content.decode())
            assert "Ring us instead" in said
    assert ringing == 990
    stored = cases()
    assert len(stored) == 10
    assert not Arrival.objects.unscoped("a story looks").filter(adult__isnull=False).exists()
    assert not mail.outbox and rung() == ["Mo Manager"], "once, however many came, and nobody outside"


def test_unsent_words_are_erased_after_a_day(town: Cast) -> None:
    from hometime.complaints.intake.actions import forget_old_tellings

    Client().post("/tell/riverside/", HAPPENED)
    assert forget_old_tellings(HOUSE) == 0
    with clock.fixed(clock.now() + dt.timedelta(hours=21)):
        assert forget_old_tellings(HOUSE) == 1
    assert not Telling.objects.unscoped("a story looks").exists()

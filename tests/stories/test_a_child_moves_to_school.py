"""A child moves to school: planned in time, written down with the family, sent part by part with one part refused; and the
safeguarding file goes from lead to lead, and is chased."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from hometime.adoption.actions import adopt
from hometime.childfile.actions import give_last_day
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.records.models import Record
from hometime.schools.actions import moves, packs, registers, sealed, taking_in
from hometime.schools.models import MoveSummary, PackPart, Parcel, School, SchoolMove, SealedFile
from hometime.schools.tests.registers import register, school
from hometime.sharing.models import Decision, Item, Sending
from tests.cast import FULL, HOUSE, TODAY, Cast, adult, as_proposed
from tests.stories.village import BLUEBELL, day, document, enter, words_of

pytestmark = pytest.mark.usefixtures("practice")
JUNE = dt.date(2027, 6, 1)  # the children of the cast are four in May 2027
TEXTS = {
    "communication": "Tells what happened.", "social": "Has two friends.", "physical": "Climbs.", "reading": "Knows rhymes.",
    "numbers": "Counts to nine.", "world": "Asks about snails.", "arts": "Sings.", "languages": "Urdu at home, English here.",
    "in_both": "Sentences in both.", "needs": "Sits in front: glasses.",
}  # fmt: skip
WHERE = {
    "teacher": "Tia Teacher", "teacher_email": "tia@school.example", "teacher_phone": "01632 960200",
    "checked_how": "I rang the office.",
}  # fmt: skip


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast where the father may know all as well, with a policy that asks for plans, and one school."""
    adult(cast, "Dad Apart", cast.children["Ava"], "father", **FULL)
    content = document(BLUEBELL)
    adopt(HOUSE, cast.provider, [cast.setting], as_proposed(content, BLUEBELL), content, TODAY - dt.timedelta(days=7))
    taking_in.take_in(
        HOUSE, registers.bring(HOUSE, cast.provider, registers.sort_out(cast.provider, register([school(1)]), ["901"]))
    )
    return cast


def owed(record: Any) -> dict[str, dt.date | None]:
    """What is owed on a record, with its day."""
    rows = Duty.objects.unscoped("a story looks").open().filter(record=record)
    return {duty.what: duty.due for duty in rows.order_by("due", "what")}


def the_move(town: Cast) -> SchoolMove:
    """Ava's plan."""
    return (
        SchoolMove.objects.unscoped("a story looks").select_related("child", "setting").get(child=town.children["Ava"])
    )


def part(what: str, person: Any = None) -> PackPart:
    """A part that stands."""
    return PackPart.objects.unscoped("a story looks").get(what=what, person=person, closed__isnull=True)


def written(town: Cast, kay: Client) -> SchoolMove:
    """The plan with its school, visits, the child's voice, the mother's wish and the summary."""
    moves.see_to_moves(HOUSE)
    move = the_move(town)
    chosen = School.objects.unscoped("a story looks").get()
    said = {**WHERE, "school": chosen.pk, **day("starts_on", move.starts_on)}
    assert kay.post(f"/next/{move.pk}/where/", said).status_code == 302
    assert kay.post(f"/next/{move.pk}/voice/", {"words": "I will have a peg.", "how": "In play"}).status_code == 302
    assert kay.post(f"/next/{move.pk}/summary/", TEXTS).status_code == 302
    return move


@pytest.mark.clause("S1", "S2")
def test_a_child_moves_to_school_with_one_part_refused(town: Cast) -> None:
    with clock.fixed(JUNE - dt.timedelta(days=1)):
        assert moves.see_to_moves(HOUSE) == 0, "the second half of the summer term has not begun"
    with clock.fixed(JUNE):
        kay, mo, mum, dad = (enter(town.people[name]) for name in ("Kay Person", "Mo Manager", "Mum Full", "Dad Apart"))
        assert mum.get(f"/c/{town.children['Ava'].pk}/tab/school/").status_code == 404, (
            "there is no plan, so there is no tab"
        )
        move = written(town, kay)
        assert moves.see_to_moves(HOUSE) == 0, "nobody gets a second plan"
        assert move.starts_on == dt.date(2027, 9, 1)
        due = owed(move)
        assert moves.WRITE.what not in due and due[moves.SEND.what] == dt.date(2027, 7, 15)

        for side in (mum, dad):
            assert "Moving on to school: is this right?" in words_of(side, "/today/")
        assert mum.post(f"/next/{move.pk}/wish/", {"words": "She naps after lunch."}).status_code == 302
        assert "She naps" in words_of(kay, f"/next/{move.pk}/")
        assert "She naps" not in words_of(dad, f"/next/{move.pk}/"), "nobody learns what the other wished"
        assert "I will have a peg." in words_of(dad, f"/next/{move.pk}/")

        ahead = {**day("on", JUNE + dt.timedelta(days=10)), "how": "us", "words": ""}
        assert kay.post(f"/next/{move.pk}/visit/", ahead).status_code == 302
        assert "11 June" in words_of(mum, f"/next/{move.pk}/")

        assert kay.post(f"/next/{move.pk}/parts/").status_code == 302
        assert mum.post(f"/next/{move.pk}/agree/", {"says": "agrees", "words": ""}).status_code == 302
        assert moves.AGREE.what in owed(move), "one side alone has not settled it"
        assert dad.post(f"/next/{move.pk}/agree/", {"says": "talk", "words": ""}).status_code == 302
        assert "Not agreed yet: <bdi>Dad Apart" in words_of(kay, f"/next/{move.pk}/")
        assert dad.post(f"/next/{move.pk}/agree/", {"says": "agrees", "words": ""}).status_code == 302
        assert moves.AGREE.what not in owed(move)

        own = part("family", town.people["Mum Full"])
        assert "She naps" in words_of(mum, f"/next-part/{own.pk}/")
        assert dad.get(f"/next-part/{own.pk}/").status_code == 404, "a parent's own words are that parent's"
        assert "glasses" in words_of(dad, f"/next-part/{part('needs').pk}/")

        refused = mo.post(f"/next/{move.pk}/send/", {"way": "paper"})
        assert refused.status_code == 422 and "said yes to no part" in refused.content.decode()
        for what in ("names", "learning", "languages", "needs", "voice"):
            assert mum.post(f"/next-part/{part(what).pk}/yes/").status_code == 302
        assert mum.post(f"/next-part/{own.pk}/yes/").status_code == 302
        assert dad.post(f"/next-part/{part('needs').pk}/no/").status_code == 302
        page = words_of(mum, f"/next/{move.pk}/")
        assert page.count("You said yes") == 6 and "You said no" not in page, "nobody learns whose no it was"

        assert kay.post(f"/next/{move.pk}/send/", {"way": "paper"}).status_code == 403, "the manager sends"
        assert mo.post(f"/next/{move.pk}/send/", {"way": "paper"}).status_code == 302
        parcel = Parcel.objects.unscoped("a story looks").get()
        items = Item.objects.unscoped("a story looks").filter(decision=parcel.decided_id).order_by("number")
        said = "\n".join(item.words for item in items)
        assert "glasses" not in said, "what one of them refused does not go"
        for words in ("Counts to nine.", "She naps after lunch.", "I will have a peg.", "Sentences in both."):
            assert words in said
        assert moves.SEND.what not in owed(move)
        assert owed(move)[packs.CHASE.what] == JUNE + dt.timedelta(days=7)
        paper = mo.get(f"/next-parcel/{parcel.pk}/json/")
        fields = paper.json()
        assert (fields["Forename"], fields["Surname"], fields["DOB"]) == ("Ava", "Child", "2023-05-04")
        assert fields["SENStatus"] == "" and "glasses" not in paper.content.decode()
        assert mo.get(f"/next-parcel/{parcel.pk}/pdf/").content.startswith(b"%PDF")
        assert "Counts to nine." in words_of(mo, f"/next-parcel/{parcel.pk}/page/")
        assert mum.get(f"/next-parcel/{parcel.pk}/json/").status_code == 404
        sent = words_of(dad, f"/next/{move.pk}/")
        assert "What was sent" in sent and "In the family" not in sent.split("What was sent")[1]

    with clock.fixed(JUNE + dt.timedelta(days=7)):
        mo, mum = enter(town.people["Mo Manager"]), enter(town.people["Mum Full"])
        give_last_day(HOUSE, town.children["Ava"], JUNE + dt.timedelta(days=6))
        assert packs.CHASE.what in owed(move), "the child has left, and the receipt is still to come"
        assert mo.post(f"/next-parcel/{parcel.pk}/received/", {"asked": "The office looks for it."}).status_code == 302
        assert owed(move)[packs.CHASE.what] == JUNE + dt.timedelta(days=14), "it is asked for again"
    with clock.fixed(JUNE + dt.timedelta(days=9)):
        mo, mum = enter(town.people["Mo Manager"]), enter(town.people["Mum Full"])
        assert mo.post(f"/next-parcel/{parcel.pk}/received/", {"received_from": "Tia Teacher"}).status_code == 302
        assert owed(move) == {}
        assert "The school has it" in words_of(mum, f"/next/{move.pk}/")
        assert mo.post(f"/next/{move.pk}/end/", {"because": "She has started."}).status_code == 302
        assert mum.post(f"/next/{move.pk}/wish/", {"words": "More"}).status_code == 403, "it has ended"


def test_what_has_changed_is_asked_for_anew_and_a_yes_to_the_old_words_is_none_to_the_new(town: Cast) -> None:
    with clock.fixed(JUNE):
        kay, mum = enter(town.people["Kay Person"]), enter(town.people["Mum Full"])
        move = written(town, kay)
        packs.offer(HOUSE, move)
        before, names = part("learning"), part("names")
        assert mum.post(f"/next-part/{before.pk}/yes/").status_code == 302
        assert [each.what for each in packs.may_go(move)] == ["learning"]
        assert kay.post(f"/next/{move.pk}/summary/", {**TEXTS, "numbers": "Counts to twenty."}).status_code == 302
        packs.offer(HOUSE, move)
        assert part("names") == names, "what stays as it was is not asked again"
        assert part("learning") != before
        assert packs.may_go(move) == []
        assert mum.post(f"/next-part/{before.pk}/no/").status_code == 403, "the old part is asked no more"
        assert MoveSummary.objects.unscoped("a story looks").filter(move=move).count() == 2


def test_nothing_goes_to_an_address_that_nobody_has_checked(town: Cast) -> None:
    with clock.fixed(JUNE):
        kay, mo, mum = (enter(town.people[name]) for name in ("Kay Person", "Mo Manager", "Mum Full"))
        move = written(town, kay)
        packs.offer(HOUSE, move)
        assert mum.post(f"/next-part/{part('names').pk}/yes/").status_code == 302
        other = {**WHERE, "teacher_email": "somebody@elsewhere.example", "checked_how": ""}
        said = {**other, "school": the_move(town).school_id, **day("starts_on", move.starts_on)}
        assert kay.post(f"/next/{move.pk}/where/", said).status_code == 302
        refused = mo.post(f"/next/{move.pk}/send/", {"way": "link"})
        assert refused.status_code == 422 and "Nobody has checked this address" in refused.content.decode()
        assert Parcel.objects.unscoped("a story looks").count() == 0
        assert Decision.objects.unscoped("a story looks").count() == 0


def test_a_pupils_number_is_taken_only_where_its_letter_fits(town: Cast) -> None:
    with clock.fixed(JUNE):
        kay = enter(town.people["Kay Person"])
        move = written(town, kay)
        facts = {"forename": "Ava", "surname": "Child", "sex": "", "support": "", "lead": ""}
        wrong = kay.post(f"/next/{move.pk}/facts/", {**facts, "upn": "Q674123101121"})
        assert wrong.status_code == 422 and "cannot be right" in wrong.content.decode()
        assert kay.post(f"/next/{move.pk}/facts/", {**facts, "upn": "r674123101121"}).status_code == 302
        assert the_move(town).upn == "R674123101121"


def test_what_was_taken_back_is_printed_and_received_no_more_and_is_owed_again(town: Cast) -> None:
    with clock.fixed(JUNE):
        kay, mo, mum = (enter(town.people[name]) for name in ("Kay Person", "Mo Manager", "Mum Full"))
        move = written(town, kay)
        packs.offer(HOUSE, move)
        for what in ("names", "learning"):
            assert mum.post(f"/next-part/{part(what).pk}/yes/").status_code == 302
        assert mo.post(f"/next/{move.pk}/send/", {"way": "paper"}).status_code == 302
        first = Parcel.objects.unscoped("a story looks").get()
        prints = f"/next-parcel/{first.pk}/page/"
        assert mo.get(prints).status_code == 200 and prints in words_of(mo, f"/next/{move.pk}/")
        sending = Sending.objects.unscoped("a story looks").get(decision=first.decided_id)
        assert mo.post(f"/sent/{sending.pk}/stop/").status_code == 302
        for kind in ("page", "pdf", "csv", "json"):
            refused = mo.get(f"/next-parcel/{first.pk}/{kind}/")
            assert refused.status_code == 403 and "taken back" in refused.content.decode(), kind
        assert prints not in words_of(mo, f"/next/{move.pk}/")
        said = {"received_from": "Tia Teacher"}
        assert mo.post(f"/next-parcel/{first.pk}/received/", said).status_code == 403
        assert packs.see_to_parcels(HOUSE) == 1
        assert moves.SEND.what in owed(move) and packs.CHASE.what not in owed(move)
    with clock.fixed(JUNE + dt.timedelta(days=1)):
        mo, mum = enter(town.people["Mo Manager"]), enter(town.people["Mum Full"])
        assert mo.post(f"/next/{move.pk}/send/", {"way": "paper"}).status_code == 302
        second = Parcel.objects.unscoped("a story looks").get(number=2)
        assert mo.get(f"/next-parcel/{second.pk}/json/").status_code == 200
        assert mum.post(f"/next-part/{part('learning').pk}/no/").status_code == 302
        refused = mo.get(f"/next-parcel/{second.pk}/json/")
        assert refused.status_code == 403, "a yes that was taken back holds no more for what has not arrived"
    with clock.fixed(JUNE + dt.timedelta(days=2)):
        packs.receive(HOUSE, second, "Tia Teacher")
        mo = enter(town.people["Mo Manager"])
        assert mo.get(f"/next-parcel/{second.pk}/json/").status_code == 200, "what the school has is printed as it went"


def test_a_safeguarding_file_that_was_taken_back_can_be_sent_again(town: Cast) -> None:
    said = {
        "to_name": "Lea Lead", "checked_how": "Rang the office.", "contents": "The worry of June.", "told": "not",
        "why_not_told": "Somebody would be in danger.", "advice": "", "way": "paper",
    }  # fmt: skip
    with clock.fixed(JUNE):
        lead = enter(town.people["Sal Lead"])
        assert lead.post(f"/key/{town.children['Ava'].pk}/onward/").status_code == 302
        going = SealedFile.objects.unscoped("a story looks").get()
        assert lead.post(f"/onward/{going.pk}/send/", said).status_code == 302
        going.refresh_from_db()
        sending = Sending.objects.unscoped("a story looks").get(decision=going.decided_id)
        assert lead.get(f"/sent/{sending.pk}/paper/").status_code == 200
        assert lead.post(f"/sent/{sending.pk}/stop/").status_code == 302
        assert lead.get(f"/sent/{sending.pk}/paper/").status_code == 403
        page = words_of(lead, f"/onward/{going.pk}/")
        assert "Taken back before it went." in page and "Send it to the lead" in page
        taken = lead.post(f"/onward/{going.pk}/received/", {"received_from": "Lea Lead"})
        assert taken.status_code == 422 and "It has not gone." in taken.content.decode()
        assert sealed.see_to_files(HOUSE) == 1 and sealed.see_to_files(HOUSE) == 0
        assert owed(going) == {sealed.HAND_OVER.what: JUNE + dt.timedelta(days=7)}
        assert lead.post(f"/onward/{going.pk}/send/", said).status_code == 302
        assert owed(going) == {sealed.RECEIPT.what: JUNE + dt.timedelta(days=7)}


@pytest.mark.clause("S2")
def test_the_safeguarding_file_goes_from_lead_to_lead_and_is_chased(town: Cast) -> None:
    ava = town.children["Ava"]
    with clock.fixed(JUNE):
        kay, mo, lead = (enter(town.people[name]) for name in ("Kay Person", "Mo Manager", "Sal Lead"))
        move = written(town, kay)
        assert sealed.see_to_files(HOUSE) == 0, "there is nothing sealed about her"
        assert kay.post(f"/key/{ava.pk}/worry/", {"words": "Something I saw."}).status_code == 302
        assert sealed.see_to_files(HOUSE) == 1
        assert sealed.see_to_files(HOUSE) == 0
        going = SealedFile.objects.unscoped("a story looks").get()
        assert owed(going) == {sealed.HAND_OVER.what: JUNE + dt.timedelta(days=7)}
        for other in (mo, kay):
            assert other.get(f"/onward/{going.pk}/").status_code == 404
            assert "From lead to lead" not in words_of(other, f"/c/{ava.pk}/tab/school/")
        assert "From lead to lead" in words_of(lead, f"/c/{ava.pk}/tab/school/")
        said = {
            "to_name": "Lea Lead", "checked_how": "Rang the office.", "contents": "The worry of June.", "told": "not",
            "why_not_told": "Somebody would be in danger.", "advice": "", "way": "paper",
        }  # fmt: skip
        empty = lead.post(f"/onward/{going.pk}/send/", {**said, "contents": ""})
        assert empty.status_code == 422 and "Say what goes" in empty.content.decode()
        assert lead.post(f"/onward/{going.pk}/send/", said).status_code == 302
        going.refresh_from_db()
        assert owed(going) == {sealed.RECEIPT.what: JUNE + dt.timedelta(days=7)}
        decision = Record.objects.unscoped("a story looks").get(pk=going.decided_id)
        assert decision.audience == "safeguarding"
        mum = enter(town.people["Mum Full"])
        for page in (words_of(mum, "/today/"), words_of(mum, f"/next/{move.pk}/"), words_of(mo, f"/next/{move.pk}/")):
            assert "afeguarding file" not in page
    with clock.fixed(JUNE + dt.timedelta(days=8)):
        lead = enter(town.people["Sal Lead"])
        assert lead.post(f"/onward/{going.pk}/received/", {"asked": "On leave until Friday."}).status_code == 302
        assert owed(going) == {sealed.RECEIPT.what: JUNE + dt.timedelta(days=15)}
        assert lead.post(f"/onward/{going.pk}/received/", {"received_from": "Lea Lead"}).status_code == 302
        assert owed(going) == {}
        going.refresh_from_db()
        assert going.closed == clock.today()


def test_a_lead_says_why_no_safeguarding_file_goes(town: Cast) -> None:
    with clock.fixed(JUNE):
        lead = enter(town.people["Sal Lead"])
        assert lead.post(f"/key/{town.children['Ava'].pk}/onward/").status_code == 302
        going = SealedFile.objects.unscoped("a story looks").get()
        assert lead.post(f"/onward/{going.pk}/nothing/", {"because": ""}).status_code == 422
        assert lead.post(f"/onward/{going.pk}/nothing/", {"because": "There is none."}).status_code == 302
        assert owed(going) == {}

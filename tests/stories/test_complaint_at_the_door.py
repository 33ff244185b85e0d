"""What staff write down at the door: read back, corrected, copied, given; and who sent what came without an account."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from hometime.complaints.intake import told_how
from hometime.complaints.models import Arrival, Complaint, Given, Word
from hometime.duties.actions import keep
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.actions import AdultSaid
from hometime.families.models import Bond
from hometime.kernel import clock
from hometime.policies.models import AdoptedClause
from hometime.records.models import Party
from hometime.today.chores import see_to_givings
from tests.cast import HOUSE, TODAY, Cast
from tests.stories.test_complaint_intake import CODE, HAPPENED, REACH, arrival, cases, entered, receipt, tells
from tests.stories.village import enter, words_of

pytestmark = pytest.mark.usefixtures("practice")
DOOR = {
    "at_risk": "no", "what_happened": "Her hat was lost.", "about": "care", "settled": "no", "read_back": "right",
    "source": "parent", "channel": "spoken",
}  # fmt: skip


def writes(client: Client, **said: Any) -> str:
    """Sends the form, and gives where it leads."""
    answer = client.post("/complaints/new/", {**DOOR, **said})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return str(answer.headers["Location"])


def words(case: Complaint) -> list[Word]:
    return list(Word.objects.unscoped("a story looks").filter(record=case).order_by("written_at"))


@pytest.mark.clause("C6", "C12")
def test_what_a_parent_said_is_written_read_back_and_given_to_them_with_a_code_that_opens_it(town: Cast) -> None:
    kay = enter(town.people["Kay Person"])
    copy = writes(kay, child=town.children["Ava"].pk, adult=town.adults["Mum Full"].pk)
    (case,) = cases()
    assert copy == f"/complaints/{case.pk}/copy/" and case.complainant == "Mum Full"
    page = words_of(kay, copy)
    found = re.search(f">({CODE})<", page)
    assert found and case.reference in page
    assert not re.search(f">({CODE})<", words_of(kay, copy)), "shown once"
    assert [(word.kind, word.how) for word in words(case)] == [("right", "aloud")]
    assert "Kay Person wrote it down." in words_of(entered(case.reference, found[1]), "/follow/here/")
    assert "Her hat was lost." in words_of(enter(town.people["Mum Full"]), f"/told/{arrival(case).pk}/")
    assert kay.post(f"/complaints/{case.pk}/given/", {"how": "paper", "language": "ur"}).status_code == 302
    given = Given.objects.unscoped("a story looks").get(complaint=case)
    assert (given.adult, given.language, given.how) == (town.adults["Mum Full"], "ur", "paper")
    assert not Given.objects.visible_to(town.viewer("Dee Deputy")).exists(), "it would tell that there is a complaint"


def test_a_correction_stands_beside_what_was_written_first_on_screen_and_through_an_interpreter(town: Cast) -> None:
    kay = enter(town.people["Kay Person"])
    writes(kay, child=town.children["Ava"].pk, read_back="later")
    (case,) = cases()
    assert words(case) == []
    page = words_of(kay, f"/complaints/{case.pk}/hand-over/")
    assert "Her hat was lost." in page and "/today/" not in page and "Kay" not in page
    assert kay.post(f"/complaints/{case.pk}/handed-over/", {"answer": "corrected"}).status_code == 422
    kay.post(f"/complaints/{case.pk}/handed-over/", {"answer": "corrected", "words": "اس کی ٹوپی"})
    said = {"answer": "right", "how": "interpreter"}
    assert kay.post(f"/complaints/{case.pk}/read-back/", said).status_code == 422, "an interpreter has a name"
    kay.post(f"/complaints/{case.pk}/read-back/", {**said, "interpreter": "N. Khan, Urdu"})
    case.refresh_from_db()
    assert case.what_happened == "Her hat was lost."
    assert [(word.kind, word.how, word.words) for word in words(case)] == [
        ("corrected", "screen", "اس کی ٹوپی"), ("right", "interpreter", ""),
    ]  # fmt: skip


def test_a_doubled_submit_at_the_door_writes_it_down_once(town: Cast) -> None:
    kay = enter(town.people["Kay Person"])
    assert writes(kay, once="the-same") == writes(kay, once="the-same")
    assert len(cases()) == 1


def test_ofsted_has_a_number_and_whoever_speaks_for_another_says_what_lets_them(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    for wrong in ({"source": "ofsted"}, {"companion": "A. Friend"}):
        assert mo.post("/complaints/new/", {**DOOR, **wrong}).status_code == 422
    writes(mo, source="ofsted", ofsted_number="E-123", channel="written")
    (first,) = cases()
    writes(mo, companion="A. Friend", authority="She said so herself.", channel="phone")
    (second,) = (case for case in cases() if case != first)
    assert arrival(first).ofsted_number == "E-123" and first.channel == "written"
    assert arrival(second).companion == "A. Friend" and arrival(second).medium == "phone" and second.channel == "spoken"


def test_only_adults_of_the_child_can_be_chosen(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    said = {**DOOR, "child": town.children["Ben"].pk, "adult": town.adults["Mum Full"].pk}
    assert mo.post("/complaints/new/", said).status_code == 422
    assert mo.post("/complaints/new/", {**DOOR, "adult": town.adults["Far Mum"].pk}).status_code == 422


def test_a_sender_is_made_sure_of_by_a_contact_held_before_and_only_then_linked(town: Cast) -> None:
    client = Client()
    tells(client, about={"about": "key_person"})
    (case,) = cases()
    mo, mum = enter(town.people["Mo Manager"]), enter(town.people["Mum Full"])
    page = words_of(mo, f"/complaints/{case.pk}/")
    assert "Nobody has made sure who sent this" in page and "Ümit Ö." in page and "mornings" in page
    assert case.reference not in words_of(mum, "/told/")
    assert mo.post(f"/complaints/{case.pk}/read/").status_code == 302
    assert "I have read it" not in words_of(mo, f"/complaints/{case.pk}/")
    sure = {"how": "rang", "words": "She said it was her.", "adult": town.adults["Mum Full"].pk}
    wrong = mo.post(f"/complaints/{case.pk}/sender/", {**sure, "child": town.children["Ben"].pk})
    assert wrong.status_code == 422 and "do not belong together" in wrong.content.decode()
    assert mo.post(f"/complaints/{case.pk}/sender/", {**sure, "child": town.children["Ava"].pk}).status_code == 302
    case.refresh_from_db()
    assert case.child == town.children["Ava"] and case.complainant == "Mum Full" and case.source == "parent"
    kay = town.people["Kay Person"]
    assert Party.objects.unscoped("a story looks").filter(record=case, person=kay, part="concerns").exists()
    assert case.reference in words_of(mum, "/told/")
    assert mo.post(f"/complaints/{case.pk}/sender/", sure).status_code == 422, "once"


def test_the_timeline_closes_with_the_bond_to_the_child_for_the_account_and_for_the_code(town: Cast) -> None:
    kay = enter(town.people["Kay Person"])
    copy = writes(kay, child=town.children["Ava"].pk, adult=town.adults["Mum Full"].pk)
    found = re.search(f">({CODE})<", words_of(kay, copy))
    (case,) = cases()
    assert found
    follower, mum = entered(case.reference, found[1]), enter(town.people["Mum Full"])
    address = f"/told/{arrival(case).pk}/"
    assert mum.get(address).status_code == 200 and follower.get("/follow/here/").status_code == 200
    bond = Bond.objects.unscoped("a story decides").get(adult=town.adults["Mum Full"], child=town.children["Ava"])
    families.decide(HOUSE, bond, "info", "none", basis="order_seen")
    assert mum.get(address).status_code == 404 and follower.get("/follow/here/").status_code == 302


def test_a_complaint_is_followed_on_when_the_child_has_left_until_a_decision_shuts_it(town: Cast) -> None:
    kay = enter(town.people["Kay Person"])
    copy = writes(kay, child=town.children["Ava"].pk, adult=town.adults["Mum Full"].pk)
    found = re.search(f">({CODE})<", words_of(kay, copy))
    (case,) = cases()
    assert found
    families.end_place(HOUSE, town.children["Ava"], TODAY)
    bond = Bond.objects.unscoped("a story decides").get(adult=town.adults["Mum Full"], child=town.children["Ava"])
    with clock.fixed(TODAY + dt.timedelta(days=40)):
        follower, mum = entered(case.reference, found[1]), enter(town.people["Mum Full"])
        address = f"/told/{arrival(case).pk}/"
        assert mum.get(f"/c/{town.children['Ava'].pk}/").status_code == 404, "the file has closed"
        assert case.reference in words_of(mum, "/told/") and "Her hat was lost." in words_of(mum, address)
        assert follower.get("/follow/here/").status_code == 200
        assert mum.post(f"{address}add/", {"words": "It was red.", "once": "one"}).status_code == 302
        families.decide(HOUSE, bond, "info", "none", basis="order_seen")
        assert mum.get(address).status_code == 404 and follower.get("/follow/here/").status_code == 302


def test_a_bond_that_somebody_ended_is_not_opened_again_by_the_childs_last_day(town: Cast) -> None:
    kay = enter(town.people["Kay Person"])
    writes(kay, child=town.children["Ava"].pk, adult=town.adults["Mum Full"].pk)
    (case,) = cases()
    bond = Bond.objects.unscoped("a story ends it").get(adult=town.adults["Mum Full"], child=town.children["Ava"])
    families.end_bond(HOUSE, bond, TODAY + dt.timedelta(days=3))
    families.end_place(HOUSE, town.children["Ava"], TODAY)
    with clock.fixed(TODAY + dt.timedelta(days=10)):
        assert enter(town.people["Mum Full"]).get(f"/told/{arrival(case).pk}/").status_code == 404


def test_a_new_code_ends_what_the_old_one_opened(town: Cast) -> None:
    client = Client()
    tells(client)
    reference, code = receipt(client)
    follower = entered(reference, code)
    (case,) = cases()
    mo = enter(town.people["Mo Manager"])
    assert mo.post(f"/complaints/{case.pk}/code/").status_code == 302
    assert follower.get("/follow/here/").status_code == 302
    assert Client().post("/follow/", {"reference": reference, "code": code}).status_code == 422


def test_whoever_is_not_on_the_case_finds_no_door_to_it(town: Cast) -> None:
    tells(Client())
    (case,) = cases()
    for name in ("Kay Person", "Dee Deputy", "Lin Manager"):
        client = enter(town.people[name])
        for door in ("copy", "hand-over"):
            assert client.get(f"/complaints/{case.pk}/{door}/").status_code == 404
        for door in ("code", "read-back", "handed-over", "given", "read", "sender"):
            assert client.post(f"/complaints/{case.pk}/{door}/", {"answer": "right"}).status_code == 404
    assert not Arrival.objects.visible_to(town.viewer("Kay Person")).exists()


def test_words_in_any_script_and_letters_of_a_hundred_thousand_signs_arrive_whole(town: Cast) -> None:
    client = Client()
    letter = ("कोट गीला था। " * 10_000)[:99_999].strip()
    assert tells(client, what_happened=letter, reach={**REACH, "called": "สมชาย 张伟 Ω"}).status_code == 302
    (case,) = cases()
    assert case.what_happened == letter and arrival(case).called == "สมชาย 张伟 Ω"
    assert Client().post("/tell/riverside/", {**HAPPENED, "what_happened": "x" * 100_001}).status_code == 422


@pytest.mark.clause("C2", "C21")
def test_each_adult_is_given_how_to_complain_in_their_language_and_a_complaint_does_not_show_there(town: Cast) -> None:
    mo, kay = enter(town.people["Mo Manager"]), enter(town.people["Kay Person"])
    address = "/complaints/told-how/riverside/"
    before = words_of(mo, address)
    assert "Mum Full" in before and "Far Mum" not in before
    writes(kay, child=town.children["Ava"].pk, adult=town.adults["Mum Full"].pk, about="setting_manager")
    (case,) = cases()
    kay.post(f"/complaints/{case.pk}/given/", {"how": "paper", "language": "ur"})
    bare = [re.sub('csrfmiddlewaretoken" value="[^"]*', "", page) for page in (before, words_of(mo, address))]
    assert bare[0] == bare[1]
    assert mo.post(address, {"how": "paper"}).status_code == 422
    assert mo.post(address, {"how": "large", "adults": [town.adults["Mum Full"].pk]}).status_code == 302
    given = Given.objects.unscoped("a story looks").get(complaint=None)
    assert (given.adult, given.how, given.language) == (town.adults["Mum Full"], "large", "en-gb")
    assert mo.post(address, {"how": "paper", "adults": [town.adults["Far Mum"].pk]}).status_code == 422


@pytest.mark.clause("C2", "C21")
def test_a_family_that_joins_is_owed_how_to_complain_until_each_adult_was_given_it_and_the_clause_counts_them(
    town: Cast,
) -> None:
    manager, rows = enter(town.people["Mo Manager"]), Duty.objects.unscoped("a story looks")
    owed = rows.filter(setting=town.setting, clause="C2").order_by("owed_on", "due", "pk")
    every = owed.get()
    assert see_to_givings() == 1, "the other provider's"
    assert owed.open().get() == every, "whoever tells every family tells those who join meanwhile"
    keep(town.viewer("Mo Manager"), every, "Every family has been told.")
    address = "/complaints/told-how/riverside/"
    everybody = [line.adult.pk for line in told_how.lines(town.viewer("Mo Manager"))]
    assert manager.post(address, {"how": "paper", "adults": everybody}).status_code == 302
    assert see_to_givings() == 0 and not owed.open().exists(), "a sentence and a row for each adult"

    born = TODAY - dt.timedelta(days=900)
    new = AdultSaid("mother", "Nur Newcome", contact={"reads": ["ur"]}, seen=True, facets={"info": "full"})
    child = families.register_family(HOUSE, town.setting, "Zed Newcome", born, [new])
    assert (see_to_givings(), see_to_givings()) == (1, 0), "owed once, however often one looks"
    duty = owed.open().get()
    assert (duty.due, duty.owed_role, duty.record.audience) == (
        TODAY + dt.timedelta(days=7),
        "setting_manager",
        "staff",
    )
    page = words_of(manager, "/today/")
    assert duty.what in page and address in page
    mother = Bond.objects.unscoped("a story looks").get(child=child).adult
    assert "(اردو" in words_of(manager, address), "in her own language"
    assert manager.post(address, {"how": "aloud", "adults": [mother.pk]}).status_code == 302
    duty.refresh_from_db()
    assert duty.kept_on == TODAY and duty.kept_by == town.people["Mo Manager"]
    given = Given.objects.unscoped("a story looks").get(adult=mother)
    assert (given.language, given.how, given.by) == ("ur", "aloud", town.people["Mo Manager"])
    [clause] = [each for each in AdoptedClause.objects.order_by("pk") if "C2" in each.covers]
    assert f"It was given {len(everybody) + 1} times" in words_of(manager, f"/policy/clause/{clause.pk}/")


def test_an_owner_who_made_sure_gives_both_names_and_whoever_has_it_hands_it_on_where_it_is_about_them(
    town: Cast,
) -> None:
    client = Client()
    tells(client, about={"about": "setting_manager"})
    (case,) = cases()
    lin = enter(town.people["Lin Manager"])
    assert "Their name, as it is registered" in words_of(lin, f"/complaints/{case.pk}/")
    sure = {"how": "met", "words": "She came to us.", "adult_name": "mum full", "child_name": "Ben Child"}
    assert lin.post(f"/complaints/{case.pk}/sender/", sure).status_code == 422
    assert lin.post(f"/complaints/{case.pk}/sender/", {**sure, "child_name": "ava child"}).status_code == 302
    case.refresh_from_db()
    assert case.child == town.children["Ava"] and arrival(case).adult == town.adults["Mum Full"]


def test_a_manager_who_turns_out_to_be_the_key_person_it_is_about_loses_it_to_the_line_manager(town: Cast) -> None:
    tells(Client(), about={"about": "key_person"})
    (case,) = cases()
    families.allocate(HOUSE, town.children["Cy"], town.people["Mo Manager"], TODAY)
    mo = enter(town.people["Mo Manager"])
    sure = {
        "how": "rang",
        "words": "It was she.",
        "adult": town.adults["Staff Parent"].pk,
        "child": town.children["Cy"].pk,
    }
    assert mo.post(f"/complaints/{case.pk}/sender/", sure).headers["Location"] == "/complaints/"
    assert mo.get(f"/complaints/{case.pk}/").status_code == 404
    assert Complaint.objects.visible_to(town.viewer("Lin Manager")).filter(pk=case.pk).exists()


def test_what_may_put_a_child_at_risk_leaves_the_ladder_at_the_door_and_shows_whom_to_ring(town: Cast) -> None:
    kay = enter(town.people["Kay Person"])
    where = writes(kay, at_risk="yes", child=town.children["Ava"].pk)
    assert where == "/complaints/taken/?ring=riverside"
    page = words_of(kay, where)
    assert "tel:999" in page and not re.search(f">({CODE})<", page)
    (case,) = cases()
    assert case.left_on == TODAY and Complaint.objects.visible_to(town.viewer("Sal Lead")).exists()
    assert not Complaint.objects.visible_to(town.viewer("Mo Manager")).exists()


def test_two_children_of_one_name_are_told_apart_and_a_year_typed_wrong_is_asked_again(town: Cast) -> None:
    families.change_child(HOUSE, town.children["Cy"], [], [], name="Ava Nettle")
    mo = enter(town.people["Mo Manager"])
    page = words_of(mo, "/complaints/new/")
    assert ">Ava C.<" in page and ">Ava N.<" in page and ">Ava<" not in page
    old = {"received_on_day": "1", "received_on_month": "1", "received_on_year": "1990"}
    answer = mo.post("/complaints/new/", {**DOOR, **old})
    assert answer.status_code == 422 and "more than three years ago" in answer.content.decode() and not cases()


def test_what_is_owed_beside_the_steps_makes_no_step_late(town: Cast) -> None:
    tells(Client())
    (case,) = cases()
    with clock.fixed(clock.now() + dt.timedelta(days=1)):
        page = words_of(enter(town.people["Mo Manager"]), f"/complaints/{case.pk}/")
    assert "Read what came in from the notice board" in page
    assert 'data-state="now"' in page and 'data-state="late"' not in page

"""Complaints from the door to the outcome: settled in the first talk, answered by the manager, taken further, and those
that are about the very person who would answer them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from hometime.adoption.actions import adopt
from hometime.audit.models import Event
from hometime.complaints.following.timeline import timeline
from hometime.complaints.models import Arrival, Complaint, Step
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people.roles import Hat
from tests.cast import HOUSE, TODAY, Cast, as_proposed
from tests.stories.village import BLUEBELL, document, enter, words_of

pytestmark = pytest.mark.usefixtures("practice")


def writes(client: Client, **said: Any) -> Complaint:
    """Sends the form, and gives the complaint that was written down."""
    before = set(Complaint.objects.unscoped("a story looks").values_list("pk", flat=True))
    form = {
        "at_risk": "no",
        "read_back": "later",
        "what_happened": "His coat was wet all day.",
        "about": "care",
        "settled": "no",
        "source": "parent",
    }
    answer = client.post("/complaints/new/", {**form, "channel": "spoken", **said})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Complaint.objects.unscoped("a story looks").exclude(pk__in=before).get()


def steps(client: Client, case: Complaint, event: str, **said: Any) -> int:
    """Takes a step, and gives the status of the answer."""
    return client.post(f"/complaints/{case.pk}/{event}/", {"words": "We spoke about it.", **said}).status_code


OUTCOME = {"finding": "upheld", "apology": "We are sorry about the coat."}


def owed(case: Complaint) -> dict[str, Any]:
    """What the steps of a complaint still owe: the day by what and whose."""
    rows = Duty.objects.unscoped("a story looks").open().filter(record=case)
    return {f"{duty.why['action']} {duty.owed_role} {duty.basis}": duty.due for duty in rows if "action" in duty.why}


def opens(client: Client, case: Complaint) -> bool:
    """Whether somebody finds the complaint."""
    return client.get(f"/complaints/{case.pk}/").status_code == 200


@pytest.mark.clause("C1", "C7", "C8", "C9")
def test_what_is_settled_in_the_first_talk_is_written_down_closed_and_kept_for_three_years(town: Cast) -> None:
    kay = enter(town.people["Kay Person"])
    child = town.children["Ava"].pk
    case = writes(
        kay,
        child=child,
        settled="yes",
        explanation="The peg had broken.",
        apology="For the wet coat.",
        classed="concern",
    )
    case.refresh_from_db()
    assert case.closed == TODAY and case.keep_until == dt.date(2029, 3, 9)
    assert owed(case) == {}
    page = words_of(kay, f"/complaints/{case.pk}/")
    assert "The peg had broken." in page and "For the wet coat." in page and "A concern" in page
    assert opens(enter(town.people["Mo Manager"]), case), "the manager knows what was settled, and need do nothing"
    assert not opens(enter(town.people["Dee Deputy"]), case)


@pytest.mark.clause("C3", "C14", "C21")
def test_what_is_not_settled_goes_to_the_manager_by_itself_and_on_to_its_outcome(town: Cast) -> None:
    kay, mo = enter(town.people["Kay Person"]), enter(town.people["Mo Manager"])
    case = writes(kay, child=town.children["Ava"].pk)
    assert owed(case)["feedback setting_manager policy"] == dt.date(2026, 4, 6)
    assert steps(kay, case, "answered", **OUTCOME) == 403, "the key person may read, and does not decide"
    with clock.fixed(TODAY + dt.timedelta(days=12)):
        page = words_of(mo, f"/complaints/{case.pk}/")
        assert "Day 12 of 28." in page and "counted from Monday 9 March" in page and "Easter Monday" in page
        assert steps(mo, case, "answered", finding="upheld") == 422, "an answer says sorry, or why not"
        assert steps(mo, case, "answered", **OUTCOME) == 302
        again = mo.post(f"/complaints/{case.pk}/answered/", {"words": "Sent once more.", **OUTCOME})
        assert again.status_code == 422, "nothing is recorded twice"
        assert "This was done a moment ago" in again.content.decode() and "Sent once more." in again.content.decode()
        assert steps(mo, case, "upheld") == steps(mo, case, "reviewed") == 404
    case.refresh_from_db()
    assert case.closed == dt.date(2026, 3, 21) and case.keep_until == dt.date(2029, 3, 21)
    assert owed(case) == {}


@pytest.mark.clause("C18")
def test_a_written_complaint_climbs_to_the_owners_and_nobody_decides_twice(town: Cast) -> None:
    mo, lin, ola = (enter(town.people[name]) for name in ("Mo Manager", "Lin Manager", "Ola Owner"))
    case = writes(mo, channel="written", eyfs_requirement="on", complainant="Mum Full", settled="no")
    assert owed(case)["respond setting_manager statute"] == dt.date(2026, 4, 6)
    assert steps(mo, case, "answered", finding="not_upheld", apology="We did as we should.") == 302
    assert steps(mo, case, "not_satisfied") == 302
    assert opens(lin, case) and not opens(ola, case)
    assert steps(mo, case, "answered", **OUTCOME) == 403
    assert steps(lin, case, "answered", finding="not_upheld", apology="As before.") == 302
    assert steps(lin, case, "not_satisfied") == 302
    assert not opens(lin, case), "whoever handed it on has it no more"
    assert any(key.endswith("owners_directors_trustees policy") for key in owed(case))
    assert steps(ola, case, "answered", **OUTCOME) == 302
    case.refresh_from_db()
    assert case.closed == TODAY
    review = Duty.objects.unscoped("a story looks").open().filter(record__kind="complaint_review")
    assert {duty.clause for duty in review} == {"O5"}
    assert "coat" not in words_of(ola, f"/duty/{review[0].pk}/")


def test_a_complaint_about_the_key_person_passes_the_key_person_by(town: Cast) -> None:
    bo, kay, mo = (enter(town.people[name]) for name in ("Bo Backup", "Kay Person", "Mo Manager"))
    case = writes(bo, about="key_person", child=town.children["Ava"].pk)
    assert opens(bo, case) and opens(mo, case) and not opens(kay, case)
    assert case.reference not in words_of(kay, "/complaints/")


def test_whoever_writes_down_a_complaint_about_themselves_loses_sight_of_it_at_once(town: Cast) -> None:
    kay = enter(town.people["Kay Person"])
    case = writes(kay, about="key_person", child=town.children["Ava"].pk)
    assert not opens(kay, case)
    assert "It is written down" in words_of(kay, "/complaints/taken/")


@pytest.mark.clause("C16")
def test_a_complaint_about_the_manager_goes_to_the_line_manager_and_the_manager_can_tell_nothing(town: Cast) -> None:
    pages = ("/today/", "/complaints/", "/policy/", "/complaints/new/")
    people = {name: enter(town.people[name]) for name in ("Mo Manager", "Dee Deputy", "Ola Owner")}
    before = {(name, page): bare(client, page) for name, client in people.items() for page in pages}
    case = writes(enter(town.people["Kay Person"]), about="setting_manager", child=town.children["Ava"].pk)
    after = {(name, page): bare(client, page) for name, client in people.items() for page in pages}
    assert before == after
    lin = enter(town.people["Lin Manager"])
    sent_on = Event.objects.get(subject=case.pk, verb="complaint.handed_on")
    assert sent_on.facts["to"] == "line_manager", "the house did what the clause asks of the manager"
    written = Step.objects.unscoped("a story looks").get(complaint=case, event="received")
    assert written.says["sent_on"] == "line_manager"
    assert "was sent on to the line manager at once, past the manager" in words_of(lin, f"/complaints/{case.pk}/")
    theirs = timeline(Arrival(complaint=case, door="staff"))
    assert theirs.rungs[0].how == ("We sent it on at once to somebody above the manager. The manager cannot see it.",)
    assert steps(lin, case, "answered", **OUTCOME) == 302
    for client in people.values():
        assert not opens(client, case)
        assert steps(client, case, "answered", **OUTCOME) == 404
    assert set(owed(case)) == set()


def bare(client: Client, page: str) -> bytes:
    """A page without what is new on every page."""
    from tests.trust.crawl import NEW_EACH_TIME

    body = client.get(page).content
    for pattern, instead in NEW_EACH_TIME:
        body = pattern.sub(instead, body)
    return body


def test_a_trustee_who_is_the_childs_father_does_not_decide(town: Cast) -> None:
    tru, lin = enter(town.people["Tru Parent"], Hat.OWNER), enter(town.people["Lin Manager"])
    bens = writes(enter(town.people["Bo Backup"]), about="setting_manager", child=town.children["Ben"].pk)
    steps(lin, bens, "answered", finding="not_upheld", apology="No.")
    steps(lin, bens, "not_satisfied")
    assert opens(enter(town.people["Ola Owner"]), bens) and not opens(tru, bens)


def test_with_nobody_free_the_page_says_to_ask_somebody_from_outside(town: Cast) -> None:
    bo, lin = enter(town.people["Bo Backup"]), enter(town.people["Lin Manager"])
    case = writes(bo, about="owner", who=town.people["Ola Owner"].pk, child=town.children["Ben"].pk, channel="written")
    mo = enter(town.people["Mo Manager"])
    for client in (mo, lin):
        assert steps(client, case, "answered", finding="not_upheld", apology="No.") == 302
        assert steps(client, case, "not_satisfied") == 302
    assert "Ask a person from outside to decide it." in words_of(bo, f"/complaints/{case.pk}/")


def test_a_complaint_runs_to_its_end_under_the_policy_it_came_in_under(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written")
    changed = document(BLUEBELL).replace(b"within 28 days, makes time", b"within 20 days, makes time")
    assert changed != document(BLUEBELL)
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        adopt(
            HOUSE, town.provider, [town.setting], as_proposed(changed, BLUEBELL), changed, TODAY + dt.timedelta(days=1)
        )
        later = writes(mo, channel="written")
        assert steps(mo, case, "acknowledged") in (302, 422)
    assert owed(case)["feedback setting_manager policy"] == dt.date(2026, 4, 6)
    assert owed(later)["feedback setting_manager policy"] == dt.date(2026, 3, 30)


def test_where_no_procedure_was_adopted_our_steps_run_and_are_marked_as_proposed(cast: Cast) -> None:
    mo = enter(cast.people["Mo Manager"])
    case = writes(mo, channel="written", eyfs_requirement="on")
    assert {key.rpartition(" ")[2] for key in owed(case)} == {"proposed", "statute"}
    assert "These steps and times are our proposal." in words_of(mo, f"/complaints/{case.pk}/")


def test_what_is_written_down_later_than_two_days_is_marked_so_for_ever(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, received_on_day="5", received_on_month="3", received_on_year="2026")
    assert "more than 48 hours later" in words_of(mo, f"/complaints/{case.pk}/")
    assert Step.objects.unscoped("a story looks").get(complaint=case, number=1).written_late


def test_a_duty_of_a_complaint_is_kept_by_its_step_and_in_no_other_way(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written")
    duty = Duty.objects.unscoped("a story looks").open().filter(record=case)[0]
    assert f"/complaints/{case.pk}/" in words_of(mo, f"/duty/{duty.pk}/")
    assert mo.post(f"/duty/{duty.pk}/done/", {"evidence": "I did"}).status_code == 403

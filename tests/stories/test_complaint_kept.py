"""What is kept of complaints: the sealed record, the summary that names nobody, whoever is shown it, the owners' review,
the figures of a year, and the end of it all."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from hometime.complaints.actions import Said, review_of, take_step, write_down
from hometime.complaints.keeping.panels import pointers
from hometime.complaints.models import Complaint, Disclosure, Disposal, Summary
from hometime.complaints.reviewing.clauses import likely
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.roles import Hat, Role
from tests.cast import HOUSE, LONG_AGO, TODAY, Cast
from tests.stories.village import done, enter, words_of

pytestmark = pytest.mark.usefixtures("practice")
SHOW = {
    "shown_to": "Pat Inspector of Ofsted",
    **dict(zip(("first_day", "first_month", "first_year"), ("1", "1", "2024"), strict=True)),
    **dict(zip(("last_day", "last_month", "last_year"), ("9", "3", "2026"), strict=True)),
}


def upheld(town: Cast, **said: Any) -> Complaint:
    """A written complaint of Ava's mother, which the manager upheld today."""
    facts = {"channel": "written", "child": town.children["Ava"], "complainant": "Mum Full", "classed": "complaint"}
    words = "Ava was cold, and Kay did not ring. The door stood open."
    case = write_down(town.viewer("Mo Manager"), town.setting, Said(TODAY, words, **{**facts, **said}))
    outcome = {"words": "The door had no bell.", "apology": "We are sorry.", "finding": "upheld"}
    take_step(town.viewer("Mo Manager"), case, "answered", **outcome)  # type: ignore[arg-type]
    return case


def about_the_manager(town: Cast) -> Complaint:
    said = Said(TODAY, "Rude at the door.", about="setting_manager", child=town.children["Ava"], channel="written")
    return write_down(town.viewer("Kay Person"), town.setting, said)


def in_days(prefix: str, day: dt.date) -> dict[str, str]:
    return {f"{prefix}_day": str(day.day), f"{prefix}_month": str(day.month), f"{prefix}_year": str(day.year)}


@pytest.mark.clause("C8", "C15", "O7")
def test_the_record_puts_itself_together_and_says_what_is_missing_and_where_to_fill_it_in(town: Cast) -> None:
    case, mo = upheld(town), enter(town.people["Mo Manager"])
    page = mo.get(f"/complaints/{case.pk}/record/").content.decode()
    assert "Ava was cold" in page and "The door had no bell." in page and "Upheld" in page
    for box in ("requirement", "involved", "actions", "outcome", "copy"):
        assert f'href="#box-{box}"' in page and f'id="box-{box}"' in page
    filled = {
        "requirement": {"touched": ["premises", "parents"]},
        "involved": {"words": "Kay Person; the diary."},
        "actions": {"words": "A bell was put on the door."},
        "outcome": {"touched": ["inside"]},
        "register": {"touched": ["early", "compulsory"]},
        "copy": {"words": "By post."},
        "bought_form": {"words": "A-17"},
    }
    for box, typed in filled.items():
        assert mo.post(f"/complaints/{case.pk}/record/{box}/", typed).status_code == 302
    words = words_of(mo, f"/complaints/{case.pk}/record/")
    assert "Nothing is missing." in words and "A-17" in words and "A bell was put on the door." in words
    assert "We act on it ourselves" in words and "The compulsory part of the childcare register" in words
    wrong = mo.post(
        f"/complaints/{case.pk}/record/copy/", {"words": "x", **in_days("on", TODAY + dt.timedelta(days=1))}
    )
    assert wrong.status_code == 422 and "today or earlier" in wrong.content.decode()


def test_the_childs_page_points_to_a_case_for_those_on_it_and_nobody_else_gets_a_gap(town: Cast) -> None:
    case, ava = upheld(town), town.children["Ava"]
    assert [one.reference for one in pointers(town.viewer("Mo Manager"), ava)] == [case.reference]
    for name in ("Kay Person", "Dee Deputy", "Sal Lead", "Ola Owner", "Mum Full"):
        assert pointers(town.viewer(name), ava) == []
    dee = enter(town.people["Dee Deputy"])
    assert dee.get(f"/complaints/{case.pk}/record/").status_code == 404


@pytest.mark.clause("O1", "O3")
def test_no_summary_is_approved_while_it_names_somebody_and_doubts_are_cleared_by_name(town: Cast) -> None:
    case, mo = upheld(town), enter(town.people["Mo Manager"])
    address = f"/complaints/{case.pk}/summary/"
    page = words_of(mo, address)
    assert "Child A was cold" in page and "Ava" not in page
    typed = {"nature": "Ava was cold in Gillingham.", "handled": "We rang.", "action": ""}
    refused = mo.post(address, typed)
    assert refused.status_code == 422 and not Summary.objects.unscoped("a story looks").exists()
    body = refused.content.decode()
    assert "The name of somebody here" in body and "write instead:" in body and "child A" in body
    assert mo.post(address, {**typed, "do": "clear:Ava"}).status_code == 422, "a name is not cleared"
    assert mo.post(address, {**typed, "do": "clear:Gillingham"}).status_code == 302
    assert "gillingham" in words_of(mo, address) and "Mo Manager" in words_of(mo, address)
    assert mo.post(address, {**typed, "do": "replace:"}).status_code == 302
    assert Summary.objects.unscoped("a story looks").get(number=2).nature == "child A was cold in Gillingham."
    better = {"nature": "Child A was cold.", "handled": "We rang.", "action": "A bell was hung."}
    assert mo.post(address, better).status_code == 302
    assert "Approved by Mo Manager" in words_of(mo, address)
    assert not Duty.objects.unscoped("a story looks").open().filter(clause="O1").exists()


@pytest.mark.clause("O2")
def test_an_inspector_is_shown_the_record_without_a_name_and_each_showing_is_written_down(town: Cast) -> None:
    case, mo = upheld(town), enter(town.people["Mo Manager"])
    about_the_manager(town)
    mo.post(
        f"/complaints/{case.pk}/summary/", {"nature": "A child was cold.", "handled": "We rang.", "action": "A bell."}
    )
    page = shown(mo)
    assert "A child was cold." in page and "Upheld" in page and "Told within 28 days" in page and "A bell." in page
    for name in ("Ava", "Kay", "Mum", case.reference):
        assert not re.search(rf"\b{name}\b", page.partition("Who can")[0]), name
    assert page.count("Completed on") == 1, "a complaint about the manager is not on the manager's page"
    lin = shown(enter(town.people["Lin Manager"]))
    assert lin.count("Completed on") == 2 and "The summary is not approved yet." in lin
    rows = list(Disclosure.objects.unscoped("a story looks").order_by("written_at", "hat"))
    assert {(row.shown_to, row.by.name if row.by else "") for row in rows} == {
        ("Pat Inspector of Ofsted", "Mo Manager"), ("Pat Inspector of Ofsted", "Lin Manager"),
    }  # fmt: skip
    assert (rows[0].first, rows[0].last) == (dt.date(2024, 1, 1), dt.date(2026, 3, 9))


def shown(client: Client) -> str:
    answer = client.post("/complaints/show/", SHOW)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return words_of(client, answer["Location"])


@pytest.mark.clause("C20")
def test_whoever_looks_into_us_is_given_the_papers_of_every_step_and_it_is_written_down(town: Cast) -> None:
    case, mo = upheld(town), enter(town.people["Mo Manager"])
    papers = f"/complaints/{case.pk}/paper/"
    for_whom = {"level": "names", "for_whom": "Ofsted", "why": "Asked for at an inspection"}
    made = mo.post(f"{papers}bundle/", for_whom)
    assert made.status_code == 200 and made["Content-Type"] == "application/pdf"
    said = words_of(mo, papers)
    assert "Ofsted" in said and "Asked for at an inspection" in said, "who was given what, and why"


def test_a_complaint_about_the_manager_is_nowhere_for_the_manager_and_in_the_owners_figures(town: Cast) -> None:
    from tests.stories.test_a_complaint_is_answered import bare

    upheld(town)
    mo = enter(town.people["Mo Manager"])
    pages = ("/complaints/", "/complaints/figures/")
    before = [bare(mo, page) for page in pages]
    case = about_the_manager(town)
    assert [bare(mo, page) for page in pages] == before
    for page in ("record", "summary"):
        assert mo.get(f"/complaints/{case.pk}/{page}/").status_code == 404
    lin = enter(town.people["Lin Manager"])
    assert lin.get(f"/complaints/{case.pk}/summary/").status_code == 200


@pytest.mark.clause("O5")
def test_the_owners_review_what_was_upheld_and_what_changes_becomes_somebodys_task(town: Cast) -> None:
    case = upheld(town)
    record = review_of(case)
    assert record is not None
    ola, tru = enter(town.people["Ola Owner"]), enter(town.people["Tru Parent"], Hat.OWNER)
    assert f"/complaints/review/{record.pk}/" in ola.get("/today/").content.decode()
    page = words_of(ola, f"/complaints/review/{record.pk}/")
    assert "Child A was cold" in page and "Upheld" in page and case.reference not in page and "Kay" not in page
    mo = town.people["Mo Manager"]
    typed = {
        "again": "yes", "elsewhere": "unsure", "change": "A bell hangs on each side door.",
        "who": f"{mo.pk}:{Role.MANAGER}", **in_days("due", TODAY + dt.timedelta(days=28)),
    }  # fmt: skip
    wrong = ola.post(f"/complaints/review/{record.pk}/look/", {**typed, "change": "Kay Person hangs a bell."})
    assert wrong.status_code == 422 and "Kay Person hangs a bell." in wrong.content.decode()
    assert ola.post(f"/complaints/review/{record.pk}/look/", typed).status_code == 302
    assert "Still to sign" in words_of(ola, f"/complaints/review/{record.pk}/")
    tru.post(f"/complaints/review/{record.pk}/aside/", {"why": "I know the family."})
    page = words_of(ola, f"/complaints/review/{record.pk}/")
    assert "The review is over." in page and "One owner stood aside: I know the family." in page
    task = Duty.objects.unscoped("a story looks").open().get(record__kind="complaint_change")
    entered = enter(mo)
    assert "A bell hangs on each side door." in words_of(entered, "/today/")
    assert entered.get(f"/complaints/review/{record.pk}/").status_code == 404
    assert entered.post(f"/duty/{task.pk}/done/", {"evidence": "It hangs."}).status_code == 302
    with clock.fixed(TODAY + dt.timedelta(days=90)):
        seen = {"helped": "yes", "words": "The door was never open since."}
        assert ola.post(f"/complaints/review/{record.pk}/effect/", seen).status_code == 302
    assert not Duty.objects.unscoped("a story looks").open().filter(record=record).exists()


@pytest.mark.clause("F27")
def test_owners_have_families_asked_about_new_words_and_it_is_kept_by_saying_how(town: Cast) -> None:
    record = review_of(upheld(town))
    assert record is not None
    ola, mo = enter(town.people["Ola Owner"]), enter(town.people["Mo Manager"])
    typed = {"again": "yes", "elsewhere": "no", "clause": likely(record)[0].pk, "families": "on"}
    assert ola.post(f"/complaints/review/{record.pk}/look/", typed).status_code == 302
    asks = Duty.objects.unscoped("a story looks").open().get(clause="F27")
    assert asks.what in words_of(mo, "/today/")
    assert done(mo, asks, evidence="By a letter home, and at the gate until Friday.") == 302
    assert not Duty.objects.unscoped("a story looks").open().filter(clause="F27").exists()


def test_the_third_alike_within_a_year_comes_to_light_by_itself(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    cases = [upheld(town) for _number in range(3)]
    for case in cases:
        assert mo.post(f"/complaints/{case.pk}/sort/", {"matter": "safety"}).status_code == 302
    assert "Three alike within a year" in words_of(mo, "/today/")
    page = words_of(mo, f"/complaints/{cases[2].pk}/")
    assert "Not the first within a year" in page and cases[0].reference in page


def test_the_figures_of_a_year_leave_out_what_is_too_small_to_be_said(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    upheld(town)
    assert "0–2" in words_of(mo, "/complaints/figures/?year=2026")
    for _number in range(3):
        upheld(town)
    words = " ".join(re.sub(r"<[^>]+>", " ", words_of(mo, "/complaints/figures/?year=2026")).split())
    assert "4 Received" in words and "4 Answered within 28 days" in words
    assert "0–2" not in words


@pytest.mark.clause("O4")
def test_nothing_goes_before_its_time_or_by_itself_and_an_owners_signature_leaves_a_stub(town: Cast) -> None:
    then = dt.date(2020, 2, 3)
    people.appoint(HOUSE, town.people["Mo Manager"], Role.MANAGER, town.setting, then, ends=LONG_AGO)
    with clock.fixed(then):
        said = Said(then, "The gate stood open.", channel="written", classed="complaint")
        case = write_down(town.viewer("Mo Manager"), town.setting, said)
        take_step(town.viewer("Mo Manager"), case, "withdrawn", words="They wrote again.")
    young = upheld(town)
    ola = enter(town.people["Ola Owner"])
    page = words_of(ola, "/complaints/over/")
    assert case.reference in page and young.reference not in page
    assert ola.post(f"/complaints/over/{young.pk}/go/", {"why": "Too much paper."}).status_code == 422
    assert ola.post(f"/complaints/over/{case.pk}/hold/", {"why": "The insurer asks"}).status_code == 302
    assert ola.post(f"/complaints/over/{case.pk}/go/", {"why": "Its time."}).status_code == 422
    assert "The insurer asks" in words_of(ola, "/complaints/over/")
    ola.post(f"/complaints/over/{case.pk}/release/")
    assert Complaint.objects.unscoped("a story looks").filter(pk=case.pk).exists()
    assert ola.post(f"/complaints/over/{case.pk}/go/", {"why": "Its time."}).status_code == 302
    assert not Complaint.objects.unscoped("a story looks").filter(pk=case.pk).exists()
    stub = Disposal.objects.unscoped("a story looks").get()
    assert stub.reference == case.reference and stub.by == town.people["Ola Owner"]
    assert "Deleted on" in words_of(ola, "/complaints/over/")
    assert enter(town.people["Lin Manager"]).get("/complaints/over/").status_code == 403

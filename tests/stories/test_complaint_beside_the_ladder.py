"""Complaints that do not simply climb: an allegation, one that turns out to be about the manager, a trustee who complained,
a letter on the last day before the summer, and what somebody types that cannot be."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from hometime.complaints.models import Complaint, Step
from hometime.kernel import clock
from hometime.people.roles import Hat, Role
from hometime.policies.actions import write_card
from tests.cast import HOUSE, Cast
from tests.stories.test_a_complaint_is_answered import OUTCOME, opens, owed, steps, writes
from tests.stories.village import day, enter, words_of

pytestmark = pytest.mark.usefixtures("practice")


def beside(client: Client, case: Complaint, verb: str, **said: object) -> int:
    """Sends a form beside the ladder, and gives the status of the answer."""
    return client.post(f"/complaints/{case.pk}/beside/{verb}/", said).status_code


@pytest.mark.clause("C10")
def test_an_allegation_of_serious_harm_leaves_for_the_lead_and_comes_back(town: Cast) -> None:
    write_card(HOUSE, town.setting, "officer", "Designated officer", phone="01632 960555", source="the council's page")
    bo, mo, sal = (enter(town.people[name]) for name in ("Bo Backup", "Mo Manager", "Sal Lead"))
    case = writes(bo, channel="written", eyfs_requirement="on", child=town.children["Ava"].pk, settled="no")
    assert opens(mo, case)
    asked = words_of(bo, f"/complaints/{case.pk}/beside/risk/")
    assert "999" in asked and "01632 960555" in asked
    assert "We do not have this number here." in asked, "a number that nobody wrote down is not made up"
    assert beside(bo, case, "risk") == 422, "it needs a word why"
    assert beside(bo, case, "risk", reason="He pulled her by the arm, she says.") == 302
    assert opens(sal, case) and not opens(bo, case) and not opens(mo, case)
    assert owed(case) == {
        f"tell_designated_officer {Role.DSL} proposed": dt.date(2026, 3, 10),
        f"tell_regulator {Role.DSL} statute": dt.date(2026, 3, 22),
        f"respond {Role.DSL} statute": dt.date(2026, 4, 6),
    }
    page = words_of(sal, f"/complaints/{case.pk}/beside/")
    assert "It is with the safeguarding lead" in page and "01632 960555" in page
    assert steps(sal, case, "answered", **OUTCOME) in (403, 422), "the steps of the complaint wait"
    assert beside(sal, case, "told", event="officer_told", words="Rang at ten.") == 302
    assert beside(sal, case, "told", event="regulator_told", words="By their form.") == 302
    assert beside(sal, case, "back", reason="The officer found no harm.") == 302
    assert opens(mo, case) and opens(bo, case)
    assert owed(case)["feedback setting_manager policy"] == dt.date(2026, 4, 6), "by the same day as before"
    assert "The designated officer was told" in words_of(mo, f"/complaints/{case.pk}/")


@pytest.mark.clause("C16")
def test_one_that_turns_out_to_be_about_the_manager_is_passed_on_in_the_open(town: Cast) -> None:
    mo, lin = enter(town.people["Mo Manager"]), enter(town.people["Lin Manager"])
    case = writes(mo, channel="written", child=town.children["Ava"].pk)
    sorted_so = {"about": ["care", "setting_manager"], "eyfs": "no", "classed": "", "staff_view": ""}
    assert beside(mo, case, "sort", **sorted_so) == 422, "never without a reason"
    assert beside(mo, case, "sort", **sorted_so, reason="They say that I was rude.") == 302
    assert not opens(mo, case) and opens(lin, case)
    page = words_of(lin, f"/complaints/{case.pk}/beside/")
    assert "Sorted anew" in page and "They say that I was rude." in page


def test_an_appeal_goes_to_owners_who_are_free_where_a_trustee_is_the_one_who_complains(town: Cast) -> None:
    tru, lin, ola = (
        enter(town.people["Tru Parent"], Hat.OWNER),
        *(enter(town.people[n]) for n in ("Lin Manager", "Ola Owner")),
    )
    case = writes(
        enter(town.people["Mo Manager"]), channel="written", child=town.children["Ben"].pk, complainant="Tru Parent"
    )
    mo = enter(town.people["Mo Manager"])
    for client in (mo, lin):
        assert steps(client, case, "answered", finding="not_upheld", apology="We did as we should.") == 302
        assert steps(client, case, "not_satisfied") == 302
    assert opens(ola, case) and not opens(tru, case), "nobody decides their own complaint"
    assert steps(ola, case, "answered", **OUTCOME) == 302


def test_one_that_comes_on_the_last_day_before_the_summer_says_so_and_is_planned_before(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    shut = {"what": "Summer holiday", "kind": "holiday"}
    days = {**day("first_day", dt.date(2026, 7, 16)), **day("last_day", dt.date(2026, 8, 31))}
    assert mo.post(f"/policy/{town.setting.slug}/closed/", {**shut, **days}).status_code == 302
    assert mo.post(f"/policy/{town.setting.slug}/closed/", {**shut, **days}).status_code == 422, "once is enough"
    with clock.fixed(dt.date(2026, 7, 15)):
        case = writes(enter(town.people["Mo Manager"]), channel="written", eyfs_requirement="on")
        assert owed(case)["feedback setting_manager policy"] == dt.date(2026, 8, 12), "no clock stops"
        page = words_of(enter(town.people["Mo Manager"]), f"/complaints/{case.pk}/")
        assert "closed from Thursday 16 July to Monday 31 August (Summer holiday)" in page
        assert "the clock does not stop" in page and "plan now who answers" in page
    with clock.fixed(dt.date(2026, 8, 20)):
        late = enter(town.people["Mo Manager"])
        duty = next(iter(case_duties(case)))
        until = day("until", dt.date(2026, 9, 4))
        assert beside(late, case, "late", duty=duty, words="", **until) == 422
        assert beside(late, case, "late", duty=duty, words="Nobody was in until today.", **until) == 302
        page = words_of(late, f"/complaints/{case.pk}/beside/")
        assert "It was due" in page and "Nobody was in until today." in page


def case_duties(case: Complaint) -> list[str]:
    from hometime.duties.models import Duty

    rows = Duty.objects.unscoped("a story looks").open().filter(record=case, why__action="feedback")
    return list(rows.values_list("pk", flat=True))


def test_ofsted_asks_about_it_and_the_complaint_inside_goes_on(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written")
    asks = {
        "kind": "ofsted",
        "number": "CAS-204813",
        "words": "They ask what we did.",
        **day("answer_by", dt.date(2026, 3, 18)),
    }
    assert beside(mo, case, "part", **asks) == 302
    strand = case.strands.unscoped("a story looks").get()
    assert beside(mo, case, "write", strand=strand.pk, what="supplied", words="The register of that week.") == 302
    assert beside(mo, case, "write", strand=strand.pk, what="closed", words="They are content.") == 302
    page = words_of(mo, f"/complaints/{case.pk}/beside/")
    assert "CAS-204813" in page and "The register of that week." in page
    assert "feedback setting_manager policy" in owed(case)


@pytest.mark.parametrize(
    ("date", "said"),
    [((10, 3, 2026), "today or earlier"), ((29, 2, 2025), "must be a real one"), ((1, 8, 2025), "had not joined")],
)
def test_a_day_that_cannot_be_is_said_beside_its_field_and_no_word_is_lost(
    town: Cast, date: tuple[int, int, int], said: str
) -> None:
    mo = enter(town.people["Mo Manager"])
    number, month, year = date
    typed = {
        "what_happened": "أنا غير راضية عن اليوم", "about": "care", "settled": "no", "source": "parent", "channel": "written",
        "child": town.children["Ava"].pk, "at_risk": "no", "read_back": "later", "received_on_day": number,
        "received_on_month": month, "received_on_year": year,
    }  # fmt: skip
    answer = mo.post("/complaints/new/", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page and "أنا غير راضية عن اليوم" in page
    assert not Complaint.objects.unscoped("a story looks").exists()


def test_a_letter_of_a_hundred_thousand_letters_is_kept_and_one_more_is_refused_in_words(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    letter = "The gate stood open. " * 4761 + "Bye, then."
    assert len(letter) < 100_000
    letter = letter.ljust(100_000, "!")
    case = writes(mo, channel="written", what_happened=letter)
    assert case.what_happened == letter
    form = {"what_happened": letter + "!", "about": "care", "settled": "no", "source": "parent", "channel": "written"}
    answer = mo.post("/complaints/new/", form)
    assert answer.status_code == 422 and Complaint.objects.unscoped("a story looks").count() == 1


def test_a_form_beside_the_ladder_that_is_sent_twice_is_written_down_once(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written")
    letter = {"about": ["care"], "eyfs": "yes", "classed": "", "staff_view": "", "reason": "The gate is one."}
    assert beside(mo, case, "sort", **letter) == 302
    assert beside(mo, case, "sort", **letter) == 422
    rows = Step.objects.unscoped("a story looks").filter(complaint=case, event="reclassified")
    assert rows.count() == 1

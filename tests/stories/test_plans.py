"""Plans: support for a year, agreed with each side; and agreed tasks that keep a child safe, carried by whom the policy names."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from hometime.adoption.actions import adopt
from hometime.childfile.actions import name_key_person
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.models import Bond, KeyPersonship
from hometime.kernel import clock
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.plans.models import SafetyPlan, SafetyTask, SupportPlan, Undertaking
from tests.cast import FULL, HOUSE, TODAY, Cast, adult, as_proposed
from tests.stories.village import ASH, BLUEBELL, day, document, enter, words_of

pytestmark = pytest.mark.usefixtures("practice")
MONTHS = dt.timedelta(days=120)
FIRST = {
    "need": "Words come late.",
    "seen_so_far": "Points at things.",
    "wishes": "To say what she wants.",
    "aim": "Asks for her cup in two words.",
    "here_1": "We name each thing twice.",
    "who_1": "Kay, at every meal",
    "home_1": "Read one book a day.",
    "whose_1": "",
}


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast where the father may know all as well; nothing is adopted yet."""
    adult(cast, "Dad Apart", cast.children["Ava"], "father", **FULL)
    return cast


def adopts(town: Cast, book: str) -> None:
    """The setting adopts a policy of the library."""
    content = document(book)
    adopt(HOUSE, town.provider, [town.setting], as_proposed(content, book), content, TODAY - dt.timedelta(days=7))


def owed(record: Any) -> list[Duty]:
    """What is owed on a record, in the order of its days."""
    return list(Duty.objects.unscoped("a story looks").open().filter(record=record).order_by("due", "what"))


def begins(client: Client, child: Any, review_on: dt.date, **said: str) -> int:
    """Somebody begins a support plan."""
    return client.post(f"/key/{child.pk}/plan/", {**FIRST, **day("review_on", review_on), **said}).status_code


def the_plan() -> SupportPlan:
    """The one plan there is."""
    return SupportPlan.objects.unscoped("a story looks").select_related("child").get()


@pytest.mark.clause("F10")
def test_a_special_needs_plan_lives_through_a_year_with_both_sides_of_the_family(town: Cast) -> None:
    adopts(town, BLUEBELL)
    ava = town.children["Ava"]
    kay, mum, dad = (enter(town.people[name]) for name in ("Kay Person", "Mum Full", "Dad Apart"))
    assert "Begin a support plan" in words_of(kay, f"/c/{ava.pk}/tab/plans/")
    assert mum.get(f"/c/{ava.pk}/tab/plans/").status_code == 404, "there is no plan, so there is no tab"
    hers = {"home_2": "Sing the counting song at bath time.", "whose_2": town.people["Mum Full"].pk}
    assert begins(kay, ava, TODAY + MONTHS, **hers) == 302
    plan = the_plan()
    agree, review = owed(plan)
    assert (agree.due, review.due) == (TODAY + dt.timedelta(days=14), TODAY + MONTHS)
    assert {duty.clause for duty in (agree, review)} == {"F10"} and review.clause_key
    for side in (mum, dad):
        assert "Read the support plan and say if you agree" in words_of(side, "/today/")
    assert "Sing the counting song" in words_of(mum, f"/plan/{plan.pk}/")
    assert "Sing the counting song" not in words_of(dad, f"/plan/{plan.pk}/"), "what one home does is its own"
    assert mum.post(f"/plan/{plan.pk}/reply/", {"says": "agrees", "words": "Yes, gladly."}).status_code == 302
    assert "Read the support plan" not in words_of(mum, "/today/")
    assert "Yes, gladly." not in words_of(dad, f"/plan/{plan.pk}/"), "nobody learns what the other said"
    assert owed(plan) == [agree, review], "one side alone has not settled it"
    assert dad.post(f"/plan/{plan.pk}/reply/", {"says": "talk", "words": ""}).status_code == 302
    assert "Not agreed yet: <bdi>Dad Apart" in words_of(kay, f"/plan/{plan.pk}/")
    assert dad.post(f"/plan/{plan.pk}/reply/", {"says": "agrees", "words": ""}).status_code == 302
    assert owed(plan) == [review]
    book = Undertaking.objects.unscoped("a story looks").get(words=FIRST["home_1"])
    tried = {"step": book.pk, "words": "The boat book, four times."}
    assert dad.post(f"/plan/{plan.pk}/tried/", tried).status_code == 302
    assert "The boat book" in words_of(kay, f"/plan/{plan.pk}/")
    assert "The boat book" not in words_of(mum, f"/plan/{plan.pk}/")
    year = TODAY
    for number in (2, 3):
        year += MONTHS
        with clock.fixed(year):
            again = {**FIRST, "found": f"Round {number - 1}: two words.", "family_found": "At home too."}
            kay = enter(town.people["Kay Person"])
            answer = kay.post(f"/plan/{plan.pk}/review/", {**again, **day("review_on", year + MONTHS)})
            assert answer.status_code == 302
            review.refresh_from_db()
            assert review.kept_on == year
            _agree, review = owed(plan)
            assert review.due == year + MONTHS
    with clock.fixed(year + MONTHS):
        kay, mum = enter(town.people["Kay Person"]), enter(town.people["Mum Full"])
        end = {"do": "end", "found": "Whole sentences.", "family_found": "", "because": ""}
        empty = kay.post(f"/plan/{plan.pk}/review/", end)
        assert empty.status_code == 422 and "Whole sentences." in empty.content.decode()
        assert kay.post(f"/plan/{plan.pk}/review/", {**end, "because": "She talks."}).status_code == 302
        assert owed(plan) == []
        page = words_of(mum, f"/plan/{plan.pk}/")
        assert "She talks." in page and "Round 1: two words." in page and "Whole sentences." in page
        assert mum.post(f"/plan/{plan.pk}/reply/", {"says": "talk"}).status_code == 403, "it has ended"
        assert "Begin a support plan" in words_of(kay, f"/c/{ava.pk}/tab/plans/"), "another may begin"


def test_a_plan_needs_something_done_here_a_review_within_a_year_and_nobody_has_two(town: Cast) -> None:
    kay, ava = enter(town.people["Kay Person"]), town.children["Ava"]
    late = kay.post(f"/key/{ava.pk}/plan/", {**FIRST, **day("review_on", TODAY + dt.timedelta(days=400))})
    assert late.status_code == 422 and "within a year" in late.content.decode()
    assert "Words come late." in late.content.decode(), "what was typed is still there"
    assert begins(kay, ava, TODAY + MONTHS, here_1="") == 422
    assert begins(kay, ava, TODAY + MONTHS) == 302
    twice = kay.post(f"/key/{ava.pk}/plan/", {**FIRST, **day("review_on", TODAY + MONTHS)})
    assert twice.status_code == 422 and "has a support plan" in twice.content.decode()


@pytest.mark.clause("P4")
def test_no_answer_is_asked_for_twice_and_stands_beside_the_plan(town: Cast) -> None:
    kay, ava = enter(town.people["Kay Person"]), town.children["Ava"]
    assert begins(kay, ava, TODAY + MONTHS) == 302
    plan = the_plan()
    mum, dad = town.people["Mum Full"], town.people["Dad Apart"]

    def told(person: Person, says: str, words: str = "") -> int:
        said = {"person": person.pk, "says": says, "words": words}
        return kay.post(f"/plan/{plan.pk}/told/", said).status_code

    assert told(mum, "agrees", "At the door.") == 302
    assert told(dad, "silent") == 422, "it says how he was asked"
    assert told(dad, "silent", "By phone, it rang out.") == 302
    assert len(owed(plan)) == 2
    assert told(dad, "silent", "By letter.") == 302
    assert len(owed(plan)) == 1
    assert "written down by" in words_of(kay, f"/plan/{plan.pk}/")


def test_a_professional_sees_the_plan_until_the_last_day_and_nothing_that_a_home_said(town: Cast) -> None:
    kay, ava = enter(town.people["Kay Person"]), town.children["Ava"]
    assert begins(kay, ava, TODAY + MONTHS, whose_1=town.people["Mum Full"].pk) == 302
    plan, her = the_plan(), town.people["Ag Ency"]
    agreed = enter(town.people["Mum Full"]).post(f"/plan/{plan.pk}/reply/", {"says": "agrees", "words": "Mine."})
    assert agreed.status_code == 302
    outside = enter(her)
    assert outside.get(f"/plan/{plan.pk}/").status_code == 404
    said = {"person": her.pk, "scope": "Speech, once a week", **day("ends", TODAY + MONTHS)}
    assert kay.post(f"/plan/{plan.pk}/with/", said).status_code == 302
    page = words_of(outside, f"/plan/{plan.pk}/")
    assert "We name each thing twice." in page and "Speech, once a week" in page
    assert "Mine." not in page and FIRST["home_1"] not in page
    (telling,) = [duty for duty in owed(plan) if duty.owed_role == Role.AGENCY]
    assert telling.person == her
    assert "Say what you saw" in words_of(outside, "/today/")
    here = Undertaking.objects.unscoped("a story looks").get(place="here")
    assert outside.post(f"/plan/{plan.pk}/tried/", {"step": here.pk, "words": "Two words today."}).status_code == 302
    assert telling not in owed(plan)
    with clock.fixed(TODAY + MONTHS + dt.timedelta(days=1)):
        assert enter(her).get(f"/plan/{plan.pk}/").status_code == 404


def test_whoever_may_not_know_all_finds_no_plan(town: Cast) -> None:
    kay, ava = enter(town.people["Kay Person"]), town.children["Ava"]
    assert begins(kay, ava, TODAY + MONTHS) == 302
    plan = the_plan()
    for name in ("Dad Limited", "Roo Room", "Sal Lead", "Far Mum"):
        client = enter(town.people[name])
        assert client.get(f"/plan/{plan.pk}/").status_code == 404, name
    assert words_of(enter(town.people["Sen Coe"]), f"/plan/{plan.pk}/")


TASK = {"words": "See her weight chart together each Monday.", "adult": "", "why_not": ""}


def safe(town: Cast, book: str, *, shown: bool = True) -> tuple[SafetyPlan, SafetyTask]:
    """The lead begins with what was agreed for Ava, with one task for her mother and whoever carries it."""
    adopts(town, book)
    lead, ava = enter(town.people["Sal Lead"]), town.children["Ava"]
    said = {"worker": "A. Worker, 01632 960777", **day("meeting_on", TODAY + dt.timedelta(days=30))}
    assert lead.post(f"/key/{ava.pk}/agreed/", said).status_code == 302
    plan = SafetyPlan.objects.unscoped("a story looks").get()
    task = {**TASK, **day("due", TODAY + dt.timedelta(days=7)), "adult": town.people["Mum Full"].pk}
    assert lead.post(f"/agreed/{plan.pk}/task/", task).status_code == 422, "shown, or the reason why not"
    more = {"shown": "on"} if shown else {"why_not": "Her partner reads her telephone."}
    assert lead.post(f"/agreed/{plan.pk}/task/", {**task, **more}).status_code == 302
    return plan, SafetyTask.objects.unscoped("a story looks").get()


@pytest.mark.clause("F11")
@pytest.mark.parametrize(("book", "bearer"), [(BLUEBELL, "Kay Person"), (ASH, "Sal Lead")])
def test_an_agreed_task_is_carried_by_whom_the_adopted_policy_names(town: Cast, book: str, bearer: str) -> None:
    plan, task = safe(town, book)
    (duty,) = owed(task)
    assert duty.clause == "F11" and duty.clause_key
    assert plan.under is not None and plan.basis == "policy"
    mine = Duty.objects.visible_to(town.viewer(bearer)).owed_by(town.viewer(bearer)).open().filter(record=task)
    assert list(mine) == [duty]
    other = "Sal Lead" if bearer == "Kay Person" else "Kay Person"
    assert not Duty.objects.visible_to(town.viewer(other)).owed_by(town.viewer(other)).filter(record=task).exists()
    may = {"Sal Lead", "Mum Full", bearer}
    for name in (
        "Sal Lead",
        "Kay Person",
        "Mum Full",
        "Dad Apart",
        "Dad Limited",
        "Mo Manager",
        "Dee Deputy",
        "Sen Coe",
    ):
        client = enter(town.people[name])
        assert client.get(f"/together/{task.pk}/").status_code == (200 if name in may else 404), name
        assert client.get(f"/agreed/{plan.pk}/").status_code == (200 if name == "Sal Lead" else 404), name
    at_work, mum = enter(town.people[bearer]), enter(town.people["Mum Full"])
    assert "A thing we said we do together" in words_of(mum, "/today/")
    assert mum.post(f"/together/{task.pk}/mine/", {"words": "We weighed her."}).status_code == 302
    assert "We weighed her." in words_of(at_work, f"/together/{task.pk}/")
    assert at_work.post(f"/together/{task.pk}/written/", {"words": "Done with her.", "done": "on"}).status_code == 302
    assert owed(task) == []
    assert "Done with her." not in words_of(mum, f"/together/{task.pk}/"), "what is written at work stays there"
    lead = enter(town.people["Sal Lead"])
    (telling,) = owed(plan)
    assert telling.due == TODAY + dt.timedelta(days=27)
    told = {"to": "Review conference", "words": "All is done.", "meeting_on_day": ""}
    assert lead.post(f"/agreed/{plan.pk}/report/", told).status_code == 302
    assert owed(plan) == []
    assert lead.post(f"/agreed/{plan.pk}/end/", {"because": "The plan outside has ended."}).status_code == 302
    assert lead.post(f"/agreed/{plan.pk}/end/", {"because": "Again."}).status_code == 403


def test_a_parent_sees_their_task_only_while_the_lead_says_it_is_safe_and_their_bond_lets_them(town: Cast) -> None:
    _plan, task = safe(town, BLUEBELL, shown=False)
    lead, mum, kay = (enter(town.people[name]) for name in ("Sal Lead", "Mum Full", "Kay Person"))
    assert mum.get(f"/together/{task.pk}/").status_code == 404
    assert "A thing we said" not in words_of(mum, "/today/")
    assert "Do not speak of this task" in words_of(kay, f"/together/{task.pk}/")
    assert "reads her telephone" not in words_of(kay, f"/together/{task.pk}/")
    assert lead.post(f"/together/{task.pk}/show/").status_code == 302
    assert words_of(mum, f"/together/{task.pk}/")
    assert kay.post(f"/together/{task.pk}/hide/", {"why_not": "No."}).status_code == 403
    assert lead.post(f"/together/{task.pk}/hide/", {"why_not": ""}).status_code == 422
    assert lead.post(f"/together/{task.pk}/hide/", {"why_not": "He came along."}).status_code == 302
    assert mum.get(f"/together/{task.pk}/").status_code == 404
    assert lead.post(f"/together/{task.pk}/show/").status_code == 302
    bond = Bond.objects.unscoped("a story looks").get(adult=town.adults["Mum Full"])
    families.decide(HOUSE, bond, "info", "none", evidence="An order")
    assert mum.get(f"/together/{task.pk}/").status_code == 404, "an order closes at once what she was named on"


def test_a_sealed_task_stays_behind_when_the_key_person_changes_and_the_lead_says_who_goes_on(town: Cast) -> None:
    _plan, task = safe(town, BLUEBELL)
    ava, bo = town.children["Ava"], town.people["Bo Backup"]
    name_key_person(town.viewer("Mo Manager"), ava, bo, TODAY, KeyPersonship.Part.KEY)
    for name in ("Kay Person", "Bo Backup"):
        assert enter(town.people[name]).get(f"/together/{task.pk}/").status_code == 404, name
    (asks,) = owed(task)
    assert asks.owed_role == Role.DSL and asks.due == TODAY
    lead = enter(town.people["Sal Lead"])
    assert lead.post(f"/together/{task.pk}/give/").status_code == 302
    (duty,) = owed(task)
    assert duty.person == bo
    assert enter(bo).get(f"/together/{task.pk}/").status_code == 200
    assert enter(town.people["Kay Person"]).get(f"/together/{task.pk}/").status_code == 404


def test_the_file_points_to_agreed_tasks_for_those_on_them_and_the_copy_never_does(town: Cast) -> None:
    plan, task = safe(town, BLUEBELL)
    ava = town.children["Ava"]
    lead, kay, mum = (enter(town.people[name]) for name in ("Sal Lead", "Kay Person", "Mum Full"))
    assert plan.pk in words_of(lead, f"/c/{ava.pk}/tab/plans/")
    for client in (kay, mum):
        assert task.pk in words_of(client, f"/c/{ava.pk}/tab/plans/")
        assert task.pk not in words_of(client, f"/c/{ava.pk}/copy/")
    assert enter(town.people["Dad Apart"], Hat.PARENT).get(f"/c/{ava.pk}/tab/plans/").status_code == 404
    assert task.pk not in words_of(enter(town.people["Mo Manager"]), f"/c/{ava.pk}/tab/plans/")

"""Settling in: a plan that both sides agreed before the first day or the reason why not, a parent who takes part in it, visits in
both sides' words, a start that goes badly and is planned anew, and an end that both sides say."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from hometime.duties.models import Duty
from hometime.duties.standing import Standing
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.welcome.actions import settling as actions
from hometime.welcome.models import Settling, SettlingPlan, SettlingWord
from tests.cast import HOUSE, TODAY, Cast
from tests.stories.village import FIRST, enter, words_of

pytestmark = pytest.mark.usefixtures("practice", "dot")
PLAN = {
    "days": "Three mornings of an hour, each a little longer.",
    "here": "We keep a quiet corner with the trains.",
    "home": "You stay on the first morning, and say goodbye each time.",
    "helps": "The grey rabbit.",
}


def begun(town: Cast) -> Settling:
    """Dot's settling in, opened by the house."""
    assert actions.see_to_settling(HOUSE) == 1 and actions.see_to_settling(HOUSE) == 0
    return Settling.objects.unscoped("a story looks").select_related("child", "setting").get()


def owed(found: Settling) -> dict[str, Duty]:
    """What is owed on a settling in, by the first words of it."""
    rows = Duty.objects.unscoped("a story looks").open().filter(record=found)
    return {" ".join(duty.what.split()[:2]): duty for duty in rows}


def sends(client: Client, found: Settling, what: str, **said: Any) -> int:
    """Somebody sends a form of a settling in."""
    return client.post(f"/settling/{found.pk}/{what}/", said).status_code


@pytest.mark.clause("P4", "F6", "P8")
def test_a_plan_is_owed_before_the_first_day_and_a_parent_reads_it_and_agrees(town: Cast) -> None:
    found = begun(town)
    assert found.child_id == town.children["Dot"].pk, "children who were here before the policy are left in peace"
    duty = owed(found)["Agree a"]
    assert duty.due == FIRST - dt.timedelta(days=1) and duty.clause_key
    kay, mum = enter(town.people["Kay Person"]), enter(town.people["Mum Dot"])
    assert "Agree a settling-in plan" in words_of(kay, "/today/")
    assert "is this plan right" not in words_of(mum, "/today/"), "there is nothing to read yet"
    gap = kay.post(f"/settling/{found.pk}/plan/", {**PLAN, "home": ""})
    assert gap.status_code == 422 and "quiet corner" in gap.content.decode(), "what was typed is still there"
    assert kay.post(f"/settling/{found.pk}/plan/", PLAN).status_code == 302
    assert "No answer from the family yet." in words_of(kay, f"/settling/{found.pk}/")
    assert "Settling in: is this plan right for you?" in words_of(mum, "/today/")
    page = words_of(mum, f"/settling/{found.pk}/")
    assert "The grey rabbit." in page and "Is this plan right for you?" in page
    assert sends(mum, found, "agree/yes") == 302
    duty.refresh_from_db()
    assert duty.kept_on == TODAY
    assert owed(found)["Look with"].due == FIRST + dt.timedelta(days=14)
    assert "is this plan right" not in words_of(mum, "/today/")
    assert "You said that you agree." in words_of(mum, f"/settling/{found.pk}/")
    assert "The family agrees to the plan" in words_of(kay, f"/settling/{found.pk}/")
    file = words_of(mum, f"/c/{found.child_id}/tab/plans/")
    assert "Three mornings of an hour" in file


@pytest.mark.clause("F6")
def test_a_child_begins_without_a_plan_only_with_a_reason_and_it_is_late_until_then(town: Cast) -> None:
    found = begun(town)
    with clock.fixed(FIRST):
        assert owed(found)["Agree a"].standing(FIRST) == Standing.OVERDUE
        kay = enter(town.people["Kay Person"])
        assert sends(kay, found, "without", because=" ") == 422
        assert sends(kay, found, "without", because="They moved here on Friday.") == 302
        assert list(owed(found)) == ["Look with"]
        assert "They moved here on Friday." in words_of(kay, f"/settling/{found.pk}/")
        assert "They moved here on Friday." not in words_of(enter(town.people["Mum Dot"]), f"/settling/{found.pk}/")


@pytest.mark.clause("F6", "P8")
def test_settling_in_that_goes_badly_is_planned_anew_beside_the_old_plan_and_ends_when_both_say_so(town: Cast) -> None:
    found = begun(town)
    kay, mum = enter(town.people["Kay Person"]), enter(town.people["Mum Dot"])
    kay.post(f"/settling/{found.pk}/plan/", PLAN)
    sends(mum, found, "agree/yes")
    with clock.fixed(FIRST):
        kay, mum = enter(town.people["Kay Person"]), enter(town.people["Mum Dot"])
        cried = {"went": "badly", "ours": "She cried for half an hour.", "who": town.people["Mum Dot"].pk}
        assert sends(kay, found, "visit", **cried, theirs="Too many people at the door.") == 302
        page = words_of(mum, f"/settling/{found.pk}/")
        assert "She cried for half an hour." in page and "Too many people at the door." in page
        assert "You stayed with your child" in page
        anew = owed(found)["Settling in"]
        assert anew.due == FIRST + dt.timedelta(days=3)
        again = kay.post(f"/settling/{found.pk}/plan/", {**PLAN, "days": "We meet in the garden at a quiet hour."})
        assert again.status_code == 422 and "Say why it is planned anew" in again.content.decode()
        assert "Three mornings of an hour" in words_of(kay, f"/settling/{found.pk}/plan/"), "the old one stands beside"
        said = {**PLAN, "days": "We meet in the garden at a quiet hour.", "because": "The door was too loud."}
        assert kay.post(f"/settling/{found.pk}/plan/", said).status_code == 302
        anew.refresh_from_db()
        assert anew.kept_on == FIRST
        assert owed(found)["Agree a"].due == FIRST + dt.timedelta(days=3), "the family is asked again"
        page = words_of(mum, f"/settling/{found.pk}/")
        assert "The door was too loud." in page and "Three mornings of an hour" in page and "The plan before" in page
        assert sends(mum, found, "agree/talk", words="Could her grandfather come?") == 302
        assert "Talk with" in owed(found) and "Agree a" in owed(found)
        assert "Could her grandfather come?" in words_of(kay, f"/settling/{found.pk}/")
        assert sends(mum, found, "agree/yes") == 302
        assert "Talk with" not in owed(found) and "Agree a" not in owed(found)
    later = FIRST + dt.timedelta(days=14)
    with clock.fixed(later):
        kay, mum = enter(town.people["Kay Person"]), enter(town.people["Mum Dot"])
        assert sends(kay, found, "look", words="She waves goodbye now.") == 302
        assert owed(found)["Look with"].due == later + dt.timedelta(days=14)
        assert sends(mum, found, "done/no", words="She wakes at night.") == 302
        assert "Settling in" in owed(found), "not yet is never the last word"
        assert sends(kay, found, "here", yes="yes", words="She plays beside two others.") == 302
        found.refresh_from_db()
        assert found.settled_on is None, "one side is not enough"
        assert sends(mum, found, "done/yes") == 302
        found.refresh_from_db()
        assert found.settled_on == later and found.closed == later and owed(found) == {}
        assert "You and we both say" in words_of(mum, f"/settling/{found.pk}/")
        assert sends(mum, found, "say", words="Thank you") == 403
        assert sends(kay, found, "visit", went="well", ours="All well") == 403
    assert SettlingPlan.objects.unscoped("a story looks").filter(settling=found).count() == 2


def test_a_plan_is_not_agreed_while_one_of_the_family_sees_it_differently(town: Cast) -> None:
    found = begun(town)
    kay, mum, dad = (enter(town.people[name]) for name in ("Kay Person", "Mum Dot", "Dad Dot"))
    kay.post(f"/settling/{found.pk}/plan/", PLAN)
    assert sends(dad, found, "agree/talk", words="Mornings are no good.") == 302
    assert sends(mum, found, "agree/yes") == 302
    assert {"Agree a", "Talk with"} <= set(owed(found))
    assert sends(dad, found, "agree/yes") == 302
    assert set(owed(found)) == {"Look with"}


def test_separated_parents_read_the_same_plan_and_nothing_of_each_others_words_or_places(town: Cast) -> None:
    found = begun(town)
    kay, dad = enter(town.people["Kay Person"]), enter(town.people["Dad Dot"])
    kay.post(f"/settling/{found.pk}/plan/", PLAN)
    before = words_of(dad, f"/settling/{found.pk}/")
    mum = enter(town.people["Mum Dot"])
    sends(mum, found, "agree/talk", words="I can only come at ten.")
    sends(mum, found, "say", words="He must not know this.")
    said = {"went": "well", "ours": "A good hour.", "who": town.people["Mum Dot"].pk, "theirs": "I was there."}
    after = words_of(dad, f"/settling/{found.pk}/")
    assert "I can only" not in after and "He must not" not in after
    assert _main(before) == _main(after)
    sends(kay, found, "visit", **said)
    after = words_of(dad, f"/settling/{found.pk}/")
    assert "A good hour." in after
    assert "I was there." not in after and "stayed" not in after and "Mum" not in after
    assert enter(town.people["Dad Limited"]).get(f"/settling/{found.pk}/").status_code == 404
    assert enter(town.people["Roo Room"]).get(f"/settling/{found.pk}/").status_code == 404


def test_what_is_told_on_the_telephone_is_written_down_for_them(town: Cast) -> None:
    found, kay = begun(town), enter(town.people["Kay Person"])
    kay.post(f"/settling/{found.pk}/plan/", PLAN)
    dad = town.people["Dad Dot"]
    said = {"who": dad.pk, "says": "agrees", "words": "By telephone, with an interpreter."}
    assert sends(kay, found, "told", **said) == 302
    assert "Agree a" not in owed(found)
    entry = SettlingWord.objects.unscoped("a story looks").get(settling=found, what="agrees")
    assert entry.person_id == dad.pk and entry.by_id == town.people["Kay Person"].pk
    assert sends(kay, found, "told", who=dad.pk, says="how", words="") == 422


def test_a_child_of_long_ago_can_settle_in_again_and_one_who_leaves_owes_nothing(town: Cast) -> None:
    ava: Child = town.children["Ava"]
    kay = enter(town.people["Kay Person"])
    assert "Begin settling in" in words_of(kay, f"/c/{ava.pk}/tab/plans/")
    day = {"first_day_day": "16", "first_day_month": "3", "first_day_year": "2026"}
    assert kay.post(f"/key/{ava.pk}/settling/", day).status_code == 302
    assert kay.post(f"/key/{ava.pk}/settling/", day).status_code == 422, "one at a time"
    found = Settling.objects.unscoped("a story looks").get(child=ava)
    assert owed(found)["Agree a"].due == dt.date(2026, 3, 15)


def _main(page: str) -> str:
    """The main part of a page, without the keys of its forms."""
    return re.sub(r'(csrfmiddlewaretoken|once)" value="[^"]*"', "", page.split("<main", 1)[1].split("</main>", 1)[0])


def test_how_it_goes_is_written_once_however_often_it_is_sent(town: Cast) -> None:
    found = begun(town)
    kay, mum = enter(town.people["Kay Person"]), enter(town.people["Mum Dot"])
    assert kay.post(f"/settling/{found.pk}/plan/", PLAN).status_code == 302
    keys = re.findall(r'name="once" value="([^"]+)"', words_of(mum, f"/settling/{found.pk}/"))
    assert len(keys) == 1
    for _time in range(2):
        assert sends(mum, found, "say", words="She slept badly.", once=keys[0]) == 302
    told = {"who": town.people["Mum Dot"].pk, "says": "how", "words": "Better today.", "once": "a key of Kay's"}
    for _time in range(2):
        assert sends(kay, found, "told", **told) == 302
    said = SettlingWord.objects.unscoped("a story looks").filter(settling=found, what="theirs")
    assert list(said.order_by("number").values_list("words", flat=True)) == ["She slept badly.", "Better today."]

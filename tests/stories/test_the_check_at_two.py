"""The progress check at two: owed from the second birthday, the family first, finished in every part, copied only as agreed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from hometime.agencies.actions import registering
from hometime.agencies.actions.registering import Facts, Who
from hometime.agencies.models import Professional
from hometime.consents.actions import withdraw
from hometime.consents.models import Consent
from hometime.duties.models import Duty
from hometime.duties.standing import Standing
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.keypersons.actions.checking import see_to_checks
from hometime.keypersons.models import ProgressCheck
from hometime.notifications.actions import stop
from hometime.notifications.models import Message
from hometime.notifications.states import State
from hometime.sharing.actions.sending import page_of
from hometime.sharing.models import Item, Sending
from tests.cast import FULL, HOUSE, TODAY, Cast, adult
from tests.stories.village import enter, with_both_ladders, words_of
from tests.trust.test_two_worlds import change

pytestmark = pytest.mark.usefixtures("practice")
BORN = dt.date(2024, 2, 20)  # two years old a fortnight ago
SUMMARY = {
    "communication": "Puts three words together.",
    "social": "Comforts other children.",
    "physical": "Runs and climbs.",
    "strengths": "Her patience.",
    "support": "None beyond what every child gets.",
    "actions": "We read together; at home too.",
    "level": "none",
}


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast at a setting that adopted a policy; Ava has just turned two, the others have not been two here."""
    with_both_ladders(cast)
    for name, born in (
        ("Ava", BORN),
        ("Ben", dt.date(2025, 1, 1)),
        ("Cy", dt.date(2025, 1, 1)),
        ("Far", dt.date(2025, 1, 1)),
    ):
        change(HOUSE, cast.children[name], born=born)
    return cast


def begun(town: Cast) -> ProgressCheck:
    """Ava's check, opened by the house."""
    assert see_to_checks(HOUSE) == 1 and see_to_checks(HOUSE) == 0
    return ProgressCheck.objects.unscoped("a story looks").select_related("child").get()


def owed(check: ProgressCheck) -> list[Duty]:
    """What is owed on a check."""
    return list(Duty.objects.unscoped("a story looks").open().filter(record=check))


def tells(client: Client, check: ProgressCheck, **said: Any) -> int:
    """A parent sends their part."""
    return client.post(f"/check/{check.pk}/mine/", {"likes": "Puddles.", "timing": "now", **said}).status_code


def writes(client: Client, check: ProgressCheck, **said: Any) -> Any:
    """The key person finishes the summary."""
    return client.post(f"/check/{check.pk}/write/", {**SUMMARY, "do": "finish", **said})


@pytest.mark.clause("P4", "F15")
def test_a_check_is_owed_from_the_birthday_the_family_goes_first_and_reads_it_when_it_is_finished(town: Cast) -> None:
    check = begun(town)
    (duty,) = owed(check)
    assert duty.due == dt.date(2027, 2, 19) and duty.basis == "statute"
    kay, mum = enter(town.people["Kay Person"]), enter(town.people["Mum Full"])
    assert "The check at two" in words_of(mum, "/today/")
    early = writes(kay, check)
    assert early.status_code == 422 and "part comes first" in early.content.decode()
    assert "Puts three words together." in early.content.decode(), "what was typed is still there"
    assert tells(mum, check, can_do="She counts to five.", health_visitor="yes") == 302
    assert "The check at two" not in words_of(mum, "/today/").split("<main")[1].split("talks, and")[0]
    page = words_of(kay, f"/check/{check.pk}/")
    assert "Puddles." in page and "She counts to five." in page
    assert kay.post(f"/check/{check.pk}/write/", {**SUMMARY, "actions": ""}).status_code == 302, "a draft may have gaps"
    assert "Puts three words together." not in words_of(mum, f"/check/{check.pk}/"), "a draft is nobody's to read"
    gap = writes(kay, check, actions=" ")
    assert gap.status_code == 422 and "each part" in gap.content.decode()
    waiting = Message.objects.unscoped("a story looks").filter(state=State.QUEUED)
    for message in waiting.filter(person=town.people["Mum Full"]):
        stop(HOUSE, message)
    assert writes(kay, check).status_code == 302
    assert waiting.filter(person=town.people["Mum Full"]).exists(), "there is something for her to read"
    duty.refresh_from_db()
    assert duty.kept_on == TODAY and owed(check) == []
    page = words_of(mum, f"/check/{check.pk}/")
    assert "Puts three words together." in page and "print" in page
    assert writes(kay, check).status_code == 403, "it is finished once"
    assert tells(mum, check) == 403


def test_no_answer_is_asked_for_in_another_way_before_anything_is_written(town: Cast) -> None:
    check, kay = begun(town), enter(town.people["Kay Person"])
    assert kay.post(f"/check/{check.pk}/asked/", {"way": "phone", "words": "It rang out."}).status_code == 302
    page = words_of(kay, f"/check/{check.pk}/")
    assert "By message" in page and "By phone" in page and "It rang out." in page
    assert writes(kay, check).status_code == 302


def test_what_was_told_at_the_door_is_written_down_for_them(town: Cast) -> None:
    check, kay = begun(town), enter(town.people["Kay Person"])
    mum = town.people["Mum Full"]
    said = {"person": mum.pk, "likes": "Trains.", "timing": "later", "health_visitor": "no"}
    assert kay.post(f"/check/{check.pk}/told/", said).status_code == 302
    assert "written down by" in words_of(kay, f"/check/{check.pk}/")
    assert "Trains." in words_of(enter(mum), f"/check/{check.pk}/")


@pytest.mark.parametrize(
    ("hers", "his", "goes"), [("yes", "", True), ("yes", "no", False), ("", "", False), ("no", "", False)]
)
def test_the_health_visitor_gets_a_copy_only_where_the_family_agreed(
    town: Cast, hers: str, his: str, goes: bool
) -> None:
    check, kay = begun(town), enter(town.people["Kay Person"])
    adult(town, "Dad Apart", town.children["Ava"], "father", **FULL)
    tells(enter(town.people["Mum Full"]), check, health_visitor=hers)
    dad = enter(town.people["Dad Apart"])
    if his:
        tells(dad, check, health_visitor=his)
    pat = on_the_register(town)
    goes_to = {"to": pat.pk, "way": "link"}
    assert kay.post(f"/check/{check.pk}/copy/", goes_to).status_code == 422, "not before it is finished"
    writes(kay, check)
    assert kay.post(f"/check/{check.pk}/copy/", goes_to).status_code == (302 if goes else 422)
    assert ("The health visitor was given" in words_of(dad, f"/check/{check.pk}/")) is goes
    sent = Item.objects.unscoped("a story looks")
    assert sent.exists() is goes
    if not goes:
        return
    assert "Puts three words together." in sent.get().words and "Puddles." not in sent.get().words, "the summary alone"
    going = Sending.objects.unscoped("a story looks").get()
    assert "Send exactly this" not in words_of(kay, f"/check/{check.pk}/")
    asked = Consent.objects.unscoped("a story looks").whole().get(about=check, adult__person=town.people["Mum Full"])
    withdraw(town.viewer("Mum Full"), asked)
    later = clock.fixed(going.goes_at + dt.timedelta(seconds=30))
    with later:
        secret = Message.objects.unscoped("a story looks").get(pk=going.message).once.split("/")[-2]
        assert page_of(secret) is None, "a yes that is taken back closes the page at once"


def test_a_copy_that_is_taken_back_in_time_is_nobodys(town: Cast) -> None:
    check, kay = begun(town), enter(town.people["Kay Person"])
    mum = enter(town.people["Mum Full"])
    tells(mum, check, health_visitor="yes")
    writes(kay, check)
    with clock.fixed(clock.now()):
        assert kay.post(f"/check/{check.pk}/copy/", {"to": on_the_register(town).pk, "way": "link"}).status_code == 302
        going = Sending.objects.unscoped("a story looks").get()
        assert kay.post(f"/sent/{going.pk}/stop/").status_code == 302
    assert "No one else has a copy" in words_of(mum, f"/check/{check.pk}/")


def on_the_register(town: Cast) -> Professional:
    """A health visitor whose address the manager checked."""
    mo = town.viewer("Mo Manager")
    service = registering.take_up(mo, town.setting, Facts("Town Health", "health", "Health visits", "Ring the desk"))
    pat = registering.know(mo, service, Who("Pat Health", "Health visitor", "Checks", "01632 960002", "pat@h.example"))
    registering.verify(mo, pat, "Rang the desk")
    return Professional.objects.unscoped("a story looks").select_related("organisation").get(pk=pat.pk)


def test_separated_parents_read_the_same_summary_and_nothing_of_each_others_part(town: Cast) -> None:
    check = begun(town)
    adult(town, "Dad Apart", town.children["Ava"], "father", **FULL)
    dad = enter(town.people["Dad Apart"])
    before = words_of(dad, f"/check/{check.pk}/")
    tells(enter(town.people["Mum Full"]), check, likes="Only I know this.", health_visitor="no")
    assert "Only I know this." not in words_of(dad, f"/check/{check.pk}/")
    assert "What you told us" not in before and "What you told us" not in words_of(dad, f"/check/{check.pk}/")
    limited = enter(town.people["Dad Limited"])
    assert limited.get(f"/check/{check.pk}/").status_code == 404


def test_a_check_that_was_never_begun_stands_as_late_and_is_never_hidden(town: Cast) -> None:
    ava = town.children["Ava"]
    change(HOUSE, ava, born=dt.date(2023, 3, 20), starts=dt.date(2025, 9, 1))
    later = dt.date(2026, 4, 1)
    with clock.fixed(later):
        check = begun(town)
        (duty,) = owed(check)
        assert duty.due == dt.date(2026, 3, 19) and duty.standing(later) == Standing.OVERDUE
        kay = enter(town.people["Kay Person"])
        assert "Late: its last day was" in words_of(kay, f"/key/{ava.pk}/")
        assert "This check is late" in words_of(kay, f"/check/{check.pk}/")


def test_a_check_whose_last_day_was_before_checks_were_kept_here_is_not_claimed(town: Cast) -> None:
    change(HOUSE, town.children["Ava"], born=dt.date(2023, 2, 1), starts=dt.date(2025, 9, 1))
    assert see_to_checks(HOUSE) == 0


def test_a_child_who_came_after_the_third_birthday_is_owed_no_check_here(town: Cast) -> None:
    change(HOUSE, town.children["Ava"], born=dt.date(2022, 2, 1))
    assert see_to_checks(HOUSE) == 0


def test_another_setting_may_do_the_check_and_it_says_which(town: Cast) -> None:
    check, kay = begun(town), enter(town.people["Kay Person"])
    assert kay.post(f"/check/{check.pk}/elsewhere/", {"where": "The nursery by the river, in May"}).status_code == 302
    assert owed(check) == []
    assert "The nursery by the river, in May" in words_of(kay, f"/key/{check.child_id}/")


def test_where_there_may_be_special_needs_the_senco_sees_the_check_and_is_asked_to_look(town: Cast) -> None:
    check, kay, sen = begun(town), enter(town.people["Kay Person"]), enter(town.people["Sen Coe"])
    tells(enter(town.people["Mum Full"]), check, wonders="She does not turn round when I call.")
    assert sen.get(f"/check/{check.pk}/").status_code == 404
    assert writes(kay, check, level="send").status_code == 302
    assert "Puts three words together." in words_of(sen, f"/check/{check.pk}/")
    assert [duty.owed_role for duty in owed(check)] == ["senco"]
    assert "special needs" in words_of(sen, "/today/")


def test_a_worry_from_a_check_goes_to_the_lead_alone(town: Cast) -> None:
    check, kay = begun(town), enter(town.people["Kay Person"])
    assert f"/key/{check.child_id}/worry/" in words_of(kay, f"/check/{check.pk}/")
    assert kay.post(f"/key/{check.child_id}/worry/", {"words": "She flinches."}).status_code == 302
    assert "Read a worry" in words_of(enter(town.people["Sal Lead"]), "/today/")
    assert "flinches" not in words_of(kay, f"/check/{check.pk}/")


def test_a_child_who_left_is_owed_no_check(town: Cast) -> None:
    check = begun(town)
    change(HOUSE, Child.objects.unscoped("a story").get(pk=check.child_id), left=TODAY)
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        assert see_to_checks(HOUSE) == 1
    assert owed(check) == []

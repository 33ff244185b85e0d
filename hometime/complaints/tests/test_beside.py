"""Beside the ladder of a live complaint: the allegations procedure, sorting anew, strands, delays, a person from outside."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from hometime.complaints import actions, rules
from hometime.complaints.actions import Said, take_step, write_down
from hometime.complaints.actions.strands import personal_data_day, personal_data_words
from hometime.complaints.elsewhere import WANTED, turns
from hometime.complaints.living import counts, delays, outside_person, replay
from hometime.complaints.models import Complaint, Step, Strand
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people import actions as people
from hometime.people.roles import Hat, Role
from hometime.policies.actions import write_card
from tests.cast import HOUSE, TODAY, Cast
from tests.stories.conftest import fresh_counts, practice, town
from tests.stories.village import enter, words_of

__all__ = ["fresh_counts", "practice", "town"]

DAY = dt.timedelta(days=1)


def complain(cast: Cast, by: str = "Kay Person", hat: Hat | None = None, **said: Any) -> Complaint:
    """A complaint about Ava's day, with what the test says of it."""
    facts = {"child": cast.children["Ava"], "settled": False, **said}
    case = write_down(cast.viewer(by, hat), cast.setting, Said(TODAY, "He pulled her by the arm.", **facts))
    case.refresh_from_db()
    return case


def sees(cast: Cast, name: str, case: Complaint, hat: Hat | None = None) -> bool:
    return Complaint.objects.visible_to(cast.viewer(name, hat)).filter(pk=case.pk).exists()


def who_sees(cast: Cast, case: Complaint) -> set[str]:
    """Everybody of the cast, in any of their work hats."""
    names = ("Mo Manager", "Dee Deputy", "Sal Lead", "Kay Person", "Bo Backup", "Roo Room")
    owners = ("Lin Manager", "Ola Owner", "Tru Parent")
    found = {name for name in names if sees(cast, name, case)}
    return found | {name for name in owners if sees(cast, name, case, Hat.OWNER)}


def owed(case: Complaint) -> dict[str, tuple[str, dt.date | None]]:
    rows = Duty.objects.unscoped("a test looks").open().filter(record=case)
    return {duty.why.get("action", duty.why.get("strand")): (duty.owed_role, duty.due) for duty in rows}


def steps(case: Complaint) -> list[Step]:
    return list(Step.objects.unscoped("a test looks").filter(complaint=case).order_by("number"))


@pytest.mark.parametrize("at_risk", ["yes", "not_sure"])
def test_where_a_child_could_be_at_risk_the_safeguarding_lead_has_it_and_nobody_else(cast: Cast, at_risk: str) -> None:
    case = complain(cast, at_risk=at_risk, about="other_staff", who=cast.people["Roo Room"])
    assert who_sees(cast, case) == {"Sal Lead"}
    assert owed(case) == {
        "tell_designated_officer": (Role.DSL, dt.date(2026, 3, 10)),
        "tell_regulator": (Role.DSL, dt.date(2026, 3, 22)),
    }
    assert case.left_on == TODAY


def test_the_deputy_lead_reads_along_and_an_owner_takes_it_where_the_lead_is_the_one(cast: Cast) -> None:
    people.appoint(HOUSE, cast.people["Dee Deputy"], Role.DEPUTY_DSL, cast.setting, TODAY)
    assert who_sees(cast, complain(cast, at_risk="yes")) == {"Sal Lead", "Dee Deputy"}
    about_lead = complain(cast, at_risk="yes", about="other_staff", who=cast.people["Sal Lead"])
    assert who_sees(cast, about_lead) == {"Ola Owner", "Tru Parent"}, "no deputy looks into their own lead"
    actions.say_how_allegations_go(
        cast.viewer("Ola Owner"), cast.setting, cast.people["Ola Owner"], 24, "hours", "the authority's page", TODAY
    )
    again = complain(cast, at_risk="yes", about="other_staff", who=cast.people["Sal Lead"])
    assert who_sees(cast, again) == {"Ola Owner"}
    assert owed(again)["tell_designated_officer"] == (Role.OWNER, TODAY + DAY)
    of_the_trustees_child = complain(
        cast,
        by="Bo Backup",
        at_risk="yes",
        about="other_staff",
        who=cast.people["Sal Lead"],
        child=cast.children["Ben"],
    )
    assert who_sees(cast, of_the_trustees_child) == {"Ola Owner"}


def test_the_manager_sees_an_allegation_only_when_the_lead_says_so_and_never_when_it_is_about_them(cast: Cast) -> None:
    case, sal = complain(cast, at_risk="yes"), cast.viewer("Sal Lead")
    actions.allow(sal, case, cast.people["Mo Manager"], "The rota has to change today.")
    assert who_sees(cast, case) == {"Sal Lead", "Mo Manager"}
    with pytest.raises(Refused, match="already"):
        actions.allow(sal, case, cast.people["Mo Manager"], "Again.")
    about = complain(cast, at_risk="yes", about="setting_manager")
    with pytest.raises(Refused, match="about this person"):
        actions.allow(sal, about, cast.people["Mo Manager"], "To know.")


def test_a_case_on_the_ladder_leaves_it_and_comes_back_to_where_it_was(cast: Cast) -> None:
    case = complain(cast, by="Bo Backup", channel="written", eyfs_requirement=True)
    assert who_sees(cast, case) == {"Mo Manager", "Bo Backup"}
    before = owed(case)
    bo = cast.viewer("Bo Backup")
    assert rules.leave_ladder(bo, case) is None, "whoever sees it may call the lead"
    actions.leave_ladder(bo, case, "She has a mark on her arm.")
    assert who_sees(cast, case) == {"Sal Lead"}
    assert owed(case)["respond"] == (Role.DSL, TODAY + 28 * DAY), "the law's clock stays in sight"
    assert "feedback" not in owed(case)
    with pytest.raises(Refused):
        take_step(cast.viewer("Mo Manager"), case, "answered", words="We looked.", apology="No.", finding="upheld")
    sal = cast.viewer("Sal Lead")
    actions.tell_outside(sal, case, "officer_told", "Rang at ten. They take no further step.")
    with pytest.raises(Refused, match="a moment ago"):
        actions.tell_outside(sal, case, "officer_told", "Rang.")
    actions.tell_outside(sal, case, "regulator_not_needed", "The officer found no allegation.")
    actions.send_back(sal, case, "The mark is from a fall at home.")
    assert who_sees(cast, case) == {"Mo Manager", "Bo Backup", "Sal Lead"}
    assert owed(case) == before
    take_step(cast.viewer("Mo Manager"), case, "acknowledged", words="Rang them.")


def test_an_allegation_in_the_first_talk_comes_back_to_the_first_step(cast: Cast) -> None:
    case = complain(cast, at_risk="not_sure")
    actions.send_back(cast.viewer("Sal Lead"), case, "No child was at risk.")
    assert sees(cast, "Kay Person", case) and sees(cast, "Mo Manager", case)
    assert replay(case, steps(case), TODAY).handler == "key_person"


def test_whom_it_turns_out_to_be_about_loses_it_at_once(cast: Cast) -> None:
    case, mo = complain(cast, channel="written", classed="concern"), cast.viewer("Mo Manager")
    actions.reclassify(mo, case, "They say that I was there too.", about=["care", "setting_manager"])
    assert who_sees(cast, case) == {"Lin Manager", "Kay Person"}
    case.refresh_from_db()
    assert case.subjects == ("care", "setting_manager")
    said = steps(case)[-1].says
    assert said["about"] == {"from": ["care"], "to": ["care", "setting_manager"]}
    assert said["concerns"] == [cast.people["Mo Manager"].pk]
    lin = cast.viewer("Lin Manager")
    actions.reclassify(lin, case, "They wrote so.", classed="complaint", eyfs=True)
    case.refresh_from_db()
    assert (case.classed, case.eyfs_requirement) == ("complaint", True)
    statute = Duty.objects.unscoped("a test looks").open().get(record=case, basis="statute")
    assert statute.due == TODAY + 28 * DAY
    with pytest.raises(Refused, match="another way"):
        actions.reclassify(lin, case, "Again.", classed="complaint")
    with pytest.raises(Refused, match="Say why"):
        actions.reclassify(lin, case, " ", classed="concern")


def test_somebody_who_is_named_later_as_the_one_is_shut_out_from_then_on(cast: Cast) -> None:
    case = complain(cast)
    actions.reclassify(
        cast.viewer("Mo Manager"), case, "It was Kay.", about=["key_person"], who=[cast.people["Kay Person"]]
    )
    assert not sees(cast, "Kay Person", case) and sees(cast, "Mo Manager", case)


def test_a_letter_that_comes_later_begins_the_laws_clock_on_its_day(cast: Cast) -> None:
    case = complain(cast, eyfs_requirement=True)
    with clock.fixed(TODAY + 4 * DAY):
        actions.reclassify(cast.viewer("Mo Manager"), case, "They handed in a letter.", in_writing=True)
        with pytest.raises(Refused, match="before"):
            actions.reclassify(cast.viewer("Mo Manager"), case, "Again.", in_writing=True)
    statute = Duty.objects.unscoped("a test looks").open().get(record=case, basis="statute")
    assert statute.due == TODAY + 32 * DAY and "put in writing" in statute.why["told"]


@pytest.mark.parametrize(
    ("came", "due", "later"),
    [
        ("2026-03-27", "2026-04-25", "Monday 27 April 2026"),
        ("2026-11-21", "2026-12-20", "Monday 21 December 2026"),
        ("2026-11-27", "2026-12-26", "Tuesday 29 December 2026"),
        ("2026-12-02", "2026-12-31", "Monday 4 January 2027"),
    ],
)
def test_personal_data_is_acknowledged_by_the_earlier_of_two_readings(
    cast: Cast, came: str, due: str, later: str
) -> None:
    day = dt.date.fromisoformat(came)
    assert personal_data_day(day) == dt.date.fromisoformat(due)
    assert later in personal_data_words(complain(cast), day)


def test_a_strand_about_personal_data_has_its_own_clock_and_leaves_the_ladder_alone(cast: Cast) -> None:
    case, mo = complain(cast, channel="written", personal_data=True), cast.viewer("Mo Manager")
    strand = Strand.objects.visible_to(mo).get(complaint=case)
    assert owed(case)[strand.pk] == (Role.MANAGER, TODAY + 29 * DAY)
    actions.add_to_strand(mo, strand, "acknowledged", "Wrote to them.")
    assert strand.pk not in owed(case) and "feedback" in owed(case)
    actions.close_strand(mo, strand, "The list hangs in the office now.")
    with pytest.raises(Refused, match="closed a moment ago"):
        actions.add_to_strand(mo, strand, "note", "More.")
    assert not Strand.objects.visible_to(cast.viewer("Bo Backup")).exists()


def test_what_ofsted_asks_is_a_strand_with_its_number_and_closes_nothing_else(cast: Cast) -> None:
    case, mo = complain(cast, channel="written"), cast.viewer("Mo Manager")
    strand = actions.open_strand(
        mo, case, "ofsted", TODAY, number="CAS-204813", answer_by=TODAY + 9 * DAY, words="They ask what we did."
    )
    assert owed(case)[strand.pk] == (Role.MANAGER, TODAY + 9 * DAY)
    with pytest.raises(Refused, match="open already"):
        actions.open_strand(mo, case, "ofsted", TODAY, number="CAS-204813")
    with pytest.raises(Refused, match="cannot be before"):
        actions.open_strand(mo, case, "ofsted", TODAY, number="2", answer_by=TODAY - DAY)
    actions.add_to_strand(mo, strand, "supplied", "The register of the week.")
    actions.add_to_strand(mo, strand, "action_set", "The gate has a second bolt by Friday.")
    assert strand.pk in owed(case)
    actions.close_strand(mo, strand, "They wrote that they are content.")
    assert strand.pk not in owed(case)
    case.refresh_from_db()
    assert case.closed is None and "answered" in replay(case, steps(case), TODAY).can_next


def test_what_is_late_stays_late_with_a_reason_and_a_new_day(cast: Cast) -> None:
    case, mo = complain(cast, channel="written"), cast.viewer("Mo Manager")
    duty = next(d for d in Duty.objects.visible_to(mo).open().filter(record=case) if d.why["action"] == "feedback")
    late = TODAY + 30 * DAY
    with clock.fixed(late):
        with pytest.raises(Refused, match="after today"):
            actions.tell_why(mo, case, duty, "A witness is away.", late)
        actions.tell_why(mo, case, duty, "A witness is away.", late + 10 * DAY)
    duty.refresh_from_db()
    assert duty.due == TODAY + 28 * DAY and duty.standing(late) == "overdue"
    delay = delays(steps(case))[duty.why["key"]]
    assert (delay.because, delay.told_on, delay.until) == ("A witness is away.", late, late + 10 * DAY)
    assert counts(replay(case, steps(case), late))[duty.why["key"]].due == duty.due
    with clock.fixed(late + DAY):
        take_step(mo, case, "answered", words="We found out.", apology="We are sorry.", finding="upheld")
        duty.refresh_from_db()
        with pytest.raises(Refused, match="no longer owed"):
            actions.tell_why(mo, case, duty, "Too late.", late + 20 * DAY)


@pytest.mark.usefixtures("practice")
def test_where_nobody_is_free_a_person_from_outside_decides_and_somebody_free_writes_it_down(cast: Cast) -> None:
    """The owners are the one it is about, and the child's father; the line manager decided before."""
    case = complain(
        cast, by="Bo Backup", about="owner", who=cast.people["Ola Owner"], child=cast.children["Ben"], channel="written"
    )
    mo, lin = cast.viewer("Mo Manager"), cast.viewer("Lin Manager")
    with pytest.raises(Refused, match="Somebody inside is free"):
        actions.name_outside(mo, case, "Ann Other", "01632 960777", "She ran a nursery.")
    for viewer in (mo, lin):
        take_step(viewer, case, "answered", words="No.", apology="No.", finding="not_upheld")
        take_step(viewer, case, "not_satisfied", words="Again.")
    assert who_sees(cast, case) == {"Bo Backup", "Mo Manager", "Lin Manager"}, "the line manager arranges what follows"
    lin = cast.viewer("Lin Manager")
    assert rules.take_step(lin, case) is not None and rules.name_outside(lin, case) is None
    with pytest.raises(Refused, match="who it is"):
        actions.name_outside(lin, case, "Ann Other", " ", "Free of both sides.")
    lins = enter(cast.people["Lin Manager"], Hat.OWNER)
    asks = words_of(lins, f"/complaints/{case.pk}/")
    assert "Nobody here is free to take this step" in asks and f"/complaints/{case.pk}/beside/outside/" in asks
    actions.name_outside(lin, case, "Ann Other", "01632 960777", "Free of both sides.")
    named = words_of(lins, f"/complaints/{case.pk}/")
    assert "Ann Other decides this step, from outside." in named and "01632 960777" in named
    assert "Nobody here is free" not in named and "Write the outcome" in named
    case.refresh_from_db()
    found = outside_person(steps(case))
    assert found is not None and found["name"] == "Ann Other"
    assert rules.take_step(lin, case) is None
    step = take_step(lin, case, "answered", words="She found that we are right.", apology="No.", finding="not_upheld")
    assert step.says == {"outside": "Ann Other"}


def test_whoever_covers_for_the_manager_sees_what_the_manager_knows_of(cast: Cast) -> None:
    case = complain(cast, settled=True, explanation="It broke.", classed="concern")
    post = cast.people["Mo Manager"].posts.get()
    people.hand_over(HOUSE, post, cast.people["Dee Deputy"], TODAY, TODAY + 5 * DAY)
    assert sees(cast, "Dee Deputy", case)


def test_a_case_is_handed_on_when_the_manager_leaves_and_another_comes(cast: Cast) -> None:
    case = complain(cast, channel="written")
    assert actions.see_to_hands(HOUSE) == 0
    people.let_go(HOUSE, cast.people["Mo Manager"], TODAY, cast.provider)
    people.appoint(HOUSE, cast.people["Dee Deputy"], Role.MANAGER, cast.setting, TODAY + DAY)
    with clock.fixed(TODAY + DAY):
        assert actions.see_to_hands(HOUSE) == 1
        assert actions.see_to_hands(HOUSE) == 0
        dee = cast.viewer("Dee Deputy", day=TODAY + DAY)
        assert rules.take_step(dee, case) is None
        take_step(dee, case, "acknowledged", words="Rang them.")


def test_a_part_without_a_clock_says_who_else_can_help_from_the_cards_alone_or_that_none_is_held(cast: Cast) -> None:
    case, mo = complain(cast), cast.viewer("Mo Manager")
    strand = actions.open_strand(mo, case, "fees", TODAY, words="They were charged twice.")
    assert strand.pk not in owed(case), "no law gives a day"
    [turn] = turns(cast.setting, [strand])
    assert turn.cards == [] and "We do not have their details here" in turn.missing
    write_card(HOUSE, cast.setting, "consumer", "Advice for the county")
    [turn] = turns(cast.setting, [strand])
    assert turn.missing, "a name alone leads nowhere"
    card = write_card(HOUSE, cast.setting, "consumer", "Advice for the county", phone="0808 157 0000")
    [turn] = turns(cast.setting, [strand])
    assert (turn.cards, turn.missing) == ([card], "")
    actions.close_strand(mo, strand, "They were paid back.")
    assert turns(cast.setting, [strand]) == []


def test_missing_cards_are_owed_by_every_setting_whatever_its_cases_and_kept_with_the_last_of_them(town: Cast) -> None:
    rows = Duty.objects.unscoped("a test looks").filter(record__kind="contact_cards")
    assert (actions.see_to_cards(HOUSE), actions.see_to_cards(HOUSE)) == (1, 0), "of those who adopted a policy"
    before = list(rows.values("what", "due", "owed_role", "record__setting"))
    case, mo = complain(town), town.viewer("Mo Manager")
    actions.open_strand(mo, case, "fees", TODAY)
    assert (
        actions.see_to_cards(HOUSE) == 0 and list(rows.values("what", "due", "owed_role", "record__setting")) == before
    )
    for kind in WANTED:
        assert rows.open().exists(), kind
        write_card(HOUSE, town.setting, kind, f"The {kind}", phone="0800 000000")
        actions.see_to_cards_of(mo, town.setting)
    assert rows.get().kept_on == TODAY and actions.see_to_cards(HOUSE) == 0

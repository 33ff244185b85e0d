"""Who is rung at once when a complaint comes in that cannot wait until somebody looks, and who never is."""

from __future__ import annotations

import pytest

from hometime.complaints.actions import Said, write_down
from hometime.complaints.intake.actions import Came, take_in
from hometime.complaints.models import Complaint, Door
from hometime.notifications.hours import Haste
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key
from hometime.people.models import Person
from hometime.records.models import Party
from tests.cast import HOUSE, TODAY, Cast


def said(*, at_risk: str = "no", who: Person | None = None) -> Said:
    """Something written, received today."""
    return Said(TODAY, "It was cold.", channel="written", at_risk=at_risk, who=who)


def rung() -> set[str]:
    """Who was rung; each by the notice that says no more than that there is something, and at once."""
    waiting = list(Message.objects.unscoped("a test looks").select_related("person"))
    assert {(one.sentence, one.haste) for one in waiting} <= {(Key.SOMETHING, Haste.AT_ONCE)}
    return {one.person.name for one in waiting if one.person}


def in_hand(case: Complaint) -> set[str]:
    """Who has it in hand."""
    rows = Party.objects.unscoped("a test looks").filter(record=case, part=Party.Part.HANDLER, ends=None)
    return set(rows.values_list("person__name", flat=True))


@pytest.mark.parametrize("at_risk", ["yes", "not_sure"])
def test_a_child_who_could_be_at_risk_rings_the_safeguarding_lead_at_once(cast: Cast, at_risk: str) -> None:
    case = write_down(cast.viewer("Kay Person"), cast.setting, said(at_risk=at_risk))
    assert rung() == in_hand(case) == {"Sal Lead"}


def test_what_concerns_the_lead_rings_somebody_above_and_not_the_lead(cast: Cast) -> None:
    lead = cast.people["Sal Lead"]
    case = write_down(cast.viewer("Kay Person"), cast.setting, said(at_risk="yes", who=lead))
    assert rung() == in_hand(case) and "Sal Lead" not in rung() and rung()


def test_what_comes_from_the_notice_board_rings_whoever_has_it_in_hand(cast: Cast) -> None:
    assert rung() == set()
    case = take_in(HOUSE, cast.setting, said(), Came(Door.POSTER))
    assert rung() == in_hand(case) == {"Mo Manager"}


def test_what_comes_from_the_notice_board_about_the_manager_rings_somebody_else(cast: Cast) -> None:
    case = take_in(HOUSE, cast.setting, said(who=cast.people["Mo Manager"]), Came(Door.POSTER))
    assert rung() == in_hand(case) and rung() and "Mo Manager" not in rung()


def test_what_somebody_here_wrote_down_waits_on_today_without_a_bell(cast: Cast) -> None:
    write_down(cast.viewer("Kay Person"), cast.setting, said())
    assert rung() == set()

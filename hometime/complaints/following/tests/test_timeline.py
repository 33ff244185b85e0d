"""What stands on the page of whoever complained: who has it, who decided, what was sorted anew, and whose steps these are."""

from __future__ import annotations

from django.test import Client

from hometime.complaints import actions
from hometime.complaints.actions import take_step
from hometime.complaints.engine.case import Owed
from hometime.complaints.engine.owing import SINCE
from hometime.complaints.following.counted import HAPPENED_THEN, counted
from hometime.complaints.following.timeline import Timeline, timeline
from hometime.complaints.handling.actions.answering import draft_of, preview
from hometime.complaints.models import Arrival, Complaint
from hometime.complaints.printing import letters
from hometime.complaints.printing.gathering import gather_for_them
from hometime.complaints.tests.test_beside import DAY, complain
from hometime.kernel import clock
from tests.cast import TODAY, Cast
from tests.stories.conftest import town
from tests.stories.test_complaint_intake import entered, receipt, tells
from tests.stories.village import with_both_ladders, words_of

__all__ = ["town"]


def theirs(case: Complaint) -> Timeline:
    """Their page of a complaint, as it came in by the staff's door."""
    return timeline(Arrival(complaint=case, door="staff"))


def test_the_person_from_outside_is_named_to_them_and_signs_the_letter(cast: Cast) -> None:
    """The owners are the one it is about, and the child's father; the line manager decided before."""
    case = complain(
        cast, by="Bo Backup", about="owner", who=cast.people["Ola Owner"], child=cast.children["Ben"], channel="written"
    )
    for name in ("Mo Manager", "Lin Manager"):
        take_step(cast.viewer(name), case, "answered", words="No.", apology="No.", finding="not_upheld")
        take_step(cast.viewer(name), case, "not_satisfied", words="Again.")
    assert theirs(case).holder == "somebody from outside, whom we are finding"
    lin = cast.viewer("Lin Manager")
    actions.name_outside(lin, case, "Ann Other", "01632 960777", "Free of both sides.")
    case.refresh_from_db()
    page = theirs(case)
    assert "It is with Ann Other, who is from outside." in [rung.title for rung in page.rungs]
    assert "01632 960777" not in str(page.rungs) and "Free of both sides" not in str(page.rungs)
    assert preview(lin, case, draft_of(case), TODAY).signed == "Ann Other"
    of = gather_for_them(case, TODAY)
    for paper, words in (
        (letters.acknowledgement(of), "Ann Other is looking into it."),
        (letters.timeline(of), "Ann Other has it in hand."),
    ):
        printed = str(paper.blocks)
        assert words in printed and "Lin Manager" not in printed
    take_step(lin, case, "answered", words="She found that we are right.", apology="No.", finding="not_upheld")
    case.refresh_from_db()
    told = [rung.how for rung in theirs(case).rungs if rung.title == "We told you what we found."]
    assert told == [(), (), ("Ann Other decided this.",)]


def test_they_read_what_was_sorted_anew_and_never_about_whom_nor_the_reason(town: Cast) -> None:
    case = complain(town, channel="written", eyfs_requirement=True, classed="concern")
    mo = town.viewer("Mo Manager")
    actions.reclassify(mo, case, "They mean Roo.", about=["care", "other_staff"], who=[town.people["Roo Room"]])
    case.refresh_from_db()
    before = theirs(case)
    assert before.called == "Please sort this out"
    assert "how we count" not in str(before.rungs), "whom it is about is no news for them"
    actions.reclassify(mo, case, "They mean Roo, and no rule.", classed="complaint", eyfs=False)
    case.refresh_from_db()
    after = theirs(case)
    (told,) = (rung for rung in after.rungs if rung.title == "We changed how we count what you told us.")
    assert told.how == (
        "What you call it: first “Please sort this out”, now “I am making a complaint”.",
        "We no longer count it as about a rule of the law. So the law sets no day for our answer.",
    )
    assert after.called == "I am making a complaint" and "Roo" not in str(after.rungs)


def test_where_no_policy_was_in_force_they_read_that_steps_and_days_are_our_own(cast: Cast) -> None:
    """No policy is adopted here; on the page of the same case under an adopted one it is not said."""
    client = Client()
    tells(client)
    follower = entered(*receipt(client))
    said = "We had no policy for this on the day you told us."
    assert said in words_of(follower, "/follow/here/")
    with_both_ladders(cast)
    client = Client()
    tells(client)
    assert said not in words_of(entered(*receipt(client)), "/follow/here/")


def test_each_day_says_what_it_counts_from_and_quotes_the_clause_or_names_the_law(town: Cast) -> None:
    case = complain(town, channel="written", eyfs_requirement=True)
    (answer,) = (
        rung for rung in theirs(case).rungs if rung.title == "We tell you what we found, and what will change."
    )
    assert "That is the day you told us." in answer.how
    assert "It does so for what is in writing and about a rule of the law." in answer.how
    (quoted,) = (line for line in answer.how if line.startswith("Our policy says:"))
    assert "28 days" in quoted
    mo = town.viewer("Mo Manager")
    take_step(mo, case, "answered", words="No.", apology="No.", finding="not_upheld")
    with clock.fixed(TODAY + DAY):
        take_step(town.viewer("Mo Manager", day=TODAY + DAY), case, "not_satisfied", words="Again.")
        case.refresh_from_db()
        told = {line for rung in theirs(case).rungs if rung.state == "next" for line in rung.how}
    assert "That is the day it came to this step." in told


def test_every_start_that_the_engine_knows_has_words_and_a_day_to_come_says_what_it_waits_for() -> None:
    assert set(HAPPENED_THEN) == set(SINCE.values())
    waits = Owed("respond", "setting_manager", None, None, "policy", None, "", waits=True)
    assert list(counted(waits, {})) == ["The days count from the day we tell you that we have it."]

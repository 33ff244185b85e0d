"""Whom the letter with the outcome sends people to next: never whom it is about, nor who decided it."""

from __future__ import annotations

from typing import Any

from hometime.complaints.actions import Said, write_down
from hometime.complaints.actions.sorting import reclassify
from hometime.complaints.handling.actions.answering import draft_of, preview
from hometime.complaints.models import Complaint
from hometime.people import actions as people
from hometime.people.roles import Role
from tests.cast import HOUSE, TODAY, Cast


def case_of(cast: Cast, **said: Any) -> Complaint:
    facts = {"channel": "written", "child": cast.children["Ava"], **said}
    return write_down(cast.viewer("Mo Manager"), cast.setting, Said(TODAY, "The gate stood open.", **facts))


def next_up(cast: Cast, case: Complaint) -> str:
    """What the letter says to do when one is not happy with the answer."""
    case = Complaint.objects.unscoped("a test looks").get(pk=case.pk)
    sections = preview(cast.viewer("Mo Manager"), case, draft_of(case), TODAY).sections
    return next(section for section in sections if section.heading == "Not happy with this answer?").lines[0]


def test_the_letter_sends_them_to_the_next_step_by_name(cast: Cast) -> None:
    assert next_up(cast, case_of(cast)).startswith("Ask Lin Manager (the manager's own manager) to look at it again.")


def test_the_letter_never_names_somebody_whom_it_came_to_be_about(cast: Cast) -> None:
    case = case_of(cast)
    about = ("care", "other_staff")
    reclassify(cast.viewer("Mo Manager"), case, "They mean Lin too.", about=about, who=[cast.people["Lin Manager"]])
    assert next_up(cast, case).startswith("Ask the owners or trustees to look at it again.")


def test_somebody_who_was_named_beside_the_posts_is_not_offered_and_the_post_above_is_called_by_its_own(
    cast: Cast,
) -> None:
    case = case_of(cast, about="other_staff", who=cast.people["Lin Manager"])
    assert next_up(cast, case).startswith("Ask the owners or trustees to look at it again.")


def test_whoever_answers_is_not_offered_again(cast: Cast) -> None:
    people.appoint(HOUSE, cast.people["Mo Manager"], Role.LINE_MANAGER, cast.provider, TODAY)
    assert next_up(cast, case_of(cast)).startswith("Ask Lin Manager (the manager's own manager) to look at it again.")

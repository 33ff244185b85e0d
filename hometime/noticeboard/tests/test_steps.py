"""The steps of a complaints procedure, as the board says them."""

from __future__ import annotations

from typing import Any

import pytest

from hometime.noticeboard.steps import COUNTED, HANDLERS, PROMISED, STRAIGHT_HERE, lines, outside, promised
from hometime.people.roles import Role
from hometime.policies.reading import forms
from hometime.policies.settling import AGENCY

STEP: dict[str, Any] = {
    "handler": "setting_manager",
    "external": False,
    "name": "setting manager",
    "channel": "spoken",
    "starts_here_if": [],
    "limits": [],
}


def limit(action: str, value: int, unit: str = "days", text: str = "", start: str = "unstated") -> dict[str, Any]:
    return {"action": action, "value": value, "unit": unit, "text": text, "runs_from": start}


def test_a_limit_is_a_whole_sentence() -> None:
    assert promised(limit("feedback", 28)) == "We tell you what we found within 28 days."
    assert promised(limit("respond", 1, "working_days")) == "We answer you within 1 working day."


def test_a_further_limit_is_said_to_be_further() -> None:
    text = "The trustees reply within a further 14 days."
    assert promised(limit("respond", 14, text=text)) == "We answer you within 14 more days."


@pytest.mark.parametrize("unit", forms.UNITS)
@pytest.mark.parametrize("action", forms.ACTIONS)
def test_every_limit_that_can_be_adopted_has_words(action: str, unit: str) -> None:
    said = promised(limit(action, 5, unit))
    assert said[0].isupper() and said.endswith(".") and "5" in said


def test_every_handler_and_circumstance_that_can_be_adopted_has_words() -> None:
    assert set(HANDLERS) == set(forms.HANDLERS)
    assert set(STRAIGHT_HERE) <= set(forms.CIRCUMSTANCES)
    assert set(PROMISED) == set(forms.ACTIONS)
    assert set(COUNTED) == set(forms.STARTS) - {"unstated"}


def test_the_second_step_is_for_whoever_is_still_not_happy_and_names_whom_to_ask() -> None:
    first, second = lines([STEP | {"handler": "key_person"}, STEP], {Role.MANAGER: ["Jo", "Sam"]})
    assert first.words == "Talk to your child&#x27;s key person."
    assert second.words == "Still not happy? Ask the manager (<bdi>Jo, Sam</bdi>)."


def test_whoever_complains_about_the_manager_is_told_where_to_begin() -> None:
    (step,) = lines([STEP | {"handler": "line_manager", "starts_here_if": ["about_setting_manager"]}], {})
    assert [more.said for more in step.more] == ["Is it about the manager? Start here."]


def test_a_name_from_a_document_cannot_bring_marks_into_the_page() -> None:
    (step,) = lines([STEP | {"handler": "regulator", "external": True, "name": "<b>Of</b>sted"}], {})
    assert step.words == "You can tell <bdi>&lt;b&gt;Of&lt;/b&gt;sted</bdi> at any time."


def test_a_limit_says_from_when_it_counts_where_the_text_does() -> None:
    (step,) = lines([STEP | {"limits": [limit("acknowledge", 5), limit("report", 14)]}], {})
    assert [more.said for more in step.more] == [
        "We say that we have it within 5 days.",
        "We send you a report within 14 days.",
    ]
    from_receipt = [limit("acknowledge", 5, start="receipt"), limit("report", 14, start="receipt")]
    (step,) = lines([STEP | {"limits": from_receipt}], {})
    assert step.more[-1].said == "We count from the day we get it." and len(step.more) == 3
    (step,) = lines([STEP | {"limits": [from_receipt[0], limit("report", 14, start="previous_answer")]}], {})
    assert step.more[1].said == "We send you a report within 14 days. We count from the day of our last answer."


def test_a_limit_that_was_our_suggestion_is_marked_and_not_for_paper() -> None:
    read = limit("feedback", 28, start="receipt") | {"basis": "policy", "start_basis": "proposed"}
    ours = limit("acknowledge", 5, start="escalation") | {"basis": "proposed", "start_basis": "proposed"}
    typed = limit("respond", 9, start="escalation") | {"basis": "owners", "start_basis": "owners"}
    steps = lines([STEP | {"limits": [read, ours, typed]}], {})
    assert [(more.said, more.ours) for more in steps[0].more] == [
        ("We say that we have it within 5 days. We count from the day you ask for this.", True),
        ("We tell you what we found within 28 days.", False),
        ("We count from the day we get it.", True),
        ("We answer you within 9 days. We count from the day you ask for this.", False),
    ]
    assert steps.marked and len(steps[0].promises) == 2
    assert [more.said for more in steps[0].for_paper] == steps[0].promises
    assert not lines([STEP | {"limits": [typed]}], {}).marked


def test_a_step_for_which_nobody_names_a_time_says_so_but_not_the_first_talk_nor_the_regulator() -> None:
    written = STEP | {"channel": "either"}
    ofsted = STEP | {"handler": "regulator", "external": True, "name": "Ofsted"}
    steps = lines([STEP, written, written | {"limits": [limit("respond", 9)]}, ofsted], {})
    assert [line.untimed for line in steps] == [False, True, False, False]
    assert lines([written], {})[0].untimed


def test_an_agency_that_nobody_has_named_is_called_ours() -> None:
    (step,) = lines([STEP | {"handler": "regulator", "external": True, "name": AGENCY}], {})
    assert step.said == outside(AGENCY).said == "You can tell our childminder agency at any time."


def test_a_name_cannot_turn_the_direction_of_the_sentence_round_it() -> None:
    turned = "Jo" + chr(0x202E) + chr(0x2069) + "nes"
    (step,) = lines([STEP], {Role.MANAGER: [turned]})
    assert step.words == "Talk to the manager (<bdi>Jones</bdi>)."

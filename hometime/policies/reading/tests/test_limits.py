"""Limits of a sentence: what is owed, by when, counted from when, and what is no limit at all."""

from __future__ import annotations

import pytest

from hometime.policies.reading.limits import limits_in


def read(sentence: str) -> list[tuple[str, int, str, str]]:
    return [(f.limit.action, f.limit.value, f.limit.unit, f.limit.runs_from) for f in limits_in(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The chair acknowledges the letter within 5 days and replies within 20.",
         [("acknowledge", 5, "days", "unstated"), ("respond", 20, "days", "unstated")]),
        ("She looks into it and tells the parent what she found within 28 days of hearing of it.",
         [("feedback", 28, "days", "receipt")]),
        ("The panel meets within 15 days of your request.", [("meet", 15, "days", "escalation")]),
        ("You may appeal within 10 days of our reply.", [("escalate", 10, "days", "previous_answer")]),
        ("A full answer follows within 10 days of our acknowledging it.", [("respond", 10, "days", "acknowledgement")]),
        ("On receipt of a complaint the owner replies within 7 days.", [("respond", 7, "days", "receipt")]),
        ("The time can be extended by a further 14 days.", [("other", 14, "days", "previous_answer")]),
        ("Complaints must be made within three months of the event.", [("other", 3, "months", "unstated")]),
        ("We tell Ofsted of the complaint within 14 days.", [("other", 14, "days", "unstated")]),
    ],
)  # fmt: skip
def test_a_limit_is_read_with_what_is_owed_and_from_when(
    sentence: str, expected: list[tuple[str, int, str, str]]
) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Children stay at home for 48 hours after being sick.",
        "You will get the inspection report within 5 days.",
        "Invoices are settled within 14 days.",
        "Allegations are passed to the LADO within one working day.",
        "We list complaints made in the last 12 months.",
        "The manager replies as soon as possible.",
        "The manager replies within [3] days.",
        "Complaint records are kept for 3 years.",
    ],
)
def test_a_day_count_of_another_subject_is_no_complaint_limit(sentence: str) -> None:
    assert read(sentence) == []


def test_a_limit_keeps_the_words_it_was_read_from() -> None:
    sentence = "The chair replies within 9 days."
    assert [found.limit.text for found in limits_in(sentence)] == [sentence]


def test_making_time_to_give_feedback_is_feedback_and_making_time_for_a_talk_is_a_meeting() -> None:
    assert [limit[:2] for limit in read("The manager makes time to give feedback within 28 days.")] == [
        ("feedback", 28)
    ]
    assert [limit[:2] for limit in read("The manager makes time for you within 10 days.")] == [("meet", 10)]

"""What a text promises is measured against the law, its contacts are checked, and nobody judges themselves."""

from __future__ import annotations

import pytest

from hometime.policies.reading.findings_law import longest, shortest
from hometime.policies.reading.forms import Finding, Question
from hometime.policies.reading.numbers import durations
from hometime.policies.reading.tests.inside import library, read

COMPLAINTS = """
# 10.2 Complaints procedure

A parent may make a formal complaint and is told how.

## Parents

- A parent who is unhappy talks to the key person first.
- If the key person's answer does not satisfy the parent, they are directed to the manager. {around}
- The manager investigates the complaint and gives the parent feedback within {limit} of receiving it.
- A parent may complain to Ofsted at any time, by telephone or in writing. {contact}

## Record

- The law requires us to keep a record of complaints. Ofsted may see it at inspection.
- The record of complaints is kept for {years} after it is closed.
"""


def text(**words: str) -> str:
    usual = {"limit": "28 calendar days", "contact": "Telephone 0300 123 4666.", "years": "three years", "around": ""}
    return COMPLAINTS.format(**{**usual, **words})


def found(code: str, words: str) -> list[Finding]:
    return [finding for finding in read(words).findings if finding.code == code]


def asked(code: str, words: str) -> list[Question]:
    return [question for question in read(words).questions if question.code == code]


@pytest.mark.parametrize("limit", ["30 working days", "six weeks", "two months", "30 days", "25 working days"])
def test_a_limit_that_is_always_longer_than_the_law_s_is_refused(limit: str) -> None:
    (finding,) = found("weaker_than_the_law", text(limit=limit))
    assert finding.severity == "must"
    assert limit in finding.message


@pytest.mark.parametrize("limit", ["20 working days", "one month"])
def test_a_limit_that_may_run_past_the_law_s_is_pointed_out(limit: str) -> None:
    assert found("weaker_than_the_law", text(limit=limit)) == []
    (finding,) = found("may_run_past_the_law", text(limit=limit))
    assert finding.severity == "should"


@pytest.mark.parametrize(
    "limit", ["28 days", "28 calendar days", "four weeks", "10 working days", "a fortnight", "48 hours"]
)
def test_a_limit_within_the_law_is_left_alone(limit: str) -> None:
    assert found("weaker_than_the_law", text(limit=limit)) == []
    assert found("may_run_past_the_law", text(limit=limit)) == []


def test_thirty_working_days_come_to_at_least_forty_calendar_days() -> None:
    (limit,) = durations("within 30 working days")
    assert (shortest(limit), longest(limit)) == (40, 46)


@pytest.mark.parametrize(("years", "weak"), [("two years", 1), ("12 months", 0), ("three years", 0), ("6 years", 0)])
def test_records_kept_too_briefly_are_pointed_out(years: str, weak: int) -> None:
    assert len(found("weaker_than_the_law", text(years=years))) == weak


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (
            "- The law requires us to keep a record of complaints. Ofsted may see it at inspection.\n",
            "Ofsted, or the childminder",
        ),
        (
            "- The manager investigates the complaint and gives the parent feedback within 28 calendar days of receiving it.\n",
            "28 days",
        ),
        (
            "- A parent may complain to Ofsted at any time, by telephone or in writing. Telephone 0300 123 4666.\n",
            "how to reach Ofsted",
        ),
    ],
)
def test_a_duty_that_the_text_leaves_out_is_named(line: str, rule: str) -> None:
    whole = text()
    assert line in whole
    assert not any(rule in finding.message for finding in found("missing_duty", whole))
    assert any(rule in finding.message for finding in found("missing_duty", whole.replace(line, "")))


def test_a_complaints_text_is_not_asked_for_the_duties_of_a_partnership_text() -> None:
    assert not any("information about the setting" in finding.message for finding in found("missing_duty", text()))
    assert any("information about the setting" in f.message for f in found("missing_duty", library("ash-and-alder.md")))
    assert not any("complaint" in f.message.lower() for f in found("missing_duty", library("ash-and-alder.md")))


@pytest.mark.parametrize(
    ("contact", "code"),
    [
        ("Telephone 08456 404040.", "stale_contact"),
        ("Write to Ofsted, Royal Exchange Buildings, St Ann's Square, Manchester M2 7LA.", "stale_contact"),
        ("Write to Ofsted, Piccadilly Gate, South Street, Manchester M1 2WD.", "stale_contact"),
        ("Telephone 0300 123 12311.", "mistyped_contact"),
        ("Telephone 0300 123 466.", "mistyped_contact"),
        ("E-mail enquiries@ofsted,gov.uk.", "mistyped_contact"),
        ("E-mail enquiries@ofsted.", "mistyped_contact"),
    ],
)
def test_a_contact_that_cannot_be_right_is_named(contact: str, code: str) -> None:
    assert found(code, text(contact=contact)) != []


@pytest.mark.parametrize(
    "contact",
    [
        "Telephone 0300 123 4666, e-mail enquiries@ofsted.gov.uk.",
        "Write to Ofsted, Piccadilly Gate, Store Street, Manchester M1 2WD.",
        "Ring us on 01632 960123 or +44 1632 960123.",
        "Our nursery is at 4 South Street, Anytown.",
        "See www.gov.uk/contact-ofsted. Open 8.00 - 17.30, Monday 05/01/2026.",
    ],
)
def test_a_contact_in_order_is_left_alone(contact: str) -> None:
    assert found("stale_contact", text(contact=contact)) == []
    assert found("mistyped_contact", text(contact=contact)) == []


def test_a_number_for_ofsted_that_we_do_not_know_must_be_looked_up() -> None:
    (finding,) = found("regulator_number", text(contact="Telephone Ofsted on 0300 999 1111."))
    assert (finding.severity, finding.hole) == ("must", "H13")


def test_a_complaint_about_the_manager_without_a_way_round_is_named() -> None:
    assert found("judges_itself", text()) != []
    around = "A complaint about the manager goes straight to the trustees."
    assert found("judges_itself", text(around=around)) == []


def test_a_number_left_blank_is_named() -> None:
    assert found("limit_left_blank", text(limit="XX days")) != []
    assert found("limit_left_blank", text()) == []


def test_a_citation_with_the_title_of_another_procedure_is_named() -> None:
    words = text(around="We follow procedure 06.4 Missing child.")
    assert "Uncollected child" in found("reference_mismatch", words)[0].message
    assert found("reference_mismatch", words.replace("06.4", "06.5")) == []


def test_procedures_without_a_name_are_named() -> None:
    (finding,) = found("procedure_not_named", library("ash-and-alder.md"))
    assert finding.clause == "10.1/schools/1"
    assert found("procedure_not_named", library("bluebell.md")) == []


def test_a_translation_that_parents_seem_to_owe_is_named() -> None:
    (finding,) = found("translation_by_parents", library("ash-and-alder.md"))
    assert finding.clause == "10.1/parents/15"
    assert found("translation_by_parents", library("bluebell.md")) == []


def test_a_missing_complaints_procedure_stops_adoption() -> None:
    (finding,) = [f for f in found("dangling_reference", library("ash-and-alder.md")) if "10.2" in f.message]
    assert (finding.severity, finding.hole) == ("must", "H19")


def test_who_adopts_and_when_is_asked_only_where_the_text_is_silent() -> None:
    for code in ("adopter_unstated", "adoption_date_unstated"):
        assert len(asked(code, library("ash-and-alder.md"))) == 1
        assert asked(code, library("bluebell.md")) == []


def test_every_limit_without_a_start_becomes_a_question_with_both_readings() -> None:
    questions = asked("limit_start_unstated", library("bluebell.md"))
    assert [question.clause for question in questions] == [
        "10.2/parents/3",
        "10.2/parents/5",
        "10.2/other-services/5",
        "10.2/other-services/5",
    ]
    assert all("other reading" in question.proposal.lower() for question in questions)
    assert "first received" in questions[0].proposal


def test_a_step_without_a_limit_becomes_a_question() -> None:
    assert [question.clause for question in asked("step_without_limit", library("bluebell.md"))] == [
        "10.2/parents/4",
        "10.2/other-services/6",
    ]


def test_nothing_is_found_in_an_empty_document() -> None:
    reading = read("")
    assert (reading.findings, reading.questions) == ((), ())

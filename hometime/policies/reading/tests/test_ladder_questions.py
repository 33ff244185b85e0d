"""Questions: what a document leaves open is asked, with a proposal, and never answered for it."""

from __future__ import annotations

from hometime.policies.reading.forms import Block, Part, Question, ReadClause, Section
from hometime.policies.reading.ladder_questions import read_questions
from hometime.policies.reading.ladders import read_ladders

TITLE = Block("heading", "Complaints", 1)


def ask(*lines: str) -> tuple[Question, ...]:
    blocks = (TITLE, *(Block("paragraph", line) for line in lines))
    parts = (
        Part("", "procedure", "", (Section("", tuple(ReadClause(f"c/{n}", line) for n, line in enumerate(lines, 1))),)),
    )
    return read_questions(read_ladders(blocks, parts), blocks, parts)


def codes(*lines: str) -> set[str]:
    return {question.code for question in ask(*lines)}


def test_a_limit_without_a_start_becomes_a_question_about_its_clause() -> None:
    asked = ask("Speak to the manager, who replies within 28 calendar days.")
    (start,) = [question for question in asked if question.code == "limit_start_unstated"]
    assert start.clause == "c/1"
    assert "first received by anyone" in start.proposal


def test_a_further_limit_is_proposed_to_run_from_the_appeal() -> None:
    asked = ask(
        "Speak to the manager, who replies within 28 days of hearing it.",
        "If you are not satisfied, write to the trustees, who reply within a further 14 days.",
    )
    (start,) = [question for question in asked if question.code == "limit_start_unstated"]
    assert start.proposal.startswith("From the day the appeal was received")


def test_days_of_no_kind_are_asked_about_once() -> None:
    lines = ("Write to the manager, who acknowledges it within 3 days and replies within 9 days.",)
    assert [question.code for question in ask(*lines)].count("day_unit_unstated") == 1
    assert "day_unit_unstated" not in codes("Write to the manager, who replies within 9 working days.")


def test_a_step_without_a_time_is_asked_about() -> None:
    lines = ("Speak to the manager, who replies in 9 days.", "If you are not satisfied, write to the chair.")
    assert "step_without_limit" in codes(*lines)


def test_a_ladder_without_an_acknowledgement_is_asked_about() -> None:
    assert "no_acknowledgement" in codes("Write to the manager, who replies within 9 days.")
    assert "no_acknowledgement" not in codes("Write to the manager, who acknowledges it within 9 days.")


def test_a_blank_becomes_a_question_and_no_limit() -> None:
    lines = ("Write to the manager, who replies within [ ] days.",)
    assert "limit_left_blank" in codes(*lines)
    ladders = read_ladders((TITLE, Block("paragraph", lines[0])))
    assert [step.limits for ladder in ladders for step in ladder.steps] == [()]


def test_two_times_for_one_answer_are_both_kept_and_asked_about() -> None:
    lines = (
        "Write to the manager, who replies within 9 days.",
        "The manager replies to every complaint within 20 days.",
    )
    ladders = read_ladders((TITLE, *(Block("paragraph", line) for line in lines)))
    assert [limit.value for limit in ladders[0].steps[0].limits] == [9, 20]
    assert "contradictory_limits" in codes(*lines)


def test_nothing_is_asked_of_a_document_without_a_ladder() -> None:
    assert ask("We share a progress check with every family.") == ()

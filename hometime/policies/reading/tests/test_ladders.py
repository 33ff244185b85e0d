"""Ladders: which steps a complaint climbs, and what is no step."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometime.policies.reading.bodies import read_bodies
from hometime.policies.reading.forms import (
    ACTIONS,
    CHANNELS,
    HANDLERS,
    STARTS,
    UNITS,
    Block,
    Ladder,
    Part,
    ReadClause,
    Section,
)
from hometime.policies.reading.ladder_questions import read_questions
from hometime.policies.reading.ladders import read_ladders
from hometime.policies.reading.retention import read_retention

TITLE = Block("heading", "Complaints", 1)


def read(*lines: str) -> tuple[Ladder, ...]:
    return read_ladders((TITLE, *(Block("paragraph", line) for line in lines)))


def handlers(*lines: str) -> list[str]:
    return [step.handler for ladder in read(*lines) for step in ladder.steps]


def test_steps_are_counted_from_one_and_the_outside_body_comes_last() -> None:
    (ladder,) = read(
        "Ofsted can be told at any time.",
        "Talk to the room leader. If that does not settle it, write to the manager.",
        "If you are still not satisfied you may complain to Ofsted.",
    )
    assert [(step.order, step.handler, step.external) for step in ladder.steps] == [
        (1, "room_leader", False),
        (2, "setting_manager", False),
        (3, "regulator", True),
    ]


def test_the_deputy_who_stands_in_is_no_step() -> None:
    assert handlers("Speak to the manager or, in her absence, the deputy manager.") == ["setting_manager"]


def test_phases_of_one_persons_work_are_no_steps() -> None:
    lines = (
        "Complaints are handled by the manager.",
        "Stage 1: Receipt. It is logged.",
        "Stage 2: Investigation. Papers are read within 5 days.",
        "Stage 3: Outcome. You are told within 14 days.",
    )
    (ladder,) = read(*lines)
    assert [step.handler for step in ladder.steps] == ["setting_manager"]
    assert [limit.value for limit in ladder.steps[0].limits] == [5, 14]


def test_a_complaint_about_the_manager_starts_higher() -> None:
    (ladder,) = read(
        "Speak to the manager. If you are not satisfied, write to the chair.",
        "If the complaint is about the manager, speak to the chair.",
    )
    assert [step.starts_here_if for step in ladder.steps] == [(), ("about_setting_manager",)]


def test_a_channel_is_read_from_the_words_that_lead_to_a_step() -> None:
    (ladder,) = read("Speak to the leader. If it is not resolved, write to the owners.")
    assert [step.channel for step in ladder.steps] == ["spoken", "written"]


def test_a_childminder_who_writes_as_i_is_the_only_step() -> None:
    lines = ("I am a childminder. Please tell me if you are unhappy.", "I reply to you within 9 days of hearing of it.")
    assert handlers(*lines) == ["childminder"]


def test_other_services_have_a_ladder_of_their_own() -> None:
    blocks = (
        TITLE,
        Block("heading", "Parents", 2),
        Block("bullet", "Parents speak to the key person, and then to the manager if they are not satisfied.", 1),
        Block("heading", "Other agencies", 2),
        Block("bullet", "A complaint by another agency is put to the manager in writing.", 1),
    )
    assert [(ladder.audience, len(ladder.steps)) for ladder in read_ladders(blocks)] == [
        ("parents", 2),
        ("agencies", 1),
    ]


def test_numbering_that_begins_again_makes_a_second_ladder() -> None:
    lines = ("Stage 1: the key person.", "Stage 2: the manager.", "Stage 1: the room leader.", "Stage 2: the owner.")
    assert [[step.handler for step in ladder.steps] for ladder in read(*lines)] == [
        ["key_person", "setting_manager"],
        ["room_leader", "owners_directors_trustees"],
    ]


def test_a_limit_of_somebody_on_no_step_is_given_to_nobody() -> None:
    (ladder,) = read("Speak to the key person. The trustees reply within 30 days.")
    assert [step.limits for step in ladder.steps] == [()]


def test_a_step_names_the_clauses_it_was_read_from() -> None:
    line = "Speak to the key person."
    parts = (Part("10.2", "procedure", "Complaints", (Section("", (ReadClause("10.2/parents/1", line),)),)),)
    (ladder,) = read_ladders((TITLE, Block("paragraph", line)), parts)
    assert ladder.steps[0].clauses == ("10.2/parents/1",)


@pytest.mark.parametrize(
    "line",
    [
        "Our key person system helps every child to settle.",
        "The complaints procedure hangs on the noticeboard.",
        "Key persons meet parents to share concerns about a child's development.",
    ],
)
def test_a_document_on_something_else_has_no_ladder(line: str) -> None:
    assert read_ladders((Block("heading", "Working with parents", 1), Block("paragraph", line))) == ()


SAMPLE = (
    "stage one 2 If not satisfied the manager chair Ofsted within 14 days 28 working [3] XX _ complaint write speak to "
    "a about of receiving and who will reply; : . , ( ) • 0300 123 1231 M1 2WD I me key person owners"
)
WORDS = st.sampled_from(SAMPLE.split())
BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(["heading", "paragraph", "bullet", "table_row"]),
        st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join)),
        st.integers(0, 6),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_any_words_at_all_are_read_into_the_closed_vocabulary(blocks: list[Block]) -> None:
    ladders = read_ladders(blocks)
    read_questions(ladders, blocks)
    read_retention(blocks)
    read_bodies(blocks)
    for step in (step for ladder in ladders for step in ladder.steps):
        assert step.handler in HANDLERS and step.channel in CHANNELS
        for limit in step.limits:
            assert limit.action in ACTIONS and limit.unit in UNITS and limit.runs_from in STARTS
            assert (
                str(limit.value) in limit.text or not any(letter.isdigit() for letter in limit.text) or limit.value > 0
            )


def test_reading_twice_gives_the_same() -> None:
    lines = (
        "Speak to the manager, who replies in 9 days.",
        "If not satisfied, write to the chair within 5 days of the reply.",
    )
    assert read(*lines) == read(*lines)


def test_a_text_without_a_full_stop_is_read_to_its_end() -> None:
    words = (
        "If you are not satisfied with the reply write to the chair within 10 days of it and the chair will answer "
        * 400
    )
    ladders = read_ladders((TITLE, Block("paragraph", words)))
    assert all(dataclasses.is_dataclass(ladder) for ladder in ladders)


def sections(*texts: tuple[str, int] | str) -> list[list[str]]:
    """The handlers of each ladder of a document given as bullets and, with their levels, headings."""
    blocks = (Block("bullet", t, 1) if isinstance(t, str) else Block("heading", *t) for t in texts)
    return [[step.handler for step in ladder.steps] for ladder in read_ladders((TITLE, *blocks))]


def test_two_lists_under_one_repeated_heading_are_two_ladders() -> None:
    assert sections(
        ("Elm Road", 2),
        ("What to do", 3),
        "Talk to your child's key person.",
        "If you are not satisfied, write to the manager, who replies within 14 days.",
        ("Oak Road", 2),
        ("What to do", 3),
        "Talk to the manager.",
        "If you are not satisfied, write to the trustees, who reply within 28 days.",
    ) == [["key_person", "setting_manager"], ["setting_manager", "owners_directors_trustees"]]


def test_a_repeated_heading_below_formal_complaints_goes_on_with_the_ladder() -> None:
    assert sections(
        ("Informal complaints", 2),
        ("What to do", 3),
        "Talk to your child's key person.",
        "If you are not satisfied, tell the manager.",
        ("Formal complaints", 2),
        ("What to do", 3),
        "Write to the manager.",
        "If you are not satisfied, write to the trustees.",
    ) == [["key_person", "setting_manager", "setting_manager", "owners_directors_trustees"]]


def test_a_repeated_heading_below_other_agencies_is_the_agencies_ladder() -> None:
    blocks = (
        Block("heading", "Parents", 2),
        Block("heading", "What to do", 3),
        Block("bullet", "If you are unhappy, talk to your child's key person.", 1),
        Block("bullet", "If you are not satisfied, write to the manager.", 1),
        Block("heading", "Other agencies", 2),
        Block("heading", "What to do", 3),
        Block("bullet", "Write to the manager, who will acknowledge the complaint within 5 days.", 1),
    )
    ladders = read_ladders((TITLE, *blocks))
    assert [(ladder.audience, [step.handler for step in ladder.steps]) for ladder in ladders] == [
        ("parents", ["key_person", "setting_manager"]),
        ("agencies", ["setting_manager"]),
    ]


def test_an_overview_of_who_stands_above_whom_does_not_set_the_order() -> None:
    assert handlers(
        "The Director is answerable for the nursery. What the team cannot settle goes up to the Director.",
        "To begin with, talk over a complaint with the member of staff concerned.",
        "If you are not satisfied, write to the Director.",
    ) == ["any_staff", "director"]


def test_somebody_rather_spoken_to_is_no_further_step() -> None:
    assert handlers(
        "If you have a complaint, talk to the manager.",
        "If you do not wish to raise the matter with the manager, contact a member of the committee.",
        "If you are still not satisfied, write to the chair.",
    ) == ["setting_manager", "chair"]

"""Blocks to parts, sections and clause keys."""

from __future__ import annotations

import pytest

from hometime.policies.reading.forms import Block
from hometime.policies.reading.structure import number_and_title, slug, structure


def heading(text: str, level: int = 2) -> Block:
    """A heading block."""
    return Block("heading", text, level)


def bullet(text: str) -> Block:
    """A bullet block."""
    return Block("bullet", text, 1)


@pytest.mark.parametrize(
    "written", ["6.2 Allegations", "06.2 Allegations", "06.02 Allegations", "Procedure 06.2: Allegations"]
)
def test_a_number_is_the_same_however_many_noughts_it_is_written_with(written: str) -> None:
    assert number_and_title(written) == ("6.2", "Allegations")


@pytest.mark.parametrize("text", ["28 days later", "10", "2025 Ltd", "Families"])
def test_other_figures_are_no_policy_number(text: str) -> None:
    assert number_and_title(text) == ("", text)


def test_a_policy_and_its_procedures_become_parts_and_their_group_heading_none() -> None:
    group = heading("10 Working together procedures", 1)
    parts = structure(
        [
            heading("10 Working together policy", 1), heading("Aims"), bullet("We listen."),
            group, heading("10.1 Working together", 1), heading("Families"), bullet("Each has a key person."),
            group, heading("10.2 Complaints", 1), bullet("Speak to us."),
        ]
    )  # fmt: skip
    assert [(part.number, part.kind, part.title) for part in parts] == [
        ("10", "policy", "Working together policy"),
        ("10.1", "procedure", "Working together"),
        ("10.2", "procedure", "Complaints"),
    ]
    assert [clause.text for part in parts for section in part.sections for clause in section.clauses] == [
        "We listen.", "Each has a key person.", "Speak to us.",
    ]  # fmt: skip


def test_keys_are_made_of_number_heading_and_place() -> None:
    (part,) = structure(
        [
            heading("10.1 Working together procedure", 1),
            bullet("First."),
            heading("Our families"),
            bullet("A."),
            bullet("B."),
        ]
    )
    assert [clause.key for section in part.sections for clause in section.clauses] == [
        "10.1/opening/1", "10.1/our-families/1", "10.1/our-families/2",
    ]  # fmt: skip


def test_headings_that_come_twice_keep_different_keys() -> None:
    (part,) = structure(
        [heading("10.1 Working procedure", 1), heading("Staff"), bullet("A."), heading("Staff"), bullet("B.")]
    )
    keys = [clause.key for section in part.sections for clause in section.clauses]
    assert keys == ["10.1/staff/1", "10.1/staff-2/1"]


def test_numbered_sections_of_one_document_are_no_parts_of_their_own() -> None:
    (part,) = structure(
        [
            heading("COMPLAINTS POLICY"), heading("1. Our aims"), bullet("We listen."), heading("2. Procedure"), bullet("Tell us."),
            heading("3. Records"), bullet("We keep them."),
        ]
    )  # fmt: skip
    assert part.number == "" and part.title == "COMPLAINTS POLICY"
    assert [section.heading for section in part.sections] == ["Our aims", "Procedure", "Records"]


def test_a_setting_s_name_over_the_document_is_not_its_title() -> None:
    (part,) = structure(
        [heading("WILLOW END NURSERY"), heading("Complaints policy"), Block("paragraph", "We want to hear from you.")]
    )
    assert part.title == "Complaints policy"


def test_two_policies_in_one_document_are_two_parts() -> None:
    parts = structure(
        [
            heading("Complaints policy", 1),
            bullet("Tell us."),
            heading("Settling in policy", 1),
            bullet("Visit us first."),
        ]
    )
    assert [part.title for part in parts] == ["Complaints policy", "Settling in policy"]


def test_text_without_any_heading_still_becomes_clauses() -> None:
    (part,) = structure([Block("paragraph", "Tell the manager."), Block("paragraph", "She answers within a week.")])
    assert [clause.text for clause in part.sections[0].clauses] == ["Tell the manager.", "She answers within a week."]


def test_nothing_gives_no_parts() -> None:
    assert structure([]) == ()


def test_a_heading_s_number_is_no_part_of_its_key() -> None:
    assert slug("2. Parents/carers' views:") == "parents-views"


def test_a_procedure_s_number_in_the_title_makes_it_a_part() -> None:
    (part,) = structure([heading("Policy 10.2 – Complaints", 1), heading("Telling us"), bullet("Speak to us.")])
    assert (part.number, part.title) == ("10.2", "Complaints")
    (bare,) = structure([heading("10.2 Complaints", 1), bullet("Speak to us.")])
    assert (bare.number, bare.kind) == ("10.2", "procedure")


def test_numbered_sections_inside_a_procedure_are_sections() -> None:
    blocks = [
        heading("10.2 Complaints procedure", 1),
        heading("10.2.1 Telling us"),
        bullet("Speak."),
        heading("10.2.2 Records"),
        bullet("Kept."),
    ]
    (part,) = structure(blocks)
    assert [section.heading for section in part.sections] == ["Telling us", "Records"]

"""Who adopted a document, for which settings, and when."""

from __future__ import annotations

import pytest

from hometime.policies.reading.adoption import adoption, date_in
from hometime.policies.reading.forms import Block


def said(*texts: str) -> tuple[str | None, tuple[str, ...], str | None]:
    """What paragraphs say about the adoption."""
    return adoption([Block("paragraph", text) for text in texts])


def test_a_company_with_two_settings_is_read_whole() -> None:
    line = "This policy was adopted by Hazel Hill Nurseries Ltd (comprising of Hazel Nursery and Elder Pre-School) on 3rd May 2024."
    assert said(line) == ("Hazel Hill Nurseries Ltd", ("Hazel Nursery", "Elder Pre-School"), "2024-05-03")


def test_a_setting_with_an_and_of_its_own_stays_whole() -> None:
    line = "Adopted by Oak Ltd (comprising Ash and Alder Pre-School, and Rowan Nursery) on 1/9/2023."
    assert said(line)[1] == ("Ash and Alder Pre-School", "Rowan Nursery")


@pytest.mark.parametrize(
    "lines",
    [
        ("This procedure was adopted by:", "Hazel Nursery", "On:", "4 June 2022"),
        ("This procedure was adopted by: Hazel Nursery", "On: 4 June 2022"),
        ("Adopted by: Hazel Nursery", "Date adopted: 04/06/2022", "Review date: 05/06/2023"),
    ],
)
def test_a_form_with_one_line_for_each_answer_is_read_as_one(lines: tuple[str, ...]) -> None:
    assert said(*lines) == ("Hazel Nursery", (), "2022-06-04")


def test_a_review_date_is_no_date_of_adoption() -> None:
    assert said("Adopted by: Hazel Nursery", "Review date: 05/06/2023") == ("Hazel Nursery", (), None)


@pytest.mark.parametrize(
    "line",
    [
        "This policy was adopted by ______________ on ______________.",
        "This policy was adopted by «Setting» on «Date».",
        "Adopted by [name of setting] on [date].",
        "This policy was adopted by the committee.",
        "Parents are told when a policy is adopted.",
    ],
)
def test_blanks_and_generalities_are_no_adoption(line: str) -> None:
    assert said(line) == (None, (), None)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("4th November 2025", "2025-11-04"),
        ("on 4 Nov. 2025", "2025-11-04"),
        ("the 1st day of March, 2024", "2024-03-01"),
        ("04/11/2025", "2025-11-04"),
        ("4.11.25", "2025-11-04"),
        ("2025-11-04", "2025-11-04"),
        ("November 2025", None),
        ("31/02/2025", None),
        ("13/13/2025", None),
    ],
)
def test_dates_are_read_the_british_way_and_half_dates_not_at_all(written: str, day: str | None) -> None:
    assert date_in(written) == day


def test_a_document_that_does_not_say_has_no_adopter() -> None:
    assert said("We listen to families.") == (None, (), None)


def test_a_name_over_the_document_is_written_as_the_text_writes_it() -> None:
    blocks = [
        Block("heading", "ASH AND ALDER PRESCHOOL", 1),
        Block("paragraph", "At Ash and Alder Preschool we listen."),
    ]
    assert adoption(blocks)[1] == ("Ash and Alder Preschool",)

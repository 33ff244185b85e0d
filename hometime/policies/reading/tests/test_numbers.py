"""Durations: how many, in which unit, and whether the words make a deadline of them."""

from __future__ import annotations

import pytest

from hometime.policies.reading.numbers import blanks, durations, number


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("within 28 days", 28, "days"),
        ("within twenty-eight (28) calendar days", 28, "calendar_days"),
        ("within 14 (fourteen) days", 14, "days"),
        ("inside ten working days", 10, "working_days"),
        ("within 5-10 days", 10, "days"),
        ("within three to five working days", 5, "working_days"),
        ("within a fortnight", 14, "days"),
        ("within two weeks", 14, "days"),
        ("within a couple of weeks", 14, "days"),
        ("in no more than 48hrs", 48, "hours"),
        ("within 24-hours", 24, "hours"),
        ("within a month", 1, "months"),
        ("within five working days in term time", 5, "term_days"),
        ("within 15 school days", 15, "term_days"),
        ("by the end of the next working day", 1, "working_days"),
        ("within a further 14 days", 14, "days"),
        ("10 days at the latest", 10, "days"),
        ("10 days of receiving it", 10, "days"),
    ],
)
def test_a_deadline_is_read_with_its_unit(words: str, value: int, unit: str) -> None:
    (found,) = durations(f"We answer {words}.")
    assert (found.value, found.unit, found.standing) == (value, unit, "deadline")


@pytest.mark.parametrize(
    "words",
    [
        "every six weeks", "at least 14 days", "for 48 hours", "four weeks' notice", "two weeks old", "over 28 days",
        "the last 12 months", "minimum of 3 days", "aged 24 months",
    ],
)  # fmt: skip
def test_a_duration_of_another_sort_is_no_deadline(words: str) -> None:
    assert all(found.standing == "not_a_deadline" for found in durations(f"It is {words} here"))


def test_a_bare_duration_is_neither() -> None:
    assert [found.standing for found in durations("Manager, 10 working days")] == ["bare"]


def test_a_second_number_borrows_the_unit_of_the_first() -> None:
    assert [(found.value, found.unit) for found in durations("in 7 working days and always within 28")] == [
        (7, "working_days"),
        (28, "working_days"),
    ]


@pytest.mark.parametrize("words", ["within [3] days", "within XX working days", "in ___ days", "within {{n}} days"])
def test_a_number_never_filled_in_is_a_blank_and_no_duration(words: str) -> None:
    assert durations(words) == ()
    assert len(blanks(words)) == 1


def test_numbers_are_read_in_digits_and_words() -> None:
    assert [number(words) for words in ("7", "seven", "twenty one", "thirty-five")] == [7, 7, 21, 35]
    with pytest.raises(ValueError, match="is not a number"):
        number("several")

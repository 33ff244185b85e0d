"""A pupil's number: its check letter, its shape, and that nothing else passes for one."""

from __future__ import annotations

import pytest

from hometime.schools import upn


def test_the_published_example_is_right() -> None:
    assert upn.is_right("R674123101121")
    assert upn.check_letter("674123101121") == "R"


@pytest.mark.parametrize(
    "number", ["Q674123101121", "R674123101122", "R764123101121", "R67412310112", "", "I674123101121"]
)
def test_a_number_with_anything_wrong_is_refused(number: str) -> None:
    assert not upn.is_right(number)


def test_every_single_slip_of_a_digit_is_found() -> None:
    right = "R674123101121"
    for at in range(1, len(right)):
        for digit in "0123456789":
            slipped = f"{right[:at]}{digit}{right[at + 1 :]}"
            assert upn.is_right(slipped) == (slipped == right)


def test_a_temporary_number_ends_in_a_letter_and_typing_is_forgiving() -> None:
    rest = "82039880001A"
    assert upn.is_right(upn.check_letter(rest) + rest)
    assert upn.tidy(" r67 4123 101121 ") == "R674123101121"


def test_no_letter_is_given_to_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="eleven digits"):
        upn.check_letter("12")

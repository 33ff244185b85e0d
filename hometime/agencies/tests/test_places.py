"""How near something is, and which need a term belongs to."""

from __future__ import annotations

import pytest

from hometime.agencies.needs import NEEDS, needs_of, numbered
from hometime.agencies.places import area, miles, outward


@pytest.mark.parametrize(
    ("typed", "half"),
    [
        ("ME2 1AA", "ME2"), ("me21aa", "ME2"), ("ME2", "ME2"), (" sw1a 1aa ", "SW1A"), ("SW1A", "SW1A"), ("E1 6AN", "E1"),
        ("", ""), ("Otterford", ""), ("12345", ""), ("ME", ""),
    ],
)  # fmt: skip
def test_the_first_half_of_a_postcode_is_known_however_it_is_typed(typed: str, half: str) -> None:
    assert outward(typed) == half


def test_the_letters_of_a_postcode_are_the_wider_place() -> None:
    assert (area("ME2"), area("E1"), area("")) == ("ME", "E", "")


def test_miles_are_those_of_the_crow() -> None:
    london, paris = (51.5074, -0.1278), (48.8566, 2.3522)
    assert round(miles(london, paris)) == 213
    assert miles(london, london) == 0


def test_a_need_stands_in_an_address_as_a_number_that_is_its_own() -> None:
    assert len({need.number for need in NEEDS.values()}) == len(NEEDS)
    assert [numbered(need.number) for need in NEEDS.values()] == list(NEEDS)
    assert numbered("money") == numbered("99") == numbered("") == ""


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        (["Debt advice"], ["money"]), (["Family hub", "Stay and play"], ["hub"]), (["ESOL classes"], ["english"]),
        (["Women's refuge"], ["afraid"]), (["Refugee welcome"], ["culture"]), (["Chess club"], ["other"]), ([], ["other"]),
    ],
)  # fmt: skip
def test_a_feeds_words_are_known_by_need(words: list[str], needs: list[str]) -> None:
    assert needs_of(words) == needs

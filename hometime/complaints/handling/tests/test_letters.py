"""The letter says what was recorded, is easy to read, and never leaves out whom to tell outside."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometime.complaints.handling.letters import (
    FOUND,
    FOUND_WHOLE,
    LONGEST,
    TARGET,
    After,
    Answered,
    Free,
    Letter,
    Outside,
)
from hometime.complaints.handling.letters import code as code_of
from hometime.complaints.handling.letters import letter as put_together
from hometime.complaints.handling.points import whole
from hometime.complaints.models import Finding
from hometime.ui.reading_age import longest, measured

DAY = dt.date(2026, 3, 9)
OFSTED = Outside("Ofsted", "0300 123 1231", "Piccadilly Gate\nManchester")


def letter(**facts: object) -> Letter:
    given: dict[str, object] = {
        "setting": "Riverside", "reference": "K7M-4QF", "to": "Mum", "on": DAY, "signed": "Mo", "received_on": DAY,
        "said": "The gate stood open.", "points": (), "finding": "upheld",
        "free": Free("We asked.", "We are sorry.", "We mend it.", "We look each day."),
        "after": After("line_manager", "Lin", 14), "outside": (OFSTED,), "phone": "01632 960101", **facts,
    }  # fmt: skip
    return put_together(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("finding", Finding.values)
@pytest.mark.parametrize("family", [True, False])
@pytest.mark.parametrize("after", [None, After("line_manager", "Lin", 14), After("owners_directors_trustees")])
def test_our_own_sentences_are_easy_to_read(finding: str, family: bool, after: After | None) -> None:
    points = [Answered("It was cold.", finding, "The stove was out.")]
    ours = letter(finding=finding, points=points, after=after, family=family, free=Free()).body
    assert measured(ours, frozenset({"manager", "manager's", "owners"})).grade <= TARGET
    assert longest(ours, LONGEST) == []


TEXT = st.text(max_size=60)


@given(TEXT, TEXT, TEXT, st.sampled_from(Finding.values), st.booleans(), st.booleans())
def test_whatever_is_written_the_regulator_stands_at_its_end(
    explanation: str, apology: str, said: str, finding: str, family: bool, known: bool
) -> None:
    made = letter(
        free=Free(explanation, apology), said=said, finding=finding, family=family, outside=(OFSTED,) if known else ()
    )
    last = made.sections[-1]
    assert last.heading == ("You can tell Ofsted at any time" if known else "You can tell the regulator at any time")
    assert "You do not need to ask us first." in last.lines
    assert not known or "0300 123 1231" in last.lines[0]


def test_one_sign_changed_changes_the_code() -> None:
    text = letter().text
    assert code_of(text) == code_of(letter().text) != code_of(text.replace("sorry", "sorri"))


def test_every_finding_has_its_words() -> None:
    assert set(FOUND) == set(FOUND_WHOLE) == set(Finding.values)


def test_the_finding_of_the_whole_follows_from_those_of_the_points() -> None:
    for found in itertools.product(Finding.values, repeat=3):
        answer = whole(found)
        assert (answer == "upheld") == ("upheld" in found)
        if "upheld" not in found:
            assert (answer == "partly") == ("partly" in found)
        assert (answer == "not_upheld") == (set(found) == {"not_upheld"})
    assert whole([]) == whole(["upheld", ""]) == ""


def test_another_service_is_told_to_write_and_no_child_is_named_to_it() -> None:
    words = letter(family=False, after=After("line_manager", written=True)).text
    assert "Put it in writing." in words and "your child" not in words

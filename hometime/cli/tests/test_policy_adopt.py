"""Adopting by command: open points are answered by the command, by a file, by our proposals, or at the keyboard."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from hometime.cli import policy_adopt, policy_read
from hometime.kernel.answers import Refused
from hometime.policies.library import library_reading
from hometime.policies.reading.forms import Reading
from hometime.policies.settling import Settled, open_points, proposals


@pytest.fixture
def reading() -> Reading:
    return library_reading("10.2")


def words(**more: object) -> argparse.Namespace:
    plain = {
        "on": dt.date(2026, 3, 2),
        "setting": ["Ash and Alder Preschool"],
        "answers": None,
        "accept_proposals": False,
    }
    return argparse.Namespace(**{**plain, **more})


def settle(reading: Reading, said: argparse.Namespace) -> Settled:
    return policy_adopt._settled(reading, said)


def key(reading: Reading, code: str) -> str:
    return next(point.key for point in open_points(reading) if point.question.code == code)


def test_without_a_keyboard_what_is_open_is_counted_and_nothing_goes_on(reading: Reading) -> None:
    answered_by_the_command = 2  # the day, and the settings
    left = len(open_points(reading)) - answered_by_the_command
    with pytest.raises(Refused, match=f"leaves {left} questions open"):
        settle(reading, words())


def test_a_file_of_answers_goes_before_our_proposals(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({key(reading, "no_acknowledgement"): "3 working days"}))
    confirmed = settle(reading, words(answers=file, accept_proposals=True))
    said = {one.key.split(":")[0]: (one.value, one.whose) for one in confirmed.answered}
    assert said["no_acknowledgement"] == ("3 working_days", "owners")
    assert said["day_unit_unstated"] == ("calendar_days", "proposal")
    assert said["adoption_date_unstated"] == ("2026-03-02", "owners")
    assert confirmed.reading.settings == ("Ash and Alder Preschool",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is not JSON"),
        ("[]", "one object"),
        ('{"a": 3}', "a text for every key"),
        ('{"somewhere": "none"}', "does not ask"),
    ],
)
def test_a_file_that_does_not_answer_is_refused_in_plain_words(
    reading: Reading, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "answers.json"
    file.write_text(text)
    with pytest.raises(Refused, match=told):
        settle(reading, words(answers=file))
    with pytest.raises(Refused, match="could not be read"):
        settle(reading, words(answers=tmp_path / "none.json"))


def test_an_answer_that_the_law_rules_out_is_refused_with_its_reason(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({key(reading, "day_unit_unstated"): "working_days"}))
    with pytest.raises(Refused, match=r"within 28 calendar days.*Nothing was adopted"):
        settle(reading, words(answers=file, accept_proposals=True))


def test_at_the_keyboard_choices_are_numbered_and_a_wrong_answer_is_asked_again(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed: Iterator[str] = iter(["2", "The committee", "perhaps", "", "3 working days"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda prompt="": next(typed, ""))
    confirmed = settle(reading, words())
    shown = capsys.readouterr().out
    assert (
        "1. " in shown and "(our proposal)" in shown and "There is no answer 2" in shown and "cannot be taken" in shown
    )
    assert next(typed, "all read") == "all read"
    owners = [one for one in confirmed.answered if one.whose == "owners"]
    assert len(owners) == 4  # the two that the command gave, and two from the keyboard


def test_what_can_be_read_of_a_document_lists_the_keys_that_a_file_of_answers_takes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    book = Path(str(resources.files("hometime.policies.library"))) / "documents" / "ash-and-alder.md"
    assert policy_read.run(argparse.Namespace(file=book, json=True)) == 0
    points = json.loads(capsys.readouterr().out)["points"]
    assert {p["key"]: p["choices"][0]["value"] for p in points} == proposals(policy_read.reading_of(book))
    assert {"key", "ask", "clause", "hole", "takes", "choices"} == set(points[0])

"""The register by command: shown first, taken in where that is said, and refused in plain words."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import pytest

from hometime.cli import place, schools_import
from hometime.kernel.answers import Refused
from hometime.schools.models import School
from hometime.schools.tests.registers import register, school
from tests.cast import Cast


@pytest.fixture
def file(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register of two schools, one of them elsewhere, and the house that the tests have open."""
    monkeypatch.setattr(place, "ready", lambda said: None)
    monkeypatch.setattr(place, "open_django", lambda: None)
    made = tmp_path / "register.csv"
    elsewhere = school(2, **{"LA (code)": "902", "LA (name)": "Elsewhere"})
    made.write_bytes(register([school(1), elsewhere, school(3, URN="none")]).getvalue())
    return made


def said(file: Path, **more: object) -> argparse.Namespace:
    plain = {"file": file, "authority": ["901"], "provider": "Riverside Pre-Schools Ltd", "yes": False, "json": False}
    return argparse.Namespace(**{**plain, **more})


def kept() -> list[str]:
    return [school.name for school in School.objects.unscoped("test").order_by("urn")]


def test_without_a_keyboard_it_shows_what_would_change_and_writes_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert schools_import.run(said(file)) == 0
    told = capsys.readouterr()
    assert "3 lines read, 1 new" in told.out and "Nothing was written down" in told.out
    assert "Line 4: The number of the school" in told.err
    assert kept() == []


def test_yes_takes_it_in_and_json_counts_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert schools_import.run(said(file, yes=True, json=True)) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["taken_in"] and told["counts"]["new"] == 1 and told["counts"]["elsewhere"] == 1
    assert told["faults"] == [{"line": 4, "fault": "urn"}]
    assert kept() == ["School 1"]


@pytest.mark.parametrize(("typed", "count"), [("yes", 1), ("no", 0)])
def test_somebody_at_the_keyboard_is_asked(file: Path, monkeypatch: pytest.MonkeyPatch, typed: str, count: int) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda ask: typed)
    assert schools_import.run(said(file)) == 0
    assert len(kept()) == count


def test_a_house_of_several_providers_asks_whose_schools_they_are(file: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Say whose schools"):
        schools_import.run(said(file, provider=None))
    with pytest.raises(Refused, match="could not be read"):
        schools_import.run(said(tmp_path / "nowhere.csv"))

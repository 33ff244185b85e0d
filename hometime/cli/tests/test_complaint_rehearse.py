"""Rehearsing by command: the contract's form in and out, and plain words for what cannot be played."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hometime.cli import main

SCENARIO: dict[str, Any] = {
    "document": "library:10.2", "ladder": "parents", "today": "2026-04-10",
    "complaint": {
        "received_on": "2026-03-09", "received_by": "any_staff", "channel": "written", "about": ["care"],
        "about_a_child": True, "eyfs_requirement": True, "serious_harm_by_staff": False,
    },
    "events": [{"on": "2026-03-12", "event": "acknowledged"}],
}  # fmt: skip
Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the scenario, changed, and gives its name."""

    def writes(**changed: Any) -> str:
        file = tmp_path / "scenario.json"
        file.write_text(json.dumps({**SCENARIO, **changed}))
        return str(file)

    return writes


def test_the_answer_has_the_fields_of_the_contract(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["complaint", "rehearse", write(), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"state", "at", "duties", "barred", "can_next", "regulator", "notes"}
    assert told["at"] == {"handler": "setting_manager", "since": "2026-03-09"}
    assert set(told["duties"][0]) == {
        "action", "owed_by", "counted_from", "due", "basis", "clause", "standing", "kept_on", "why",
    }  # fmt: skip
    assert told["duties"][0]["standing"] == "overdue"
    assert told["regulator"] == {"name": "Ofsted", "phone": "0300 123 1231", "open": True}


def test_the_command_lines_day_and_document_go_before_the_scenarios(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.md"
    own.write_text(
        "# Complaints\n\n- Write to the manager about your complaint, who answers within 10 days of receiving it.\n"
    )
    assert main(["complaint", "rehearse", write(), "--policy", str(own), "--today", "2026-03-12", "--json"]) == 0
    (answer,) = [d for d in json.loads(capsys.readouterr().out)["duties"] if d["basis"] == "policy"]
    assert (answer["due"], answer["standing"]) == ("2026-03-19", "due_soon")
    assert main(["complaint", "rehearse", write(document="own.md"), "--json"]) == 0, "a document beside the scenario"


def test_plain_words_are_printed_for_people(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["complaint", "rehearse", write()]) == 0
    shown = capsys.readouterr().out
    assert "With the setting manager, since 2026-03-09." in shown
    assert "2026-04-06 (overdue; policy)" in shown and "Easter Monday" in shown
    assert "Ofsted can be told at any time: 0300 123 1231." in shown


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"complaint": {**SCENARIO["complaint"], "received_on": "2027-02-29"}}, "is no day"),
        ({"complaint": {**SCENARIO["complaint"], "received_on": "9999-12-31"}}, "outside the years"),
        ({"complaint": {**SCENARIO["complaint"], "received_on": 3}}, "is no day"),
        ({"complaint": {**SCENARIO["complaint"], "received_on": "2026-05-01"}}, "which is after"),
        ({"complaint": {**SCENARIO["complaint"], "about": "care"}}, "is a list of"),
        ({"complaint": {**SCENARIO["complaint"], "about": [["care"]]}}, "is a list of"),
        ({"complaint": {**SCENARIO["complaint"], "channel": "sung"}}, "is one of: spoken, written"),
        ({"complaint": {**SCENARIO["complaint"], "channel": ["spoken"]}}, "is one of: spoken, written"),
        ({"complaint": {**SCENARIO["complaint"], "eyfs_requirement": "yes"}}, "is true or false"),
        ({"complaint": None}, "holds no complaint"),
        ({"events": {}}, "is a list"),
        ({"events": [{"on": "2026-03-12", "event": "sung"}]}, "is one of"),
        ({"events": [{"on": "2026-03-01", "event": "answered"}]}, "before the complaint came in"),
        ({"ladder": "cooks"}, "is one of: parents, agencies"),
        ({"document": "library:10.1"}, "library:10.2"),
        ({"document": "library:99"}, "library:10.2"),
        ({"document": 7}, "library:10.2"),
        ({"document": "nowhere.docx"}, "could not be read"),
        ({"today": "soon"}, "is no day"),
    ],
)
def test_what_cannot_be_played_ends_with_one_and_plain_words(
    write: Write, changed: dict[str, Any], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["complaint", "rehearse", write(**changed)]) == 1
    told = capsys.readouterr()
    assert words in told.err and told.err.strip().endswith(".") and "Traceback" not in told.err and not told.out


def test_a_scenario_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text, words in (("{", "is not JSON"), ("[]", "one object")):
        file = tmp_path / "bad.json"
        file.write_text(text)
        assert main(["complaint", "rehearse", str(file)]) == 1
        assert words in capsys.readouterr().err
    assert main(["complaint", "rehearse", str(tmp_path / "none.json")]) == 1


def test_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["complaint", "rehearse", "--help"])
    assert ended.value.code == 0 and "Example: hometime complaint rehearse" in capsys.readouterr().out

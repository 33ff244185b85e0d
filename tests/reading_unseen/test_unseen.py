"""Documents the reader was not written for stay read at least as well as measured, with nothing invented."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import pytest

from hometime.policies.reading import read_file
from hometime.policies.reading.forms import as_json
from tests.reading_unseen.scoring import Score, score

HERE = Path(__file__).parent


@functools.cache
def _judged(folder: str) -> Score:
    total = Score()
    for truth in json.loads((HERE / folder / "truth.json").read_text(encoding="utf-8"))["documents"]:
        reading = read_file(HERE / folder / f"{truth['id']}.{truth['format']}")
        total.add(score(truth, json.loads(json.dumps(as_json(reading), default=str))))
    return total


@pytest.mark.parametrize(("folder", "misread"), [("first", 2), ("second", 0), ("third", 0), ("fourth", 0)])
def test_no_limit_step_or_number_is_invented_in_an_unseen_document(folder: str, misread: int) -> None:
    judged = _judged(folder)
    assert judged.invented == judged.strange_numbers == 0, judged.faults
    assert judged.misread <= misread, judged.faults
    assert not judged.counts["steps", "false"], judged.faults


@pytest.mark.parametrize(
    ("folder", "kind", "missed"),
    [
        ("first", "steps", 0),
        ("first", "limits", 2),
        ("first", "kept", 1),
        ("first", "bodies", 0),
        ("second", "steps", 1),
        ("second", "limits", 0),
        ("second", "kept", 0),
        ("second", "bodies", 0),
        ("third", "steps", 1),
        ("third", "limits", 0),
        ("third", "kept", 0),
        ("third", "bodies", 0),
        ("fourth", "steps", 0),
        ("fourth", "limits", 0),
        ("fourth", "kept", 0),
        ("fourth", "bodies", 0),
    ],
)
def test_no_more_is_missed_in_unseen_documents_than_was_measured(folder: str, kind: str, missed: int) -> None:
    judged = _judged(folder)
    assert judged.counts[kind, "missed"] <= missed, judged.faults


def test_the_scorer_tells_an_invented_limit_from_a_misread_one() -> None:
    truth = json.loads((HERE / "first" / "truth.json").read_text(encoding="utf-8"))["documents"][0]
    limit = {"action": "acknowledge", "value": 3, "unit": "days", "runs_from": "unstated"}
    step = {"order": 1, "handler": "key_person", "external": False, "limits": [limit, limit | {"value": 99}]}
    said = {"ladders": [{"audience": "parents", "steps": [step]}], "retention": [], "bodies": []}
    judged = score(truth, said)
    assert (judged.misread, judged.invented) == (1, 1)
    assert judged.counts["steps", "missed"] == 2

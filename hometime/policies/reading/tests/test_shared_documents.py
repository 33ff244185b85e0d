"""Reads the documents of the shared folder beside the checkout, where present: five examples and two references."""

from __future__ import annotations

import importlib.util
import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from hometime.policies.reading.bodies import read_bodies
from hometime.policies.reading.forms import Retention, as_json
from hometime.policies.reading.ladders import read_ladders
from hometime.policies.reading.opening import open_file
from hometime.policies.reading.retention import read_retention

SHARED = Path(__file__).parents[4].parent / "shared"
if not SHARED.is_dir():  # a worktree stands one folder deeper
    SHARED = Path(__file__).parents[4].parent.parent / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is not beside this checkout")


def reading(path: Path) -> dict[str, Any]:
    """What the reader says of a file, in the form that is scored."""
    blocks = open_file(path).blocks
    return {
        "ladders": [as_json(ladder) for ladder in read_ladders(blocks)],
        "retention": [as_json(kept) for kept in read_retention(blocks)],
        "bodies": [as_json(body) for body in read_bodies(blocks)],
    }


def scorer() -> Any:
    """The scorer of the shared folder, loaded as a module."""
    found = importlib.util.spec_from_file_location("score", SHARED / "examples" / "score.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_the_examples_are_read_fully_right_with_nothing_invented() -> None:
    truth = json.loads((SHARED / "examples" / "truth.json").read_text(encoding="utf-8"))
    files = {path.stem: path for path in (SHARED / "examples").glob("[0-9][0-9].*")}
    with redirect_stdout(io.StringIO()):
        total, _ = scorer().run(truth, {stem: reading(path) for stem, path in files.items()})
    for kind in ("rungs", "limits", "retention", "bodies"):
        assert total[kind][1:] == [0, 0], kind
    assert (total["invented"], total["misread"], total["phones"]) == (0, 0, 0)


def test_the_reference_procedure_has_both_ladders_with_every_limit() -> None:
    read = [read_ladders(open_file(path).blocks) for path in sorted((SHARED / "reference").glob("*.txt"))]
    (both,) = [ladders for ladders in read if ladders]
    parents, agencies = both
    assert [step.handler for step in parents.steps] == [
        "key_person",
        "setting_manager",
        "line_manager",
        "owners_directors_trustees",
        "regulator",
    ]
    assert [step.handler for step in agencies.steps] == ["setting_manager", "line_manager", "owners_directors_trustees"]
    limits = [
        (ladder.audience, step.order, limit.action, limit.value, limit.unit, limit.runs_from)
        for ladder in both
        for step in ladder.steps
        for limit in step.limits
    ]
    assert limits == [
        ("parents", 2, "feedback", 28, "days", "unstated"),
        ("parents", 4, "respond", 14, "days", "unstated"),
        ("agencies", 1, "acknowledge", 10, "days", "receipt"),
        ("agencies", 1, "meet", 28, "days", "receipt"),
        ("agencies", 2, "acknowledge", 5, "days", "unstated"),
        ("agencies", 2, "report", 14, "days", "unstated"),
    ]
    assert parents.steps[2].starts_here_if == ("about_setting_manager",)


def test_the_references_keep_records_for_three_years_and_name_ofsted_with_its_address() -> None:
    blocks = [open_file(path).blocks for path in sorted((SHARED / "reference").glob("*.txt"))]
    assert [kept for each in blocks for kept in read_retention(each)] == [Retention("complaints", 3)]
    (ofsted,) = [body for each in blocks for body in read_bodies(each)]
    assert (ofsted.name, ofsted.phone) == ("Ofsted", "0300 123 1231")
    assert ofsted.address is not None and ofsted.address.endswith("Manchester M1 2WD")

"""Two real policies, kept beside the project and not in it, adopted by the command for their three settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hometime.config.environment import ROOT
from hometime.policies import catalogue
from hometime.policies.reading import read_file
from hometime.policies.reading.forms import Reading

SHELF = ROOT.parent / "shared" / "reference"
FILES = sorted(SHELF.glob("*.txt")) if SHELF.is_dir() else []
Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.skipif(len(FILES) != 2, reason="the two reference policies do not lie beside the project")

LADDERS = {
    "parents": [
        ("key_person", []),
        ("setting_manager", [("feedback", 28)]),
        ("line_manager", []),
        ("owners_directors_trustees", [("respond", 14)]),
        ("regulator", []),
    ],
    "agencies": [
        ("setting_manager", [("acknowledge", 10), ("meet", 28)]),
        ("line_manager", [("acknowledge", 5), ("report", 14)]),
        ("owners_directors_trustees", []),
    ],
}


def whole() -> tuple[Path, Reading]:
    """The document that has all three parts."""
    return next((file, said) for file in FILES if len((said := read_file(file)).parts) == 3)


def single() -> tuple[Path, Reading]:
    """The one that has 10.1 only."""
    return next((file, said) for file in FILES if len((said := read_file(file)).parts) == 1)


def test_between_them_they_ask_for_all_111_clauses_and_both_ladders_with_every_limit() -> None:
    _, said = whole()
    covered = {id_ for part in said.parts for section in part.sections for c in section.clauses for id_ in c.covers}
    assert covered == set(catalogue.load()) and len(covered) == 111
    found = {
        each.audience: [(step.handler, [(limit.action, limit.value) for limit in step.limits]) for step in each.steps]
        for each in said.ladders
    }
    assert found == LADDERS
    assert {limit.unit for each in said.ladders for step in each.steps for limit in step.limits} == {"days"}
    assert single()[1].ladders == ()
    assert len(said.settings) + len(single()[1].settings) == 3


LOOK = """
import json
from hometime.cli import place
place.open_django()
from hometime.kernel import clock
from hometime.noticeboard.pages import board
from hometime.people.models import Setting
from hometime.policies.models import AdoptedClause, Adoption
from hometime.duties.models import Duty
told = {}
for setting in Setting.objects.all():
    clauses = AdoptedClause.objects.filter(adoption__setting=setting)
    steps = [
        [each["audience"], step["handler"],
         [[limit["action"], limit["value"]] for limit in step["limits"] if limit["basis"] == "policy"]]
        for adoption in Adoption.objects.filter(setting=setting)
        for each in adoption.terms["ladders"] for step in each["steps"]
    ]
    told[setting.name] = {
        "parts": sorted(Adoption.objects.filter(setting=setting).values_list("number", flat=True)),
        "covers": len({id_ for clause in clauses for id_ in clause.covers}),
        "steps": steps,
        "hangs": [part.adoption.number for part in board(setting, clock.today()).parts],
        "owed": sorted(each.clause for each in Duty.objects.unscoped("a story looks").open().filter(setting=setting)),
    }
print(json.dumps(told))
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs Python over a house of the story's own, in which nobody lives yet."""
    said = {"HOMETIME_DATA": str(tmp_path / "data"), "HOMETIME_KEYS": str(tmp_path / "keys")}
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HOMETIME_", "DATABASE_", "DJANGO_", "PYTEST_"))}
    env = {**kept, **said, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "hometime.config.settings"}

    def runs(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, check=False)

    return runs


def test_the_command_adopts_both_for_their_three_settings(run: Run) -> None:
    (large, said), (small, alone) = whole(), single()
    for file, settings in ((large, said.settings), (small, alone.settings)):
        named = [word for setting in settings for word in ("--setting", setting)]
        command = ("-m", "hometime.cli", "policy", "adopt", str(file), *named, "--on", "2026-01-05")
        if file == large:
            asked = run(*command)
            assert asked.returncode == 1 and "questions open" in asked.stderr, (
                "what the text leaves open is asked first"
            )
        adopted = run(*command, "--accept-proposals")
        assert adopted.returncode == 0, adopted.stderr
        parts = "10, 10.1, 10.2" if file == large else "10.1"
        assert f"Adopted {parts} for {', '.join(settings)} from 2026-01-05." in adopted.stdout
    looked = run("-c", LOOK)
    assert looked.returncode == 0, looked.stderr
    told = json.loads(looked.stdout)
    steps = [
        [who, handler, [list(pair) for pair in limits]] for who, all_ in LADDERS.items() for handler, limits in all_
    ]
    for setting in said.settings:
        assert told[setting] == {
            "parts": ["10", "10.1", "10.2"], "covers": 111, "steps": steps, "hangs": ["10", "10.1", "10.2"],
            "owed": ["C2", "F3", "O6", "P16", "P17", "S3"],
        }  # fmt: skip
    (other,) = alone.settings
    assert told[other] == {"parts": ["10.1"], "covers": 44, "steps": [], "hangs": ["10.1"], "owed": ["", "F17", "S3"]}

"""The watching of stories, with planted faults: none can claim what its run never touched, nor what does not exist."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from hometime.access.gate import gate
from hometime.config.environment import ROOT
from tests.stories import watching


@gate(public="a door for this test", cites=("S3", "F3"))
def opens(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


@gate(public="a door for this test", cites=("O6",))
def refuses(request: HttpRequest) -> HttpResponse:
    return HttpResponse("no", status=422)


urlpatterns = [path("opens/", opens, name="opens"), path("refuses/", refuses, name="refuses")]

PLANTED = """
import logging, pytest
from django.test import Client

@pytest.mark.clause("P17")
def test_honest(db):
    assert Client().get("/help/").status_code == 200
    from hometime.people import actions as people
    from hometime.audit.actions import House
    provider = people.found_provider(House("planted"), "Planted", "company")
    people.open_setting(House("planted"), provider, "Planted", "planted")
    assert Client().get("/board/planted/").status_code == 200

@pytest.mark.clause("F3")
def test_untouched(db):
    assert Client().get("/help/").status_code == 200

@pytest.mark.clause("Z9")
def test_unknown():
    pass

@pytest.mark.clause("P17")
def test_not_found(db):
    assert Client().get("/board/nowhere/").status_code == 404
"""


def test_planted_stories_fail_for_what_they_never_touched(tmp_path: Path) -> None:
    planted = tmp_path / "test_planted.py"
    planted.write_text(PLANTED, "utf-8")
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("HOMETIME_", "PYTEST_", "DRAW_"))
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.stories.watching", "-p", "no:cacheprovider"]
    command += ["-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}", str(planted)]
    ran = subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=False)
    told = {line.split("::")[1].split(" - ")[0]: line for line in ran.stdout.splitlines() if line.startswith("FAILED")}
    assert set(told) == {"test_untouched", "test_unknown", "test_not_found"}, ran.stdout
    assert "never touched F3" in told["test_untouched"]
    assert "Z9 is not in the catalogue" in told["test_unknown"]
    assert "never touched P17" in told["test_not_found"]
    assert "1 passed" in ran.stdout


@override_settings(ROOT_URLCONF="tests.promises.test_stories")
def test_a_page_counts_only_when_it_opened() -> None:
    with watching.listening() as ear:
        assert Client().get("/opens/").status_code == 200
        assert Client().get("/refuses/").status_code == 422
    assert ear.clauses == {"S3", "F3"}
    with watching.listening() as ear:
        refuses(RequestFactory().get("/refuses/"))
    assert ear.clauses == set()


def test_a_clause_that_does_not_exist_is_told_wherever_it_comes_from() -> None:
    assert watching.faults(["Z9"], ["Z9"]) == [
        "Z9 is not in the catalogue",
        "something touched cites Z9, which is not in the catalogue",
    ]
    assert watching.faults(["F3"], ["F3", "O6"]) == []


def test_what_a_story_touched_is_held_against_what_is_recorded() -> None:
    story = "tests/stories/test_x.py::test_y"
    record = {story: {"shows": ["P17"], "touched": ["P17", "F3"]}}
    assert watching.drift(story, ["P17"], ["F3", "P17"], record) == ""
    assert "recorded as touching P17 F3" in watching.drift(story, ["P17"], ["P17"], record)
    assert "recorded as showing P17" in watching.drift(story, [], ["F3", "P17"], record)
    assert "recorded as touching nothing" in watching.drift(f"{story}_new", [], ["F3"], record)
    assert "it touched nothing" in watching.drift(story, ["P17"], [], record)
    assert watching.drift(f"{story}_new", [], [], record) == ""

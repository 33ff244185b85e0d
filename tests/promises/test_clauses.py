"""The clause map tells the truth: no stray id, no clause dropped in silence, no story that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hometime.access.checks import doors
from hometime.cli.drawing import clauses
from hometime.cli.drawing.clauses import Carrier, carriers, drawn_map, dropped, tasks_in_hiding
from hometime.kernel.answers import Refused
from hometime.policies import catalogue
from tests.stories import watching


def test_every_duty_and_every_page_cites_a_clause_of_the_catalogue() -> None:
    assert [each for each in carriers() if each.clause not in catalogue.load()] == []


def test_every_promise_of_an_adoption_is_in_the_map() -> None:
    from hometime.adoption.promises import PROMISES

    drawn = drawn_map(carriers(), {})
    assert [p.task.what for p in PROMISES if p.task.what not in drawn[p.task.clause]["duties"]] == []


def test_every_clause_that_a_gate_cites_shows_its_page() -> None:
    drawn = drawn_map(carriers(), {})
    cited = [(door.name, id_) for door in doors() if door.gate for id_ in door.gate.cites]
    assert cited
    assert [pair for pair in cited if pair[0] not in drawn[pair[1]]["pages"]] == []


# Consultations, the forum, newsletters, volunteers and training: rooms that are still to be built. May only shrink.
TO_COME = frozenset("P5 P6 P9 P10 P11 P13 P14 P15 P25 G2 F12 F13 F14 F28 F29 F30".split())


def test_every_clause_is_carried_but_those_of_rooms_to_come() -> None:
    drawn = drawn_map(carriers(), {})
    assert {id_ for id_, entry in drawn.items() if not entry["carried_by"]} == TO_COME


def test_every_clause_that_is_carried_is_shown_by_a_story() -> None:
    drawn = drawn_map(carriers(), {story: told["shows"] for story, told in watching.recorded().items()})
    assert [id_ for id_, entry in drawn.items() if entry["carried_by"] and not entry["stories"]] == []


def test_the_map_has_the_whole_catalogue_in_its_order() -> None:
    drawn = drawn_map([], {})
    assert list(drawn) == list(catalogue.load())
    assert all(entry["carried_by"] == entry["stories"] == [] for entry in drawn.values())


@pytest.mark.parametrize("kind", ["duties", "pages"])
def test_a_duty_or_page_that_cites_an_unknown_clause_is_refused(kind: str) -> None:
    with pytest.raises(Refused, match="Z9"):
        drawn_map([Carrier("Z9", "complaints", kind, "planted")], {})


def test_a_story_that_shows_an_unknown_clause_is_refused() -> None:
    with pytest.raises(Refused, match="Z9"):
        drawn_map([], {"tests/stories/test_x.py::test_y": ["Z9"]})


def test_a_clause_that_was_carried_is_not_dropped_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    before, lost = drawn_map(carriers(), {}), carriers()[0].clause
    fewer = [each for each in carriers() if each.clause != lost]
    assert dropped(before, drawn_map(fewer, {})) == [lost]
    assert dropped(before, before) == []
    monkeypatch.setattr(clauses, "recorded", lambda file: before if file == "clauses.json" else {})
    monkeypatch.setattr(clauses, "carriers", lambda: fewer)
    with pytest.raises(Refused, match=f"Nothing carries {lost}"):
        clauses.page()


def test_every_recorded_story_exists() -> None:
    recorded = watching.recorded()
    assert recorded
    assert [story for story, told in recorded.items() if not set(told["shows"]) <= set(told["touched"])] == []
    assert [story for story in recorded if not watching.exists(story)] == []
    assert not watching.exists("tests/stories/test_a_policy_is_adopted.py::test_that_was_taken_away")
    assert not watching.exists("tests/stories/test_taken_away.py::test_y")


HIDDEN = """
SEEN = {"step": [Task("F3", "w", "v", Role.MANAGER)]}


def later():
    return Task("O6", "w", "v", Role.MANAGER)
"""


def test_no_task_is_made_where_the_map_cannot_see_it(tmp_path: Path) -> None:
    assert tasks_in_hiding() == []
    (tmp_path / "hometime" / "room").mkdir(parents=True)
    (tmp_path / "hometime" / "room" / "actions.py").write_text(HIDDEN, "utf-8")
    assert tasks_in_hiding(tmp_path) == ["hometime/room/actions.py:6"]


def test_a_task_is_found_wherever_in_a_table_it_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from hometime.adoption.promises import PROMISES

    (tmp_path / "hometime" / "room" / "tests").mkdir(parents=True)
    (tmp_path / "hometime" / "room" / "tables.py").write_text("from x import Task, OTHER\nTABLE: dict = {}\n", "utf-8")
    (tmp_path / "hometime" / "room" / "tests" / "test_x.py").write_text("TABLE = Task\n", "utf-8")
    asked: list[tuple[str, str]] = []

    def value(module: str, name: str) -> object:
        asked.append((module, name))
        return {"deep": [{"deeper": PROMISES[0]}]}

    monkeypatch.setattr(clauses, "_value", value)
    found: Iterator[tuple[str, object]] = clauses.tasks(tmp_path)
    assert list(found) == [("room", PROMISES[0].task)]
    assert asked == [("hometime.room.tables", "TABLE")], "what a module imports belongs to another room"

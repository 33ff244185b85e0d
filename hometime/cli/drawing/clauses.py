"""Draws the clause map: for each clause of the catalogue the rooms, duties, pages and stories that carry it today.

Nothing in it is typed by hand. Duties are the `Task`s that rooms state at the top of a module, pages are those whose
gate cites the clause, stories are those that say they show it and touched it as they ran (docs/generated/stories.json).
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hometime.access.checks import doors
from hometime.config.environment import ROOT
from hometime.duties.actions import Task
from hometime.kernel.answers import Refused
from hometime.policies import catalogue

DRAWN = ROOT / "docs" / "generated"
FOUNDATION = {"cli", "duties"}  # they name the word Task, and state none

Map = dict[str, dict[str, Any]]


@dataclasses.dataclass(frozen=True, order=True)
class Carrier:
    """Something that carries a clause: a duty (by its words) or a page (by the name of its address), and its room."""

    clause: str
    room: str
    kind: str
    name: str


def carriers() -> list[Carrier]:
    """Every duty and page of the house that names a clause; a task without one is a rule of the house."""
    found = {Carrier(task.clause, room, "duties", task.what) for room, task in tasks() if task.clause}
    for door in doors():
        for clause in door.gate.cites if door.gate else ():
            found.add(Carrier(clause, door.view.__module__.split(".")[1], "pages", door.name))
    return sorted(found)


def tasks(root: Path = ROOT) -> Iterator[tuple[str, Task]]:
    """Each task with the room whose module states it, wherever in a table it stands."""
    for path, tree in _sources(root):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        for name in _assigned(tree):
            yield from ((path.relative_to(root).parts[1], task) for task in _within(_value(module, name)))


def tasks_in_hiding(root: Path = ROOT) -> list[str]:
    """Where a task is made inside a function: the map cannot see those, so there may be none."""
    return [
        f"{path.relative_to(root).as_posix()}:{call.lineno}"
        for path, tree in _sources(root)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Task"
    ]


def _sources(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((root / "hometime").rglob("*.py")):
        parts = path.relative_to(root).parts
        text = path.read_text("utf-8")
        if "Task" in text and parts[1] not in FOUNDATION and not {"tests", "migrations"} & set(parts):
            yield path, ast.parse(text)


def _assigned(tree: ast.Module) -> Iterator[str]:
    """The names that a module gives values to; what it merely imports belongs to another room."""
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _value(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name, None)


def _within(value: Any) -> Iterator[Task]:
    if isinstance(value, Task):
        yield value
        return
    inner: Iterable[Any] = ()
    if isinstance(value, Mapping):
        inner = value.values()
    elif isinstance(value, list | tuple | set | frozenset):
        inner = value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        inner = [getattr(value, field.name) for field in dataclasses.fields(value)]
    for each in inner:
        yield from _within(each)


def drawn_map(carrying: Iterable[Carrier], stories: Mapping[str, Iterable[str]]) -> Map:
    """The map. `stories` gives for each story the clauses that it shows.

    Raises `Refused` where a duty, a page or a story names a clause that the catalogue does not hold.
    """
    known = catalogue.load()
    drawn: Map = {
        id_: {"carried_by": [], "duties": [], "pages": [], "stories": [], "evidence": clause.evidence}
        for id_, clause in known.items()
    }
    named = [*carrying, *(Carrier(id_, "", "stories", story) for story, ids in stories.items() for id_ in ids)]
    if strays := [f"{each.clause} ({each.name})" for each in named if each.clause not in known]:
        raise Refused(f"These name a clause that is not in the catalogue: {', '.join(strays)}. Mend the id.")
    for each in sorted(named):
        entry = drawn[each.clause]
        entry[each.kind].append(each.name)
        if each.room and each.room not in entry["carried_by"]:
            entry["carried_by"].append(each.room)
    return drawn


def dropped(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The clauses that something carried before and nothing carries now, in the catalogue's order."""
    return [id_ for id_, entry in before.items() if entry["carried_by"] and not now[id_]["carried_by"]]


def recorded(file: str) -> dict[str, Any]:
    """A drawn JSON file as it lies in docs/generated; empty where there is none yet."""
    path = DRAWN / file
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def page() -> str:
    """The map as JSON, a clause to a line. Raises `Refused` rather than forget a clause that was carried."""
    shown = {story: told["shows"] for story, told in recorded("stories.json").items()}
    now = drawn_map(carriers(), shown)
    if lost := dropped(recorded("clauses.json"), now):
        raise Refused(
            f"Nothing carries {', '.join(lost)} any more. Carry it again; or, where that is meant, write down why in "
            "docs/decisions and empty its carried_by in docs/generated/clauses.json by hand."
        )
    return as_lines(now)


def as_lines(table: Mapping[str, Any]) -> str:
    """A table as JSON with one row to a line, so that a change shows as one."""
    rows = ",\n".join(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in table.items())
    return f"{{\n{rows}\n}}\n"

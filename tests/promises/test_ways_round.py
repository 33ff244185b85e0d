"""Ways round the guard that Python cannot lock: each is used only in the places listed here, with the reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from hometime.config.environment import ROOT
from hometime.kernel.guard import Recorded

# What opens a table by the back door, or writes SQL by hand.
BACK_DOORS = {
    *("_base_manager", "_default_manager", "_raw_delete", "_with_scope", "for_viewer", "_insert", "_do_update"),
    *("RawSQL", "DeleteQuery", "UpdateQuery", "writing", "_writing", "count_write", "save_base"),
}
CALLED = {"cursor", "executescript", "raw", "extra", *BACK_DOORS}  # ordinary words too, so only where they are called
# Names under which other tables point back; a row moved with `child.bonds.add(…)` would be written outside an action.
BACKWARD = frozenset(
    relation.get_accessor_name()
    for model in apps.get_models()
    if issubclass(model, Recorded)
    for relation in model._meta.related_objects
    if relation.get_accessor_name()
)
MOVES = frozenset({"add", "set", "remove", "clear", "aadd", "aset", "aremove", "aclear"})
LISTED = {
    ("hometime/kernel/guard.py", "*"): "the lock itself",
    ("hometime/audit/actions.py", "writing"): "an action is what opens the tables for writing",
    ("hometime/config/sqlcipher/base.py", "cursor"): "the database backend itself",
    ("hometime/config/upgrade.py", "cursor"): "pragmas and the state of migrations; no table of the house",
    ("hometime/config/views.py", "cursor"): "asks the database whether it answers",
    ("hometime/cli/doctor.py", "cursor"): "asks the database for its version and its health",
    ("hometime/complaints/keeping/disposing.py", "_raw_delete"): "an owner disposes of a case whole, past its own locks",
    ("hometime/practice/bulk_cases.py", "save_base"): "rows of a table that extends another, in bulk and in an action",
    ("hometime/cli/verify.py", "cursor"): "the database's own integrity check",
}


def uses(tree: ast.AST) -> Iterator[str]:
    """The back doors that a module uses, by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in BACK_DOORS:
            yield node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BACK_DOORS:
            yield node.func.id
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLED:
            yield node.func.attr
        elif isinstance(node, ast.alias) and node.name in BACK_DOORS:
            yield node.name
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MOVES:
            on = node.func.value
            if isinstance(on, ast.Attribute) and on.attr in BACKWARD:
                yield f"{on.attr}.{node.func.attr}"


def found(root: Path) -> set[tuple[str, str]]:
    """Every use in the house, tests and migrations left out, as (file, back door)."""
    return {
        (path.relative_to(root).as_posix(), name)
        for path in (root / "hometime").rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts)
        for name in uses(ast.parse(path.read_text("utf-8")))
    }


def unlisted(root: Path) -> list[tuple[str, str]]:
    return sorted(use for use in found(root) if use not in LISTED and (use[0], "*") not in LISTED)


def test_nothing_goes_round_the_guard_but_what_is_listed() -> None:
    assert unlisted(ROOT) == []


def test_what_is_listed_is_still_there() -> None:
    there = found(ROOT)
    assert [
        use for use in LISTED if use not in there and not (use[1] == "*" and any(f == use[0] for f, _ in there))
    ] == []


@pytest.mark.parametrize(
    "line",
    [
        "Child._base_manager.all()",
        "connection.cursor().execute('DELETE FROM families_child')",
        "Child.objects.raw('SELECT 1')",
        "from hometime.kernel.guard import writing",
        "child.bonds.add(other)",
        "child.records.clear()",
        "rows.query.for_viewer = False",
    ],
)
def test_a_way_round_the_guard_is_found(line: str, tmp_path: Path) -> None:
    (tmp_path / "hometime").mkdir()
    (tmp_path / "hometime" / "planted.py").write_text(line, "utf-8")
    assert [file for file, _ in unlisted(tmp_path)] == ["hometime/planted.py"]

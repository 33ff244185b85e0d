"""Draws every reading of a guarded table that is for no viewer: where it stands, and the reason it gives."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator
from pathlib import Path

from hometime.cli.drawing.tables import head, table
from hometime.config.environment import ROOT


@dataclasses.dataclass(frozen=True, order=True)
class Reading:
    """One `.unscoped("reason")`: the file and the function or class that it stands in, what it reads, and why."""

    file: str
    inside: str
    reads: str
    reason: str


def readings(root: Path = ROOT) -> list[Reading]:
    """All of them, tests left out. Raises ValueError for a reason that is not written out where it is used."""
    found: set[Reading] = set()
    for path in sorted((root / "hometime").rglob("*.py")):
        if "tests" not in path.parts:
            found |= set(_in(ast.parse(path.read_text("utf-8")), path.relative_to(root).as_posix(), ""))
    return sorted(found)


def _in(tree: ast.AST, file: str, inside: str) -> Iterator[Reading]:
    for node in ast.iter_child_nodes(tree):
        here = inside
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            here = ".".join(filter(None, (inside, node.name)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "unscoped":
            yield Reading(file, here, _root_of(node.func.value), _reason(node, file))
        yield from _in(node, file, here)


def _reason(call: ast.Call, file: str) -> str:
    reason = call.args[0] if call.args else None
    if not isinstance(reason, ast.Constant) or not isinstance(reason.value, str):
        raise ValueError(f"{file}, line {call.lineno}: write the reason of .unscoped(…) out as one string")
    return reason.value


def _root_of(node: ast.AST) -> str:
    """The table: the first name of `Child.objects.filter(…)`, or the whole of `child.bonds`."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            return ast.unparse(node.value)
        inner = node.func if isinstance(node, ast.Call) else node.value
        if isinstance(node, ast.Attribute) and isinstance(inner, ast.Name):
            return ast.unparse(node)
        node = inner
    return ast.unparse(node)


def page() -> str:
    """The page."""
    says = "Every place where a guarded table is read for no viewer, and why that is right. A new one shows here."
    rows = [(found.file, found.inside, found.reads, found.reason) for found in readings()]
    return head("Unscoped readings", says) + "\n" + table(("file", "in", "reads", "because"), rows)

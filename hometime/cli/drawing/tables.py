"""Markdown tables, and the note at the head of every drawn page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def head(title: str, says: str) -> str:
    """The beginning of a drawn page."""
    return f"# {title}\n\n{says}\n\nDrawn from the code by `hometime draw`; do not edit.\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; a bar inside a cell is escaped."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |\n" for line in lines)

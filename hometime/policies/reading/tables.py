"""Rows of tables: data stays a row, a table that only lays out the page gives back the lines inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hometime.policies.reading.lines import Line


def row_lines(cells: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """One row, given the lines of each of its cells: a `Line` with cells, or the cells' own lines where they hold
    several.
    """
    filled = [cell for cell in cells if any(line.text.strip() or line.cells for line in cell)]
    is_layout = len(filled) < 2 or any(len(cell) > 1 or cell[0].depth or cell[0].cells for cell in filled)
    if is_layout:
        for cell in filled:
            yield from cell
        return
    texts = tuple(cell[0].text for cell in filled)
    yield Line(" | ".join(texts), cells=texts, bold=filled[0][0].bold, page=filled[0][0].page)

"""Tables of a PDF page, found by the lines drawn around their cells."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from hometime.policies.reading.columns import Row, Segment

Box = tuple[float, float, float, float]
THIN = 2.5
NEAR = 3.0
SHORTEST = 8.0
MOST_LINES = 2_000


@dataclasses.dataclass(slots=True)
class Grid:
    """One table: where its columns and rows are divided, from left to right and from top to bottom."""

    across: list[float]
    down: list[float]

    def place(self, segment: Segment) -> tuple[int, int] | None:
        """The row and column of the cell that holds the middle of a stretch of text."""
        x, y = (segment.left + segment.right) / 2, (segment.bottom + segment.top) / 2
        column = sum(1 for edge in self.across if edge < x) - 1
        row = sum(1 for edge in self.down if edge > y) - 1
        inside = 0 <= column < len(self.across) - 1 and 0 <= row < len(self.down) - 1
        return (row, column) if inside else None


def take_tables(segments: Sequence[Segment], shapes: Iterable[Box]) -> tuple[list[Row], list[Segment]]:
    """The rows of the tables that are drawn on a page, and the stretches of text that stand in none."""
    rows: list[Row] = []
    left = list(segments)
    for grid in grids(edges(shapes)):
        placed = [(segment, grid.place(segment)) for segment in left]
        found = cell_rows([(segment, at) for segment, at in placed if at])
        if found:
            rows += found
            left = [segment for segment, at in placed if not at]
    return rows, left


def edges(shapes: Iterable[Box]) -> list[Box]:
    """The straight lines among the shapes of a page: thin shapes as they are, boxes as their four sides."""
    lines: list[Box] = []
    for left, bottom, right, top in shapes:
        width, height = right - left, top - bottom
        if (width < THIN and height > SHORTEST) or (height < THIN and width > SHORTEST):
            lines.append((left, bottom, right, top))
        elif width > SHORTEST and height > SHORTEST:
            lines += [
                (left, bottom, left, top),
                (right, bottom, right, top),
                (left, bottom, right, bottom),
                (left, top, right, top),
            ]
    return lines if len(lines) <= MOST_LINES else []


def grids(lines: Sequence[Box]) -> list[Grid]:
    """Lines that touch, as tables of at least two rows and two columns."""
    found = []
    for group in touching(lines):
        across = levels(line[0] for line in group if line[2] - line[0] < THIN)
        down = levels(line[1] for line in group if line[3] - line[1] < THIN)
        if len(across) > 2 and len(down) > 2:
            found.append(Grid(across, down[::-1]))
    return found


def touching(lines: Sequence[Box]) -> list[list[Box]]:
    """Lines grouped so that each touches another of its group."""
    groups: list[tuple[Box, list[Box]]] = []
    for line in sorted(lines, key=lambda it: -it[3]):
        joined, around = [line], line
        apart = []
        for bounds, group in groups:
            if meets(bounds, around):
                joined += group
                around = (
                    min(bounds[0], around[0]),
                    min(bounds[1], around[1]),
                    max(bounds[2], around[2]),
                    max(bounds[3], around[3]),
                )
            else:
                apart.append((bounds, group))
        groups = [*apart, (around, joined)]
    return [group for _, group in groups]


def meets(first: Box, second: Box) -> bool:
    """True when two boxes overlap or nearly touch."""
    return (
        first[0] <= second[2] + NEAR
        and second[0] <= first[2] + NEAR
        and first[1] <= second[3] + NEAR
        and second[1] <= first[3] + NEAR
    )


def levels(places: Iterable[float]) -> list[float]:
    """Places in order, those that nearly coincide as one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > NEAR:
            kept.append(place)
    return kept


def cell_rows(placed: Sequence[tuple[Segment, tuple[int, int]]]) -> list[Row]:
    """The rows of one table with one piece for each filled cell; none where it lays out the page and holds no rows of
    data.
    """
    cells: dict[tuple[int, int], list[Segment]] = {}
    for segment, at in placed:
        cells.setdefault(at, []).append(segment)
    numbers = sorted({row for row, _ in cells})
    full = sum(1 for number in numbers if sum(1 for row, _ in cells if row == number) > 1)
    if len(numbers) < 2 or full * 2 < len(numbers):
        return []
    return [Row([cell(cells[at]) for at in sorted(cells) if at[0] == number], is_table=True) for number in numbers]


def cell(segments: Sequence[Segment]) -> Segment:
    """The stretches of one cell as one, read line by line."""
    ordered = sorted(segments, key=lambda it: (-round(it.base), it.left))
    text = " ".join(segment.text.strip() for segment in ordered)
    lead = ordered[0].text if ordered[0].bold else ""
    first = ordered[0]
    bottom, right = min(it.bottom for it in ordered), max(it.right for it in ordered)
    return dataclasses.replace(first, bottom=bottom, right=right, text=text, lead=lead)

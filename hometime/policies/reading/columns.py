"""Where text stands on a page: stretches to rows, rows to columns, and the order in which a person would read them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from statistics import median

from hometime.policies.reading.marks import GLYPHS

SHORT_LABEL = re.compile(rf"^(?:[{GLYPHS}*o\-–]|\(?\w{{1,3}}[.)]|\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})$")
NEAR = 4.0
FEWEST = 3


@dataclasses.dataclass(slots=True)
class Segment:
    """A stretch of text in one font: its box and base line in points from the bottom left of the page, words, size,
    boldness.
    """

    left: float
    bottom: float
    right: float
    top: float
    text: str
    size: float
    bold: bool
    base: float
    lead: str = ""


@dataclasses.dataclass(slots=True)
class Row:
    """Stretches that stand beside each other. `pieces` are apart by more than the space between words."""

    pieces: list[Segment]
    is_table: bool = False

    @property
    def text(self) -> str:
        """The words of the row from left to right."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def top(self) -> float:
        """The upper edge of the row."""
        return max(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """The lower edge of the row."""
        return min(piece.bottom for piece in self.pieces)


def rows_of(segments: Sequence[Segment]) -> list[Row]:
    """Stretches grouped into rows from top to bottom, neighbouring words of a row joined."""
    grouped: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda it: (-(it.top + it.bottom) / 2, it.left)):
        for row in grouped[-3:]:
            if beside(row[0], segment):
                row.append(segment)
                break
        else:
            grouped.append([segment])
    return [Row(joined(sorted(row, key=lambda it: it.left))) for row in grouped]


def beside(first: Segment, second: Segment) -> bool:
    """True when two stretches stand on the same line: their heights overlap by more than half of the smaller."""
    overlap = min(first.top, second.top) - max(first.bottom, second.bottom)
    return overlap > 0.55 * min(first.top - first.bottom, second.top - second.bottom)


def joined(row: Sequence[Segment]) -> list[Segment]:
    """Stretches of one row joined where only the space between words, or behind a bullet, parts them."""
    pieces: list[Segment] = []
    for segment in row:
        if pieces:
            last = pieces[-1]
            gap = segment.left - last.right
            room = 5 * last.size if SHORT_LABEL.match(last.text.strip()) else 1.3 * max(min(last.size, segment.size), 5)
            if gap < room:
                pieces[-1] = glued(last, segment, gap)
                continue
        pieces.append(dataclasses.replace(segment, lead=segment.text if segment.bold else ""))
    return pieces


def glued(first: Segment, second: Segment, gap: float) -> Segment:
    """Two stretches as one, with a space between them where the gap is one; keeps the bold words at the start."""
    space = " " if gap > 0.12 * first.size and not first.text.endswith(" ") and not second.text.startswith(" ") else ""
    text = first.text + space + second.text
    label_only = bool(SHORT_LABEL.match(first.text.strip()))
    all_bold = (first.lead == first.text and first.bold) or label_only
    lead = first.text + space + second.text if all_bold and second.bold else first.lead
    size = second.size if label_only else first.size
    bottom, top = min(first.bottom, second.bottom), max(first.top, second.top)
    return Segment(first.left, bottom, second.right, top, text, size, all_bold and second.bold, first.base, lead)


def reading_order(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of a page as columns, in the order to read them; rows that span the page form columns of their own."""
    found = widest_run(rows)
    if found is None:
        return [list(rows)] if rows else []
    start, end, gutter = found
    before, inside, after = rows[:start], rows[start:end], rows[end:]
    left = [Row(kept) for row in inside if (kept := [piece for piece in row.pieces if piece.left < gutter])]
    right = [Row(kept) for row in inside if (kept := [piece for piece in row.pieces if piece.left >= gutter])]
    middle = [table_rows(inside, gutter)] if is_table(inside, gutter) else [*reading_order(left), *reading_order(right)]
    return [*([list(before)] if before else []), *middle, *reading_order(after)]


def widest_run(rows: Sequence[Row]) -> tuple[int, int, float] | None:
    """The run of rows that a clear gutter divides, as (first, behind the last, where the right column starts), or None."""
    lefts = [piece.left for row in rows for piece in row.pieces]
    if len(lefts) < 2 * FEWEST:
        return None
    margin = min(lefts)
    width = max(piece.right for row in rows for piece in row.pieces) - margin
    best: tuple[int, tuple[int, int, float]] | None = None
    for edge in sorted({round(left) for left in lefts if left > margin + 0.12 * width}):
        if sum(1 for left in lefts if abs(left - edge) < NEAR) < 2:
            continue
        for start, end in clear_runs(rows, edge - NEAR):
            weight = run_weight(rows[start:end], edge - NEAR)
            if weight and (best is None or weight > best[0]):
                best = (weight, (start, end, edge - NEAR))
    return best[1] if best else None


def clear_runs(rows: Sequence[Row], gutter: float) -> list[tuple[int, int]]:
    """Runs of rows in which no piece crosses the gutter, each trimmed to start at the first row with text right of it."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for place in range(len(rows) + 1):
        clear = place < len(rows) and not any(
            piece.left < gutter - 1 and piece.right > gutter + 1 for piece in rows[place].pieces
        )
        if clear and start is None and any(piece.left >= gutter for piece in rows[place].pieces):
            start = place
        if not clear and start is not None:
            runs.append((start, place))
            start = None
    return runs


def run_weight(rows: Sequence[Row], gutter: float) -> int:
    """How many pieces stand on the emptier side of a gutter; 0 where that is too few to be a column.

    Two lines are enough for the last column of a page whose first is long."""
    left = sum(1 for row in rows for piece in row.pieces if piece.left < gutter)
    right = sum(1 for row in rows for piece in row.pieces if piece.left >= gutter)
    return min(left, right) if min(left, right) >= (2 if left > 4 * FEWEST else FEWEST) else 0


def is_table(rows: Sequence[Row], gutter: float) -> bool:
    """True when the left side holds short labels that each have a neighbour on the right at the same height."""
    labels = [piece for row in rows for piece in row.pieces if piece.left < gutter]
    shared = sum(1 for row in rows if row.pieces[0].left < gutter <= row.pieces[-1].left)
    with_label = sum(1 for row in rows if row.pieces[0].left < gutter)
    return median(len(piece.text.split()) for piece in labels) <= 4 and shared >= 0.75 * with_label


def table_rows(rows: Sequence[Row], gutter: float) -> list[Row]:
    """Rows of a table put together from printed rows: one with a label on the left begins, others go on with it."""
    table: list[Row] = []
    for row in rows:
        begins = row.pieces[0].left < gutter and not row.pieces[0].text[:1].islower()
        if begins or not table:
            table.append(Row([dataclasses.replace(piece) for piece in row.pieces], is_table=True))
            continue
        for piece in row.pieces:
            home = min(table[-1].pieces, key=lambda cell: abs(cell.left - piece.left))
            home.text = f"{home.text} {piece.text}"
    return table

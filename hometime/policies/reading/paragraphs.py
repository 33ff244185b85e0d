"""Rows of a page's columns joined into paragraphs, by gaps, widths, sizes and marks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from hometime.policies.reading.columns import Row, Segment
from hometime.policies.reading.headings import STAGE
from hometime.policies.reading.lines import Line
from hometime.policies.reading.marks import NUMBER, opens_item
from hometime.policies.reading.wrapping import ENDS_SENTENCE, begins_item, join, mid_sentence

FLUSH = 1.5  # points within which a row reaches the edge of its column
INDENT = 0.8  # letter sizes by which a paragraph begins further in
SHORT = 0.2  # of the width of its column by which a row surely ends a paragraph


@dataclasses.dataclass(frozen=True, slots=True)
class Edge:
    """The edges of a column; whether most rows are `flush` with it; whether every paragraph `indents` its first row."""

    left: float
    right: float
    flush: bool
    indents: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Print:
    """How a document is set: the size of its running text, its usual distance from row to row, and all its words."""

    size: float
    leading: float
    words: frozenset[str]


def paragraphs(columns: Sequence[Sequence[Row]], set_in: Print, page: int) -> Iterator[Line]:
    """The lines of one page, column after column."""
    for column in columns:
        pieces: list[Segment] = []
        for row in column:
            if row.is_table:
                yield from column_lines(pieces, set_in, page)
                pieces = []
                yield Line(row.text, cells=tuple(piece.text.strip() for piece in row.pieces), page=page)
            else:
                pieces.extend(row.pieces)
        yield from column_lines(pieces, set_in, page)


def column_lines(pieces: Sequence[Segment], set_in: Print, page: int) -> Iterator[Line]:
    """The paragraphs of one column."""
    if not pieces:
        return
    leading = usual_leading(pieces, set_in)
    edge = edge_of(pieces)
    line = begun(pieces[0], set_in.size, page)
    line.hangs = hangs(pieces)
    for before, piece in pairwise(pieces):
        if continues(before, piece, leading * piece.size, edge):
            grow(line, before, piece, set_in.words)
        else:
            yield line
            line = begun(piece, set_in.size, page)
            line.apart = True
    yield line


def hangs(pieces: Sequence[Segment]) -> bool:
    """True when the first row of a column stands further in than the items below it, as the rows of one do."""
    item = next((piece for piece in pieces if opens_item(piece.text.strip())), pieces[0])
    return pieces[0].left - item.left > INDENT * item.size / 2


def edge_of(pieces: Sequence[Segment]) -> Edge:
    """The edges of a column, and what the rows of whole sentences tell about how it is set."""
    right = max(piece.right for piece in pieces)
    flush = sum(piece.right > right - FLUSH for piece in pieces)
    left = min(piece.left for piece in pieces)
    indented = [
        piece.left - left > INDENT * piece.size
        for before, piece in pairwise(pieces)
        if ENDS_SENTENCE.search(before.text.strip()) and before.right < right - SHORT * (right - left)
    ]
    return Edge(left, right, flush * 2 > len(pieces) > 3, len(indented) > 1 and all(indented))


def begun(piece: Segment, body: float, page: int) -> Line:
    """A paragraph that starts with this row; larger letters make it a heading."""
    text = piece.text.strip()
    heading = (1 if piece.size > 1.35 * body else 2) if piece.size > 1.12 * body else 0
    return Line(text, heading=heading, bold=piece.lead.strip(), page=page)


def grow(line: Line, before: Segment, piece: Segment, words: frozenset[str]) -> None:
    """Adds a row to a paragraph, its bold start included."""
    all_bold = line.bold == line.text
    line.text = join(line.text, piece.text.strip(), words)
    if all_bold and before.bold and piece.lead:
        line.bold = line.text if piece.bold else f"{line.bold} {piece.lead.strip()}"


def document_leading(columns: Iterable[Sequence[Row]]) -> float:
    """The usual distance between rows of one paragraph in a document, in letter sizes."""
    return median([ratio for rows in columns for ratio in wraps([row.pieces[0] for row in rows])] or [1.25])


def usual_leading(pieces: Sequence[Segment], set_in: Print) -> float:
    """The same for one column; the document's where the column shows too little."""
    found = wraps(pieces)
    return median(found) if len(found) > 1 else set_in.leading


def wraps(pieces: Sequence[Segment]) -> list[float]:
    """Distances between rows that surely belong together, in letter sizes: one stops in mid-sentence, the next goes on."""
    ratios = []
    for upper, lower in pairwise(pieces):
        ratio = (upper.base - lower.base) / upper.size
        if 0.9 < ratio < 3 and mid_sentence(upper.text.strip(), lower.text.strip()) and len(upper.text) > 15:
            ratios.append(ratio)
    return ratios


def continues(before: Segment, piece: Segment, leading: float, edge: Edge) -> bool:
    """True when a row goes on with the paragraph of the row before it."""
    step = before.base - piece.base
    text = piece.text.strip()
    unfinished = mid_sentence(before.text.strip(), text)
    most = (2.2 if unfinished else 1.22) * leading
    if not 0 < step <= most or abs(before.size - piece.size) > 0.08 * before.size:
        return False
    if (
        begins_item(before.text.strip(), text)
        or STAGE.match(text)
        or (NUMBER.match(text) and ENDS_SENTENCE.search(before.text.strip()))
    ):
        return False
    if before.bold != piece.bold and (before.bold or piece.lead == piece.text):
        return bool(text) and text[0].islower()
    return unfinished or stopped_at_edge(before, piece, edge)


def stopped_at_edge(before: Segment, piece: Segment, edge: Edge) -> bool:
    """True when the next row's first word would not have fitted behind the row before.

    In text set flush on both sides only a row that reaches the edge goes on; where paragraphs begin further in, a row
    that does so begins one.
    """
    right = edge.right
    if edge.indents and piece.left - edge.left > INDENT * piece.size and ENDS_SENTENCE.search(before.text.strip()):
        return False
    if edge.flush and ENDS_SENTENCE.search(before.text.strip()):
        return before.right > right - FLUSH
    letter = (piece.right - piece.left) / max(len(piece.text), 1)
    first_word = len(piece.text.strip().split(" ", 1)[0]) + 1
    return before.right + letter * first_word > right

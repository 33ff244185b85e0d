"""Lines of any format become blocks: bullets, headings, paragraphs and table rows, cleaned of layout."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence

from hometime.policies.reading import headings, marks
from hometime.policies.reading.characters import clean
from hometime.policies.reading.forms import Block
from hometime.policies.reading.furniture import PAGE_NUMBER, contents_places
from hometime.policies.reading.lines import Line
from hometime.policies.reading.wrapping import unwrap

DEBRIS = re.compile(r"^(?:divider|image|logo|picture|icon|banner|spacer|photo|separator|[\W_]*)$", re.IGNORECASE)
LONE_MARK = re.compile(rf"^(?:[{marks.GLYPHS}o*-]|\(?(?:[a-z]|[ivx]{{1,4}}|\d{{1,2}})[.)])$")
INLINE_BULLETS = re.compile(rf"\s+(?=[*{marks.GLYPHS}]\s*\w)")
LONGEST_STYLED = 25


def tidy(lines: Sequence[Line]) -> list[Block]:
    """Turns the lines of a document into blocks in reading order. Contents pages and debris are left out."""
    pieces = marked([piece for line in lines for piece in parted(line)])
    pieces = [
        piece for piece in pieces if piece.cells or not (DEBRIS.match(piece.text) or PAGE_NUMBER.match(piece.text))
    ]
    contents = contents_places([piece.text for piece in pieces])
    pieces = [with_mark(piece) for place, piece in enumerate(pieces) if place not in contents]
    return [block for block in as_blocks(pieces) if block.text]


def parted(line: Line) -> list[Line]:
    """A line cleaned, and parted where it holds several: at line breaks, and where flattened bullets follow each other."""
    if line.cells:
        cells = tuple(clean(cell).replace("\n", " ") for cell in line.cells)
        return [dataclasses.replace(line, text=" | ".join(filter(None, cells)), cells=cells)]
    text = clean(line.text)
    rows = unwrap(text.split("\n")) if "\n" in text else [text]
    texts = [item for row in rows for item in (INLINE_BULLETS.split(row) if marks.GLYPH.match(row) else [row])]
    bold = clean(line.bold).replace("\n", " ")
    pieces = []
    for place, text in enumerate(texts):
        shown = text if bold.startswith(text) else bold if text.startswith(bold) else ""
        bold = bold[len(shown) :].strip()
        pieces.append(dataclasses.replace(line, text=text, bold=shown, apart=line.apart if place == 0 else False))
    return pieces


def marked(pieces: Sequence[Line]) -> list[Line]:
    """Lines whose bullet sign or number stands alone on the line before, with it put back in front of them."""
    whole: list[Line] = []
    waiting = ""
    for piece in pieces:
        if LONE_MARK.match(piece.text) and not piece.cells:
            waiting = piece.text
        elif waiting and not piece.cells and not piece.heading and marks.without_glyph(piece.text) is None:
            whole.append(dataclasses.replace(piece, text=f"{waiting} {piece.text}", bold=""))
            waiting = ""
        else:
            whole.append(piece)
            waiting = ""
    return whole


def with_mark(piece: Line) -> Line:
    """A line with its bullet sign or automatic number worked in: a sign becomes depth, a worded number stays as words."""
    if piece.cells:
        return piece
    bare = marks.without_glyph(piece.text)
    if bare is not None:
        depth = piece.depth or 1
        bold = marks.without_glyph(piece.bold) or piece.bold
        return dataclasses.replace(piece, text=bare, depth=depth, heading=0, bold=bold if bare.startswith(bold) else "")
    return labelled(piece)


def labelled(piece: Line) -> Line:
    """A line in an automatically numbered list: `Stage 2` and heading numbers are words of the document, `3.` is
    layout.
    """
    if not piece.label:
        return piece
    short = headings.could_head(piece.text) and not headings.reads_like_sentence(piece.text)
    if re.search(r"[A-Za-z]{3,}", piece.label) or (short and (piece.heading or piece.bold == piece.text)):
        text = f"{piece.label} {piece.text}"
        heading = piece.heading or (2 if short else 0)
        return dataclasses.replace(
            piece,
            text=text,
            label="",
            depth=0 if heading else piece.depth,
            heading=heading,
            bold=text if piece.bold == piece.text else piece.bold,
        )
    return dataclasses.replace(piece, depth=piece.depth or 1, label="")


def as_blocks(pieces: Sequence[Line]) -> Iterable[Block]:
    """The kind of each line, decided in the order styles, marks, looks, neighbours."""
    heads = heading_places(pieces)
    items = item_places(pieces, heads)
    for place, piece in enumerate(pieces):
        if piece.cells:
            yield Block("table_row", piece.text, 0, piece.page, piece.bold)
        elif place in heads:
            yield Block("heading", piece.text, heads[place], piece.page, piece.bold)
        elif piece.depth or place in items:
            text = items.get(place, piece.text)
            yield Block("bullet", text, piece.depth or 1, piece.page, piece.bold if text.startswith(piece.bold) else "")
        else:
            yield Block("paragraph", piece.text, 0, piece.page, piece.bold)


def item_places(pieces: Sequence[Line], heads: dict[int, int]) -> dict[int, str]:
    """Lines that carry a typed number or letter of a list, with their text behind it."""
    found: dict[int, str] = {}
    for place, piece in enumerate(pieces):
        mark = marks.ORDINAL.match(piece.text) or marks.LETTER.match(piece.text)
        if mark and place not in heads and not piece.cells:
            found[place] = piece.text[mark.end() :]
    return found


def heading_places(pieces: Sequence[Line]) -> dict[int, int]:
    """Which lines are headings, and of what level (1 for titles, 2 and deeper inside)."""
    levels = {place: level for place, piece in enumerate(pieces) if (level := styled_level(piece))}
    listed = numbered_items(pieces)
    candidates = {
        place
        for place, piece in enumerate(pieces)
        if place not in levels
        and place not in listed
        and not piece.cells
        and not piece.depth
        and headings.could_head(piece.text)
        if not (place and headings.is_address(pieces[place - 1].text))
    }
    strong = {
        place
        for place in candidates
        if headings.is_strong(pieces[place].text, bool(pieces[place].bold) and pieces[place].bold == pieces[place].text)
    }
    for place in sorted(strong):
        if place + 1 < len(pieces):
            levels[place] = 1 if marks.NUMBER.match(pieces[place].text) else 2
    for run in runs(sorted(candidates - strong)):
        levels.update(dict.fromkeys(plain_headings(run, levels, len(pieces)), 2))
    return levels


def styled_level(piece: Line) -> int:
    """The level that a style gives, or 0 where the styled line is too long, or a list item, to be a heading."""
    if not piece.heading or piece.cells or headings.CONTACT.search(piece.text):
        return 0
    long = len(piece.text.split()) > LONGEST_STYLED or (piece.text.endswith(".") and len(piece.text.split()) > 8)
    in_list = piece.depth > 0 and (headings.reads_like_sentence(piece.text) or not piece.ordered)
    return 0 if long or in_list else min(piece.heading, 6)


def numbered_items(pieces: Sequence[Line]) -> set[int]:
    """Numbered lines that stand directly under each other: a list, however short its items are."""
    found: set[int] = set()
    for place in range(1, len(pieces)):
        first, second = (marks.ORDINAL.match(pieces[at].text) for at in (place - 1, place))
        if first and second and follows(first.group().strip(" ().\t"), second.group().strip(" ().\t")):
            found.update((place - 1, place))
    return found


def follows(first: str, second: str) -> bool:
    """True when `second` is the number after `first` at the same level: 3 after 2, 4.3 after 4.2."""
    *before, last = (int(piece) for piece in first.split("."))
    *around, number = (int(piece) for piece in second.split("."))
    return before == around and number == last + 1


def runs(places: Sequence[int]) -> list[list[int]]:
    """Places that follow each other, grouped."""
    grouped: list[list[int]] = []
    for place in places:
        if grouped and grouped[-1][-1] == place - 1:
            grouped[-1].append(place)
        else:
            grouped.append([place])
    return grouped


def plain_headings(run: Sequence[int], levels: dict[int, int], total: int) -> list[int]:
    """Which of a run of short lines are headings: one or two before text are; more are an address or a list, but for
    the first.

    Titles at the start of the document are headings all; the last line before a title, or of the document, heads
    nothing.
    """
    if run[0] == 0 or all(place in levels for place in range(run[0])):
        return list(run) if run[-1] + 1 < total else list(run[:-1])
    heads_nothing = run[-1] + 1 >= total or (run[-1] + 1 in levels)
    kept = run[:-1] if heads_nothing else run
    return list(kept if len(run) <= 2 else kept[:1])

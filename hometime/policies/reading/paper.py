"""PDF documents to lines: text by its place on the page, columns and sidebars read one after the other, furniture
dropped.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from hometime.policies.reading.columns import Row, reading_order, rows_of
from hometime.policies.reading.furniture import page_noise
from hometime.policies.reading.glyphs import Letters, drawn_bullets, drawn_shapes
from hometime.policies.reading.grids import take_tables
from hometime.policies.reading.lines import Line, Pages, Unreadable
from hometime.policies.reading.marks import opens_item
from hometime.policies.reading.paragraphs import Print, document_leading, paragraphs
from hometime.policies.reading.unpacking import LOCKED
from hometime.policies.reading.wrapping import begins_item, join, mid_sentence, vocabulary

MOST_PAGES = 150
MOST_LETTERS_PER_PAGE = 60_000
BROKEN = "The PDF is broken or cut short. Make it again from the original document and try once more."
PICTURE = "The PDF is a picture of a document: there is no text in it that we can read. Ask for the document it was made from."
GARBLED = (
    "The PDF does not say which letters it shows, so its text cannot be read. Ask for the document it was made from."
)
PASSWORD_ERROR = 4
LOOK_BACK = 8


def read_paper(data: bytes) -> Pages:
    """The lines of a PDF in reading order. Raises `Unreadable` where it is locked, broken or nothing but pictures."""
    import pypdfium2  # late: heavy

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(
            LOCKED if getattr(error, "err_code", 0) == PASSWORD_ERROR or "assword" in str(error) else BROKEN
        ) from error
    pages = Pages()
    if count > MOST_PAGES:
        pages.leave_out(
            f"The PDF has {count} pages. The first {MOST_PAGES} were read, the others were not: split it into its policies."
        )
    papers = [page_rows(document, number, pages) for number in range(min(count, MOST_PAGES))]
    if not any(papers):
        raise Unreadable(PICTURE if count else BROKEN)
    report_pictures(papers, pages)
    pages.lines = lines_of(papers)
    if garbled(pages.lines):
        raise Unreadable(GARBLED)
    return pages


def garbled(lines: list[Line]) -> bool:
    """True when the letters make no words: the PDF shows shapes and does not say which letters they are."""
    text = "".join(line.text for line in lines)[:20_000]
    return len(text) > 80 and sum(letter.isalpha() or letter == " " for letter in text) < 0.55 * len(text)


def report_pictures(papers: list[list[Row]], pages: Pages) -> None:
    """Says which pages held no text."""
    bare = [str(number) for number, rows in enumerate(papers, 1) if not rows]
    if bare and len(bare) * 2 >= len(papers):
        pages.leave_out(f"Most of the PDF is pictures: no text was found on {len(bare)} of {len(papers)} pages.")
    elif bare:
        pages.problems.append(f"No text was found on page {', '.join(bare)}.")


def page_rows(document: Any, number: int, pages: Pages) -> list[Row]:
    """The rows of one page from top to bottom; none for a page that cannot be read, which is told."""
    import pypdfium2

    try:
        page = document[number]
        text = page.get_textpage()
        if text.count_chars() > MOST_LETTERS_PER_PAGE:
            pages.leave_out(f"Page {number + 1} holds far more text than a page can, so it was not read.")
            return []
        segments = list(Letters(text).segments())
        shapes = list(drawn_shapes(page))
        tables, running = take_tables(segments, shapes)
        rows = rows_of([*running, *drawn_bullets(shapes, running)])
        return sorted([*rows, *tables], key=lambda row: -row.top) if tables else rows
    except pypdfium2.PdfiumError:
        pages.leave_out(f"Page {number + 1} is broken and was not read.")
        return []


def lines_of(papers: list[list[Row]]) -> list[Line]:
    """Rows of all pages as lines: furniture out, columns in order, paragraphs joined over the ends of pages."""
    noise = page_noise([[row.text for row in rows] for rows in papers])
    kept = [
        [row for place, row in enumerate(rows) if (number, place) not in noise] for number, rows in enumerate(papers)
    ]
    ordered = [reading_order(rows) for rows in kept]
    words = vocabulary(row.text for rows in kept for row in rows)
    set_in = Print(body_size(kept), document_leading(column for columns in ordered for column in columns), words)
    lines: list[Line] = []
    for number, columns in enumerate(ordered, 1):
        for line in paragraphs(columns, set_in, number):
            before = next((earlier for earlier in reversed(lines[-LOOK_BACK:]) if runs_on(earlier, line)), None)
            if before:
                before.text = join(before.text, line.text, words)
            else:
                lines.append(line)
    return lines


def runs_on(before: Line, line: Line) -> bool:
    """True when the first line of a page or column goes on with the last paragraph of the one before."""
    plain = not (before.cells or line.cells or before.heading or line.heading or line.bold) and line.apart is None
    begins = line.text[:1].islower() or before.page != line.page
    if begins_item(before.text, line.text):
        return False
    if plain and line.hangs and opens_item(before.text) and before.page != line.page:
        return True
    return plain and begins and mid_sentence(before.text, line.text) and len(before.text) > 30


def body_size(papers: list[list[Row]]) -> float:
    """The size that most of the letters have."""
    sizes: Counter[float] = Counter()
    for rows in papers:
        for row in rows:
            for piece in row.pieces:
                sizes[round(piece.size * 2) / 2] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0

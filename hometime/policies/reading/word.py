"""Word documents (docx) to lines: tracked insertions kept, deletions dropped, merge fields marked, boxes and tables
opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hometime.policies.reading.lines import Line, Pages
from hometime.policies.reading.packages import Package, parse
from hometime.policies.reading.tables import row_lines
from hometime.policies.reading.wordstyles import Numbering, Styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
DROPPED = frozenset(
    W + name
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "delInstrText",
        "pPr",
        "rPr",
        "sectPr",
        "commentReference",
        "tblPr",
        "trPr",
        "tcPr",
        "sdtPr",
    )
)
LETTERS = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
    W + "ptab": "\t",
}
SYMBOLS = {"f0b7": "·", "f0a7": "▪", "f0d8": "➢", "f0fc": "✓"}
DEEPEST = 60
STYLED_CONTENTS = re.compile(r"^toc\b|^table of contents", re.IGNORECASE)
PICTURES = ("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic", "{urn:schemas-microsoft-com:vml}imagedata")


def read_word(data: bytes) -> Pages:
    """The lines of a docx file: body text, tables, text boxes and notes in reading order."""
    package = Package(data)
    pages = Pages()
    root = parse(package.read(package.main or "word/document.xml"))
    reader = Reader(pages, Styles(package), Numbering(package), notes_of(package))
    body = root.find(W + "body")
    pages.lines = list(reader.blocks(body if body is not None else root, 0))
    report_losses(root, package, pages)
    return pages


def report_losses(root: Any, package: Package, pages: Pages) -> None:
    """Says what of the document was not read: inserted files, pictures in place of text, hidden or struck-out words."""
    if root.find(f".//{W}altChunk") is not None:
        pages.leave_out(
            "The document has another document inserted into it, which was not read. Paste its text in instead."
        )
    pictures = sum(1 for name in PICTURES for _ in root.iter(name))
    if pictures and sum(len(line.text) for line in pages.lines) < 200:
        pages.leave_out("The document is a picture, with hardly any text that we can read. Ask for the text itself.")
    if "word/comments.xml" in package.names:
        pages.problems.append("Comments in the margin were not read.")


def notes_of(package: Package) -> dict[str, Any]:
    """Footnotes and endnotes by kind and number."""
    notes: dict[str, Any] = {}
    for kind in ("footnote", "endnote"):
        name = f"word/{kind}s.xml"
        if name in package.names:
            for note in parse(package.read(name)).iter(W + kind):
                if note.get(W + "type") in (None, "normal"):
                    notes[f"{kind}{note.get(W + 'id')}"] = note
    return notes


class Reader:
    """Walks the body of one document. Keeps count of automatic numbering and of fields, which span runs and paragraphs."""

    def __init__(self, pages: Pages, styles: Styles, numbering: Numbering, notes: dict[str, Any]) -> None:
        """Takes where to note problems, the document's styles, its numbering and its notes."""
        self.pages, self.styles, self.numbering, self.notes = pages, styles, numbering, notes

    def blocks(self, parent: Any, depth: int) -> Iterator[Line]:
        """The lines of everything inside an element that holds paragraphs and tables."""
        if depth > DEEPEST:
            self.pages.leave_out("Part of the document is nested too deeply to be read.")
            return
        for child in parent:
            if child.tag == W + "p":
                yield from self.paragraph(child, depth)
            elif child.tag == W + "tbl":
                yield from self.table(child, depth)
            elif child.tag == ALTERNATE:
                yield from self.blocks(chosen(child), depth + 1)
            elif child.tag not in DROPPED:
                yield from self.blocks(child, depth + 1)

    def table(self, table: Any, depth: int) -> Iterator[Line]:
        """The rows of a table. A table used for layout gives the lines of its cells instead."""
        for row in table.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is table:
                cells = [
                    list(self.blocks(cell, depth + 1))
                    for cell in row.iter(W + "tc")
                    if next(cell.iterancestors(W + "tr")) is row
                ]
                yield from row_lines(cells)

    def paragraph(self, paragraph: Any, depth: int) -> Iterator[Line]:
        """The line of a paragraph, then those of the text boxes and notes that hang on it."""
        style = self.styles.of(paragraph)
        text = ParagraphText(paragraph)
        if text.text.strip() and not STYLED_CONTENTS.match(style.name):
            item = self.numbering.item(paragraph, style)
            yield Line(
                text.text,
                heading=style.heading,
                depth=item.depth,
                ordered=item.ordered,
                label=item.label,
                bold=text.text if style.bold and not text.bold else text.bold,
            )
        if text.struck:
            self.pages.leave_out("Words that are struck through or hidden were taken as deleted.")
        for box in text.boxes:
            yield from self.blocks(box, depth + 1)
        for note in text.notes:
            if note in self.notes:
                yield from self.blocks(self.notes.pop(note), depth + 1)


def chosen(alternate: Any) -> Any:
    """The first of several renderings of the same content."""
    choice = alternate.find(CHOICE)
    return choice if choice is not None else alternate


def is_on(properties: Any, name: str) -> bool:
    """True when a run's properties switch something on (bold, hidden, struck through)."""
    found = properties.find(W + name) if properties is not None else None
    return found is not None and found.get(W + "val", "true") not in ("0", "false", "none", "off")


class ParagraphText:
    """The text of one paragraph: its words as they would print, the bold ones at its start, and what hangs on it."""

    def __init__(self, paragraph: Any) -> None:
        """Reads the paragraph at once."""
        self.text, self.bold = "", ""
        self.boxes: list[Any] = []
        self.notes: list[str] = []
        self.struck = False
        self.fields: list[dict[str, str]] = []
        self.only_bold = True
        self.walk(paragraph)

    def walk(self, parent: Any) -> None:
        """Goes through runs, insertions, links, smart tags and fields in order."""
        stack = [iter(parent)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif child.tag == W + "r":
                self.run(child)
            elif child.tag == W + "fldSimple":
                self.simple_field(child)
            elif child.tag == ALTERNATE:
                stack.append(iter(chosen(child)))
            elif child.tag == W + "p" or child.tag in DROPPED:
                continue
            elif isinstance(child.tag, str) and len(stack) < DEEPEST:
                stack.append(iter(child))

    def simple_field(self, field: Any) -> None:
        """A field in one element: its result, or its name where it is a merge field without one."""
        before = len(self.text)
        for run in field.iter(W + "r"):
            self.run(run)
        name = merge_field(field.get(W + "instr", ""))
        if name and not self.text[before:].strip():
            self.add(f"«{name}»", False)

    def run(self, run: Any) -> None:
        """The text of one run, unless it is hidden or struck through."""
        properties = run.find(W + "rPr")
        if any(is_on(properties, name) for name in ("vanish", "strike", "dstrike")):
            self.struck = self.struck or any(text.text and text.text.strip() for text in run.iter(W + "t"))
            return
        bold = is_on(properties, "b")
        for child in run:
            self.piece(child, bold)

    def piece(self, child: Any, bold: bool) -> None:
        """One piece of a run: letters, a break, a symbol, a field mark, a note mark, a box."""
        if child.tag == W + "t":
            self.add(child.text or "", bold)
        elif child.tag in LETTERS:
            self.add(LETTERS[child.tag], bold)
        elif child.tag == W + "sym":
            self.add(SYMBOLS.get(child.get(W + "char", "").lower(), " "), bold)
        elif child.tag == W + "fldChar":
            self.field_mark(child.get(W + "fldCharType"))
        elif child.tag == W + "instrText" and self.fields:
            self.fields[-1]["code"] += child.text or ""
        elif child.tag in (W + "footnoteReference", W + "endnoteReference"):
            self.notes.append(child.tag.removeprefix(W).removesuffix("Reference") + child.get(W + "id", ""))
        else:
            source = chosen(child) if child.tag == ALTERNATE else child
            self.boxes.extend(box for box in source.iter(W + "txbxContent"))

    def field_mark(self, kind: str | None) -> None:
        """Begins, divides or ends a field; a merge field without a result leaves its name."""
        if kind == "begin":
            self.fields.append({"code": "", "shown": ""})
        elif kind == "end" and self.fields:
            field = self.fields.pop()
            name = merge_field(field["code"])
            if name and not field["shown"].strip():
                self.add(f"«{name}»", False)

    def add(self, text: str, bold: bool) -> None:
        """Adds text, and keeps the run of bold at the start."""
        if self.fields and merge_page(self.fields[-1]["code"]):
            return
        for field in self.fields:
            field["shown"] += text
        self.text += text
        self.only_bold = self.only_bold and (bold or not text.strip())
        if self.only_bold and (bold or self.bold):
            self.bold += text


def merge_field(code: str) -> str:
    """The name in `MERGEFIELD Name`, or nothing."""
    found = re.search(r"MERGEFIELD\s+\"?([^\"\\]+?)\"?\s*(?:\\|$)", code, re.IGNORECASE)
    return found.group(1).strip() if found else ""


def merge_page(code: str) -> bool:
    """True for fields that print page numbers."""
    return bool(re.match(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b", code, re.IGNORECASE))

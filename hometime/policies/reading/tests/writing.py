"""Writes a planned document as bytes of one of five formats, with the noises that real documents carry."""

from __future__ import annotations

import dataclasses
import html
import io
import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from hometime.policies.reading.forms import Block
from hometime.policies.reading.tests.generating import PlannedPart, line_block

FORMATS = ("txt", "md", "html", "docx", "pdf")
NOISES = {
    "txt": (
        "flat_bullets", "hard_wrap", "bookmarks", "double_spaces", "smart_quotes", "mojibake", "page_furniture", "contents",
        "utf16", "cp1252", "soft_hyphens", "ligatures", "blank_lines", "group_headings",
    ),
    "md": ("hard_wrap", "bookmarks", "smart_quotes", "bold_headings", "comments", "blank_lines", "group_headings"),
    "html": ("cookie_banner", "navigation", "scripts", "entities", "smart_quotes", "mojibake", "bold_headings", "layout_table", "spans"),
    "docx": (
        "flat_bullets", "heading_bullets", "plain_headings", "bold_headings", "tracked", "split_runs", "hidden", "bookmarks", "smart_quotes",
        "layout_table", "soft_hyphens", "furniture", "group_headings", "contents",
    ),
    "pdf": ("two_columns", "page_furniture", "soft_hyphens", "bold_headings", "sidebar"),
}  # fmt: skip
GLYPHS = ("·", "•", "- ", "* ", "o ", "▪")
DELETED = "This sentence was taken out: everything is answered within 99 days."
SIDEBAR = ("Large print is", "at the office,", "please just ask.")
FURNITURE = "Lantern Lane Nursery"


@dataclasses.dataclass(frozen=True)
class Writing:
    """A planned document about to be written: its blocks, the noises to add, and a number that varies their choices."""

    blocks: tuple[Block, ...]
    noises: frozenset[str] = frozenset()
    variety: int = 0

    def has(self, noise: str) -> bool:
        """True where that noise is wanted."""
        return noise in self.noises

    @property
    def glyph(self) -> str:
        """The bullet sign that typed bullets start with."""
        return GLYPHS[self.variety % len(GLYPHS)]


def blocks_of(parts: Sequence[PlannedPart], groups: bool = False) -> tuple[Block, ...]:
    """Parts as blocks; with `groups`, the title of the group is repeated over each dotted procedure."""
    blocks: list[Block] = []
    for part in parts:
        if groups and "." in part.number:
            blocks.append(Block("heading", f"{part.number.partition('.')[0]} Working with families procedures", 1))
        blocks.append(Block("heading", f"{part.number} {part.title}".strip(), 1))
        for section in part.sections:
            blocks += [Block("heading", section.heading, 2)] if section.heading else []
            blocks += [line_block(line) for line in section.lines]
    return tuple(blocks)


def write(parts: Sequence[PlannedPart], form: str, noises: Sequence[str] = (), variety: int = 0) -> bytes:
    """The bytes of the document in that format. Noises that the format does not know are ignored."""
    known = frozenset(noises) & frozenset(NOISES[form])
    blocks = tuple(noisy(block, known, variety) for block in blocks_of(parts, "group_headings" in known))
    return WRITERS[form](Writing(blocks, known, variety))


def noisy(block: Block, noises: frozenset[str], variety: int) -> Block:
    """A block with the noises that sit in the letters themselves."""
    text = block.text
    if "smart_quotes" in noises:
        text = text.replace("'", "’")
    if "double_spaces" in noises:
        text = text.replace(" ", "  ", 3 + variety % 5)
    if "bookmarks" in noises and block.kind == "bullet":
        text = f"[bookmark: _Int_a{variety}Bq]{text}"
    if "soft_hyphens" in noises:
        text = " ".join(
            f"{word[:4]}\u00ad{word[4:]}" if len(word) > 8 and word.isalpha() else word for word in text.split(" ")
        )
    if "ligatures" in noises:
        text = text.replace("ffi", "ﬃ").replace("fi", "ﬁ")
    return dataclasses.replace(block, text=text)


def contents_rows(blocks: Sequence[Block]) -> list[str]:
    """A table of contents with dots and page numbers."""
    return [
        "Contents",
        *(f"{block.text} ........ {page}" for page, block in enumerate(blocks, 1) if block.kind == "heading"),
    ]


def wrapped(text: str, wrap: bool, indent: str = "") -> str:
    """A paragraph broken at 72 letters where wanted."""
    if not wrap:
        return text
    return "\n".join(textwrap.wrap(text, 72, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False))


def as_text(writing: Writing) -> bytes:
    """Plain text: tabs behind numbers, typed bullets, blank lines only where wanted."""
    rows: list[str] = contents_rows(writing.blocks) if writing.has("contents") else []
    gap = "\n\n" if writing.has("blank_lines") or writing.has("hard_wrap") else "\n"
    for place, block in enumerate(writing.blocks):
        mark = (
            ""
            if block.kind != "bullet"
            else "    " * (block.level - 1) + (writing.glyph if writing.has("flat_bullets") else "- ")
        )
        rows.append(wrapped(mark + block.text, writing.has("hard_wrap")))
        if writing.has("page_furniture") and place % 12 == 11:
            rows.append(f"{FURNITURE}\nPage {place // 12 + 1} of 9\n\f{FURNITURE}")
    if writing.has("page_furniture"):
        rows += [FURNITURE, f"Page {len(writing.blocks) // 12 + 1} of 9"]
    return encoded(gap.join(rows) + "\n", writing)


def encoded(text: str, writing: Writing) -> bytes:
    """Text as bytes in the character set that the noises ask for."""
    if writing.has("utf16"):
        return text.encode("utf-16")
    if writing.has("cp1252"):
        return text.encode("cp1252")
    if writing.has("mojibake"):
        return text.replace("'", "’").encode("utf-8").decode("cp1252", errors="ignore").encode("utf-8")
    return text.encode("utf-8")


def as_markdown(writing: Writing) -> bytes:
    """Markdown with `#` headings, or bold lines in their place."""
    rows = ["<!-- answered within 99 days -->"] if writing.has("comments") else []
    for block in writing.blocks:
        if block.kind == "heading":
            rows.append(
                f"**{block.text}**"
                if writing.has("bold_headings") and block.level > 1
                else f"{'#' * block.level} {block.text}"
            )
        else:
            mark = "    " * (block.level - 1) + "- " if block.kind == "bullet" else ""
            rows.append(wrapped(mark + block.text.replace("*", "\\*"), writing.has("hard_wrap"), " " * len(mark)))
    return ("\n\n".join(rows) + "\n").encode()


def as_web(writing: Writing) -> bytes:
    """A web page with nested lists, and around them what web pages have."""
    rows = [html_row(block, writing) for block in writing.blocks]
    body = "".join(nested(writing.blocks, rows))
    if writing.has("layout_table"):
        body = f"<table><tr><td>{body}</td></tr></table>"
    around = (
        '<div id="cookie-notice" class="cookie-bar"><p>We use cookies. Read more within 99 days.</p></div>'
        if writing.has("cookie_banner")
        else "",
        '<nav><ul><li><a href="/">Home</a></li><li>Fees</li></ul></nav><div class="breadcrumbs">Home &gt; Policies</div>'
        if writing.has("navigation")
        else "",
        '<script>var limit = "within 99 days";</script><style>p { color: red }</style>'
        if writing.has("scripts")
        else "",
    )
    page = f"<!DOCTYPE html><html><head><title>Policies</title></head><body>{''.join(around)}{body}<footer><p>Open within 99 days</p></footer></body></html>"
    return encoded(page, writing)


def html_row(block: Block, writing: Writing) -> str:
    """One block's words as HTML."""
    text = html.escape(block.text, quote=False)
    if writing.has("entities"):
        text = text.replace("'", "&rsquo;").replace(" ", "&nbsp;", 2)
    if writing.has("spans"):
        first, _, rest = text.partition(" ")
        text = f'<span style="font-size:11pt">{first} </span><span>{rest}</span>' if rest else text
    if block.kind == "heading":
        if writing.has("bold_headings") and block.level > 1:
            return f"<p><strong>{text}</strong></p>"
        return f"<h{block.level}>{text}</h{block.level}>"
    return f"<p>{text}</p>" if block.kind == "paragraph" else text


def nested(blocks: Sequence[Block], rows: Sequence[str]) -> list[str]:
    """Rows with lists opened and closed around the bullets."""
    out: list[str] = []
    depth = 0
    for block, row in zip(blocks, rows, strict=True):
        level = block.level if block.kind == "bullet" else 0
        while depth > level:
            out.append("</li></ul>")
            depth -= 1
        if level and depth == level:
            out.append("</li>")
        while depth < level:
            out.append("<ul>")
            depth += 1
        out.append(f"<li>{row}" if level else row)
    return [*out, "</li></ul>" * depth]


def as_word(writing: Writing) -> bytes:
    """A Word document, made with python-docx."""
    import docx

    document = docx.Document()
    if writing.has("furniture"):
        document.sections[0].header.paragraphs[0].text = FURNITURE
        document.sections[0].footer.paragraphs[0].text = "Page 1 of 4"
    holder = document.add_table(1, 1).rows[0].cells[0] if writing.has("layout_table") else document
    if writing.has("contents"):
        for row in contents_rows(writing.blocks):
            holder.add_paragraph(row)
    for place, block in enumerate(writing.blocks):
        word_block(document, holder, block, writing, place)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_block(document: Any, holder: Any, block: Block, writing: Writing, place: int) -> None:
    """One block as a paragraph, in the style it would have, or one that people give it by mistake."""
    paragraph = holder.add_paragraph()
    bold = False
    if block.kind == "heading":
        bold = writing.has("bold_headings")
        if not (bold or writing.has("plain_headings")):
            paragraph.style = document.styles[f"Heading {block.level}"]
    elif block.kind == "bullet" and not (writing.has("flat_bullets") and block.level == 1):
        paragraph.style = document.styles["List Bullet" if block.level == 1 else "List Bullet 2"]
        if writing.has("heading_bullets") and place % 3 == 0:
            number_as_list(paragraph, paragraph.style)
            paragraph.style = document.styles["Heading 2"]
    mark = writing.glyph if block.kind == "bullet" and writing.has("flat_bullets") and block.level == 1 else ""
    word_runs(paragraph, mark + block.text, bold, writing)


def number_as_list(paragraph: Any, style: Any) -> None:
    """Gives a paragraph its list numbering directly, as Word does when a heading style is put on a bullet."""
    found = style.element.pPr.numPr
    numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbering.get_or_add_numId().val = found.numId.val
    numbering.get_or_add_ilvl().val = found.ilvl.val if found.ilvl is not None else 0


def word_runs(paragraph: Any, text: str, bold: bool, writing: Writing) -> None:
    """The words of a paragraph: whole, in several runs, with tracked changes or hidden words."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    middle = text.find(" ", len(text) // 2) if writing.has("split_runs") or writing.has("tracked") else -1
    pieces = [text[:middle], text[middle:]] if middle > 0 else [text]
    for number, piece in enumerate(pieces):
        run = paragraph.add_run(piece)
        run.bold = bold or None
        if number and writing.has("tracked"):
            inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
            run._r.addprevious(deleted)
            run._r.addprevious(inserted)
            inserted.append(run._r)
            gone = OxmlElement("w:r")
            gone_text = OxmlElement("w:delText")
            gone_text.text = DELETED
            gone.append(gone_text)
            deleted.append(gone)
            deleted.set(qn("w:id"), "1")
    if writing.has("hidden"):
        paragraph.add_run(DELETED).font.hidden = True


PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 595.0, 842.0, 56.0


class Paper:
    """Lays lines on the pages of a PDF, in one column or two."""

    def __init__(self, writing: Writing) -> None:
        """Starts the first page."""
        import fpdf

        self.writing = writing
        self.pdf = fpdf.FPDF(unit="pt", format=(PAGE_WIDTH, PAGE_HEIGHT))
        self.pdf.set_auto_page_break(False)
        self.columns = 2 if writing.has("two_columns") else 1
        inner = PAGE_WIDTH - 2 * MARGIN
        self.width = (inner - 30) / 2 if self.columns == 2 else inner - (150 if writing.has("sidebar") else 0)
        self.column, self.down = 0, MARGIN
        self.page()

    def page(self) -> None:
        """A new page with its header and footer."""
        self.pdf.add_page()
        self.column, self.down = 0, MARGIN
        if self.writing.has("page_furniture"):
            self.pdf.set_font("Helvetica", size=8)
            self.pdf.text(MARGIN, 30, FURNITURE)
            self.pdf.text(MARGIN, PAGE_HEIGHT - 25, f"Page {self.pdf.page} of 9")
        if self.writing.has("sidebar") and self.pdf.page == 1:
            self.pdf.set_font("Helvetica", size=10)
            for place, row in enumerate(SIDEBAR):
                self.pdf.text(PAGE_WIDTH - MARGIN - 110, MARGIN + 95 + 17.3 * place, row)

    def row(self, text: str, indent: float, leading: float) -> None:
        """One line of text, on the next column or page where this one is full."""
        style, size = self.pdf.font_style, self.pdf.font_size_pt
        if self.down + leading > PAGE_HEIGHT - MARGIN:
            self.column += 1
            self.down = MARGIN
            if self.column >= self.columns:
                self.page()
        self.pdf.set_font("Helvetica", style, size)
        self.down += leading
        self.pdf.text(MARGIN + self.column * (self.width + 30) + indent, self.down, text)

    def block(self, block: Block) -> None:
        """One block, broken into lines."""
        heading = block.kind == "heading"
        size = 10.0 if not heading or self.writing.has("bold_headings") else 13.0
        self.pdf.set_font("Helvetica", "B" if heading else "", size)
        indent = 18.0 * block.level if block.kind == "bullet" else 0.0
        rows: Any = self.pdf.multi_cell(self.width - indent, text=block.text, align="L", dry_run=True, output="LINES")
        self.down += 7 if heading else 4
        for place, row in enumerate(rows):
            style, letters = ("B" if heading else ""), size
            self.pdf.set_font("Helvetica", style, letters)
            if block.kind == "bullet" and place == 0:
                self.row("\u00b7", indent - 10, 1.2 * size)
                self.down -= 1.2 * size
            self.pdf.set_font("Helvetica", style, letters)
            self.row(row, indent, 1.2 * size)


def as_paper(writing: Writing) -> bytes:
    """A PDF, made with fpdf2."""
    paper = Paper(writing)
    for block in writing.blocks:
        paper.block(block)
    return bytes(paper.pdf.output())


WRITERS: dict[str, Callable[[Writing], bytes]] = {
    "txt": as_text, "md": as_markdown, "html": as_web, "docx": as_word, "pdf": as_paper,
}  # fmt: skip

"""Web pages to lines: navigation, banners and scripts dropped, lists with their depth, tables and headings kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hometime.policies.reading.characters import decode
from hometime.policies.reading.lines import Line, Pages
from hometime.policies.reading.tables import row_lines

DROPPED = frozenset(
    "script style noscript template svg canvas iframe object embed nav footer button input select textarea dialog menu head video audio map".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strong strike sub sup time tt u var wbr".split()
)
DELETED = frozenset(("del", "s", "strike"))
JUNK = re.compile(
    r"(?:^|[-_\s])(?:cookies?|breadcrumbs?|navbar|nav|navigation|menu|skip-?(?:link|to)?\w*|site-?(?:header|footer)|footer|social|share|sharing|"
    r"newsletter|popup|modal|banner|advert\w*|related|comments?|screen-reader-text|visually-hidden|sr-only)(?:$|[-_\s])",
    re.IGNORECASE,
)
COOKIE = re.compile(r"\bcookies?\b", re.IGNORECASE)
MOST_JUNK = 1_500
DEEPEST = 150
FOLDED = re.compile(r"accordion|collaps|toggle|\btab(?:s|-|_|\b)|\bfaq", re.IGNORECASE)
MENU = re.compile(
    r"^(?:menu|open|close|search|accept|reject|toggle|share|print|back|next|previous|submit|more|show|hide)\b",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w\-]{2,20})", re.IGNORECASE)


def read_web(data: bytes) -> Pages:
    """The lines of an HTML page, without what surrounds its text."""
    from selectolax.lexbor import LexborHTMLParser  # late: only web pages need it

    tree = LexborHTMLParser(text_of(data))
    walk = Walk(Pages())
    root = main_of(tree)
    if root is not None:
        walk.block(root, 0)
        walk.close()
    return walk.pages


def text_of(data: bytes) -> str:
    """The page's text, in the character set it names where that fits, else in the one its bytes show."""
    named = CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = named.group(1).decode("ascii", "ignore").lower()
        try:
            return data.decode("cp1252" if name in ("iso-8859-1", "latin1", "ascii") else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def main_of(tree: Any) -> Any:
    """The element that holds the page's own text: `main`, a lone `article`, or the body where those hold too little."""
    body = tree.body or tree.root
    total = len(body.text(deep=True)) if body is not None else 0
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text(deep=True)) > 0.3 * total:
            return found[0]
    return body


ASIDE = ("navigation", "contentinfo", "search", "dialog", "alertdialog")  # roles of what stands beside the text


def is_junk(node: Any) -> bool:
    """True for elements that are no text of the page: navigation, banners, hidden parts."""
    marks = node.attributes
    if opens_panel(node):
        return False
    folded = bool(FOLDED.search(marks.get("class") or ""))
    hidden = "hidden" in marks or HIDDEN.search(marks.get("style") or "") or marks.get("aria-hidden") == "true"
    if node.tag in DROPPED or (marks.get("role") or "") in ASIDE or (hidden and not folded):
        return True
    if node.tag in ("body", "main", "article", "html") or not (marks.get("class") or marks.get("id")):
        return False
    named = f"{marks.get('class') or ''} {marks.get('id') or ''}"
    if COOKIE.search(named.replace("-", " ").replace("_", " ")) or JUNK.search(named):
        return len(node.text(deep=True)) < MOST_JUNK and not node.css_first("h1")
    return False


def opens_panel(node: Any) -> bool:
    """True for a button that is the title of a panel folded away below it, not one that opens a menu or a search."""
    if node.tag != "button" or MENU.search(node.text(deep=True).strip() or "menu"):
        return False
    marks, around = node.attributes, node.parent
    named = f"{marks.get('class') or ''} {(around.attributes.get('class') or '') if around is not None else ''}"
    heads = around is not None and re.fullmatch(r"h[1-6]", around.tag)
    return bool(heads or "aria-expanded" in marks or "aria-controls" in marks or FOLDED.search(named))


class Walk:
    """Goes through a page once, gathering inline text into the line that is open."""

    def __init__(self, pages: Pages) -> None:
        """Takes where lines and problems go."""
        self.pages = pages
        self.hints = Line("")
        self.text, self.bold = "", ""
        self.only_bold = True

    def close(self) -> None:
        """Ends the open line."""
        text = self.text.strip()
        if text:
            hints = self.hints
            self.pages.lines.append(
                Line(text, heading=hints.heading, depth=hints.depth, ordered=hints.ordered, bold=self.bold.strip())
            )
        self.text, self.bold, self.only_bold = "", "", True

    def add(self, text: str, bold: bool) -> None:
        """Adds inline text, keeping the bold words at its start."""
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        self.only_bold = self.only_bold and (bold or not text.strip())
        self.text += text
        if self.only_bold and (bold or self.bold):
            self.bold += text

    def block(self, node: Any, level: int) -> None:
        """A block element: closes the line before and behind it."""
        self.close()
        if level > DEEPEST:
            self.pages.leave_out("Part of the page is nested too deeply to be read.")
            return
        before = self.hints
        self.hints = self.hinted(node)
        for child in node.iter(include_text=True):
            self.child(child, False, level + 1)
        self.close()
        self.hints = before

    def hinted(self, node: Any) -> Line:
        """What an element says about the lines inside it."""
        tag, around = node.tag, self.hints
        if re.fullmatch(r"h[1-6]", tag):
            return Line("", heading=int(tag[1]))
        if tag in ("summary", "legend", "caption", "button"):
            return Line("", heading=3)
        if tag in ("ul", "ol"):
            return Line("", depth=around.depth + 1, ordered=tag == "ol")
        return Line("", heading=around.heading, depth=around.depth, ordered=around.ordered)

    def child(self, node: Any, bold: bool, level: int) -> None:
        """One child of a block or inline element."""
        tag = node.tag
        if tag == "-text":
            self.add(node.text_content or "", bold)
        elif tag.startswith(("-", "_", "!")) or tag in DELETED or is_junk(node):
            return
        elif tag == "br":
            self.text += "\n"
            self.bold += "\n" if self.only_bold and self.bold else ""
        elif tag == "table":
            self.table(node, level)
        elif tag in INLINE and not has_blocks(node):
            for inner in node.iter(include_text=True):
                self.child(inner, bold or is_bold(node), level + 1) if level < DEEPEST else None
        else:
            self.block(node, level)

    def table(self, table: Any, level: int) -> None:
        """The rows of a table; a table that only lays out the page gives its cells' lines."""
        self.close()
        if level > DEEPEST:
            return
        for row in rows_of(table):
            cells = [self.cell(cell, level) for cell in row.iter() if cell.tag in ("td", "th")]
            self.pages.lines.extend(row_lines(cells))

    def cell(self, cell: Any, level: int) -> list[Line]:
        """The lines of one cell."""
        inner = Walk(Pages())
        inner.block(cell, level + 1)
        return inner.pages.lines


def rows_of(table: Any) -> Iterator[Any]:
    """The rows of a table itself, not those of tables inside it."""
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.iter() if row.tag == "tr")


def has_blocks(node: Any) -> bool:
    """True for an inline element that wrongly holds blocks."""
    return node.css_first("p, div, ul, ol, table, h1, h2, h3, h4, li") is not None


def is_bold(node: Any) -> bool:
    """True for elements that print bold."""
    return node.tag in ("b", "strong") or bool(
        re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", node.attributes.get("style") or "")
    )

"""Markdown to lines: headings, lists with their depth, tables, bold starts; links and emphasis become their words."""

from __future__ import annotations

import html
import re

from hometime.policies.reading.characters import decode
from hometime.policies.reading.lines import Line, Pages

LONGEST_ROW = 25_000  # above the longest block, so that the cut is told
HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
ITEM = re.compile(r"^([ \t]*)([*+-]|\d{1,3}[.)])[ \t]+(.*)$")
ROW = re.compile(r"^\s*\|(.+)\|\s*$")
DIVIDER = re.compile(r"^[\s|:\-]+$")
FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
FRONT = re.compile(r"\A---\r?\n.{0,4000}?\r?\n(?:---|\.\.\.)\r?\n", re.DOTALL)
LINK = re.compile(r"!?\[([^\]]{0,400})\](?:\([^)\s]{0,800}(?:\s+\"[^\"]{0,200}\")?\)|\[[^\]]{0,100}\])")
AUTO = re.compile(r"<((?:https?:|mailto:)?[^\s<>@]{1,200}@?[^\s<>]{1,200})>")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
BOLD_START = re.compile(r"^(?:\*\*|__)(?=\S)(.+?)(?<=\S)(?:\*\*|__)")
STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
HELD = {chr(0xE000 + place): letter for place, letter in enumerate("\\`*_{}[]()#+-.!|<>~")}
HELD_AS = {letter: mark for mark, letter in HELD.items()}


def read_markdown(data: bytes) -> Pages:
    """The lines of a markdown file."""
    text = COMMENT.sub("", FRONT.sub("", decode(data).replace("\r\n", "\n").replace("\r", "\n")))
    lines: list[Line] = []
    indents: list[int] = []
    open_line = False
    for written in text.split("\n"):
        row = re.sub(r"^ {0,3}>[ \t]?", "", written[:LONGEST_ROW])
        is_rule = RULE.match(row) and not (open_line and UNDERLINE.match(row))
        if not row.strip() or is_rule or FENCE.match(row):
            open_line = False
        elif open_line and UNDERLINE.match(row):
            lines[-1].heading = 1 if "=" in row else 2
            open_line = False
        elif not (line := begun(row, indents)):
            continue
        elif open_line and not (line.heading or line.depth or line.cells):
            lines[-1].text += (
                ("\n" if lines[-1].text.endswith("  ") else " ") + row.strip() + ("  " if row.endswith("  ") else "")
            )
        else:
            lines.append(line)
            open_line = not (line.heading or line.cells)
    return Pages(lines=[finished(line) for line in lines])


def begun(row: str, indents: list[int]) -> Line | None:
    """The line that a row begins; None for the divider under a table's head. `indents` holds those of the lists that
    are open.
    """
    if found := HEADING.match(row):
        return Line(found.group(2), heading=len(found.group(1)))
    if found := ROW.match(row):
        cells = tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", found.group(1)))
        return None if DIVIDER.match(row) else Line(" | ".join(cells), cells=cells)
    if found := ITEM.match(row):
        indent = len(found.group(1).expandtabs(4))
        while indents and indents[-1] >= indent + 1:
            indents.pop()
        if not indents or indent > indents[-1] + 1:
            indents.append(indent)
        return Line(found.group(3), depth=len(indents), ordered=found.group(2)[0].isdigit())
    if not row.startswith((" ", "\t")):
        indents.clear()
    return Line(row.strip() + ("  " if row.endswith("  ") else ""))


def finished(line: Line) -> Line:
    """A line with its marks turned into words and its bold start noted."""
    found = BOLD_START.match(line.text.strip())
    line.bold = plain(found.group(1)) if found else ""
    line.text = plain(line.text)
    line.cells = tuple(plain(cell) for cell in line.cells)
    return line


def plain(text: str) -> str:
    """Markdown inside a line as plain words."""
    text = ESCAPE.sub(lambda found: HELD_AS[found.group(1)], text)
    text = BREAK.sub("\n", LINK.sub(r"\1", text))
    text = TAG.sub("", AUTO.sub(r"\1", text)).replace("`", "")
    text = EMPHASIS.sub(lambda found: found.group(1) or found.group(2), STRONG.sub(r"\2", STRONG.sub(r"\2", text)))
    text = html.unescape(text)
    return "".join(HELD.get(letter, letter) for letter in text).strip()

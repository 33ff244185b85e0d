"""What the styles and the numbering of a Word document say about a paragraph: heading level, list depth, printed
number.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from typing import Any

from hometime.policies.reading.packages import Package, parse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
BULLET_STYLE = re.compile(r"bullet|list (?:number|continue)", re.IGNORECASE)
DEEPEST_STYLE = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says. `numbered` and `level` point into the numbering; None where it has none."""

    name: str = ""
    heading: int = 0
    bold: bool = False
    numbered: str | None = None
    level: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """A paragraph's place in a list: depth 0 is no list."""

    depth: int = 0
    ordered: bool = False
    label: str = ""


def value(parent: Any, path: str) -> str | None:
    """The `w:val` of an element below another, or None."""
    found = parent.find("/".join(W + step for step in path.split("/"))) if parent is not None else None
    return found.get(W + "val") if found is not None else None


def whole(text: str | None) -> int:
    """A number written in the file, or 0."""
    return int(text) if text and text.isdigit() and len(text) < 9 else 0


class Styles:
    """The paragraph styles of one document, each with what it inherits."""

    def __init__(self, package: Package) -> None:
        """Reads `word/styles.xml` where the package has one."""
        self.elements: dict[str, Any] = {}
        self.default = ""
        self.known: dict[str, Style] = {}
        if "word/styles.xml" in package.names:
            for element in parse(package.read("word/styles.xml")).iter(W + "style"):
                if element.get(W + "type") == "paragraph":
                    self.elements[element.get(W + "styleId", "")] = element
                    if element.get(W + "default") == "1":
                        self.default = element.get(W + "styleId", "")

    def of(self, paragraph: Any) -> Style:
        """The style of a paragraph; an outline level set on the paragraph itself wins."""
        style = self.named(value(paragraph, "pPr/pStyle") or self.default)
        outline = value(paragraph, "pPr/outlineLvl")
        return dataclasses.replace(style, heading=whole(outline) + 1) if outline and whole(outline) < 9 else style

    def named(self, name: str) -> Style:
        """The style of that id, with what it inherits from those it is based on."""
        if name not in self.known:
            self.known[name] = self.resolved(name)
        return self.known[name]

    def resolved(self, name: str) -> Style:
        """Goes up the chain of styles; the nearest that says something wins."""
        heading, bold, numbered, level = 0, None, None, 0
        first = self.elements.get(name)
        shown = value(first, "name") or name
        at, steps = name, 0
        while at in self.elements and steps < DEEPEST_STYLE:
            element, steps = self.elements[at], steps + 1
            heading = heading or heading_level(value(element, "name") or at, value(element, "pPr/outlineLvl"))
            if bold is None and element.find(f"{W}rPr/{W}b") is not None:
                bold = value(element, "rPr/b") not in ("0", "false")
            if numbered is None and (number := value(element, "pPr/numPr/numId")) is not None:
                numbered, level = number, whole(value(element, "pPr/numPr/ilvl"))
            at = value(element, "basedOn") or ""
        return Style(shown, heading or heading_level(shown, None), bool(bold), numbered, level)


def heading_level(name: str, outline: str | None) -> int:
    """The heading level that a style's name or outline level gives, or 0."""
    found = re.match(r"heading ?([1-9])", name, re.IGNORECASE)
    if found:
        return int(found.group(1))
    if name.casefold() in ("title", "subtitle"):
        return 1
    return whole(outline) + 1 if outline and whole(outline) < 9 else 0


class Numbering:
    """The numbered and bulleted lists of one document, counted as the paragraphs go by."""

    def __init__(self, package: Package) -> None:
        """Reads `word/numbering.xml` where the package has one."""
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counts: dict[tuple[str, int], int] = defaultdict(int)
        self.shared: dict[str, str] = {}
        if "word/numbering.xml" not in package.names:
            return
        root = parse(package.read("word/numbering.xml"))
        abstract = {element.get(W + "abstractNumId"): element for element in root.iter(W + "abstractNum")}
        for number in root.iter(W + "num"):
            held = value(number, "abstractNumId")
            self.shared[number.get(W + "numId", "")] = held or ""
            if held in abstract:
                self.learn(number.get(W + "numId", ""), abstract[held])

    def learn(self, number: str, element: Any) -> None:
        """The format, the text and the start of each level of one list."""
        for level in element.iter(W + "lvl"):
            form, text, start = value(level, "numFmt"), value(level, "lvlText"), value(level, "start")
            self.levels[number, whole(level.get(W + "ilvl"))] = (form or "bullet", text or "", whole(start) or 1)

    def item(self, paragraph: Any, style: Style) -> Item:
        """A paragraph's place in its list. A list style without numbering is taken as bullets."""
        number = value(paragraph, "pPr/numPr/numId")
        own_level = value(paragraph, "pPr/numPr/ilvl")
        level = whole(own_level) if own_level else style.level if number is None else 0
        number = number if number is not None else style.numbered
        if number == "0" or (number is None and not BULLET_STYLE.search(style.name)):
            return Item()
        form, text, _ = self.levels.get((number or "", level), ("bullet", "", 1))
        if form in ("bullet", "none") or not text:
            return Item(level + 1)
        return Item(
            level + 1, True, self.counted(self.shared.get(number or "", number or ""), number or "", level, text)
        )

    def counted(self, shared: str, number: str, level: int, text: str) -> str:
        """What numbering prints before this paragraph, for example `10.1` or `Stage 2:`."""
        self.counts[shared, level] += 1
        for key in [key for key in self.counts if key[0] == shared and key[1] > level]:
            del self.counts[key]
        printed = text
        for above in range(level + 1):
            form, _, start = self.levels.get((number, above), ("decimal", "", 1))
            printed = printed.replace(f"%{above + 1}", shown(start - 1 + max(self.counts[shared, above], 1), form))
        return printed


def shown(count: int, form: str) -> str:
    """A count in the form of a list: decimal, letters or roman."""
    if form.endswith("Letter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman"):
        text, rest = "", min(count, 39)
        for worth, letters in ROMAN:
            text, rest = text + letters * (rest // worth), rest % worth
        return text.upper() if form.startswith("upper") else text
    return f"{count:02d}" if form == "decimalZero" else str(count)

"""Page furniture: running headers and footers, page numbers and tables of contents, which are no part of what a policy
says.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

PAGE_NUMBER = re.compile(
    r"^[\s\-–—|~•]*(?:(?:page|p\.?|pg\.?)\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?[\s\-–—|~•]*$|^page\s*\|?\s*\d{1,3}\b.{0,3}$",
    re.IGNORECASE,
)
PAGE_MENTION = re.compile(r"\bpage\s*\|?\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\b", re.IGNORECASE)
PRINTED = re.compile(
    r"^(?:https?|file)://\S+(?:\s+\d+/\d+)?$|^\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d\b.{0,80}$", re.IGNORECASE
)
LEADERS = re.compile(r"(?:\.{3,}|…+|(?:\. ){3,}|_{3,}|\t|\s{3,})\s*\d{1,3}\s*$")
CONTENTS = re.compile(r"^(?:table of\s+)?contents(?:\s+page)?\s*:?$|^index$", re.IGNORECASE)
TITLE_WORDS = re.compile(r"\b(?:polic(?:y|ies)|procedures?|complaints?|partnership)\b", re.IGNORECASE)
EDGE = 3


def same(text: str) -> str:
    """A line with its digits and case taken away, so that footers with page numbers compare as equal."""
    return re.sub(r"\s+", " ", re.sub(r"\d+", "#", text)).strip().casefold()


def edges(page: Sequence[str]) -> list[int]:
    """Where the first and the last few lines with text of a page are."""
    written = [place for place, line in enumerate(page) if line.strip()]
    return sorted({*written[:EDGE], *written[-EDGE:]})


def page_noise(pages: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """The (page, line) places that hold furniture: repeated at the edges of pages, or nothing but a page number.

    Furniture stands outermost: the search inwards from an edge ends at the first line that is none. The first page
    keeps a repeated line that reads like the document's own title.
    """
    seen = Counter(text for page in pages for text in {same(page[place]) for place in edges(page)})
    often = max(2, math.ceil(0.6 * len(pages)))
    noise: set[tuple[int, int]] = set()
    for number, page in enumerate(pages):
        places = edges(page)
        for inwards in (places[:EDGE], places[: -EDGE - 1 : -1]):
            for place in inwards:
                text = page[place]
                repeated = (
                    seen[same(text)] >= often
                    and len(text) < 160
                    and not (number == 0 and is_title(text, place in places[:EDGE]))
                )
                if not (repeated or is_footer(text)):
                    break
                noise.add((number, place))
    return noise


def is_title(text: str, at_top: bool) -> bool:
    """True for a line at the top that reads like the title of a policy."""
    return at_top and bool(TITLE_WORDS.search(text)) and not PAGE_MENTION.search(text)


def is_footer(text: str) -> bool:
    """True for a page number alone, what a browser prints around a page, or a short line that names its own page."""
    return bool(PAGE_NUMBER.match(text) or PRINTED.match(text)) or (
        len(text) < 120 and bool(PAGE_MENTION.search(text)) and "see page" not in text.casefold()
    )


def split_pages(lines: Sequence[str]) -> list[list[str]]:
    """The lines of a plain text as pages: parted by form feeds, else by lines that say `Page 2 of 9`."""
    feeds = any("\f" in line for line in lines)
    pages: list[list[str]] = [[]]
    for line in lines:
        if feeds and "\f" in line:
            pages.append([])
        pages[-1].append(line.replace("\f", ""))
        if not feeds and PAGE_NUMBER.match(line) and PAGE_MENTION.search(line):
            pages.append([])
    return [page for page in pages if page]


def contents_places(texts: Sequence[str]) -> set[int]:
    """Which lines form a table of contents: after its heading those that end in a page number, or that come again
    further on.
    """
    places: set[int] = set()
    for start, text in enumerate(texts):
        if CONTENTS.match(text):
            end = start + 1
            while end < len(texts) and listed(texts, end):
                end += 1
            if end > start + 1:
                places.update(range(start, end))
    places.update(
        place for place, text in enumerate(texts) if LEADERS.search(text) and re.search(r"\.{4,}|…{2,}", text)
    )
    return places


def listed(texts: Sequence[str], place: int) -> bool:
    """True when a line of a table of contents ends with a page number or is the title of something that follows."""
    text = texts[place]
    if LEADERS.search(text) or re.search(r"[^\d.]\s\d{1,3}$", text):
        return len(text) < 160
    return len(text) < 120 and same(text) in {same(other) for other in texts[place + 1 :]}

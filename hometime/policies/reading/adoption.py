"""Who adopted a document, for which settings, and when: only as far as the text says so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from hometime.policies.reading.forms import Block
from hometime.policies.reading.headings import in_capitals
from hometime.policies.reading.structure import is_setting_name

MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
WORDED = re.compile(
    r"\b(\d{1,2})\s*(?:st|nd|rd|th)?\s*(?:day\s+)?(?:of\s+)?([A-Z][a-z]{2,8})\.?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE
)
FIGURES = re.compile(r"\b(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*((?:19|20)?\d\d)\b")
ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
ADOPTED = re.compile(r"\badopted\b", re.IGNORECASE)
BY = re.compile(
    r"\badopted\s+(?:at\s+a\s+meeting\s+of|by)\s*:?\s*\|?\s*(?:the\s+)?(?P<who>[^|.;:]*?(?:\b(?:Ltd|Co|St)\.[^|.;:]*?)?)"
    r"(?=\s*(?:\(\s*compris|\bon\b\s*(?:the\s+)?(?:\d|:|\||_|$|[A-Z][a-z]+day)|\bheld\b|\bin\s+(?:\w+\s+)?(?:19|20)\d\d|\(name\b|\bdated?\b|\||[.;]|$))",
    re.IGNORECASE,
)
HOLDS = re.compile(r"\(\s*(?:which\s+)?compris(?:ing|es|ed)\s+(?:of\s+)?(?P<settings>[^()]{3,300})\)", re.IGNORECASE)
UNFINISHED = re.compile(r":\s*$|^(?:date\s+)?adopted\b|\bby\s*:?\s*$|\bmeeting of\b", re.IGNORECASE)
ANSWERS = re.compile(r"(?:held\s+)?(?:on|date|dated)\b", re.IGNORECASE)
BLANK = re.compile(r"^[\s_.…\-–«»\[\]()X]*$|«|»|\[|\]|_{2,}|\.{3,}|…|\bXX+\b|\binsert\b|\bname of\b", re.IGNORECASE)
GENERIC = re.compile(
    r"^(?:the\s+)?(?:(?:management\s+)?committee|trustees|owners?|directors?|manager|staff|us|all|setting|pre-?school|nursery|provider|board)$",
    re.IGNORECASE,
)


def iso(year: int, month: int, day: int) -> str | None:
    """A date as ISO text, or None where there is no such day."""
    try:
        return datetime.date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        return None


def date_in(text: str) -> str | None:
    """The first whole date of a text in ISO form, read the British way (day first); a month alone is no date."""
    found = []
    for match in WORDED.finditer(text):
        month = MONTHS.get(match.group(2)[:3].lower())
        found.append((match.start(), iso(int(match.group(3)), month, int(match.group(1))) if month else None))
    found += [
        (match.start(), iso(int(match.group(3)), int(match.group(2)), int(match.group(1))))
        for match in FIGURES.finditer(text)
    ]
    found += [(match.start(), iso(*(int(group) for group in match.groups()))) for match in ISO.finditer(text)]
    return next((date for _, date in sorted(found, key=lambda pair: pair[0]) if date), None)


def adoption(blocks: Sequence[Block]) -> tuple[str | None, tuple[str, ...], str | None]:
    """The adopter, the settings and the ISO date of adoption. Blanks and placeholders give None, never a guess."""
    adopter, settings, day = None, tuple[str, ...](), None
    for place, block in enumerate(blocks):
        if not ADOPTED.search(block.text):
            continue
        text = with_rest(blocks, place)
        adopter = adopter or named(text)
        settings = settings or held(text)
        day = day or date_in(text[ADOPTED.search(text).start() :])  # type: ignore[union-attr]
    return adopter, settings or from_title(blocks), day


def with_rest(blocks: Sequence[Block], place: int) -> str:
    """The line that says `adopted`, with the lines after it where it is one line of a form (`Adopted by:`, `On:`)."""
    text = blocks[place].text
    is_row = blocks[place].kind == "table_row"
    if (len(text) > 90 and not is_row) or text.endswith("."):
        return text
    rest = []
    for block in blocks[place + 1 : place + 4]:
        if len(block.text) > 90 or re.match(
            r"(?:next\s+)?(?:review|version|issue|signed|date of (?:next )?review)", block.text, re.IGNORECASE
        ):
            break
        rest.append(block.text)
    return " | ".join([text, *rest]) if is_row or UNFINISHED.search(text) or ANSWERS.match("".join(rest[:1])) else text


def named(text: str) -> str | None:
    """The adopter's name in an adoption line."""
    found = BY.search(text)
    if not found:
        return None
    name = found.group("who").strip(" ,.:|(")
    return (
        None
        if not name or len(name) > 120 or BLANK.search(name) or GENERIC.match(name) or not name[0].isupper()
        else name
    )


def held(text: str) -> tuple[str, ...]:
    """The settings named in brackets after the adopter: `comprising of A and B`."""
    found = HOLDS.search(text)
    if not found or BLANK.search(found.group("settings")):
        return ()
    names = re.split(r"\s*,\s*(?:and\s+)?|\s*;\s*|\s+and\s+(?=[A-Z])", found.group("settings"))
    return tuple(rejoined([name.strip(" .,") for name in names if name.strip(" .,")]))


def rejoined(names: Sequence[str]) -> list[str]:
    """Names parted at an `and` of their own (`Ash and Alder Preschool`) put together again: a piece that names no kind
    of setting.
    """
    kinds = [is_setting_name(name) for name in names]
    if not any(kinds):
        return list(names)
    whole: list[str] = []
    waiting = ""
    for name, is_whole in zip(names, kinds, strict=True):
        if is_whole:
            whole.append(f"{waiting} and {name}" if waiting else name)
            waiting = ""
        else:
            waiting = f"{waiting} and {name}" if waiting else name
    return [*whole, waiting] if waiting else whole


def in_title_case(name: str) -> str:
    """A name in capitals as it would be written in a sentence; any other comes back unchanged."""
    if not in_capitals(name):
        return name
    small = re.sub(
        r"\b(And|Of|The|At|In|On|For)\b", lambda found: found.group().lower(), name.title().replace("'S", "'s")
    )
    return small[0].upper() + small[1:]


def from_title(blocks: Sequence[Block]) -> tuple[str, ...]:
    """A setting's name that stands over the document, written as the text itself writes it; only where the text repeats
    it.
    """
    for block in blocks[:3]:
        if block.kind != "heading" or not is_setting_name(block.text):
            continue
        pattern = re.compile(re.escape(block.text), re.IGNORECASE)
        found = next(
            (
                match.group()
                for other in blocks
                for match in [pattern.search(other.text)]
                if other is not block and match
            ),
            None,
        )
        if found:
            return (found,)
        return (in_title_case(block.text),)
    return ()

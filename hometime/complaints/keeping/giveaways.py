"""What tells who somebody is without a name: ways to reach them, birthdays and ages, rooms, and what only one family is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from hometime.complaints.keeping.folding import folded
from hometime.complaints.keeping.known import Index
from hometime.complaints.keeping.shapes import LEFT_OUT, Leak
from hometime.complaints.keeping.vocabulary import ordinary, unusual, words

EMAIL = re.compile(
    r"[\w.+'-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]+)+|\b[\w.]+ at [\w-]+ dot [\w-]+",
    re.IGNORECASE,
)
DIGITS = re.compile(r"(?<![\w/])\+?[\d(][\d\s().\-–]{4,}\d")
CALLED = re.compile(r"\b(?:ring|rang|phone|phoned|tel|telephone|mobile|number|text|call|whatsapp)\b", re.IGNORECASE)
POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s?\d[A-Za-z]{2}\b")
OUTCODE = re.compile(r"\b(?!A[0-9]\b)[A-Z]{1,2}\d{1,2}[A-Z]?\b")
LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\w)@\w{2,}|(?<!\w)#\w+|\b[A-Za-z]{2}\d{2}\s?[A-Za-z]{3}\b|\b[\w-]+\.(?:com|org|net|co\.uk|uk|example)\b",
    re.IGNORECASE,
)
MONTHS = "january february march april may june july august september october november december".split()
NUMERIC = re.compile(r"\b(\d{1,4})[./\-](\d{1,2})[./\-](\d{2,4})\b")
WRITTEN = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([A-Za-z]{3,9})|([A-Za-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?),?(?: (\d{4}))?",
    re.IGNORECASE,
)
BORN = re.compile(
    r"\b(?:born|birthdays?|date of birth|d\.?o\.?b\b\.?|turn(?:ed|s|ing) (?:one|two|three|four|five|[1-5])\b)",
    re.IGNORECASE,
)
_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen)"
AGE = re.compile(
    rf"\b{_COUNT}(?: and a half)?[- ](?:years?|months?|yrs?|weeks?)(?:[- ]and[- ]\w+[- ]months?)?[- ]old\b|\baged? {_COUNT}\b"
    rf"|\b{_COUNT} years?,? (?:and )?{_COUNT} months?\b|\bage of {_COUNT}\b|\(\s?[1-5]\s?\)"
    r"|\b[1-5](?:yo|y/o)\b|\b[1-4]-year-olds?\b",
    re.IGNORECASE,
)


def _reaching(text: str, known: Index) -> Iterator[Leak]:
    """E-mail addresses, telephone numbers in digits or words, links and accounts."""
    for match in EMAIL.finditer(text):
        yield Leak(match.start(), match.end(), match[0], "e-mail", True, LEFT_OUT)
    tails = {re.sub(r"\D", "", way)[-6:] for one in known.people for way in one.reached} - {""}
    for match in DIGITS.finditer(text):
        if NUMERIC.fullmatch(match[0].strip()):
            continue
        digits = re.sub(r"\D", "", match[0])
        near = CALLED.search(text[max(0, match.start() - 40) : match.start()])
        known_tail = len(digits) >= 6 and digits[-6:] in tails
        if len(digits) >= 9 or known_tail:
            yield Leak(match.start(), match.end(), match[0], "phone", True, LEFT_OUT)
        elif len(digits) >= 5 or near:
            yield Leak(match.start(), match.end(), match[0], "phone", False, LEFT_OUT)
    counted = "|".join(sorted(words("numbers"), key=len, reverse=True))
    for match in re.finditer(rf"\b(?:(?:{counted})[\s,-]+){{4,}}(?:{counted})\b", text, re.IGNORECASE):
        yield Leak(match.start(), match.end(), match[0], "phone", False, LEFT_OUT)
    for match in LINK.finditer(text):
        yield Leak(match.start(), match.end(), match[0], "link", True, LEFT_OUT)


def _addresses(text: str, known: Index) -> Iterator[Leak]:
    """Postcodes, whole and in part."""
    for match in POSTCODE.finditer(text):
        yield Leak(match.start(), match.end(), match[0], "address", True, LEFT_OUT)
    for match in OUTCODE.finditer(text):
        yield Leak(match.start(), match.end(), match[0], "address", False, LEFT_OUT)


def _streets(text: str, known: Index) -> Iterator[Leak]:
    """A street, with a number or by its name."""
    ways = "|".join(sorted(words("streets"), key=len, reverse=True))
    for match in re.finditer(
        rf"\b(?:(\d+[a-z]?),? +)?((?:[A-Za-z][\w'’]+ +){{0,2}}[A-Za-z][\w'’]+) +({ways})\b", text, re.IGNORECASE
    ):
        named = [word for word in match[2].split() if word[0].isupper() or not ordinary(folded(word))]
        if match[1] and (
            named or match[3].casefold() in ("street", "road", "lane", "avenue", "close", "crescent", "terrace")
        ):
            yield Leak(match.start(), match.end(), match[0], "address", True, LEFT_OUT)
        elif match[2].split()[-1][0].isupper() and match[3][0].isupper():
            start = match.start() + match[0].rindex(match[2].split()[-1])
            yield Leak(start, match.end(), text[start : match.end()], "address", False, LEFT_OUT)


def _where_they_live(text: str, known: Index) -> Iterator[Leak]:
    """The words of an address that somebody known has; the number of a house."""
    places = {
        word
        for one in known.people
        for way in one.reached
        for word in re.findall(r"[^\W\d_]{4,}", folded(way))
        if "@" not in way
    } - words("streets")
    for match in re.finditer(r"[^\W\d_]{4,}", text):
        said = folded(match[0])
        if said in places and (not ordinary(said) or (match[0][0].isupper() and match.start())):
            yield Leak(match.start(), match.end(), match[0], "address", False, LEFT_OUT)
    for match in re.finditer(r"\b(?:house|flat|number|no\.?) \d+[a-z]?\b", text, re.IGNORECASE):
        yield Leak(match.start(), match.end(), match[0], "address", False, LEFT_OUT)


def _birthdays(text: str, known: Index) -> Iterator[Leak]:
    """A day on which somebody known was born, however it is written; and whatever speaks of being born."""
    born = {one.born for one in known.people if one.born}
    yearless = {(day.month, day.day) for day in born}
    for start, end, day, month, year in _days(text):
        if year and _real(day, month, year) in born:
            yield Leak(start, end, text[start:end], "born", True, LEFT_OUT)
        elif not year and (month, day) in yearless:
            yield Leak(start, end, text[start:end], "born", False, LEFT_OUT)
    for match in BORN.finditer(text):
        yield Leak(match.start(), match.end(), match[0], "born", False, LEFT_OUT)


def _days(text: str) -> Iterator[tuple[int, int, int, int, int]]:
    """Every date in a text as (start, end, day, month, year); the year is nought where none is given."""
    for match in NUMERIC.finditer(text):
        one, month, last = (int(part) for part in match.groups())
        day, year = (last, one) if one > 31 else (one, last)
        yield match.start(), match.end(), day, month, year + 2000 if year < 100 else year
    for match in WRITTEN.finditer(text):
        name = (match[2] or match[3]).casefold()
        month = next((at for at, each in enumerate(MONTHS, 1) if len(name) > 2 and each.startswith(name)), 0)
        if month:
            yield match.start(), match.end(), int(match[1] or match[4]), month, int(match[5] or 0)


def _real(day: int, month: int, year: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _ages_and_rooms(text: str, known: Index) -> Iterator[Leak]:
    """How old somebody is, and a room by its name."""
    for match in AGE.finditer(text):
        yield Leak(match.start(), match.end(), match[0], "age", False, "")
    for room in known.rooms:
        name = room.removesuffix(" room") if room.endswith(" room") and len(room) > 8 else room
        for match in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            if (
                all(ordinary(word) for word in name.split())
                and match[0].islower()
                and "room" not in text[match.end() : match.end() + 6]
            ):
                continue
            yield Leak(match.start(), match.end(), match[0], "room", False, "one of the rooms")


def _unusual(text: str, known: Index) -> Iterator[Leak]:
    """What only one family or one person is, has or does."""
    for match in unusual().finditer(text):
        yield Leak(match.start(), match.end(), match[0], "unusual", False, "")


DETECTORS: tuple[Callable[[str, Index], Iterator[Leak]], ...] = (
    _reaching, _addresses, _streets, _where_they_live, _birthdays, _ages_and_rooms, _unusual,
)  # fmt: skip

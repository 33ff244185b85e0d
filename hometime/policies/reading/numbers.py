"""Finds durations in a sentence: how many, of which kind of day, and whether the words make a deadline of it.

A duration is only arithmetic and grammar. Whether it is a complaint limit at all is decided in `limits`.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import Literal

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_WORDS = {word: value for value, word in enumerate(UNITS)} | TENS | {"a": 1, "an": 1, "couple": 2}
_TENS_WORD = "(?:" + "|".join(TENS) + ")"
_SMALL_WORD = "(?:" + "|".join(UNITS[1:10]) + ")"
_PLAIN = rf"(?:{_TENS_WORD}[ -]{_SMALL_WORD}|{_TENS_WORD}|{'|'.join(UNITS[1:])}|\d{{1,3}})"
_BRACKETED = rf"(?:\s*\(\s*{_PLAIN}\s*\))?"
_NUMBER = rf"(?P<low>{_PLAIN}){_BRACKETED}(?:\s*(?:-|–|—|to|or|and)\s*(?P<high>{_PLAIN}){_BRACKETED})?"
_ONE = r"(?P<one>an?(?:\s+couple\s+of)?|another|a further|a single)"
_NEXT = r"(?P<next>the (?:next|following))"
_KIND = (
    r"(?:(?:full|clear|whole|consecutive|further|more|additional)\s+)?"
    r"(?P<kind>(?:calendar|working|business|schools?|week|term[ -]?time|term|operational|operating|opening|office|"
    r"nursery|club|session)(?:[ -](?:working|term[ -]?time|school))?[ -])?"
)
_SPAN = r"(?P<span>days?|hours?|hrs?|weeks?|fortnights?|months?|years?)\b['’]?"
_TERM_AFTER = r"(?P<term>\s*,?\s*(?:\(?(?:in|during|of)?\s*(?:the\s+)?(?:school\s+)?term[ -]?time(?:\s+only)?\)?))?"
_DURATION = re.compile(
    rf"(?<![\w.£/\[-])(?:{_NUMBER}[ -]?|{_ONE}\s+|{_NEXT}\s+){_KIND}{_SPAN}{_TERM_AFTER}", re.IGNORECASE
)
_OR_TWO = re.compile(r"\s+or two\b", re.IGNORECASE)
_NTH_DAY = re.compile(
    r"\b(?:by|before|on or before|(?:no|not) later than|within) the (?P<number>\d{1,2})(?:st|nd|rd|th) "
    r"(?P<kind>(?:calendar|working|school|business) )?(?P<span>day)\b",
    re.IGNORECASE,
)
_ELIDED = re.compile(
    r"^[^.;\d]{0,60}?\b(?:within|than|at most|maximum of|in)\s+(?:a (?:further|maximum of)\s+)?"
    rf"(?P<number>{_PLAIN})(?=\s*(?:[.,;)]|$|at (?:the )?(?:most|latest)))",
    re.IGNORECASE,
)
_BLANK = re.compile(
    r"(?P<blank>\[[^\]\n]{0,30}\]|\bX{1,3}\b|_{2,}|\.{3,}|…+|<[^>\n]{1,30}>|«[^»\n]{1,30}»|\{\{?[^}\n]{1,30}\}\}?)\s*"
    r"(?:calendar |working |school |business |term[ -]time )?(?:days?|hours?|weeks?|months?)\b",
    re.IGNORECASE,
)

_DEADLINE_BEFORE = re.compile(
    r"(?:\bwithin|\binside|\bin (?:under|less than|no more than|not more than|a maximum of)|\bin|\bunder|"
    r"\b(?:no|not) (?:later|longer|more) than|\bnot exceed(?:ing)?|\bmaximum(?: of)?|\bmax\.?|\bup to|"
    r"\bby(?: the end of)?|"
    r"\bat (?:the )?(?:most|latest)|\btakes?|\btaking|\bhas|\bhave|\bbefore|\b(?:extended|lengthened|"
    r"prolonged) (?:by|for)|\bextension of|"
    r"\bafter|\bthan|\bwithin the)"
    r"(?:\s+(?:a|an|the|about|around|approximately|roughly|further|another|maximum(?: of)?|period of|at most|between|"
    r"next|following|first|normally|usually|say|our|of|or before|target of|additional|extra|more)){0,3}\s*[\[(]?\s*$",
    re.IGNORECASE,
)
_LABEL_BEFORE = re.compile(
    r"(?:time ?scales?|time ?frames?|time limits?|targets?|deadlines?|response times?|when|how long)\W{1,4}$",
    re.IGNORECASE,
)
_COLON_BEFORE = re.compile(r"[a-z]:\s*(?:a further )?$", re.IGNORECASE)
_STOP_AFTER = re.compile(r"\s*(?:[.;]|$)")
_NEVER_BEFORE = re.compile(
    r"(?:\bevery|\blast|\bpast|\bprevious|\bat least|\bminimum(?: of)?|\bover|\bfor|\bfirst|\buntil|\baged?|\bsince|"
    r"(?<!no )(?<!not )\bmore than|\bafter(?: a period of)?|\bperiod of|\bstays?|\bevery other)"
    r"(?:\s+(?:a|an|the|about|around|a further|another|further))?\s*[\[(]?\s*$",
    re.IGNORECASE,
)
_NEVER_AFTER = re.compile(
    r"^\s*(?:old\b|of age\b|['’]?\s*(?:written\s+)?notice\b|ago\b|a (?:week|year|month)\b|per\b)",
    re.IGNORECASE,
)
_DEADLINE_AFTER = re.compile(
    r"^\s*,?\s*(?:at (?:the )?(?:most|latest|maximum)|maximum|max\b|or (?:less|sooner|fewer|earlier)|"
    r"(?:of|from|after|following) (?:the |your |our |my |us |its |having |being |date |receipt|receiving|a |it |"
    r"initial )|"
    r"to (?:reply|respond|answer|investigate|look))",
    re.IGNORECASE,
)

Standing = Literal["deadline", "bare", "not_a_deadline"]


@dataclasses.dataclass(frozen=True, slots=True)
class Duration:
    """A length of time found in a sentence, at `start` to `end`, in the units of `forms.UNITS`, or in years.

    `standing` tells whether the words around it make it a deadline ("within 28 days"), rule that out ("every 28 days"),
    or say neither way ("28 days" alone in a table cell).
    """

    start: int
    end: int
    value: int
    unit: str
    standing: Standing
    further: bool


def number(words: str) -> int:
    """Turns a number in digits or English words below one hundred into an int; ValueError when it is neither."""
    words = words.strip().lower()
    if words.isdigit():
        return int(words)
    parts = re.split(r"[ -]+", words)
    if not all(part in _WORDS for part in parts):
        raise ValueError(f"{words!r} is not a number")
    return sum(_WORDS[part] for part in parts)


def _value(found: re.Match[str]) -> int:
    if found["next"]:
        return 1
    if found["one"]:
        return 2 if "couple" in found["one"].lower() or _OR_TWO.match(found.string, found.end()) else 1
    values = [number(found["low"])] + ([number(found["high"])] if found["high"] else [])
    return max(values)


def _unit(found: re.Match[str]) -> tuple[str, int]:
    """The unit and how many of it one span holds."""
    unit, each = _unit_of((found["kind"] or "").lower(), found["span"].lower())
    if found["term"] and unit not in ("hours", "months", "years"):
        return "term_days", 5 if each == 7 else each
    return unit, each


def _unit_of(kind: str, span: str) -> tuple[str, int]:
    if span.startswith(("h",)):
        return "hours", 1
    if span.startswith("month"):
        return "months", 1
    if span.startswith("year"):
        return "years", 1
    working = bool(re.search(r"working|business|week[ -]|office|operat|opening", kind))
    unit = "working_days" if working else "calendar_days" if "calendar" in kind else "days"
    if re.search(r"school|term", kind):
        unit = "term_days"
    week = 5 if unit in ("working_days", "term_days") else 7
    return unit, {"f": 14, "w": week}.get(span[0], 1)


def _standing(text: str, found: re.Match[str]) -> Standing:
    before, after = text[: found.start()], text[found.end() :]
    if _NEVER_AFTER.match(after):
        return "not_a_deadline"
    deadline = _DEADLINE_BEFORE.search(before[-60:]) or _LABEL_BEFORE.search(before[-40:])
    if _NEVER_BEFORE.search(before[-40:]) and not re.search(
        r"(?:extended|lengthened|prolonged) for", before[-40:], re.IGNORECASE
    ):
        return "not_a_deadline"
    if deadline or _DEADLINE_AFTER.match(after) or (_COLON_BEFORE.search(before) and _STOP_AFTER.match(after)):
        return "deadline"
    return "bare"


@functools.lru_cache(maxsize=512)
def durations(text: str) -> tuple[Duration, ...]:
    """Every duration in `text`, in order. A range gives its outer end, a week seven days, a fortnight fourteen."""
    found_all = []
    for found in _DURATION.finditer(text):
        if found["next"] and not (found["kind"] or found["span"].lower() == "day"):
            continue
        unit, each = _unit(found)
        further = bool(
            re.search(
                r"\b(?:further|another|additional|extra)\b",
                text[max(0, found.start() - 14) : found.end()],
                re.IGNORECASE,
            )
        )
        found_all.append(
            Duration(found.start(), found.end(), _value(found) * each, unit, _standing(text, found), further)
        )
    return _with_elided(text, found_all + _nth_days(text))


def _nth_days(text: str) -> list[Duration]:
    """ "No later than the 28th day": a day counted, not a date of a month."""
    found_all = []
    for found in _NTH_DAY.finditer(text):
        unit, _ = _unit_of(found["kind"] or "", "day")
        found_all.append(Duration(found.start("number"), found.end(), int(found["number"]), unit, "deadline", False))
    return found_all


def _with_elided(text: str, found_all: list[Duration]) -> tuple[Duration, ...]:
    """Adds the second number of "in 7 days and always within 28", which borrows its unit from the first."""
    for before in list(found_all):
        rest = _ELIDED.match(text[before.end :])
        if rest and not any(before.end <= other.start < before.end + rest.end() for other in found_all):
            start = before.end + rest.start("number")
            found_all.append(
                Duration(start, before.end + rest.end("number"), number(rest["number"]), before.unit, "deadline", False)
            )
    return tuple(sorted(found_all, key=lambda each: each.start))


def blanks(text: str) -> tuple[str, ...]:
    """The places where a number of days was never filled in, as the text shows them ("XX days", "[3] working days")."""
    return tuple(found.group(0) for found in _BLANK.finditer(text))

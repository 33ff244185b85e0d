"""Lines that a program broke at a fixed width are joined again into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from hometime.policies.reading.marks import opens_item

ENDS_SENTENCE = re.compile(r"[.!?:;][\"')\]]?$")
HANGING = re.compile(
    r"(?:\b(?:the|a|an|of|to|by|and|or|with|in|for|from|at|on|our|their|your|will|must|should|can|may|contact)|,)$",
    re.IGNORECASE,
)
# Words that the number of a policy completes: "… as laid down in procedures / 07.2 Confidentiality".
BEFORE_NUMBER = re.compile(
    r"\b(?:policy|policies|procedures?|sections?|paragraphs?|part|parts|see|under|in|and|or|to|with|by)$", re.IGNORECASE
)
POLICY_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,2}\b")
LONGEST_WRAP = 130
LONG_LINE = 60
KEPT_HYPHEN = frozenset(
    "after all anti co cross day early ex face follow full half high inter key long low mid multi non on one out over "
    "parent part post pre re second self semi short single step sub third third-party three two under up well year".split()
)


def usual_width(lines: Sequence[str]) -> int:
    """The width at which the lines were broken, or 0 where they were not: long lines, or no line stops in mid-sentence."""
    lengths = sorted(len(line) for line in lines if line)
    if not lengths or lengths[-1] > LONGEST_WRAP:
        return 0
    broken = sum(1 for first, second in pairwise(lines) if stops_short(first, second))
    pairs = sum(1 for first, second in pairwise(lines) if first and second)
    if broken < 2 or broken < 0.15 * pairs:
        return 0
    return lengths[int(0.95 * (len(lengths) - 1))]


def stops_short(first: str, second: str) -> bool:
    """True when a line ends in mid-sentence and the next goes on in small letters."""
    return (
        len(first) > 35
        and bool(second)
        and not ENDS_SENTENCE.search(first)
        and second[0].islower()
        and not opens_item(second)
    )


def refers(first: str, second: str) -> bool:
    """True when `first` ends in a word that the number at the start of `second` completes: no item begins there."""
    return bool(BEFORE_NUMBER.search(first) and POLICY_NUMBER.match(second))


def begins_item(first: str, second: str) -> bool:
    """True when `second` opens an item of a list, whatever `first` before it says."""
    return opens_item(second) and not refers(first, second)


def mid_sentence(first: str, second: str) -> bool:
    """True when `first` stops where no sentence does and `second` could carry it on."""
    goes_on = second[:1].islower() or bool(HANGING.search(first)) or refers(first, second)
    return bool(second) and goes_on and not ENDS_SENTENCE.search(first)


def goes_on(first: str, second: str, width: int) -> bool:
    """True when `second` continues `first` in text broken at `width`: its first word would not have fitted."""
    if not first or not second or begins_item(first, second):
        return False
    if stops_short(first, second):
        return True
    if not ENDS_SENTENCE.search(first) and len(first) > 0.8 * width and not first.isupper():
        return True
    return len(first) > 0.5 * width and len(second.split(" ", 1)[0]) >= width - len(first)


def continues(first: str, second: str, width: int) -> bool:
    """True when `second` continues `first`. Without a usual width (0) only a long line that stops in mid-sentence goes on."""
    return goes_on(first, second, width) if width else len(first) > LONG_LINE and stops_short(first, second)


def join(first: str, second: str, words: frozenset[str] = frozenset()) -> str:
    """Two pieces of one paragraph as one; a word split by a hyphen at the line end is made whole.

    `words` are the words of the document in small letters: they tell a split word from a compound one.
    """
    split = re.search(r"(\w+)[-\u00ad\u2010]$", first)
    rest = re.match(r"\w+", second)
    if not split or not rest or not rest.group()[0].islower():
        return f"{first} {second}"
    left, right = split.group(1).lower(), rest.group().lower()
    if left + right in words:
        return first[:-1] + second
    if f"{left}-{right}" in words or left in KEPT_HYPHEN or not first[: split.end(1)].strip()[-1].isalpha():
        return first + second
    return first[:-1] + second


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """Every word of the lines in small letters, compounds whole."""
    return frozenset(word.lower() for line in lines for word in re.findall(r"\w+(?:-\w+)*", line))


def unwrap(lines: Sequence[str]) -> list[str]:
    """Lines with the broken ones joined; a blank line always parts two paragraphs. Blank lines are left out."""
    width = usual_width(lines)
    words = vocabulary(lines)
    joined: list[str] = []
    before = ""
    for line in lines:
        if joined and continues(before, line, width):
            joined[-1] = join(joined[-1], line, words)
        elif line:
            joined.append(line)
        before = line
    return joined

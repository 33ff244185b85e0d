"""Tells headings from text where no style says so: short lines, capitals, numbers, bold, a colon at the end."""

from __future__ import annotations

import re

from hometime.policies.reading.marks import NUMBER, ORDINAL
from hometime.policies.reading.wrapping import HANGING

SENTENCE = re.compile(
    r"\b(?:is|are|was|were|will|must|should|can|may|shall|we|i|please|has|have|do|does|they|you|be|ask|call|contact|ring|write|reach)\b",
    re.IGNORECASE,
)
QUESTION = re.compile(r"(?:^|[:\-–] ?)(?:how|what|who|when|why|where|if)\b", re.IGNORECASE)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b")
CONTACT = re.compile(rf"@|https?:|www\.|\d[\d ]{{6,}}\d|{POSTCODE.pattern}")
ADDRESS = re.compile(
    r"\b(?:street|road|lane|avenue|gate|square|drive|crescent|terrace|p\.?o\.? box.*)[,.]?$", re.IGNORECASE
)
LAW = re.compile(
    r"\b(?:act|regulations?|order|framework|code of practice|directive)\b.{0,12}\(?\b(?:19|20)\d\d\b", re.IGNORECASE
)
STAGE = re.compile(
    r"^(?:(?:informal|formal)\s+)?(?:stage|step|level|phase)\s*(?:\d|one|two|three|four|five|six|i{1,3}|iv|v)\b",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"^(?:signed|signature|date|dated|name|role|print(?:ed)? name|position|chair|review(?:ed)?|version|issue|approved|adopted|"
    r"tel|telephone|phone|e-?mail|address|website|fax|on behalf)\b[^.]{0,50}(?::|_{2,}|\.{3,}|\d)",
    re.IGNORECASE,
)
LEAD_IN = re.compile(
    r"\b(?:following|include|includes|including|below|that|to|will|must|should|down|with|or|and|by)\s*:$", re.IGNORECASE
)
MOST_WORDS = 14
MOST_LETTERS = 100


def in_capitals(text: str) -> bool:
    """True for a line whose letters are (nearly) all capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 4 and sum(letter.isupper() for letter in letters) > 0.85 * len(letters)


def never_heads(text: str) -> bool:
    """True for short lines that are something else: addresses, telephone numbers, laws, lines to sign on."""
    return any(mark.search(text) for mark in (CONTACT, ADDRESS, LAW, SIGNED)) or not any(
        letter.isalpha() for letter in text
    )


def is_address(text: str) -> bool:
    """True for a short line that ends like a street or holds a postcode: what follows is the rest of the address."""
    return len(text) < 60 and bool(ADDRESS.search(text) or POSTCODE.search(text))


def reads_like_sentence(text: str) -> bool:
    """True when a line ends like a sentence, or has the words that sentences have and headings seldom."""
    if text.endswith((".", ";", ",", "!")) and not re.search(r"\b(?:etc|Ltd|No)\.$", text):
        return True
    return len(text.split()) > 5 and bool(SENTENCE.search(text)) and not QUESTION.search(text)


def could_head(text: str) -> bool:
    """True when a line by itself may be a heading: short, opens like one, and reads like no sentence, address or
    signature.
    """
    bare = NUMBER.sub("", text)
    if not bare or "\n" in text or len(text) > MOST_LETTERS or len(bare.split()) > MOST_WORDS or never_heads(bare):
        return False
    if not (bare[0].isupper() or bare[0] in "\"'«(" or ORDINAL.match(text)):
        return False
    if bare.endswith(":") and (len(bare.split()) > 6 or LEAD_IN.search(bare) or SENTENCE.search(bare)):
        return False
    return not (reads_like_sentence(bare) or HANGING.search(bare))


def is_strong(text: str, bold: bool) -> bool:
    """True when a line that could head shows it: bold, capitals, a colon, a policy number or the name of a stage."""
    return bold or in_capitals(text) or text.endswith(":") or bool(STAGE.match(text)) or bool(NUMBER.match(text))

"""Reads whom a complaint is about, and when that sends it straight to a higher step."""

from __future__ import annotations

import functools
import re

from .forms import CIRCUMSTANCES
from .moving import unsettled
from .roles import mentions

_ABOUT = re.compile(
    r"\b(?:about|against|(?:complaint|concern|it|this|that|matter|issue|which) concerns|concerning|regarding|"
    r"involv(?:es|ing)|relat(?:es|ing) to|implicat(?:es|ing)|conduct of)\s+(?P<who>[^.;:]{2,70})",
    re.IGNORECASE,
)
_CIRCUMSTANCE = {
    "key_person": "about_key_person", "setting_manager": "about_setting_manager", "line_manager": "about_line_manager",
    "owners_directors_trustees": "about_owner", "any_staff": "about_other_staff", "room_leader": "about_other_staff",
    "deputy": "about_other_staff", "director": "about_owner",
}  # fmt: skip
_WHO_ENDS = re.compile(
    r"\b(?:they|you|should|will|is|are|writes?|speaks?|talks?|contacts?|tells?|goes|go|asks?|turns?|raises|brings|"
    r"puts|takes|makes|"
    r"please|it|the parent|this|then|contact|speak|write|must|may|can|in which)\b|,\s+(?:the|a)\s",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(r"complain|concern|allegation|issue|unhappy|grievance", re.IGNORECASE)
_SUPPOSES = re.compile(
    r"\b(?:if|where|when|should|in the event|any complaint|complaints? (?:about|against))\b", re.IGNORECASE
)


@functools.lru_cache(maxsize=512)
def subjects(sentence: str) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """Whom a complaint in this sentence is about: circumstances in their fixed order, and where those words stand."""
    found: set[str] = set()
    spans: list[tuple[int, int]] = []
    if not _COMPLAINT.search(sentence):
        return (), ()
    for about in _ABOUT.finditer(sentence):
        who = _WHO_ENDS.split(about["who"])[0]
        named = [mention for mention in mentions(who) if mention.handler in _CIRCUMSTANCE]
        if named:
            found |= {_CIRCUMSTANCE[mention.handler] for mention in named}
            spans.append((about.start("who"), about.start("who") + len(who)))
    return tuple(circumstance for circumstance in CIRCUMSTANCES if circumstance in found), tuple(spans)


def only_about_someone(sentence: str, first: bool = False) -> bool:
    """True for "if the complaint is about the manager, …" without any word of a first answer that did not satisfy.

    With `first`, no step is known yet, and a complaint about a worker is simply a complaint.
    """
    about, spans = subjects(sentence)
    if first and set(about) <= {"about_key_person", "about_other_staff"}:
        return False
    if not about or not _SUPPOSES.search(sentence):
        return False
    rest = sentence
    for start, end in reversed(spans):
        rest = rest[:start] + rest[end:]
    return not unsettled(rest)

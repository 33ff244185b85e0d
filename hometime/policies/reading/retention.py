"""Reads how long complaint records are kept. Other records (accidents, medicines, registers) are none of its business."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .forms import Block, Retention
from .numbers import durations
from .scope import Passage, passages
from .sentences import sentences

_KEPT = re.compile(
    r"\b(?:kept|keep(?:s|ing)?|retain(?:ed|s)?|retention|stor(?:ed|e|es)|held|hold(?:s)?|stays?|remain(?:s)?|"
    r"archived?|preserv\w+|"
    r"on file|filed|destroyed|shredded|available)\b",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(r"\b(?:complain\w*|concern\w*|grievance\w*)\b", re.IGNORECASE)
_RECORD = re.compile(
    r"\b(?:records?|logs?|book|file|files|letters?|notes?|papers|correspondence|documents?|documentation|paperwork|"
    r"reports?|forms?|"
    r"it|they|these|this|them|those|copies|summary|information)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*(?:\w+ ){0,3}complain\w*[^.;:]{0,40}[:–-]\s", re.IGNORECASE)
_OTHER_RECORD = re.compile(
    r"\b(?:accident|incident|injur\w+|medic\w+|child protection|safeguarding|register|attendance|personnel|payroll|"
    r"financ\w+|"
    r"accounts|invoice\w*|cctv|photograph\w*|developmental|learning journ\w+|dbs|insurance|child['’]?s (?:records?|"
    r"file)|"
    r"children['’]?s (?:records?|files?)|staff records?|visitor\w*|every|review\w*|birthday|old|aged?)\b",
    re.IGNORECASE,
)


def _speaks_of_complaints(sentence: str, passage: Passage) -> bool:
    if _OTHER_RECORD.search(sentence) and not _COMPLAINT.search(sentence):
        return False
    return bool(_COMPLAINT.search(sentence)) or passage.in_scope


def _kept_years(passage: Passage) -> Iterator[int]:
    for sentence in sentences(passage.text):
        labelled = bool(
            _LABEL.search(sentence) and re.search(r"record|keep|kept|retention|storage", passage.heading, re.IGNORECASE)
        )
        if not (
            (labelled or (_KEPT.search(sentence) and _RECORD.search(sentence)))
            and _speaks_of_complaints(sentence, passage)
        ):
            continue
        for found in durations(sentence):
            after_kept = (
                labelled or _KEPT.search(sentence[: found.start]) or _KEPT.search(sentence[found.end : found.end + 40])
            )
            past = re.search(
                r"\b(?:last|past|previous|every|aged?|over the)\s*(?:\w+\s*)?$", sentence[: found.start], re.IGNORECASE
            )
            if (
                found.unit == "years"
                and after_kept
                and not past
                and found.value <= 30
                and not re.match(r"\s*(?:old|of age)", sentence[found.end :])
            ):
                yield found.value


def read_retention(blocks: Sequence[Block]) -> tuple[Retention, ...]:
    """How many years the document says that complaint records are kept, each different number once, in its order."""
    years = [value for passage in passages(blocks) for value in _kept_years(passage)]
    return tuple(Retention("complaints", value) for value in dict.fromkeys(years))

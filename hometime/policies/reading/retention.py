"""Reads how long complaint records are kept. Other records (accidents, medicines, registers) are not its business."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .forms import Block, Retention
from .numbers import Duration, durations
from .scope import Passage, passages
from .sentences import sentences

_KEPT = re.compile(
    r"\b(?:kept|keep(?:s|ing)?|retain(?:ed|s)?|retention|stor(?:ed|e|es)|held|hold(?:s)?|stays?|remain(?:s)?|"
    r"archived?|preserv\w+|"
    r"on file|filed|destroy(?:ed|s)?|shred(?:ded|s)?|delet(?:ed?|es)|dispos(?:ed?|es) of|eras(?:ed?|es)|available)\b",
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
_KEEPING_TITLE = re.compile(r"record|keep|kept|retention|storage", re.IGNORECASE)
_PAPERS = re.compile(
    r"\b(?:booking|registration|consent|accident|medicine|other|personal)\s+(?:forms?|records?|files?)\b", re.IGNORECASE
)
_ONLY_SPAN = re.compile(
    r"\W*(?:(?:for )?(?:at least|a minimum of) )?[\w-]+(?: \(?\d+\)?)? (?:years?|months?)(?:, [^.;\d]{0,50})?\W*",
    re.IGNORECASE,
)
_KEPT_FOR = re.compile(
    r"\W*(?:(?:kept|held|retained|stored)\b|(?:for|at least|a minimum of)\s+[\w-]+ (?:years?|months?)\b)", re.IGNORECASE
)
_PAST = re.compile(r"\b(?:last|past|previous|every|aged?|over the)\s*(?:\w+\s*)?$", re.IGNORECASE)
_AGE = re.compile(r"\s*(?:old|of age)", re.IGNORECASE)


def _speaks_of_complaints(sentence: str, passage: Passage) -> bool:
    if _OTHER_RECORD.search(sentence) and not _COMPLAINT.search(sentence):
        return False
    return bool(_COMPLAINT.search(sentence)) or passage.in_scope


def _is_kept(sentence: str, passage: Passage) -> bool:
    """True where the sentence keeps complaint records: by a verb of keeping, or as a line of a list of records kept."""
    if _ONLY_SPAN.fullmatch(sentence):
        return bool(passage.in_scope and _KEEPING_TITLE.search(passage.heading))
    if _KEPT_FOR.match(sentence) and passage.in_scope and _KEEPING_TITLE.search(passage.heading):
        return True
    labelled = _LABEL.search(sentence) and _KEEPING_TITLE.search(passage.heading)
    kept = _KEPT.search(sentence) and (_RECORD.search(sentence) or _COMPLAINT.search(sentence))
    return bool(labelled or kept) and _speaks_of_complaints(sentence, passage)


def _is_span(sentence: str, found: Duration) -> bool:
    """True where the years are how long something is kept, and not an age or a time gone by."""
    before, after = sentence[: found.start], sentence[found.end :]
    if _ONLY_SPAN.fullmatch(sentence) or _KEPT_FOR.match(sentence):
        return not _AGE.match(after)
    kept = _LABEL.search(sentence) or _KEPT.search(before) or _KEPT.search(after[:40])
    return bool(kept) and not (_PAST.search(before) or _AGE.match(after))


def _years(found: Duration) -> int:
    """Whole years; 0 where the span is none ("12 months" is one year)."""
    if found.unit == "months" and found.value % 12 == 0:
        return found.value // 12
    return found.value if found.unit == "years" else 0


def _of_another(sentence: str, found: Duration) -> bool:
    """True where the words beside the span speak of other papers than the complaints named elsewhere in the sentence."""
    start, end = sentence.rfind(",", 0, found.start) + 1, sentence.find(",", found.end)
    beside = sentence[start : end if end >= 0 else len(sentence)]
    return bool(_PAPERS.search(beside)) and not _COMPLAINT.search(beside) and bool(_COMPLAINT.search(sentence))


def _kept_years(passage: Passage) -> Iterator[int]:
    for sentence in sentences(passage.text):
        if _is_kept(sentence, passage):
            spans = [found for found in durations(sentence) if _is_span(sentence, found)]
            yield from (years for found in spans if (years := _years(found)) and not _of_another(sentence, found))


def read_retention(blocks: Sequence[Block]) -> tuple[Retention, ...]:
    """How many years the document says that complaint records are kept, each different number once, in its order."""
    years = [value for passage in passages(blocks) for value in _kept_years(passage)]
    return tuple(Retention("complaints", value) for value in dict.fromkeys(years))

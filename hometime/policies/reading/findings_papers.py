"""Findings about papers and privacy: who reads the file, how long it is kept, what goes out (H11, H14, H16-H18)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hometime.policies.reading.hits import Hit, at
from hometime.policies.reading.promises import Said

_SEALED = (
    r"\bseal|kept apart|kept separate|stored separate|\bonly (?:the|those|people)\b|not (?:open|shown|visible)|"
    r"restricted|cannot (?:see|read)|does not see"
)
_OFTEN = (
    r"\bterm(?:ly)?\b|\bmonthly\b|\bweekly\b|\byearly\b|\bannual|\bonce an?\b|\btwice\b|\b(?:\w+) times\b|"
    r"\bevery\b|\beach (?:term|month|year|week|half)|"
    r"\bhalf[- ]term|\bweeks?\b|\bmonths?\b|\bdays?\b|\bbefore\b|\bin advance\b"
)
_VAGUE = re.compile(
    r"\b(?:regular(?:ly)?|frequent(?:ly)?|from time to time|ongoing|periodic(?:ally)?|often)\b", re.IGNORECASE
)
_YEARS_FROM = r"\b(?:from|after|since|following|once)\b"
_TWO_RECORDS = (
    r"\b(?:sealed|separate|full record|apart from|two (?:papers|records)|besides|in addition to|drawn from)\b"
)
_REASON_KEPT = (
    r"(?:record|write|written|note|log)\w*\b.{0,60}\b(?:reason|why|decision|decided|ground)|"
    r"(?:reason|decision)s?\b.{0,40}(?:record|written|note|log)"
)
_OPEN = {
    "F9": "Suggested: once a term.",
    "F15": "Suggested: once a term, and the check between the second and the third birthday.",
    "P15": "Suggested: the forum meets once a term and is answered in 14 days.",
    "F27": "Suggested: open for 14 days at least, with an answer in 14 days.",
}


def file_open_to_the_accused(said: Said) -> Iterator[Hit]:
    """H11: papers about a complaint lie where the person complained about may read them."""
    promises = [p for p in said.about("C8", "C12", "C15") if "child_file" in p.concepts]
    if promises and not any(re.search(_SEALED, said.whole(p), re.IGNORECASE) for p in promises):
        yield at("file_open_to_the_accused", promises[0])


def regularly_without_number(said: Said) -> Iterator[Hit]:
    """H14: promised regularly, or sought, without how often or how long."""
    for id_, limit in _OPEN.items():
        for promise in said.about(id_):
            vague = _VAGUE.search(promise.text)
            unsaid = vague.group() if vague else _unsaid(id_)
            if unsaid and not re.search(_OFTEN, _without_fixed_words(said.whole(promise)), re.IGNORECASE):
                yield at("regularly_without_number", promise, words=unsaid, limit=limit)


def retention_start_open(said: Said) -> Iterator[Hit]:
    """H16: years of keeping without a first day."""
    yield from (at("retention_start_open", p) for p in said.about("O4") if not p.says(_YEARS_FROM))


def summary_and_full_record(said: Said) -> Iterator[Hit]:
    """H17: a summary and a full record, and no line that tells them apart."""
    full = said.about("C8", "C12", "O7")
    for promise in said.about("O3"):
        if full and not re.search(_TWO_RECORDS, said.whole(promise), re.IGNORECASE):
            yield at("summary_and_full_record", promise)


def override_without_reason(said: Said) -> Iterator[Hit]:
    """H18: sharing without asking, and no duty to write down why."""
    for promise in said.about("F22"):
        if not re.search(_REASON_KEPT, said.whole(promise), re.IGNORECASE):
            yield at("override_without_reason", promise)


def translation_by_parents(said: Said) -> Iterator[Hit]:
    """A slip in some copies of the template: parents seem to owe the translation, and the interpreter is gone."""
    if "F18" in said.ids:
        return
    for promise in said.about("F19"):
        if promise.says(
            r"\b(?:parents?|carers?)\b[^.,;]*\bto (?:provide|supply|give|bring)\b[^.]*\b(?:translat|written)"
        ):
            yield at("translation_by_parents", promise)


def procedure_not_named(said: Said) -> Iterator[Hit]:
    """`As per procedures`: a reference to nothing in particular."""
    for promise in said.promises:
        if promise.says(
            r"\b(?:as per|in line with|as set out in|following|according to) (?:our |the )?procedures?(?:\s*[.,;]|$)"
        ):
            yield at("procedure_not_named", promise)


def _unsaid(id_: str) -> str:
    return {"F27": "asking parents about changes", "P15": "the forum"}.get(id_, "")


def _without_fixed_words(text: str) -> str:
    """Takes out what tells no interval: `day-to-day`, `every day`, `every effort`, `before the service changes`."""
    return re.sub(
        r"day[- ]to[- ]day|everyday|every day\b|daily|every (?:effort|aspect|part|child)|before (?:the|we|our|any)\b",
        " ",
        text,
        flags=re.IGNORECASE,
    )


CHECKS = (
    file_open_to_the_accused,
    regularly_without_number,
    retention_start_open,
    summary_and_full_record,
    override_without_reason,
    translation_by_parents,
    procedure_not_named,
)

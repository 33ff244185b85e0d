"""Reads from when a limit counts, from the words beside it and from nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

from .numbers import Duration

_TAIL = re.compile(
    r"^\s*(?:,?\s*(?:at (?:the )?(?:most|latest)|maximum|or less|or sooner))?,?\s*(?:counted |counting |starting |"
    r"running |as )?"
    r"(?:of|from|after|following|since|once|upon|on|when)\s+(?P<event>[^,.;()]{2,110})",
    re.IGNORECASE,
)
_EVENT_ENDS = re.compile(
    r"(?<!\bday)(?<!\bdate)\s(?:and|but|who|which|we|you will|the (?:manager|chair|owner|head|parent)\w* (?:will|is|"
    r"must)|will|she|he|"
    r"they|I)\s|\sto (?:report|reply|respond|answer|give|investigate|tell|write|let|look|send|provide)\s",
)
_BEFORE_RECEIPT = re.compile(
    r"\b(?:(?:on|upon|after|following|from)\s+(?:the\s+)?(?:receipt|receiving|date of receipt|"
    r"being told)\b[^,.;]{0,60}|"
    r"(?:once|when|as soon as|after|whenever|where|if)\s+(?:(?!not|n['’]t)[^,.;]){0,50}\b(?:receiv\w+|(?:comes|come|"
    r"came) in|arriv\w+|reach(?:es|ed)? (?:us|me|her|him))\b(?! (?:an?|no|the|your) (?:un)?(?:satisf|repl|answer|"
    r"respon))[^,.;]{0,20})",
    re.IGNORECASE,
)
_ACK_EVENT = re.compile(r"\backnowledg\w*", re.IGNORECASE)
_ANSWER_EVENT = re.compile(
    r"\b(?:our|the|his|her|their|its|my|your|stage \w+|manager['’]s|chair['’]s|previous|first|initial|earlier|"
    r"written|informal)\s+(?:\w+\s+){0,3}(?:re(?:ply|plies|sponse)|answer|decision|outcome|result|findings?|"
    r"notification|feedback|verdict|letter of outcome)\b|"
    r"\b(?:outcome|decision|response|reply|answer|result|findings?)(?: letter| of| from| being|$|\s+(?:at|to|by|"
    r"given))",
    re.IGNORECASE,
)
_ESCALATION_EVENT = re.compile(
    r"\b(?:appeal|escalat\w+|second opinion|opinion|referral|request\w*(?: for)?|being referred|referred|ask(?:ing|"
    r"ed)?|(?:pass|hand|forward)(?:ed|ing)? (?:it )?(?:on )?to|(?:that|this|each|the|next) (?:level|stage|step)|"
    r"stage (?:2|3|4|two|three|four)|level (?:2|3|4|two|three|four)|review request)\b",
    re.IGNORECASE,
)
_STAGE_ENDS = re.compile(
    r"\b(?:end|close|completion|conclusion) of (?:the )?(?:previous |first |second )?(?:stage|step)\b|\b(?:stage|step) \w+ "
    r"(?:is |being |has been |was )?(?:closed|ended|ends|complet\w+|conclud\w+|finish\w+|answered)\b",
    re.IGNORECASE,
)
_RECEIPT_EVENT = re.compile(
    r"\b(?:receipt|receiv\w+|get(?:ting)?|got|having|had|arriv\w+|reach\w*|com(?:es|ing) in|came in|logg\w+|mak(?:es|"
    r"ing|e)|made|lodg\w+|submi\w+|"
    r"told|hear(?:ing)?|learn\w*|aware|rais\w+|complaints?|concerns?|letters?|e-?mails?|form|allegations?|contact|"
    r"date|notif\w+|grievance|it being|writing|written|being informed|issue|first (?:told|knew|spoke)|"
    r"incident report|speaking|came to|handed|delivery|posting|sent|sending)\b",
    re.IGNORECASE,
)
_UNKNOWN_EVENT = re.compile(
    r"\b(?:meeting|investigation|(?<=the )hearing|(?<=that )hearing|conclusion|incident|event|happen\w*|term|visit|"
    r"inspection|birthday|"
    r"occurr\w+|panel|discussion)\b",
    re.IGNORECASE,
)
_OF_THE_COMPLAINT = re.compile(
    r"(?:the )?(?:date of )?(?:our |my )?(?:receipt of|receiving|getting) (?:the |your |a |any |this |their )?(?:written |formal )?"
    r"complaints?\b(?!['’]|\s+(?:response|reply|answer|outcome|decision))",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"\b(?:all|both|each|these|this|this (?:time|period|limit)|those|(?:the )?(?:days|times|time limits?|periods|limits|clock))\b"
    r"[^.;]{0,40}?\b(?:count\w*|runs?|running|starts?|starting|begins?|measured|calculated)\b[^.;\d]{0,20}?\b(?:from|on|with|when|once)\s+"
    r"(?P<event>[^.;]{2,110})",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|this)\b", re.IGNORECASE)
_THAT_OPINION = re.compile(r"opinion|appeal|referral", re.IGNORECASE)
_ON_APPEAL = re.compile(r"appeal|escalat|second opinion|request", re.IGNORECASE)


def event_after(sentence: str, duration: Duration) -> tuple[str, int]:
    """The words after the duration that say from when it counts, and where they end."""
    tail = _TAIL.match(sentence[duration.end :])
    if not tail:
        return "", duration.end
    event = _EVENT_ENDS.split(tail["event"])[0]
    return event, duration.end + tail.start("event") + len(event)


def shared_start(sentence: str) -> str:
    """The words for one start of several limits ("all counted from the day the letter arrives"), or ""."""
    found = _SHARED.search(sentence)
    return found["event"] if found else ""


def start_of(event: str, sentence: str = "", place: int = 0, context: str = "") -> str:
    """From when a limit counts, in the words of `forms.STARTS`.

    `event` follows the duration, `sentence[:place]` stands before it; `context` is the sentence before, for its "it".
    """
    if not event:
        return _start_before(sentence[:place])
    about_opinion = _THAT_OPINION.search(context + sentence[:place]) and _IT.search(event)
    if about_opinion and "complaint" not in event.lower() and not _ACK_EVENT.search(event):
        return "escalation"
    return next((start for start, says in _EVENTS if says(event)), "unstated")


def _start_before(words: str) -> str:
    """The start that words before a limit name: "On receipt of the complaint …"."""
    found = _BEFORE_RECEIPT.search(words)
    if not found:
        return "unstated"
    return "escalation" if _ON_APPEAL.search(found.group(0)) else "receipt"


def _is_answer(event: str) -> bool:
    return bool(_ANSWER_EVENT.search(event)) and not re.match(
        r"(?:the )?(?:initial|first) contact", event, re.IGNORECASE
    )


def _is_unknown(event: str) -> bool:
    return bool(_UNKNOWN_EVENT.search(event)) and not re.search(r"complaint|receipt|receiv", event, re.IGNORECASE)


# Asked in this order; the first that holds names the start.
_EVENTS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("receipt", _OF_THE_COMPLAINT.match),
    ("acknowledgement", _ACK_EVENT.search),
    ("previous_answer", _STAGE_ENDS.search),
    ("escalation", _ESCALATION_EVENT.search),
    ("previous_answer", _is_answer),
    ("unstated", _is_unknown),
    ("receipt", _RECEIPT_EVENT.search),
)

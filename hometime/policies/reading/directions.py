"""Reads to whom a sentence takes a complaint."""

from __future__ import annotations

import functools
import re

from .about import subjects
from .roles import Mention, mentions

_GO = (
    r"(?:speak|spoke|talk|discuss|rais|writ|complain|refer|direct|sent|send|go|goes|come|take|taken|bring|brought|"
    r"escalat|pass|"
    r"forward|appeal|address|mak|made|put|submit|present|turn|email|e-mail|letter|meet|mention|voic|shar|mov|contact|"
    r"approach|"
    r"request|report|issu|air|tell|see|ask|ring|phon|telephon|call|inform|consult|word|chat|appointment|hand|deal|"
    r"dealt|handl|"
    r"investigat|heard|hear|consider|review|look|answer|manag|decid|taken|ladder|step|arrang|held|hold|invit|involv|"
    r"resolv|lodg|"
    r"say|said|express|convey|deliver|rest|lie|worry|worri|concern|complaint)\w*"
)
_PREPOSITION = r"(?:to|with|via|through|by|between|before|for the attention of|attention of)"
_DIRECT_VERB = (
    r"(?:contact(?:ing|ed)?|approach(?:ing|ed)?|see(?:ing)?|ask(?:ing)?(?: for| to see| to speak (?:to|with))?|(?:is|"
    r"are|goes|go) (?:a matter )?for|tell(?:ing)?|inform(?:ing)?|notify(?:ing)?|"
    r"ring(?:ing)?|phon(?:e|ing)|telephon(?:e|ing)|call(?:ing)? on|call(?:ing)?|e-?mail(?:ing)?|consult(?:ing)?|"
    r"bring in|invit(?:e|ing)|involv(?:e|ing)|alert(?:ing)?|"
    r"reach(?:es|ing)?|get(?:ting)? in touch with|fetch|(?:paper|writing|letter|note|marked) for|catch(?:ing)?|"
    r"find(?:ing)?|request (?:a meeting|"
    r"an appointment) with|meet(?:ing|s)?(?: with)?)"
)
_FILLER = (
    r"(?:\s*,|\s+(?:the|their|your|our|a|an|any|his|her|its|either|both|another|my|child['’]?s|children['’]s?|"
    r"setting['’]?s?|nursery['’]?s?|club['’]?s?|pre-?school['’]?s?|playgroup['’]?s?|camp['’]?s|company['’]?s|"
    r"centre['’]s|group['’]s|manager['’]?s|"
    r"any of|one of|either of|named|relevant|appropriate|outside|external|independent|impartial|suitable|neutral|"
    r"senior|different|new|straight|back|us|you|him|them|me|first|directly|in writing|initially|verbally|one of|"
    r"you|parents?|parents?/carers?|complainant|parent/carer|and|own|second|our own|or|two|three|four|other|(?-i:[A-Z][\w./’'-]+)|day|of|"
    r"on duty|complaint|attention|\{\{?[^}]*\}?\}|\[[^\]]*\]|<[^>]*>))*\s*[,(]?\s*(?:the\s+)?"
    r"(?:(?<=the )\w+\s+|(?<=our )\w+\s+|(?<=your )\w+\s+)?"
)
_TO_ROLE = re.compile(rf"\b(?:{_PREPOSITION}|{_DIRECT_VERB}){_FILLER}$", re.IGNORECASE)
_BY_VERB = re.compile(rf"\b{_DIRECT_VERB}{_FILLER}$", re.IGNORECASE)
_GO_BEFORE = re.compile(rf"\b{_GO}\b", re.IGNORECASE)
_IS_ORDINAL = re.compile(
    r"^\s+(?:is|are) (?:the|our|your) (?:first|next|second|third|final|last)\b[^.;]{0,12}\b"
    r"(?:step|stage|person|port|point|level)",
    re.IGNORECASE,
)
_LET = re.compile(r"\blet(?:ting)?(?: the| your| our| a| any| an)*\s*$", re.IGNORECASE)
_KNOW = re.compile(r"\s+know\b", re.IGNORECASE)
_IN_ONE_BREATH = re.compile(
    r"['’]?s?\s*(?:[,/&(–-]|\bor\b|\band\b|\band/or\b|\bthe\b|\bof\b|\ba\b|\btheir\b|\byour\b|\bour\b|\ban\b|\balso\b|"
    r"\beither\b|\bto\b|\bwith\b|\bany\b|\bin charge\b|\bif (?:you|they) prefer\b|\banother\b|\s)*\)?\s*",
    re.IGNORECASE,
)
_ORDINAL_IS = re.compile(
    r"\b(?:first|next|second|third|final|last|initial)\b[^.;]{0,40}\b(?:is|are|will be|would be|being)(?:\s+(?:to|"
    r"the|your|our|a|an))*\s*$",
    re.IGNORECASE,
)
_ABOUT_ROLE = re.compile(
    r"\b(?:about|against|concern(?:s|ing)?|regarding|involv(?:es|ing)|relat(?:es|ing) to|"
    r"(?<!any )(?<!one )(?<!either )of|from|with respect to|for|than|"
    r"implicat(?:es|ing)|conduct of|like|as)"
    r"(?:\s+(?:the|their|a|an|any|your|our|another|other|one of|his|her|my|this|behaviour of|conduct of|child['’]?s|"
    r"setting['’]?s|actions of|either|or|,))*\s*$",
    re.IGNORECASE,
)
_ATTENTION = re.compile(r"(?:for the )?attention of(?: the)?\s*$", re.IGNORECASE)
_CONDUCT = re.compile(
    r"^(?:,\s+(?-i:[A-Z])[\w .'’-]{1,30},)?(?:,? or,? in (?:her|his|their) absence,? [^,.;]{3,40},|\s+who [\w ]{3,40}?(?=\s+(?:will|may|"
    r"can|should|must)\b))?[,\s]*(?:\([^)]*\)\s*)?(?:(?:who|and|"
    r"or [\w ]{3,20})\s+)?(?:also\s+)?(?:will|would|could|might|then|shall|should|must|can|may|is|are|normally|usually|"
    r"personally|first|always|has|have|be|been|happy|pleased|glad|willing|undertakes?|"
    r"to|in turn|also|would)*(?:\s+(?:then|first|also|normally|usually|personally|be|always|again|in turn|and deputy|"
    r"who))*\s*"
    r"(?:investigat|look|deal|handl|hear|consider|review|respon|repl|take|took|resolv|try|tries|attempt|meet|sort|"
    r"talk|discuss|listen|"
    r"decid|(?:would )?(?:like|want)s? to (?:hear|see|meet|know)|choos|select|appoint|nominat|reach|examin|reconsider|give|answer|arrang|acknowledg|writ|contact|call|conven|hold|asked|invited|"
    r"brought|involved|used\b|"
    r"called|appointed|report|confirm|speak|see|act|aim|endeavour|carr|chair|adjudicat|mediat|step|seek|rule|feed|"
    r"work|put|settle|sit|read|receive|make|phone|ring|visit|email|go over|the (?:first |main |usual |initial |"
    r"named )+(?:person|point|port|contact)|responsib)\w*|^\s+(?:will|can|does|may)\s*(?:[.;]|$)|^,?\s*(?:who )?(?:will|must|should|shall|is to):\s*$",
    re.IGNORECASE,
)
_RECAP = re.compile(
    r"\b(?:having|after|once (?:you|they) have|following)\s+(?:first |already )?(?:spoken|speaking|talked|talking|"
    r"discussed|discussing|raised|raising|complained|complaining|a (?:talk|discussion|meeting))\b[^,.;]{0,40}$",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:when|once|after|if|where)\s+(?:the\s+|your\s+|our\s+)?$", re.IGNORECASE)
_HAS_DONE = re.compile(r"\s+(?:has|have|had)\b(?! to)", re.IGNORECASE)
_RUN_BY = re.compile(
    r"\b(?:managed|run|owned|governed|led|operated|overseen|elected) by(?:\s+(?:a|an|the|its|our|elected|voluntary|small))*\s*$",
    re.IGNORECASE,
)
_POSSESSED = re.compile(
    r"^['’]s?\s+(?:re(?:sponse|ply)|answer|decision|findings?|outcome|handling|explanation|attention|report|"
    r"investigation|view|letter|name)",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"^[^.;]{0,40}\b(?:forward|pass|refer|hand|escalat|put|take)\w*\b[^.;]{0,50}\b(?:to|on to|onto)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"(?:(?:\bnot|n['’]t)\s+(?:\w+\s+){0,3}?(?:feel|wish|want|like|able|comfortable|prepared|appropriate|possible|"
    r"confident)|\bunable|\buncomfortable|"
    r"\bunwilling|\brather not|\bprefer not|\bnot happy (?:to|about|speaking|talking|raising|"
    r"discussing))\b(?:\s+\w+){0,4}?\s+"
    r"(?:to|speak\w*|talk\w*|rais\w*|discuss\w*|approach\w*|with)\b(?:(?!\bthen\b)[^,.;]){0,30}$|\bwithout (?:first )?(?:going|"
    r"speaking|talking)[^,.;]{0,25}$",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:in (?:the|her|his|their) absence|absent|(?:is|be|are) away|not available|unavailable|on leave|off duty|"
    r"not (?:there|in)|instead of)\b",
    re.IGNORECASE,
)
_STAFF_TASK = re.compile(
    r"^(?:all |any |our )?(?:staff|practitioners|the (?:setting |nursery |club )?manager|the chair\w*|the key person|"
    r"the committee|employees|team members)\s+"
    r"(?:will |must |should |then |may |always |also )*(?:inform|report|notif|tell|keep|record|log|share|ensure|"
    r"make sure|be (?:trained|given|aware))\w*",
    re.IGNORECASE,
)


def neighbours(text: str, left: Mention, right: Mention) -> bool:
    """True for "the manager or the chair": alternatives or companions named in one breath."""
    return bool(_IN_ONE_BREATH.fullmatch(text[left.end : right.start]))


def _is_spoken_of(before: str, after: str) -> bool:
    """True where a handler is only spoken of: their answer, somebody who will not talk to them, a talk already had."""
    if _RUN_BY.search(before[-60:]):
        return True
    done = _WHEN.search(before[-20:]) and _HAS_DONE.match(after)
    return bool(done or _POSSESSED.match(after) or _REFUSED.search(before) or _RECAP.search(before))


def _is_led_to(before: str, after: str) -> bool:
    """True where the words around lead to a handler: "write to the …", "the next step is the …", "the … decides"."""
    if _ORDINAL_IS.search(before[-80:]) or _IS_ORDINAL.match(after):
        return True
    if _LET.search(before[-30:]) and _KNOW.match(after):
        return True
    directed = _TO_ROLE.search(before[-110:]) and (_GO_BEFORE.search(before) or _BY_VERB.search(before[-80:]))
    return bool(directed or _CONDUCT.match(after))


def is_addressed(sentence: str, mention: Mention) -> bool:
    """True where the words before a handler lead to it, and it is not merely the one who acts in the sentence."""
    before = sentence[: mention.start]
    return bool(_TO_ROLE.search(before[-110:]) or _ORDINAL_IS.search(before[-80:]))


def _is_destination(text: str, mention: Mention) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    if _is_spoken_of(before, after):
        return False
    if _ATTENTION.search(before[-50:]):
        return True
    subject_of_complaint = _ABOUT_ROLE.search(before[-60:]) and not _BY_VERB.search(before[-60:])
    return not subject_of_complaint and _is_led_to(before, after)


def _grouped(sentence: str, named: list[Mention]) -> list[list[Mention]]:
    """Destinations, each with the handlers named beside it."""
    groups: list[list[Mention]] = []
    for place, mention in enumerate(named):
        last = named[place - 1] if place else None
        if last and groups and groups[-1][-1] is last and neighbours(sentence, last, mention):
            groups[-1].append(mention)
        elif not _away(sentence, mention) and _is_destination(sentence, mention):
            groups.append([mention])
    return groups


@functools.lru_cache(maxsize=512)
def destinations(sentence: str, first_person: str = "") -> tuple[tuple[Mention, ...], ...]:
    """The handlers to whom the sentence takes a complaint, in order; those named in one breath stand in one group."""
    if _STAFF_TASK.match(sentence):
        return ()
    about = subjects(sentence)[1]
    named = [m for m in mentions(sentence, first_person) if not any(start <= m.start < end for start, end in about)]
    groups = _grouped(sentence, named)
    kept = []
    for place, group in enumerate(groups):
        following = groups[place + 1] if place + 1 < len(groups) else None
        if following is None or not _PASSED_ON.match(sentence[group[-1].end : following[0].start + 1]):
            kept.append(tuple(group))
    return tuple(kept)


def _away(sentence: str, mention: Mention) -> bool:
    """True for whoever stands in while the proper handler is away."""
    around = sentence[max(0, mention.start - 45) : mention.start]
    if mention.handler == "deputy":
        return bool(_AWAY.search(sentence))
    return mention.handler == "any_staff" and bool(_AWAY.search(around))

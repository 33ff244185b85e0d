"""Tells a limit that binds the complainant, or that lies between two steps, from one that the setting owes."""

from __future__ import annotations

import re

_COMPLAINANT = (
    r"\b(?:you|(?:a |the |any )?(?:parents?|complainants?|famil(?:y|ies)|carers?|parents?/carers?|guardians?|"
    r"person complaining|members?|individuals?|person)|they|he/she|s/he|anyone|someone)\b"
)
_THEIR_MOVE = re.compile(
    _COMPLAINANT
    + r"[^.;]{0,40}\b(?:must|should|may|can|have|has|need|needs|wish|wishes|want|wants|are asked|is asked|appeal|"
    r"appeals|write|writes|then)\b[^.;]{0,95}\b"
    r"(?:appeal\w*|writ(?:e|es|ing)|request\w*|ask|complain|submit|lodge|contact|refer|raise|take|put|bring|make|"
    r"send|respond|reply|escalat\w+|notify|tell|inform|let)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"(?:^|[,;]\s+)(?:then )?(?:please )?(?:ask|appeal|request|submit|do (?:so|this|it)|(?:let|tell) us|let us know|contact us|e-?mail|"
    r"(?:write|send|put)(?! (?:back )?to (?:the )?(?:parent|complainant|famil)))\b[^,;(]*$",
    re.IGNORECASE,
)
_LETTER_TO = re.compile(
    r"(?:^|[;,.]\s*)(?:a |an |your )?(?:letter|e-?mail|form|appeal|request|application) to (?:the |our )?[^,;.(]{3,40}$",
    re.IGNORECASE,
)
_IF_YOU_ASK = re.compile(
    r"\b(?:if|provided(?: that)?|(?:so|as) long as|should) "
    + _COMPLAINANT
    + r" (?:ask|request|apply|appeal|write|do so)s?\b[^,;.]*$",
    re.IGNORECASE,
)
_TELL_US = re.compile(r"\b(?:tell|let|inform|notify|warn) (?:us|me)\b[^,;.]*$", re.IGNORECASE)
_ABOUT_A_COMPLAINT = re.compile(
    r"\b(?:complain\w*|concern\w*|grievance\w*|appeal\w*|satisf\w*|happy|unhappy|disagree\w*|decision|outcome|reply|response|"
    r"answer)\b",
    re.IGNORECASE,
)
_OUR_MOVE = re.compile(
    r"\b(?:you|parents?|complainants?|they|person complaining|family)\b[^.;]{0,25}\b(?:will|shall|should|can|may|are|"
    r"is)\s+(?:then |also |normally |expect to |always )*(?:be |receive|hear|get|have|expect|given|guaranteed)|"
    r"\b(?:we|I|manager|chair\w*|owners?|director|committee|head ?teacher|supervisor|leader|trustees|she|"
    r"he)\b[^,.;]{0,20}\b(?:will|shall|must|should|aims?|acknowledges|responds|replies|writes|gives|reports|meets)\b",
    re.IGNORECASE,
)
_WINDOW = re.compile(
    r"\b(?:if|where|should|when|unless|any(?:thing|one))\b[^.;]{0,90}(?:\b(?:not|no|nothing|un\w+|dis\w+|fail\w*|without|"
    r"still|cannot)\b|n['’]t\b)(?P<rest>[^.;,]{0,80})$",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:you|they|parents?|complainants?|he|she|he/she|we|I|it)\s+(?:may|can|should|must|will|have|has|are)\b",
    re.IGNORECASE,
)
_WINDOW_AFTER = re.compile(r"\b(?:if|where|should)\b[^.;,]{0,15}\bafter\s*$", re.IGNORECASE)
_SUBMIT = re.compile(
    r"\bcomplaints?\b[^.;]{0,30}\b(?:must|should|need to|has to|have to|are to)\s+be\s+(?:made|brought|raised|"
    r"submitted|lodged|sent)\b|\b(?:appeals?|requests?)\b[^.;]{0,40}\b(?:must|should|need to|has to|have to|are to|"
    r"to)\s+(?:be\s+)?(?:made|brought|raised|submitted|lodged|sent|received|reach|arrive|put)",
    re.IGNORECASE,
)
_MAY_APPEAL = re.compile(r"\b(?:may|must|should|can|to)\s+(?:then |also )?appeal\b", re.IGNORECASE)
_SOMEBODY_ELSE = re.compile(r"\b(?:who|which|and)\s+(?:\w+\s+)?(?:will|shall|must|should|aims?)\b", re.IGNORECASE)


def is_window(before: str) -> bool:
    """True for "if it is not settled within 14 days" and "if after 14 days …", when a complaint then moves on."""
    found = _WINDOW.search(before)
    return bool((found and not _MODAL.search(found["rest"])) or _WINDOW_AFTER.search(before))


def asked_of_them(before: str) -> bool:
    """True where the words up to the limit tell the complainant to do something, and nobody else has come in since."""
    if _IF_YOU_ASK.search(before) or _LETTER_TO.search(before):
        return True
    found = _IMPERATIVE.search(before)
    return bool(found and not _SOMEBODY_ELSE.search(found.group(0)))


def moves_themselves(clause: str) -> bool:
    """True where a clause has the complainant act, and not the setting ("you may appeal", never "you will be told")."""
    theirs = _THEIR_MOVE.search(clause) or _MAY_APPEAL.search(clause)
    return bool(theirs) and not _OUR_MOVE.search(clause)


def is_submission(words: str) -> bool:
    """True for "complaints must be made within …" and "an appeal has to be lodged within …"."""
    return bool(_SUBMIT.search(words))


def is_news_for_us(before: str, sentence: str) -> bool:
    """True where parents are to tell the setting something that is no complaint: a court order, a tick, an absence."""
    return bool(_TELL_US.search(before)) and not _ABOUT_A_COMPLAINT.search(sentence)


def is_window_after(before: str) -> bool:
    """True where the words before a duration are "if after": the duration is then a window, not an age."""
    return bool(_WINDOW_AFTER.search(before))

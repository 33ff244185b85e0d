"""Reads what a sentence does to a complaint: takes it further, makes it formal, wants it on paper, or only files it."""

from __future__ import annotations

import re

_CONDITION = re.compile(
    r"\b(?:if|where|wherever|when|whenever|should|unless|until|any(?:one|body)|some(?:one|body)|those|whoever|"
    r"in the (?:unlikely )?event|in cases?|"
    r"(?:things|matters|complaints|concerns|issues|problems|anything|worries|what) (?:which|that|we|she|he|you|they|"
    r"is|are|cannot|can)|once|(?:a|any|the) (?:parent|person|family|complainant|carer|guardian|individual)|parents?|"
    r"families|people|carers|had)\b",
    re.IGNORECASE,
)
_UNMET = re.compile(
    r"\b(?:not|cannot|never|neither|nor|un(?:happy|resolved|satisf\w+|settled|able|content|convinced|solved|"
    r"comfortable|sure|willing)|"
    r"dis(?:satisf\w+|content\w*|agree\w*|appoint\w*)|fail\w*|still|remain\w*|without|no|unless|persist\w*|recurs?|"
    r"beyond|"
    r"continu\w+|too serious|more serious|graver|nothing|nobody)\b|n['’]t\b",
    re.IGNORECASE,
)
_MATTER = re.compile(
    r"(?:satisf|happy|content\b|contented|resol|settl|agree|sort|answer|outcome|accept|help|right|solution|respon|"
    r"repl|conclu|solve|"
    r"deal|dealt|decision|enough|better|worried|worry|matter|problem|convinced|serious|comfortable|able|work|feel|"
    r"explanation|addressed|"
    r"progress|end|suffice|change|improve|fixed|bring|put|what (?:he|she|they) say|way|disappoint|recur|concern|"
    r"issue|heard)",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"^\W*(?:finally|lastly|secondly|thirdly)\b|\b(?:(?:take|taken|taking|takes|carry|push|pursue) (?:it|this|that|the matter|matters|things|their complaint|"
    r"the complaint|your complaint|your concern\w*|a complaint|the issue|the concern)"
    r"(?: any)?(?: further| forward| higher| on)|appeal(?:s|ed)?\b(?! to (?:us|children))|escalat\w+|second opinion|"
    r"next (?:step|stage|level|port of call|person)|(?:second|third|final|last) (?:stage|step|level|person|point|"
    r"port)[^.;]{0,30}\b(?:is|are|will be)\b|(?:wish|want|like)(?:es|s)? to go (?:further|higher|outside)|"
    r"(?:moves?|move on|go(?:es)?|progress(?:es)?|proceeds?|passes) (?:on |up )?to (?:the )?(?:next|stage|step|level|"
    r"second|third|final)|"
    r"(?:matter|complaint|concern|case|it) (?:then |next |now )?(?:goes|moves|passes|is passed|is taken|is referred|"
    r"will be referred|will be passed|may be (?:put|brought|taken|referred)|comes|is put|can be (?:put|taken|"
    r"referred|brought))|"
    r"after that|afresh|(?:you|they|parents?|complainants?) (?:may|can|should) then (?:take|go|write|ask|appeal|contact)|(?:can|may) (?:then )?be asked to (?:review|reconsider|look at|consider)|ask(?:ed|ing)? (?:the|our) [\w ]{3,40} to (?:review|reconsider|look at)|that failing|"
    r"needs? more than|more than (?:a|an informal) (?:chat|talk|word)|(?:that|this|it|which|"
    r"talking) (?:fails|does nothing|is not enough)|failing (?:that|this|which)|failing (?:an?|any)|thereafter|"
    r"higher up|last resort|final (?:appeal|say|step|decision|meeting)|takes? (?:it|the matter) over)\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^\W*(?:in (?:that|this|such a|such) (?:case|cases|event|situation)|then\b|next\b|after (?:that|this)|"
    r"at (?:this|that) point|here,? |finally|lastly|if so|should that happen|if (?:not|this|that|it) )",
    re.IGNORECASE,
)
_FORMAL = re.compile(
    r"\b(?:formal(?:ly)?|official(?:ly)?)\b(?! (?:qualif|educ|school))|\bwritten complaints?\b|"
    r"\bserious (?:complaints?|concerns?|matters?)\b",
    re.IGNORECASE,
)
_MUST_WRITE = re.compile(
    r"\b(?:should|must|needs? to|ought to|has to|have to|is to|are to|please|we ask|we request|be asked to|"
    r"will need to|requested to|submit|can|may|moves?|then)\b[^.;]{0,70}\b(?:in(?:to)? writing|written|write|letter|"
    r"e-?mail|on paper|form\b)|"
    r"(?:^|\?\s+)(?:formal |a formal |please )?(?:put|write|set|send)\b[^.;]{0,50}\b(?:writing|letter|e-?mail|paper|write|"
    r"form)?|,\s+(?:then |please )*(?:put|set|send)\b[^.;]{0,50}\b(?:writing|letter|e-?mail|paper|form)\b|\bputting\b[^.;]{0,60}\bin writing|in writing",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\b(?:in writing|written complaint|writ(?:e|es|ing)\b|letters?\b|e-?mail\w*|on paper|(?:complaints?|"
    r"concerns?) form|a form)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:speak\w*|spoken|talk\w*|discuss\w*|verbal\w*|oral\w*|chat|in person|face to face|by telephone|"
    r"word of mouth|have a word|aloud|say so|tell (?:us|me|the|any|your)|informal\w*)\b",
    re.IGNORECASE,
)
_RECORDED = re.compile(
    r"\b(?:copy|copies|signed|countersigned|recorded|logged|filed|kept|monitored|audited|reviewed (?:annually|"
    r"regularly|every|termly)|displayed|available|trained)\b",
    re.IGNORECASE,
)
_GRIEVANCE = re.compile(r"complain|concern|\bthings\b|\bmatters\b|problem|anything|grievance", re.IGNORECASE)
_ASKED = re.compile(r"^\W*[^?.;]{3,40}\?\s")
_SHORT = 8  # words
_MOVES = re.compile(r"\b(?:complain to|write to|contact|speak|raise|appeal|refer|investigat)", re.IGNORECASE)


def unmet(sentence: str) -> bool:
    """True where the sentence supposes that somebody is not satisfied, or a matter not settled; "Still not right?" too."""
    supposed = _CONDITION.search(sentence) or len(sentence.split()) <= _SHORT or _ASKED.match(sentence)
    return bool(supposed and _UNMET.search(sentence) and _MATTER.search(sentence))


def goes_further(sentence: str) -> bool:
    """True where the sentence takes a complaint on: somebody is not satisfied, appeals, or a next step is named."""
    return unmet(sentence) or bool(_FURTHER.search(sentence))


def unsettled(words: str) -> bool:
    """True where words speak of dissatisfaction or an appeal, without asking for a condition around them."""
    return bool((_UNMET.search(words) and _MATTER.search(words)) or re.search(r"\bappeal", words, re.IGNORECASE))


def follows_on(sentence: str) -> bool:
    """True where the sentence leans on the one before it ("In that case …")."""
    return bool(_THEN.match(sentence))


def is_formal(text: str) -> bool:
    """True where the text speaks of a formal or written complaint."""
    return bool(_FORMAL.search(text))


def is_written_complaint(sentence: str) -> bool:
    """True where the sentence speaks of a complaint on paper."""
    return bool(_WRITTEN.search(sentence)) and bool(_GRIEVANCE.search(sentence))


def must_be_written(sentence: str) -> bool:
    """True where the sentence wants the complaint on paper, rather than only allowing it."""
    return bool(_MUST_WRITE.search(sentence))


def channel_of(text: str) -> str:
    """`spoken`, `written`, `either` or `unstated`, from the words of a step."""
    written, spoken = bool(_WRITTEN.search(text)), bool(_SPOKEN.search(text))
    return {(True, True): "either", (True, False): "written", (False, True): "spoken"}.get(
        (written, spoken), "unstated"
    )


def keeps_papers_only(sentence: str) -> bool:
    """True for a sentence about copying, filing or displaying, which moves no complaint."""
    return bool(_RECORDED.search(sentence)) and not _MOVES.search(sentence)

"""Reads who a sentence sends a complaint to, whether it takes the complaint a step further, and by which channel."""

from __future__ import annotations

import re

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
    r"bring in|involv(?:e|ing)|alert(?:ing)?|"
    r"reach(?:es|ing)?|get(?:ting)? in touch with|catch(?:ing)?|find(?:ing)?|request (?:a meeting|"
    r"an appointment) with|meet(?:ing|s)?(?: with)?)"
)
_FILLER = (
    r"(?:\s*,|\s+(?:the|their|your|our|a|an|any|his|her|its|either|both|another|my|child['’]?s|children['’]s?|"
    r"setting['’]?s?|nursery['’]?s?|club['’]?s?|pre-?school['’]?s?|playgroup['’]?s?|camp['’]?s|company['’]?s|"
    r"centre['’]s|group['’]s|manager['’]?s|"
    r"any of|one of|either of|named|relevant|appropriate|outside|external|independent|impartial|suitable|neutral|"
    r"senior|different|new|straight|back|us|you|him|them|me|first|directly|in writing|initially|verbally|one of|"
    r"you|parent|parents?/carers?|complainant|parent/carer|and|own|second|our own|or|(?-i:[A-Z][\w.’'-]+)|day|of|"
    r"on duty|complaint|attention|\{\{?[^}]*\}?\}|\[[^\]]*\]|<[^>]*>))*\s*[,(]?\s*(?:the\s+)?"
)
_TO_ROLE = re.compile(rf"\b(?:{_PREPOSITION}|{_DIRECT_VERB}){_FILLER}$", re.IGNORECASE)
_BY_VERB = re.compile(rf"\b{_DIRECT_VERB}{_FILLER}$", re.IGNORECASE)
_GO_BEFORE = re.compile(rf"\b{_GO}\b", re.IGNORECASE)
_IS_ORDINAL = re.compile(r"^\s+(?:is|are) (?:the|our|your) (?:first|next|second|third|final|last)\b[^.;]{0,12}\b(?:step|stage|person|port|point|level)", re.IGNORECASE)
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
    r"^(?:,\s+(?-i:[A-Z])[\w .'’-]{1,30},)?[,\s]*(?:\([^)]*\)\s*)?(?:(?:who|and|"
    r"or [\w ]{3,20})\s+)?(?:also\s+)?(?:will|would|then|shall|should|must|can|may|is|are|normally|usually|"
    r"personally|first|always|has|have|be|been|"
    r"to|in turn|also|would)*(?:\s+(?:then|first|also|normally|usually|personally|be|always|again|in turn|and deputy|"
    r"who))*\s*"
    r"(?:investigat|look|deal|handl|hear|consider|review|respon|repl|take|took|resolv|try|tries|attempt|meet|sort|"
    r"talk|discuss|listen|"
    r"decid|reach|examin|reconsider|give|answer|arrang|acknowledg|writ|contact|call|conven|hold|asked|invited|"
    r"brought|involved|"
    r"called|appointed|report|confirm|speak|see|act|aim|endeavour|carr|chair|adjudicat|mediat|step|seek|rule|feed|"
    r"work|put|settle|sit|read|receive|phone|ring|visit|email|go over|the (?:first |main |usual |initial |"
    r"named )+(?:person|point|port|contact)|responsib)\w*",
    re.IGNORECASE,
)
_RECAP = re.compile(
    r"\b(?:having|after|once (?:you|they) have|following)\s+(?:first |already )?(?:spoken|speaking|talked|talking|"
    r"discussed|discussing|raised|raising|complained|complaining|a (?:talk|discussion|meeting))\b[^,.;]{0,40}$",
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
    r"(?:to|speak\w*|talk\w*|rais\w*|discuss\w*|approach\w*|with)\b[^,.;]{0,30}$|\bwithout (?:first )?(?:going|"
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
_RECORDED = re.compile(
    r"\b(?:copy|copies|signed|countersigned|recorded|logged|filed|kept|monitored|audited|reviewed (?:annually|"
    r"regularly|every|termly)|displayed|available|trained)\b",
    re.IGNORECASE,
)

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
    r"continu\w+|too serious|more serious|graver|nothing)\b|n['’]t\b",
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
    r"\b(?:(?:take|taken|taking|takes|carry|push|pursue) (?:it|this|that|the matter|matters|things|their complaint|"
    r"the complaint|your complaint|your concern\w*|a complaint|the issue|the concern)"
    r"(?: any)?(?: further| forward| higher| on)|appeal(?:s|ed)?\b(?! to (?:us|children))|escalat\w+|second opinion|"
    r"next (?:step|stage|level|port of call|person)|(?:second|third|final|last) (?:stage|step|level|person|point|"
    r"port)[^.;]{0,30}\b(?:is|are|will be)\b|(?:wish|want|like)(?:es|s)? to go (?:further|higher|outside)|"
    r"(?:moves?|move on|go(?:es)?|progress(?:es)?|proceeds?|passes) (?:on |up )?to (?:the )?(?:next|stage|step|level|"
    r"second|third|final)|"
    r"(?:matter|complaint|concern|case|it) (?:then |next |now )?(?:goes|moves|passes|is passed|is taken|is referred|"
    r"will be referred|will be passed|may be (?:put|brought|taken|referred)|comes|is put|can be (?:put|taken|"
    r"referred|brought))|"
    r"after that|that failing|needs? more than|more than (?:a|an informal) (?:chat|talk|word)|(?:that|this|it|which|"
    r"talking) (?:fails|does nothing|is not enough)|failing (?:that|this|which)|failing (?:an?|any)|thereafter|"
    r"higher up|last resort|final (?:appeal|say|step|decision)|takes? (?:it|the matter) over)\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^\W*(?:in (?:that|this|such a|such) (?:case|cases|event|situation)|then\b|next\b|after (?:that|this)|"
    r"at (?:this|that) point|here,? |finally|lastly|if so|should that happen|if (?:not|this|that|it) )",
    re.IGNORECASE,
)
_FORMAL = re.compile(
    r"\b(?:formal(?:ly)?|official(?:ly)?)\b(?! (?:qualif|educ|school))|\bwritten complaints?\b",
    re.IGNORECASE,
)
_MUST_WRITE = re.compile(
    r"\b(?:should|must|needs? to|ought to|has to|have to|is to|are to|please|we ask|we request|be asked to|"
    r"will need to|requested to|submit|can|may|moves?|then)\b[^.;]{0,70}\b(?:in(?:to)? writing|written|write|letter|"
    r"e-?mail|on paper|form\b)|"
    r"^(?:formal |a formal |please )?(?:put|write|set|send)\b[^.;]{0,50}\b(?:writing|letter|e-?mail|paper|write|"
    r"form)?|\bputting\b[^.;]{0,60}\bin writing|in writing",
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
_CIRCUMSTANCE_ORDER = ("about_key_person", "about_other_staff", "about_setting_manager", "about_line_manager", "about_owner")


def unmet(sentence: str) -> bool:
    """True where the sentence speaks of somebody who is not satisfied, or of a matter not settled."""
    return bool(_CONDITION.search(sentence) and _UNMET.search(sentence) and _MATTER.search(sentence))


def goes_further(sentence: str) -> bool:
    """True where the sentence takes a complaint a step on: somebody is not satisfied, appeals, or the next step is named."""
    return unmet(sentence) or bool(_FURTHER.search(sentence))


def follows_on(sentence: str) -> bool:
    """True where the sentence leans on the one before it ("In that case …")."""
    return bool(_THEN.match(sentence))


def is_formal(text: str) -> bool:
    """True where the text speaks of a formal or written complaint."""
    return bool(_FORMAL.search(text))


def must_be_written(sentence: str) -> bool:
    """True where the sentence wants the complaint on paper, rather than only allowing it."""
    return bool(_MUST_WRITE.search(sentence))


def channel_of(text: str) -> str:
    """`spoken`, `written`, `either` or `unstated`, from the words of a step."""
    written, spoken = bool(_WRITTEN.search(text)), bool(_SPOKEN.search(text))
    return {(True, True): "either", (True, False): "written", (False, True): "spoken"}.get((written, spoken), "unstated")


def subjects(sentence: str) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """Whom a complaint in this sentence is about: circumstances in their fixed order, and where those words stand."""
    found: set[str] = set()
    spans: list[tuple[int, int]] = []
    if not re.search(r"complain|concern|allegation|issue|unhappy|grievance", sentence, re.IGNORECASE):
        return (), ()
    for about in _ABOUT.finditer(sentence):
        who = re.split(r"\b(?:they|you|should|will|is|are|writes?|speaks?|talks?|contacts?|tells?|goes|raises|brings|puts|takes|makes|please|it|the parent|this|then|"
        r"contact|speak|write|must|may|can|in which)\b|,\s+(?:the|a)\s", about["who"], flags=re.IGNORECASE)[0]
        named = [mention for mention in mentions(who) if mention.handler in _CIRCUMSTANCE]
        if named:
            found |= {_CIRCUMSTANCE[mention.handler] for mention in named}
            spans.append((about.start("who"), about.start("who") + len(who)))
    return tuple(circumstance for circumstance in _CIRCUMSTANCE_ORDER if circumstance in found), tuple(spans)


def only_about_someone(sentence: str, first: bool = False) -> bool:
    """True for "if the complaint is about the manager, …" without any word of a first answer that did not satisfy.

    With `first`, no step is known yet, and a complaint about a worker is simply a complaint.
    """
    about, spans = subjects(sentence)
    if first and set(about) <= {"about_key_person", "about_other_staff"}:
        return False
    if not about or not re.search(r"\b(?:if|where|when|should|in the event|any complaint|complaints? (?:about|"
    r"against))\b", sentence, re.IGNORECASE):
        return False
    rest = sentence
    for start, end in reversed(spans):
        rest = rest[:start] + rest[end:]
    return not (_UNMET.search(rest) and _MATTER.search(rest) or re.search(r"\bappeal", rest))


def neighbours(text: str, left: Mention, right: Mention) -> bool:
    """True for "the manager or the chair": alternatives or companions named in one breath."""
    between = text[left.end : right.start]
    return bool(re.fullmatch(r"['’]?s?\s*(?:[,/&(–-]|\bor\b|\band\b|\band/or\b|\bthe\b|\bof\b|\ba\b|\btheir\b|\byour\b|\bour\b|\ban\b|"
    r"\balso\b|\beither\b|\bto\b|\bwith\b|\bany\b|\bin charge\b|\bto the\b|"
                             r"\bif (?:you|they) prefer\b|\banother\b|\s)*\)?\s*", between, re.IGNORECASE))


def _is_destination(text: str, mention: Mention) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    if _POSSESSED.match(after) or _REFUSED.search(before) or _RECAP.search(before):
        return False
    if _ATTENTION.search(before[-50:]):
        return True
    if _ABOUT_ROLE.search(before[-60:]) and not _BY_VERB.search(before[-60:]):
        return False
    if _ORDINAL_IS.search(before[-80:]) or _IS_ORDINAL.match(after):
        return True
    if re.search(r"\blet(?:ting)?(?: the| your| our| a| any|"
    r" an)*\s*$", before[-30:], re.IGNORECASE) and re.match(r"\s+know\b", after):
        return True
    if _TO_ROLE.search(before[-110:]) and (_GO_BEFORE.search(before) or _BY_VERB.search(before[-80:])):
        return True
    return bool(_CONDUCT.match(after))


def destinations(sentence: str, first_person: bool = False) -> tuple[tuple[Mention, ...], ...]:
    """The handlers to whom the sentence takes a complaint, in order; those named in one breath stand in one group."""
    if _STAFF_TASK.match(sentence):
        return ()
    about = subjects(sentence)[1]
    named = [m for m in mentions(sentence, first_person) if not any(start <= m.start < end for start, end in about)]
    groups: list[list[Mention]] = []
    joined = False
    for place, mention in enumerate(named):
        joined = bool(place and neighbours(sentence, named[place - 1], mention) and groups and groups[-1][-1] is named[place - 1])
        if joined:
            groups[-1].append(mention)
        elif not _away(sentence, mention) and _is_destination(sentence, mention):
            groups.append([mention])
    kept = [group for place, group in enumerate(groups) if place == len(groups) - 1 or not _PASSED_ON.match(sentence[group[-1].end : groups[place + 1][0].start + 1])]
    return tuple(tuple(group) for group in kept)


def _away(sentence: str, mention: Mention) -> bool:
    """True for whoever stands in while the proper handler is away."""
    around = sentence[max(0, mention.start - 45) : mention.start]
    return mention.handler == "deputy" and bool(_AWAY.search(sentence)) or bool(_AWAY.search(around) and mention.handler in ("deputy", "any_staff"))


def keeps_papers_only(sentence: str) -> bool:
    """True for a sentence about copying, filing or displaying, which moves no complaint."""
    return bool(_RECORDED.search(sentence)) and not re.search(r"\b(?:complain to|write to|contact|speak|raise|appeal|refer|investigat)", sentence, re.IGNORECASE)

"""Finds what is owed: the acts of complaint handling in a sentence, and the one that a time limit hangs on."""

from __future__ import annotations

import re

from .numbers import Duration, durations
from .sentences import Span, clauses

# What is owed, by the words that owe it. A word for the answer outweighs one for looking into the matter.
_ACTS: tuple[tuple[str, str], ...] = (
    ("acknowledge", r"acknowledg\w*|confirm\w*[^,.;]{0,25}(?:receipt|receiv\w+|arriv\w+)|confirms? that (?:it|they|we|she|he|the \w+) ha(?:s|ve)\b|(?:receipt|"
                    r"complaint) (?:of [^,.;]{0,30} )?(?:is|will be) confirmed|"
     r"(?:that |to say )?(?:we|she|he|they|I) (?:have|has|had) (?:it|(?:got|received)[^,.;]{0,20}|your (?:complaint|"
     r"letter|form))|confirmation of receipt|"
     r"(?:initial|first|preliminary) (?:contact|respon\w+|repl\w+|call)|(?:will|shall) (?:contact|call|ring|phone|"
     r"be in touch with|get in touch with|make contact with) (?:you|the (?:parent|complainant|family))|"
     r"(?:contacts|calls|rings|phones|telephones) (?:you|the (?:parent|complainant|family))\b(?! (?:with|about) the (?:outcome|result))|"
     r"(?:will|shall) (?:be contacted|be in touch|make contact|speak (?:to|with) you)|(?:repl\w+|writ\w+|sa(?:y|ys|id)|told|tell\w*|"
     r"know) (?:to say |in writing )?(?:that )?(?:your|the|a) (?:complaint|letter|concern|e-?mail|form) (?:is being|has been|has|was|"
     r"is) (?:received|dealt with|looked (?:into|at)|investigated|considered|reached (?:us|her|him|them)|logged|arrived)|"
     r"(?:that |to say )?it has (?:safely )?(?:reached|arrived|been (?:safely )?received|come)[^,.;]{0,20}|receipt\b(?= (?:slip|letter))"),
    ("extension", r"extend\w*|extension|lengthen\w*|prolong\w*|longer (?:time|period)?|further time|more time"),
    ("meet", r"reviews?\b[^,.;]{0,12}(?:scheduled|held|arranged)|meet(?:s|ing|ings)?\b|met\b|"
             r"(?<!have )(?<!has )(?<!had )heard(?= (?:within|in|by)\b)|sit(?:s)? down|"
             r"mak(?:e|es) time (?:for (?:you|them|the parent)|to (?:see|meet|talk|speak|listen))\b|hold(?:s)? (?:this|it|that|the (?:talk|discussion|conversation))\b|hear(?:s)? (?:(?:the )?(?:parents?|complainant|family)|you|them|both (?:sides|parties))\b|"
             r"see(?:s)? (?:you|the (?:person|parent|complainant|family|individual)|them|him|her)\b|"
     r"(?:panel|hearing)[^,.;]{0,45}(?:hear\w*|sit|sits|conven\w+|held|takes? place)|conven\w+|hears? (?:your|"
     r"the) (?:complaint|appeal|case)|appointment|invit\w+ (?:you|the \w+) (?:in|to)"),
    ("investigate", r"(?:finish|complet|conclud|end|clos)\w* (?:looking (?:into|at)|(?:the|its|her|his|their|our|an?|"
                    r"any)?\s*(?:full )?(?:investigation|inquiry|enquiry))|"
     r"(?:investigation|inquiry|enquiry)[^,.;]{0,20}(?:complet|conclud|finish)\w*"),
    ("feedback", r"feed\w*[ -]?back|told\b|tell(?:s)?\b|let(?:s)? [^,.;]{1,30} know|hear(?:s|d)? (?:from|back|the|"
                 r"what)"),
    ("report", r"report(?:s|ed|ing)?(?: back)?(?: to)?"),
    ("respond", r"respon(?:d|se)\w*|repl(?:y|ies|ied)|answer\w*|writ(?:e|es|ing) (?:back|to (?:you|the (?:parent|"
                r"complainant|family|person)|them|him|her)|with)|inform(?:s|ed|ing)?\b|notif\w*|notification|"
     r"get(?:s)? back|come(?:s)? back|outcomes?|results?|findings?|decisions?|decid\w+|conclusions?|conclud\w+|"
     r"resol(?:v\w+|ution)|(?:process|procedure|stage|step) (?:(?:will|should|may|can|must) )?(?:(?:normally|usually|not) )?takes?|"
     r"deal(?:t|s)?(?: with)?|settle\w*|complet\w+|finali[sz]\w+|copy|copies|explanation|account\b|rul(?:e|es|ing)\b|"
     r"put(?: \w+)? right|verdict|(?:does|do|did) so\b|"
     r"sort(?:ed)?(?: out)?|handled|process(?:ed)|advised?|letter|contact(?:s|ed)? (?:you|the)|back to (?:you|the)|"
     r"reach(?:es)? a|final say|finish\w*|closed?"),
    ("investigate", r"investigat\w+|look(?:s|ed|ing)? (?:into|at)|enquir\w+|inquir\w+|examin\w+|gather\w*|"
                    r"consider\w*|review\w*"),
    ("other", r"acts?\b|take(?:s|n)? (?:suitable |appropriate |any |corrective |the )*(?:action|steps)|implement\w*|"
     r"carr(?:y|ies|ied) out|put in place|made good"),
)  # fmt: skip
_ACT = re.compile("|".join(rf"(?P<a{place}>\b(?:{words}))" for place, (_, words) in enumerate(_ACTS)), re.IGNORECASE)
Act = tuple[int, str]
_OUTCOME = {"feedback", "report", "respond"}
_THAT_WE_HAVE = re.compile(
    r"^\W*(?:that|to say|to confirm|confirming|acknowledging|to acknowledge|to let you know)\b[^,.;]{0,25}\b(?:have|"
    r"has|received|receipt|arriv\w+|got|safely|(?:is|are) being (?:dealt with|looked (?:into|at)|investigated|considered))\b",
    re.IGNORECASE,
)


def clause_of(sentence: str, duration: Duration) -> tuple[tuple[Span, ...], int]:
    """The clauses of a sentence, and the place among them of the one that holds the duration."""
    spans = clauses(sentence)
    here = next((place for place, span in enumerate(spans) if span.start <= duration.start < span.end), 0)
    return spans, here


def _acts(sentence: str, start: int, end: int) -> list[Act]:
    found_all = _ACT.finditer(sentence, start, end)
    return [(found.start(), _ACTS[int((found.lastgroup or "a0")[1:])][0]) for found in found_all]


def _weigh(acts: list[Act], nearest_last: bool) -> Act | None:
    """The act that counts: an acknowledgement or a meeting stands for itself, an answer outweighs an inquiry."""
    if not acts:
        return None
    ordered = acts[::-1] if nearest_last else acts
    nearest = ordered[0]
    if nearest[1] in ("investigate", "other"):
        return next((act for act in ordered if act[1] in _OUTCOME | {"extension"}), nearest)
    if nearest[1] in _OUTCOME:
        firm = next((act for act in ordered if act[1] in ("acknowledge", "extension")), None)
        return firm or min(act for act in acts if act[1] in _OUTCOME)
    return nearest


def _nearby(sentence: str, duration: Duration, tail_end: int, spans: tuple[Span, ...], here: int) -> Act | None:
    """The act in the duration's own clause, before it or else after it."""
    clause = spans[here]
    since = max((d.end for d in durations(sentence) if clause.start <= d.end <= duration.start), default=clause.start)
    before = _weigh(_acts(sentence, since, duration.start), True)
    if before:
        return before
    after = _weigh(_acts(sentence, tail_end, max(clause.end, tail_end)), False)
    if after and after[1] == "investigate" and here + 1 < len(spans):
        return _weigh(_acts(sentence, tail_end, spans[here + 1].end), False)
    return after


def act_of(sentence: str, duration: Duration, tail_end: int) -> Act | None:
    """The act that a duration limits, with its place: in the same clause, or else in the nearest other one.

    `tail_end` is where the words end that say from when the duration counts; an act in those words is not owed.
    """
    if _THAT_WE_HAVE.match(sentence[tail_end:]):
        return tail_end, "acknowledge"
    spans, here = clause_of(sentence, duration)
    near = _nearby(sentence, duration, tail_end, spans, here)
    if near:
        return near
    earlier = (_weigh(_acts(sentence, span.start, span.end), True) for span in reversed(spans[:here]))
    later = (_weigh(_acts(sentence, max(tail_end, span.start), span.end), False) for span in spans[here + 1 :])
    before, after = next(filter(None, earlier), None), next(filter(None, later), None)
    opens = duration.start - spans[here].start < 12 and here == 0
    return (after or before) if opens else (before or after)


def act_named(text: str) -> str | None:
    """The action that a title or an earlier sentence names ("Investigation"), for a limit that stands without one."""
    found = _weigh(_acts(text, 0, len(text)), True) if text else None
    return None if found is None or found[1] == "extension" else found[1]

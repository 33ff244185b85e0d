"""Reads the time limits in a sentence: what is owed, within how long, and counted from when, as far as the words say it.

Nothing is a limit for being a number of days: the words must make it a deadline, and an act of complaint handling must hang on it.
"""

from __future__ import annotations

import dataclasses
import re

from .bodies import named_bodies
from .forms import Limit
from .numbers import Duration, durations
from .sentences import Span, clauses

# What is owed, by the words that owe it. A word for the answer outweighs one for looking into the matter.
_ACTS: tuple[tuple[str, str], ...] = (
    ("acknowledge", r"acknowledg\w*|confirm\w*[^,.;]{0,25}(?:receipt|receiv\w+|arriv\w+)|(?:receipt|"
                    r"complaint) (?:of [^,.;]{0,30} )?(?:is|will be) confirmed|"
     r"(?:that |to say )?(?:we|she|he|they|I) (?:have|has|had) (?:it|(?:got|received)[^,.;]{0,20}|your (?:complaint|"
     r"letter|form))|confirmation of receipt|"
     r"(?:initial|first|preliminary) (?:contact|respon\w+|repl\w+|call)|(?:will|shall) (?:contact|call|ring|phone|"
     r"be in touch with|get in touch with|make contact with) (?:you|the (?:parent|complainant|family))|"
     r"(?:will|shall) (?:be contacted|be in touch|make contact)|receipt\b(?= (?:slip|letter))"),
    ("extension", r"extend\w*|extension|lengthen\w*|prolong\w*|longer (?:time|period)?|further time|more time"),
    ("meet", r"reviews?\b[^,.;]{0,12}(?:scheduled|held|arranged)|meet(?:s|ing|ings)?\b|met\b|sit(?:s)? down|"
             r"see(?:s)? (?:you|the (?:person|parent|complainant|family|individual)|them|him|her)\b|"
     r"(?:panel|hearing)[^,.;]{0,25}(?:hear\w*|sit|sits|conven\w+|held|take place)|conven\w+|hears? (?:your|"
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
     r"resol(?:v\w+|ution)|"
     r"deal(?:t|s)?(?: with)?|settle\w*|complet\w+|finali[sz]\w+|copy|copies|explanation|account\b|rul(?:e|es|ing)\b|"
     r"put right|verdict|"
     r"sort(?:ed)?(?: out)?|handled|process(?:ed)|advised?|letter|contact(?:s|ed)? (?:you|the)|back to (?:you|the)|"
     r"reach(?:es)? a|final say|finish\w*|closed?"),
    ("investigate", r"investigat\w+|look(?:s|ed|ing)? (?:into|at)|enquir\w+|inquir\w+|examin\w+|gather\w*|"
                    r"consider\w*|review\w*"),
    ("other", r"acts?\b|take(?:s|n)? (?:suitable |appropriate |any |corrective |the )*(?:action|steps)|implement\w*|carr(?:y|ies|ied) out|put in place|made good"),
)  # fmt: skip
_ACT = re.compile("|".join(rf"(?P<a{place}>\b(?:{words}))" for place, (_, words) in enumerate(_ACTS)), re.IGNORECASE)
_OUTCOME = {"feedback", "report", "respond"}
_TAIL = re.compile(
    r"^\s*(?:,?\s*(?:at (?:the )?(?:most|latest)|maximum|or less|or sooner))?,?\s*(?:counted |counting |starting |"
    r"running |as )?"
    r"(?:of|from|after|following|since|once|upon|on|when)\s+(?P<event>[^,.;()]{2,110})", re.IGNORECASE
)
_EVENT_ENDS = re.compile(
    r"\s(?:and|but|who|which|we|you will|the (?:manager|chair|owner|head|parent)\w* (?:will|is|must)|will|she|he|"
    r"they|I)\s",
)
_BEFORE_RECEIPT = re.compile(
    r"\b(?:(?:on|upon|after|following|from)\s+(?:the\s+)?(?:receipt|receiving|date of receipt|"
    r"being told)\b[^,.;]{0,60}|"
    r"(?:once|when|as soon as|after|whenever|where|if)\s+(?:(?!not|n['’]t)[^,.;]){0,50}\b(?:receiv\w+|(?:comes|come|"
    r"came) in|arriv\w+|reach(?:es|ed)? (?:us|me|her|him))\b(?! (?:an?|no|the|your) (?:un)?(?:satisf|repl|answer|"
    r"respon))[^,.;]{0,20})",
    re.IGNORECASE,
)
_THAT_WE_HAVE = re.compile(
    r"^\W*(?:that|to say|to confirm|confirming|acknowledging|to acknowledge|to let you know)\b[^,.;]{0,25}\b(?:have|"
    r"has|received|receipt|arriv\w+|got|safely)\b",
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
_RECEIPT_EVENT = re.compile(
    r"\b(?:receipt|receiv\w+|get(?:ting)?|got|having|had|arriv\w+|reach\w*|com(?:es|ing) in|came in|logg\w+|mak(?:es|"
    r"ing|e)|made|lodg\w+|submi\w+|"
    r"told|hear(?:ing)?|learn\w*|aware|rais\w+|complaints?|concerns?|letters?|e-?mails?|form|allegations?|contact|"
    r"date|notif\w+|grievance|it being|writing|written|being informed|issue|first (?:told|knew|spoke)|"
    r"incident report|speaking|came to|handed|delivery|posting|sent|sending)\b",
    re.IGNORECASE,
)
_UNKNOWN_EVENT = re.compile(
    r"\b(?:meeting|investigation|hearing|conclusion|incident|event|happen\w*|term|visit|inspection|birthday|"
    r"occurr\w+|panel|discussion)\b",
    re.IGNORECASE,
)
_COMPLAINANT = (
    r"\b(?:you|(?:a |the |any )?(?:parents?|complainants?|famil(?:y|ies)|carers?|parents?/carers?|guardians?|"
    r"person complaining)|they|he/she|s/he|anyone|someone)\b"
)
_THEIR_MOVE = re.compile(
    _COMPLAINANT + r"[^.;]{0,40}\b(?:must|should|may|can|have|has|need|needs|wish|wishes|want|wants|are asked|is asked|appeal|"
    r"appeals|write|writes|then)\b[^.;]{0,95}\b"
    r"(?:appeal\w*|writ(?:e|es|ing)|request\w*|ask|complain|submit|lodge|contact|refer|raise|take|put|bring|make|"
    r"send|respond|reply|escalat\w+|notify|tell|inform|let)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"(?:^|[,;]\s+)(?:then )?(?:please )?(?:ask|appeal|request|submit|do (?:so|this|it)|let us know|contact us|"
    r"(?:write|send|put)(?! (?:back )?to (?:the )?(?:parent|complainant|famil)))\b[^,;]*$",
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
    r"\b(?:if|where|should|when|unless|any(?:thing|one))\b[^.;]{0,90}(?:\b(?:not|no|un\w+|dis\w+|fail\w*|without|"
    r"still|cannot)\b|n['’]t\b)[^.;,]{0,80}$",
    re.IGNORECASE,
)
_WINDOW_AFTER = re.compile(r"\b(?:if|where|should)\b[^.;,]{0,15}\bafter\s*$", re.IGNORECASE)
_SUBMIT = re.compile(
    r"\bcomplaints?\b[^.;]{0,30}\b(?:must|should|need to|has to|have to|are to)\s+be\s+(?:made|brought|raised|"
    r"submitted|lodged|sent)\b|\b(?:appeals?|requests?)\b[^.;]{0,40}\b(?:must|should|need to|has to|have to|are to|"
    r"to)\s+(?:be\s+)?(?:made|brought|raised|submitted|lodged|sent|received|reach|arrive|put)",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:told|tell|inform\w*|notif\w*|hear|hears|report\w*|advis\w+|contact\w*|refer\w*|let\b[^.;]{0,30}\bknow|"
    r"aware)\b",
    re.IGNORECASE,
)
_TO_COMPLAINANT = re.compile(
    r"\b(?:parents?|complainants?|you|famil(?:y|ies)|carers?|person complaining|person who complained)\b",
    re.IGNORECASE,
)

# Day counts that belong to other subjects, whatever stands around them.
_OTHER_SUBJECT = re.compile(
    r"\b(?:vomit\w*|diarrh\w+|sickness|illness|infect\w+|fever|temperature|medic(?:ine|ation|al)s?|antibiotics?|"
    r"fees?|invoices?|payments?|pay\b|paid|deposit|refund\w*|"
    r"notice (?:of|to leave|period|in writing)|weeks['’] notice|months['’] notice|days['’] notice|late collection|"
    r"accidents?|injur\w+|inspection report|report (?:of|from|after) (?:an |the |any )?inspection|inspected|"
    r"holidays?|half[ -]term|"
    r"cookies?|dbs|induction|training|settling|aged|birthday|months old|weeks old|ratio|cctv|subject access|"
    r"data breach|attendance|absen\w+|"
    r"waiting list|funding|funded hours|prescri\w+|probation\w*|suspen\w+|disciplin\w+|policy (?:is|was|will be|"
    r"should be) reviewed|record(?:s)? (?:is|are|will be|must be) (?:kept|retained)|lines? (?:is|are) open|"
    r"open (?:from|between|monday)|"
    r"transfer(?:red)? (?:records?|file)|new school|12[- ]month period|preceding|previous year|annual\w*|displayed|"
    r"publish\w*|website|newsletter|outbreak|isolat\w+|allerg\w+|shar(?:e|es|ed|ing) information|at risk|insurance|"
    r"minutes of)\b",
    re.IGNORECASE,
)
_COMPLAINT_WORD = re.compile(r"\bcomplain\w*|\bconcerns?\b|\bgrievance\w*", re.IGNORECASE)
_EVERY_STEP = re.compile(
    r"\b(?:(?:at|in|for) (?:each|every|any|all)(?: of (?:these|the))?\s*(?:\w+ )?(?:stages?|steps?|levels?|rungs?)|"
    r"(?:each|every) (?:stage|step|level) (?:is|will|should|takes|has)|whoever (?:deals|handles|is dealing|looks)|"
    r"all (?:the )?(?:stages|steps|levels)|throughout|whichever (?:stage|step|level))\b", re.IGNORECASE,
)
_EVERY_COMPLAINT = re.compile(
    r"\b(?:(?:all|any|every|each) (?:\w+ ){0,2}complaints?|whatever (?:the|your|kind of) (?:complaint|concern)\w*|"
    r"complainants? (?:will|must|should|are)|in all cases|all complainants?|each complainant|any complainant)\b",
    re.IGNORECASE,
)
_WHATEVER = re.compile(r"\b(?:whatever|whichever|no matter)\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A limit with what decides where it hangs: the place of its words in the sentence, and whether it speaks for more steps."""

    limit: Limit
    place: int
    act_place: int
    for_every_step: bool
    general: bool
    whatever: bool
    window: bool
    submission: bool


def _clause_of(sentence: str, duration: Duration) -> tuple[tuple[Span, ...], int]:
    spans = clauses(sentence)
    here = next((place for place, span in enumerate(spans) if span.start <= duration.start < span.end), 0)
    return spans, here


def _acts(sentence: str, start: int, end: int) -> list[tuple[int, str]]:
    return [(found.start(), _ACTS[int((found.lastgroup or "a0")[1:])][0]) for found in _ACT.finditer(sentence, start, end)]


def _weigh(acts: list[tuple[int, str]], nearest_last: bool) -> tuple[int, str] | None:
    """The act that the duration hangs on: an acknowledgement or meeting stands for itself, the answer outweighs the inquiry."""
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


def _event_after(sentence: str, duration: Duration) -> tuple[str, int]:
    """The words after the duration that say from when it counts, and where they end."""
    tail = _TAIL.match(sentence[duration.end :])
    if not tail:
        return "", duration.end
    event = _EVENT_ENDS.split(tail["event"])[0]
    return event, duration.end + tail.start("event") + len(event)


def _act(sentence: str, duration: Duration, tail_end: int) -> tuple[int, str] | None:
    spans, here = _clause_of(sentence, duration)
    clause = spans[here]
    since = max((d.end for d in durations(sentence) if clause.start <= d.end <= duration.start), default=clause.start)
    before = _acts(sentence, since, duration.start)
    after = _acts(sentence, tail_end, max(clause.end, tail_end))
    said = _THAT_WE_HAVE.match(sentence[tail_end:])
    if said:
        return tail_end, "acknowledge"
    found = _weigh(before, True) or _weigh(after, False)
    if found and found[1] == "investigate" and found not in before and here + 1 < len(spans):
        return _weigh(_acts(sentence, tail_end, spans[here + 1].end), False)
    if found:
        return found
    earlier = _acts(sentence, 0, clause.start)
    later = _acts(sentence, max(tail_end, clause.end), len(sentence))
    opens = duration.start - clause.start < 12 and here == 0
    return (_weigh(later, False) or _weigh(earlier, True)) if opens else (_weigh(earlier, True) or _weigh(later, False))


def start_of(event: str, sentence: str = "", place: int = 0, context: str = "") -> str:
    """From when a limit counts, in the words of `forms.STARTS`.

    `event` follows the duration, `sentence[:place]` stands before it, and `context` is the sentence before, for its "it".
    """
    if event:
        if _ACK_EVENT.search(event):
            return "acknowledgement"
        if re.search(r"\bit\b|\bthis\b", event) and re.search(r"second opinion|that opinion|appeal\w*|referral|opinion", context + sentence[:place], re.I) and not re.search("complaint", event, re.I):
            return "escalation"
        if _ESCALATION_EVENT.search(event):
            return "escalation"
        if _ANSWER_EVENT.search(event) and not re.match(r"(?:the )?(?:initial|first) contact", event, re.IGNORECASE):
            return "previous_answer"
        if _UNKNOWN_EVENT.search(event) and not re.search(r"complaint|receipt|receiv", event, re.IGNORECASE):
            return "unstated"
        return "receipt" if _RECEIPT_EVENT.search(event) else "unstated"
    before = _BEFORE_RECEIPT.search(sentence[:place])
    if not before:
        return "unstated"
    return "escalation" if re.search(r"appeal|escalat|second opinion|request", before.group(0), re.I) else "receipt"


def _informs_others(sentence: str, act_place: int, duration: Duration) -> bool:
    """True where an outside body is the one to be told: "Ofsted will hear from us within 14 days"."""
    span = clauses(sentence)[_clause_of(sentence, duration)[1]]
    text = sentence[span.start : span.end]
    if not _TELLING.search(text):
        spans, here = _clause_of(sentence, duration)
        text = sentence[span.start : spans[min(here + 1, len(spans) - 1)].end]
    named = named_bodies(text)
    if not named or not _TELLING.search(text):
        return False
    return not _TO_COMPLAINANT.search(text) or named[0].start < (_TO_COMPLAINANT.search(text) or re.match("", "")).start()  # type: ignore[union-attr]


def _too_quick_for_a_complaint(sentence: str, duration: Duration) -> bool:
    """The designated officer's one day is a safeguarding duty, not a limit of the complaint."""
    span = clauses(sentence)[_clause_of(sentence, duration)[1]]
    keys = {named.key for named in named_bodies(span.text)}
    return keys <= {"lado", "lscb", "social_services"} and (duration.value, duration.unit) in ((1, "working_days"), (1, "days"), (24, "hours"))


def _action(sentence: str, duration: Duration, act: tuple[int, str] | None, context: str) -> str | None:
    before = sentence[: duration.start]
    if act and act[1] == "extension" or re.search(r"\bextend\w*|\bextension\b|\blengthen\w*|\bprolong\w*", before[-80:], re.IGNORECASE):
        return "other"
    if _informs_others(sentence, duration.start, duration):
        wanted = re.search(r"complain|concern|allegation|grievance", context + sentence, re.IGNORECASE)
        return "other" if wanted and not _too_quick_for_a_complaint(sentence, duration) else None
    if _is_window(before):
        return "escalate"
    clause = clauses(sentence)[_clause_of(sentence, duration)[1]]
    text = sentence[clause.start : clause.end]
    if _SUBMIT.search(text) or _SUBMIT.search(before):
        return "escalate" if re.search(r"appeal|request", text, re.I) else "other"
    if _asked_of_them(before) or _THEIR_MOVE.search(text) and not _OUR_MOVE.search(text):
        return "escalate"
    return act[1] if act else None


def _is_window(before: str) -> bool:
    """True for "if it is not settled within 14 days" and "if after 14 days …": the time after which a complaint moves on."""
    return bool(_WINDOW.search(before) or _WINDOW_AFTER.search(before))


def _asked_of_them(before: str) -> bool:
    """True where the words up to the limit tell the complainant to do something, and nobody else has come in since."""
    found = _IMPERATIVE.search(before)
    return bool(found) and not re.search(r"\b(?:who|which|and)\s+(?:\w+\s+)?(?:will|shall|must|should|aims?)\b", found.group(0), re.IGNORECASE)


def _outer(found: tuple[Duration, ...], sentence: str) -> tuple[Duration, ...]:
    """Of "10 days, and at most 28", only the outer."""
    kept = []
    for place, duration in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        between = sentence[duration.end : following.start] if following else ""
        if following and re.fullmatch(
            r"[\s,(]*(?:and|or|but|to)?[\s,]*(?:if possible |ideally |where possible )?[\s,]*(?:and |"
            r"but )?(?:(?:in any (?:case|event)|always|certainly|definitely),? )?(?:no|not) (?:later|more|"
            r"longer) than (?:a maximum of )?|[\s,]*(?:and|but) (?:in any (?:case|event) |always |"
            r"certainly )?(?:within|at most|by) ",
            between, re.IGNORECASE,
        ):
            continue
        kept.append(duration)
    return tuple(kept)


def _is_limit(sentence: str, duration: Duration, in_title: bool) -> bool:
    if _WINDOW_AFTER.search(sentence[: duration.start]):
        return duration.unit != "years"
    if duration.unit == "years" or duration.standing == "not_a_deadline":
        return False
    return duration.standing == "deadline" or in_title


def limits_in(sentence: str, *, context: str = "", in_title: bool = False, otherwise: str | None = None) -> tuple[Found, ...]:
    """The complaint limits of one sentence, in order.

    `in_title` allows a bare "10 working days", as in a stage's heading or a table row; `otherwise` is the action owed where the
    sentence itself names none (the stage's own, say). A sentence about another subject has none.
    """
    if re.match(r"^\W*(?:all |any )?allegations?\b", sentence, re.IGNORECASE) or _OTHER_SUBJECT.search(sentence) and not _COMPLAINT_WORD.search(sentence):
        return ()
    found_all = []
    for duration in _outer(tuple(d for d in durations(sentence) if _is_limit(sentence, d, in_title)), sentence):
        event, tail_end = _event_after(sentence, duration)
        act = _act(sentence, duration, tail_end)
        action = _action(sentence, duration, act, context)
        if action is None and act is None and not named_bodies(sentence):
            action = otherwise
        if action is None:
            continue
        runs_from = start_of(event, sentence, duration.start, context)
        if action == "escalate" and runs_from == "receipt" and not _COMPLAINT_WORD.search(event):
            runs_from = "previous_answer"
        if action == "other" and duration.further and runs_from == "unstated" and re.search(r"exten|longer|lengthen|prolong", sentence, re.I):
            runs_from = "previous_answer"
        limit = Limit(action, duration.value, duration.unit, runs_from, sentence)
        found_all.append(
            Found(limit, duration.start, act[0] if act else duration.start, bool(_EVERY_STEP.search(sentence)),
                  bool(_EVERY_COMPLAINT.search(sentence)), bool(_WHATEVER.search(sentence)), action == "escalate" and _is_window(sentence[: duration.start]),
                  action == "other" and bool(_SUBMIT.search(sentence)))
        )  # fmt: skip
    return tuple(found_all)


def holds_everywhere(sentence: str) -> bool:
    """True for "This holds at every stage.", which spreads the limits of the sentence before it."""
    return bool(re.match(r"^\W*(?:this|these|"
    r"the same|that|both)\b", sentence, re.IGNORECASE) and _EVERY_STEP.search(sentence)) and not durations(sentence)


def act_named(text: str) -> str | None:
    """The action that a title or an earlier sentence names ("Investigation"), for a limit that stands without one."""
    found = _weigh(_acts(text, 0, len(text)), True) if text else None
    return None if found is None or found[1] == "extension" else found[1]

"""Reads the time limits in a sentence: what is owed, within how long, and counted from when.

Nothing is a limit for being a number of days: the words must make it a deadline, and an act of complaint handling must
hang on it.
"""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise

from .acts import act_of, clause_of
from .complainants import asked_of_them, is_news_for_us, is_submission, is_window, is_window_after, moves_themselves
from .forms import Limit
from .numbers import Duration, durations
from .outside import named_bodies
from .starting import event_after, shared_start, start_of

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
    r"publish\w*|website|newsletter|outbreak|isolat\w+|allerg\w+|shar(?:e|es|ed|ing) information|at risk|your data|"
    r"personal data|personal information|insurance|requests? for (?:data|information|records|copies)|"
    r"new (?:parents?|famil(?:y|ies)|child(?:ren)?|starters?)|child['’]s start|surveys?|questionnaires?|riddor|missed sessions?|"
    r"enquir(?:y|ies) (?:about|for|regarding)|minutes of)\b",
    re.IGNORECASE,
)
# Day counts that are no limit of a complaint even where the sentence has that word.
_NEVER_A_COMPLAINT = re.compile(
    r"\b(?:subject access|data requests?|whistle-?blow\w*|disciplin\w+|riddor|"
    r"in the (?:past|last|previous) (?:\w+ )?(?:months?|years?|weeks?)|"
    r"(?:staff|employees?|worker|practitioner|member of staff|staff member)s? (?:who (?:is|are|was) (?:the subject|accused|named)|against whom|"
    r"complained (?:of|about)))\b",
    re.IGNORECASE,
)
_COMPLAINT_WORD = re.compile(r"\bcomplain\w*|\bconcerns?\b|\bgrievance\w*", re.IGNORECASE)
_HABIT = re.compile(
    r"^\W*(?:(?:most|many|nearly all|almost all) (?:things|complaints|concerns|problems|matters|worries|issues|of)\b|"
    r"we (?:hope|expect|would like|like|find)\b[^.;]{0,30}\bmost\b|to be reviewed\b|"
    r"(?:next|last) reviewed?\b)",
    re.IGNORECASE,
)
_NOT_COVERED = re.compile(
    r"\b(?:(?:does|do|will) not (?:cover|apply to|include|deal with)|(?:is|are) not (?:covered|dealt with|handled|considered)|"
    r"(?:outside|excluded from) (?:the scope of )?(?:this|our|the) (?:procedure|policy))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\s+(?:asks?|requires?|wants?|requests?|refers?|passes|sends?) (?:us|me|the \w+|any|a|on)\b", re.IGNORECASE
)
_EVERY_STEP = re.compile(
    r"\b(?:(?:at|in|for) (?:each|every|any|all)(?: of (?:these|the))?\s*(?:\w+ )?(?:stages?|steps?|levels?|rungs?)|"
    r"(?:each|every) (?:stage|step|level) (?:is|will|should|takes|has)|whoever (?:deals|handles|is dealing|looks)|"
    r"all (?:the )?(?:stages|steps|levels)|throughout|whichever (?:stage|step|level))\b",
    re.IGNORECASE,
)
_EVERY_COMPLAINT = re.compile(
    r"\b(?:(?:all|any|every|each) (?:\w+ ){0,2}complaints?|whatever (?:the|your|kind of) (?:complaint|concern)\w*|"
    r"complainants? (?:will|must|should|are)|in all cases|all complainants?|each complainant|any complainant)\b",
    re.IGNORECASE,
)
_THIS = re.compile(r"^\W*(?:this|these|the same|that|both)\b", re.IGNORECASE)
_ALLEGATIONS = re.compile(
    r"^\W*(?:(?:all |any )?allegations?\b|(?:if|where|when) (?:a|the|any|your) (?:complaint|concern) (?:is|involves|concerns|"
    r"relates to|includes|contains|amounts to)[^,;.]{0,25}\b(?:allegations?|abuse|child protection|safeguarding|harm(?:ed)?)\b)",
    re.IGNORECASE,
)
_COMPLAINT_OR_ALLEGATION = re.compile(r"complain|concern|allegation|grievance", re.IGNORECASE)
_EXTENDING = re.compile(r"\bexten(?:d|sion)\w*|\blengthen\w*|\bprolong\w*|\blonger\b", re.IGNORECASE)
_APPEALING = re.compile(r"appeal|request", re.IGNORECASE)
_AND_AT_MOST = re.compile(
    r"[\s,(]*(?:and|or|but|to)?[\s,]*(?:if possible |ideally |where possible )?[\s,]*(?:and |but )?"
    r"(?:(?:in any (?:case|event)|always|certainly|definitely),? )?(?:no|not) (?:later|more|longer) than "
    r"(?:a maximum of )?|[\s,]*(?:and|but) (?:in any (?:case|event) |always |certainly )?(?:within|at most|by) ",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"(?:\w+ )?(?:it|this|that)\s*", re.IGNORECASE)
_ANSWER = re.compile(r"\b(?:reply|replies|response|answer|decision|outcome|findings?|result)\b", re.IGNORECASE)
_GONE_BY = re.compile(
    r"\b(?:was|were)\s+(?:all\s+)?(?:settled|resolved|answered|closed|dealt with|completed|upheld)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_SAFEGUARDING = {"lado", "lscb", "social_services", "council"}
_AT_ONCE = ((1, "working_days"), (1, "days"), (24, "hours"))
_TO_AN_OUTSIDER = re.compile(
    r"\b(?:report|notif|refer|inform|t[eo]l[ld])\w*\b[^.;]{0,30}\b(?:to )?the (?:trust|council|regulator|inspectorate|police|insurers?|"
    r"charity commission)\s*,?\s*(?:within|in|by)\s*$",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\s*,?\s*(?:within|in|by|no later than)\s*", re.IGNORECASE)
_WHATEVER = re.compile(r"\b(?:whatever|whichever|no matter)\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A limit with what decides where it hangs.

    `place` is where its words stand in the sentence. It may speak `for_every_step`, in `general` of all complaints or
    of `whatever` complaint; be a `window` after which a complaint moves on; or bind the `submission` of a complaint.
    """

    limit: Limit
    place: int
    for_every_step: bool
    general: bool
    whatever: bool
    window: bool
    submission: bool


def _around(sentence: str, duration: Duration) -> str:
    """The clause of a duration, with the next one where it tells nobody anything yet."""
    spans, here = clause_of(sentence, duration)
    span = spans[here]
    if _TELLING.search(span.text):
        return span.text
    return sentence[span.start : spans[min(here + 1, len(spans) - 1)].end]


def _informs_others(sentence: str, duration: Duration) -> bool:
    """True where an outside body is the one to be told: "Ofsted will hear from us within 14 days"."""
    text = _around(sentence, duration)
    if _TO_AN_OUTSIDER.search(sentence[: duration.start]):
        return True
    beside = named_bodies(sentence[: duration.start])
    if (
        beside
        and _WITHIN.fullmatch(sentence[beside[-1].end : duration.start])
        and _TELLING.search(sentence[: duration.start])
    ):
        return True
    named = named_bodies(text)
    if not named or not _TELLING.search(text):
        return False
    complainant = _TO_COMPLAINANT.search(text)
    return complainant is None or named[0].start < complainant.start()


def _too_quick_for_a_complaint(sentence: str, duration: Duration) -> bool:
    """The designated officer's one day is a safeguarding duty, not a limit of the complaint."""
    spans, here = clause_of(sentence, duration)
    keys = {named.key for named in named_bodies(spans[here].text)}
    return keys <= _SAFEGUARDING and (duration.value, duration.unit) in _AT_ONCE


def _owed_to_others(sentence: str, duration: Duration, context: str) -> str | None:
    """`other` where outside bodies must be told of a complaint or an allegation; None for telling them other things."""
    wanted = _COMPLAINT_OR_ALLEGATION.search(context + sentence)
    return "other" if wanted and not _too_quick_for_a_complaint(sentence, duration) else None


def _action(sentence: str, duration: Duration, act: tuple[int, str] | None, context: str, ours: bool) -> str | None:
    before = sentence[: duration.start]
    if (act and act[1] == "extension") or _EXTENDING.search(before[-80:]):
        return "other"
    if _informs_others(sentence, duration):
        return _owed_to_others(sentence, duration, context)
    spans, here = clause_of(sentence, duration)
    text = spans[here].text
    if is_submission(text):
        return "escalate" if _APPEALING.search(text) and not is_window(before) else "other"
    if is_window(before) or (not ours and (asked_of_them(before) or moves_themselves(text))):
        return "escalate"
    return act[1] if act else None


def _outer(found: tuple[Duration, ...], sentence: str) -> tuple[Duration, ...]:
    """Of "10 days, and at most 28", only the outer."""
    between = [sentence[one.end : other.start] for one, other in pairwise(found)]
    return tuple(
        d for place, d in enumerate(found) if place == len(found) - 1 or not _AND_AT_MOST.fullmatch(between[place])
    )


def _is_limit(sentence: str, duration: Duration, in_title: bool) -> bool:
    if duration.unit == "years":
        return False
    before = sentence[: duration.start]
    if is_window_after(before):
        return True
    if _GONE_BY.search(before) or is_news_for_us(before, sentence):
        return False
    return duration.standing == "deadline" or (in_title and duration.standing == "bare")


def _is_of_another_subject(sentence: str) -> bool:
    """True for a sentence about allegations, or about fees, illness and the like with no word of complaint in it."""
    if (
        _ALLEGATIONS.match(sentence)
        or _NEVER_A_COMPLAINT.search(sentence)
        or _HABIT.match(sentence)
        or _NOT_COVERED.search(sentence)
        or _regulator_asks(sentence)
    ):
        return True
    return bool(_OTHER_SUBJECT.search(sentence)) and not _COMPLAINT_WORD.search(sentence)


def _regulator_asks(sentence: str) -> bool:
    """True where the regulator wants something of the setting by a day: a duty towards it, not to whoever complains."""
    return any(named.regulates and _ASKS.match(sentence[named.end :]) for named in named_bodies(sentence))


def _start(sentence: str, duration: Duration, event: str, action: str, context: str) -> str:
    """From when a limit counts: for the complainant from the answer, for an extension from the first time's end."""
    runs_from = start_of(event, sentence, duration.start, context)
    if action == "escalate" and event and not _COMPLAINT_WORD.search(event):
        of_it = _OF_IT.fullmatch(event) and _ANSWER.search(sentence[: duration.start])
        if runs_from == "receipt" or of_it:
            return "previous_answer"
    if action == "other" and duration.further and runs_from == "unstated" and _EXTENDING.search(sentence):
        return "previous_answer"
    return runs_from


def _found(sentence: str, duration: Duration, context: str, otherwise: str | None, ours: bool) -> Found | None:
    event, tail_end = event_after(sentence, duration)
    act = act_of(sentence, duration, tail_end)
    action = _action(sentence, duration, act, context, ours)
    if action is None and act is None and not named_bodies(sentence):
        action = otherwise
    if action is None:
        return None
    limit = Limit(action, duration.value, duration.unit, _start(sentence, duration, event, action, context), sentence)
    return Found(
        limit=limit,
        place=duration.start,
        for_every_step=bool(_EVERY_STEP.search(sentence)),
        general=bool(_EVERY_COMPLAINT.search(sentence)),
        whatever=bool(_WHATEVER.search(sentence)),
        window=action == "escalate" and is_window(sentence[: duration.start]),
        submission=action == "other" and is_submission(sentence),
    )


def limits_in(
    sentence: str, *, context: str = "", in_title: bool = False, otherwise: str | None = None, ours: bool = False
) -> tuple[Found, ...]:
    """The complaint limits of one sentence, in order.

    `context` is the sentence before. `in_title` allows a bare "10 working days", as in a stage's heading or in a table;
    `otherwise` is the action owed where the sentence itself names none (the stage's own, say); with `ours` it is work of the setting ("The manager will: write within …"). A sentence about another
    subject has none.
    """
    if _is_of_another_subject(sentence):
        return ()
    wanted = tuple(duration for duration in durations(sentence) if _is_limit(sentence, duration, in_title))
    shared = shared_start(sentence)
    found_all = (_found(sentence, duration, context, otherwise, ours) for duration in _outer(wanted, sentence))
    return tuple(_counted(found, shared) if shared else found for found in found_all if found is not None)


def _counted(found: Found, shared: str) -> Found:
    return dataclasses.replace(found, limit=counted_from(found.limit, shared))


def counted_from(limit: Limit, event: str) -> Limit:
    """The limit with the start that a sentence gives for several, if it has none of its own."""
    if limit.runs_from != "unstated" or limit.action in ("other", "escalate"):
        return limit
    pieces = re.split(r",|\bor\b", event, maxsplit=1)
    runs_from = start_of(pieces[0])
    if len(pieces) > 1 and _APPEALING.search(pieces[1]) and _APPEALING.search(limit.text):
        runs_from = "escalation"
    return dataclasses.replace(limit, runs_from=runs_from, text=f"{limit.text} … {event}")


def holds_everywhere(sentence: str) -> bool:
    """True for "This holds at every stage.", which spreads the limits of the sentence before it."""
    return bool(_THIS.match(sentence) and _EVERY_STEP.search(sentence)) and not durations(sentence)

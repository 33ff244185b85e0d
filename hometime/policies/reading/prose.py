"""Reads running text: a rung begins where a sentence takes the complaint to somebody new."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .about import only_about_someone, subjects
from .directions import destinations, is_addressed
from .hanging import NOT_A_RUNG, Climb
from .moving import follows_on, goes_further, is_formal, is_written_complaint, keeps_papers_only, must_be_written, unmet
from .outside import names_a_regulator
from .roles import Mention, mentions
from .rungs import Rung
from .stages import Line

_PAPERS = re.compile(r"\bcomplaints? (?:procedures?|polic(?:y|ies)|records?|log|book|form|file)\b", re.IGNORECASE)
_COMPLAINS = re.compile(
    r"\b(?:complain\w*|concern\w*|grievance\w*|unhappy|dissatisf\w+|worr\w+|problems?|issues?|matters?|not (?:happy|"
    r"content|satisfied)|"
    r"uneasy|query|queries|cause for|upset|disagree\w*|grumbl\w+|wrong|bothers?|trouble\w*|unease|first instance|"
    r"raise|niggles?|not (?:quite )?right)\b",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(
    r"\b(?:complain\w*|concern\w*|grievance\w*|unhappy|dissatisf\w+|(?:not|un)\w* (?:happy|content|satisfied)|"
    r"put (?:it|things) right)\b",
    re.IGNORECASE,
)
_TO_OUTSIDE = re.compile(
    r"\b(?:contact\w*|complain\w*|ring|call|phone|telephone|write|approach\w*|report (?:it|this|them|your|their|the|"
    r"a|any|to)|refer\w*|tak\w+|go|rais\w+|speak|talk|inform|right|"
    r"direct\w*|reach\w*|appeal|get in touch|at any time|tell|email|turn|notify|see|bring)\b",
    re.IGNORECASE,
)
_REGISTERED = re.compile(
    r"\b(?:registered|registration|inspected) (?:with|by) [\w ]{0,12}?(?:Ofsted|Care Inspectorate(?: Wales)?|CIW)",
    re.IGNORECASE,
)
_NOT_BY_US = re.compile(
    r"\b(?:we|staff|manager|setting|I|nursery)\b[^.;]{0,20}\b(?:will|must|shall|have to|"
    r"are required to)\b[^.;]{0,30}\b(?:inform|notify|report|tell|supply|provide|help|show)|"
    r"\b(?:we|I|manager)\s+(?:give|send|supply|provide|show|tell|inform|report|notify)\b",
    re.IGNORECASE,
)
_BY_THEM = re.compile(
    r"\b(?:you|parents?|they|complainant)\b[^.;]{0,20}\b(?:can|may|are|have|should|wish)", re.IGNORECASE
)
_COMPLAINT_FIRST = re.compile(r"^(?:(?:a|any|all)\s+)?(?:\w+\s+)?complaints?\b", re.IGNORECASE)
_ON_PAPER = re.compile(
    r"\b(?:should|must|needs? to|has to|have to|ought to|please|request|ask)\b[^.;]{0,50}\b(?:in writing|by letter|"
    r"(?:an? |by )e-?mail)|\bif you (?:put|write|send|make)\b[^.;]{0,30}\b(?:in writing|letter|e-?mail)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<!\d)0\d[\d ]{7,}\d")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_SHORT_HEADING = 5
_INSTEAD = re.compile(
    r"^(?:where|if|should) (?:for (?:any|some) reason )?(?:that|this|it)(?: person)? (?:is|be)(?: not|n['’]t) (?:suitable|appropriate|possible|convenient|practical)\b",
    re.IGNORECASE,
)
_RANK = {"any_staff": 0, "key_person": 0, "room_leader": 1, "deputy": 2, "setting_manager": 3, "childminder": 3}
_TOP = 9
_INFORMAL_APPROACH = re.compile(
    r"\binformal (?:approach|chat|talk) to (?:the |an? )?(?:appropriate|relevant|right)\b", re.IGNORECASE
)
_MEETING = re.compile(
    r"\b(?:formal|further|second|final) meeting\b[^.;]{0,60}\b(?:held|arranged|takes? place|with|between)\b|"
    r"\b(?:request(?:s|ing)?|asks?|asking) (?:for )?a (?:further |formal )?meeting\b",
    re.IGNORECASE,
)
_RELUCTANT = re.compile(
    r"\b(?:not|n['’]t|unable|unwilling|uncomfortable|reluctant)\b[^.;]{0,25}\b(?:wish|want|like|able|comfortable|unable|unwilling|"
    r"uncomfortable|reluctant|feel)\b[^.;]{0,30}\b(?:rais|speak|talk|discuss|approach|go)\w*\b[^.;]{0,20}\b(?:with|to|it|this|them)\b",
    re.IGNORECASE,
)
_AT_FIRST = re.compile(
    r"\b(?:first(?:ly)?|in the first (?:instance|place)|to (?:begin|start) with|initially|at first)\b", re.IGNORECASE
)
_ASKS = re.compile(
    r"\b(?:please|should|can|may|must|you|your|first|parents?)\b|^\W*(?:have|speak|talk|tell|ask|write|see|contact|"
    r"ring|call|catch|go)\b",
    re.IGNORECASE,
)
_SEQUENCE = re.compile(
    r"\b(?:then|after that|afterwards|next|finally|lastly|followed by|failing (?:that|which)|if (?:need|necessary|"
    r"not|that|it|they|"
    r"you|this|the (?:two|parties|parents?|matter|problem|complaint|issue) (?:are|is|do|does|can|could)? ?(?:not|cannot|still|un\w+))|ultimately)\b",
    re.IGNORECASE,
)


def _gives_contact_under_heading(line: Line) -> bool:
    """True for a telephone number under a heading that names the regulator and does not speak of other things."""
    heading = line.passage.heading
    if not names_a_regulator(heading) or len(heading.split()) > _SHORT_HEADING:
        return False
    return bool(_NUMBER.search(line.text)) and not mentions(_LINK.sub("", line.text))


def goes_outside(state: Climb, line: Line) -> bool:
    """True where a sentence sends the complainant to the body that inspects settings, or gives its telephone number."""
    text = _REGISTERED.sub("", line.text)
    if _gives_contact_under_heading(line):
        return True
    if not names_a_regulator(text):
        return False
    near = (text, state.previous, line.passage.heading)
    if not state.rungs and not any(_COMPLAINT.search(words) for words in near):
        return False
    if _NOT_BY_US.search(text) and not _BY_THEM.search(text):
        return False
    return bool(_TO_OUTSIDE.search(text) or re.search(r"\d{4}", text))


def _fresh(groups: Sequence[Sequence[Mention]], state: Climb) -> Mention | None:
    return next((m for group in groups for m in group if state.is_new(m)), None)


def _speaks_of_complaints(state: Climb, line: Line) -> bool:
    if line.passage.surely and (line.passage.agencies or _ASKS.search(line.text)):
        return True
    near = (_PAPERS.sub("", line.text), state.previous, line.passage.heading)
    return any(_COMPLAINS.search(words) for words in near)


def _first_rung(state: Climb, line: Line, groups: Sequence[Sequence[Mention]]) -> Rung | None:
    """The first rung needs a word of complaint near by, so that a sentence on something else cannot start a ladder."""
    if not _speaks_of_complaints(state, line):
        return None
    if _INFORMAL_APPROACH.search(line.text):
        return None
    named = next((group for group in groups if group[0].handler not in NOT_A_RUNG), ())
    nearest = min(named, key=lambda mention: _rank(mention.handler), default=None)
    if nearest is None:
        return None
    rung = state.open_rung(nearest, line)
    rung.beside = {mention.handler for mention in named}
    rung.loose = not is_addressed(_with_question(line), nearest)
    return rung


def _comes_before(state: Climb, line: Line, groups: Sequence[Sequence[Mention]]) -> Rung | None:
    """A step below a first rung that was only said to deal with complaints: "The trustees decide. Speak to the leader …"."""
    first = state.rungs[0]
    lower = next((g[0] for g in groups if state.is_new(g[0]) and g[0].handler != "any_staff"), None)
    if len(state.rungs) > 1 or not first.loose or lower is None or unmet(line.text[: lower.start]):
        return None
    if _rank(lower.handler) >= _rank(first.handler) or not is_addressed(_with_question(line), lower):
        return None
    rung = state.open_rung(lower, line)
    state.rungs.reverse()
    return rung


def _rank(handler: str) -> int:
    return _RANK.get(handler, _TOP)


def _is_formal_here(line: Line, current: Rung) -> bool:
    heading = line.passage.heading
    return is_formal(line.text) or (is_formal(heading) and heading not in " ".join(current.said))


def _next_rung(state: Climb, line: Line, groups: Sequence[Sequence[Mention]]) -> Rung | None:
    """A further rung needs a complaint that moves on, or becomes formal, and somebody new to take it."""
    below = _comes_before(state, line, groups)
    if below is not None or _INSTEAD.match(line.text) or _is_instead(state, line):
        return below
    formal = _is_formal_here(line, state.rungs[-1])
    leaning = follows_on(line.text) or not (line.opens or state.opened)
    onward = (
        goes_further(_with_question(line))
        or _heading_goes_on(line, state.rungs[-1])
        or (leaning and unmet(state.previous))
    )
    written = is_written_complaint(line.text) and state.rungs[-1].channel() in ("spoken", "unstated")
    if not (onward or formal or written):
        return None
    mention = _fresh(groups, state)
    if mention is not None and mention.handler in state.rungs[-1].beside and not (onward or must_be_written(line.text)):
        return None
    if mention is not None:
        return state.open_rung(mention, line)
    if onward and not groups and state.first_person and _on_paper_to_me(state, line):
        return state.open_rung(Mention(0, 0, state.rungs[-1].handler, state.rungs[-1].name), line)
    return _same_again(state, line, groups, formal) if onward or formal else None


def _is_instead(state: Climb, line: Line) -> bool:
    """True for whoever takes a first complaint from somebody who would rather not speak to the usual person."""
    return len(state.rungs) == 1 and not state.rungs[0].found and bool(_RELUCTANT.search(line.text))


def _on_paper_to_me(state: Climb, line: Line) -> bool:
    """True where whoever works alone asks for the complaint on paper, after a talk that did not settle it."""
    spoken = state.rungs[-1].channel() in ("spoken", "unstated")
    return spoken and len(state.rungs) == 1 and must_be_written(line.text) and not mentions(line.text)


def _heading_goes_on(line: Line, current: Rung) -> bool:
    """True for the first sentence under a heading such as "If that does not help"."""
    heading = line.passage.heading
    return line.opens and heading != current.heading and goes_further(heading)


def _same_again(state: Climb, line: Line, groups: Sequence[Sequence[Mention]], formal: bool) -> Rung | None:
    """The same handler once more: now at a formal meeting, or on paper."""
    current = state.rungs[-1]
    if groups and line.opens and line.passage.index not in current.blocks and _MEETING.search(line.text):
        return state.open_rung(groups[-1][0], line)
    again = next((m for group in groups for m in group if m.handler == current.handler), None)
    if again is None or not must_be_written(line.text) or not is_addressed(_with_question(line), again):
        return None
    if current.channel() in ("written", "either") and not formal:
        return None
    if line.passage.index in current.blocks and not unmet(line.text):
        return None
    return state.open_rung(again, line)


def _with_question(line: Line) -> str:
    """An answer together with the question that it stands under ("Who do I tell? The manager.")."""
    heading = line.passage.heading
    return f"{heading.rstrip('?')} {line.text}" if line.opens and heading.endswith("?") else line.text


def _open_sequence(state: Climb, line: Line, groups: Sequence[Sequence[Mention]]) -> None:
    """Opens the further rungs of "first to the leader, then to the manager, and finally to the chair"."""
    text = _with_question(line)
    for left, right in pairwise(groups):
        fresh = next((m for m in right if state.is_new(m)), None)
        if fresh is not None and _SEQUENCE.search(text[left[-1].end : right[0].start]):
            state.open_rung(fresh, line)


def _written_again(state: Climb, line: Line) -> Rung | None:
    """A new paragraph on formal complaints, which must be on paper, after one that spoke of talking to the same handler."""
    current = state.current
    if current is None or len(state.rungs) > 1 or current.channel() != "spoken":
        return None
    begins = line.opens and line.passage.index not in current.blocks
    formal = _COMPLAINT_FIRST.search(line.text) or is_formal(line.text)
    if not (begins and formal and _ON_PAPER.search(line.text)) or destinations(line.text):
        return None
    return state.open_rung(Mention(0, 0, current.handler, current.name), line)


def _starts_over(state: Climb, line: Line, groups: Sequence[Sequence[Mention]]) -> bool:
    """True for "To begin with, talk to the staff concerned", after one paragraph that only told who stands above whom."""
    told = {index for rung in state.rungs for index in rung.blocks}
    if len(told) != 1 or line.passage.index in told or any(rung.found for rung in state.rungs):
        return False
    below = bool(groups) and _rank(groups[0][0].handler) < min(_rank(rung.handler) for rung in state.rungs)
    return below and bool(_AT_FIRST.search(line.text)) and is_addressed(_with_question(line), groups[0][0])


def _open_rungs(state: Climb, line: Line) -> Rung | None:
    """Opens the rungs that a sentence leads to, and gives the first."""
    groups = destinations(_with_question(line), state.first_person)
    if keeps_papers_only(line.text) and not groups:
        return None
    if state.rungs and _starts_over(state, line, groups):
        state.rungs.clear()
    known = bool(state.rungs)
    made = (_next_rung if known else _first_rung)(state, line, groups) or _written_again(state, line)
    if made is not None:
        _open_sequence(state, line, groups)
    if known and subjects(line.text)[0]:
        state.note_about(line)
    return made


def read_line(state: Climb, line: Line, may_open: bool) -> None:
    """Reads one sentence outside stages; `may_open` is false where the stages to come make the rungs."""
    before = state.current
    made: Rung | None = None
    if only_about_someone(line.text, not state.rungs):
        state.note_about(line)
    elif may_open and not state.is_task(line):
        made = _open_rungs(state, line)
    current = state.current
    if goes_outside(state, line):
        state.note_outside(line)
    elif made is None and state.outside is None and current and current.heading == line.passage.heading:
        current.say(line.text, line.passage.index)
    state.hang(line, made, before)
    state.previous, state.opened = line.text, made is not None

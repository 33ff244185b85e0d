"""Follows a complaint through the sentences of a document and makes a rung wherever somebody new takes it up."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from itertools import pairwise

from .bodies import named_bodies, names_a_regulator
from .directions import (
    destinations,
    follows_on,
    goes_further,
    is_formal,
    keeps_papers_only,
    must_be_written,
    neighbours,
    only_about_someone,
    subjects,
    unmet,
)
from .limits import Found, act_named, holds_everywhere, limits_in
from .roles import Mention, mentions
from .rungs import Rung
from .scope import Passage
from .sentences import clauses, tidy
from .stages import Line, Unit, ladders_of, units

_PAPERS = re.compile(r"\bcomplaints? (?:procedures?|polic(?:y|ies)|records?|log|book|form|file)\b", re.IGNORECASE)
_COMPLAINS = re.compile(
    r"\b(?:complain\w*|concern\w*|grievance\w*|unhappy|dissatisf\w+|worr\w+|problems?|issues?|matters?|not (?:happy|"
    r"content|satisfied)|"
    r"uneasy|query|queries|cause for|upset|disagree\w*|grumbl\w+|wrong|bothers?|trouble\w*|unease|first instance|"
    r"raise)\b",
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
    r"direct\w*|reach\w*|appeal|get in touch|tell|email|turn|notify|see|bring)\b",
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
_FORMAL_HANDLERS = ("setting_manager", "childminder", "head_teacher", "line_manager", "other")
_RANK = {"any_staff": 0, "key_person": 0, "room_leader": 1, "deputy": 2, "setting_manager": 3, "childminder": 3}
_TO_NEXT = re.compile(r"\b(?:next (?:stage|step|level)|(?:stage|step|level) \w+)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:please|should|can|may|must|you|your|first|parents?)\b|^\W*(?:have|speak|talk|tell|ask|write|see|contact|"
    r"ring|call|catch|go)\b",
    re.IGNORECASE,
)
_SEQUENCE = re.compile(
    r"\b(?:then|after that|afterwards|next|finally|lastly|followed by|failing (?:that|which)|if (?:not|that|it|they|"
    r"you|this)|ultimately)\b",
    re.IGNORECASE,
)
_OFFICES = ("setting_manager", "other", "line_manager", "director", "head_teacher", "any_staff")
_DOER = re.compile(r"^\W*(?:(?:the|our|your|a|an|its|my|this|then|next|here|in turn|and|however)\b\s*)*$|\b(?:by|from)\s+(?:the|our|your|my|a|an)?\s*$", re.IGNORECASE)
_NOT_A_RUNG = ("designated_safeguarding_lead",)


_NOWHERE = Rung("other", "")


@dataclasses.dataclass(slots=True)
class _Climb:
    """The state of one ladder being read."""

    first_person: bool
    rungs: list[Rung] = dataclasses.field(default_factory=list)
    outside: Rung | None = None
    about: list[tuple[str, tuple[str, ...]]] = dataclasses.field(default_factory=list)
    general: list[Found] = dataclasses.field(default_factory=list)
    every: list[Found] = dataclasses.field(default_factory=list)
    latest: list[Found] = dataclasses.field(default_factory=list)
    previous: str = ""
    opened: bool = False

    @property
    def current(self) -> Rung | None:
        return self.rungs[-1] if self.rungs else None

    def handlers(self) -> set[str]:
        return {rung.handler for rung in self.rungs}

    def is_new(self, mention: Mention) -> bool:
        """Whether nobody by that handler is on the ladder yet; two offices under one handler differ by their names."""
        if mention.handler in _NOT_A_RUNG:
            return False
        office = _office(mention.words)
        return not any(
            rung.handler == mention.handler and (mention.handler not in _OFFICES or rung.office == office) for rung in self.rungs
        )

    def open_rung(self, mention: Mention, line: Line, name: str = "") -> Rung:
        rung = Rung(mention.handler, name or tidy(mention.words), office=_office(mention.words))
        rung.heading, rung.named_at = line.passage.heading, mention.start
        self.rungs.append(rung)
        rung.say(line.text, line.passage.index)
        return rung

    def note_outside(self, line: Line) -> None:
        """Adds the outside body as the last step, once."""
        if self.outside is None:
            regulators = [named for named in named_bodies(line.text) if named.regulates]
            self.outside = Rung("regulator", regulators[0].name if regulators else "regulator", external=True)
        self.outside.say(line.text, line.passage.index)

    def note_about(self, line: Line) -> None:
        """Remembers that a complaint about somebody goes straight to the handler this sentence names."""
        about, _ = subjects(line.text)
        groups = destinations(line.text, self.first_person)
        if about and groups:
            self.about.append((groups[-1][0].handler, about))

    # ------------------------------------------------------------------ limits
    def hang(self, line: Line, made: Rung | None, before: Rung | None, stage: Rung | None, otherwise: str | None) -> None:
        """Hangs the limits of one sentence where they belong. `made` is the rung that this sentence opened, after `before`."""
        in_title = line.passage.row or stage is not None and len(line.text.split()) <= 8
        if re.match(r"^\W*(?:this|it)\b", line.text, re.IGNORECASE):
            otherwise = otherwise or act_named(self.previous)
        if holds_everywhere(line.text):
            self.every.extend(self.latest)
        self.latest = []
        for found in limits_in(line.text, context=self.previous, in_title=in_title, otherwise=otherwise or ("respond" if in_title else None)):
            self._hang_one(found, line, made, before, stage)

    def _hang_one(self, found: Found, line: Line, made: Rung | None, before: Rung | None, stage: Rung | None) -> None:
        self.latest.append(found)
        if found.submission and self.rungs:
            self.rungs[0].add(found.limit)
            return
        if found.for_every_step:
            self.every.append(found)
            return
        window = found.window
        if window and made is None and stage is None and not _moves_on(line.text):
            return
        if window and made is not None and before is not None:
            before.add(found.limit)
            return
        rung = self._rung_for(found, line, made, stage)
        if rung is _NOWHERE:
            return
        if rung is None:
            self.general.append(found)
        else:
            rung.add(found.limit)

    def _rung_for(self, found: Found, line: Line, made: Rung | None, stage: Rung | None) -> Rung | None:
        if stage is not None:
            return stage
        if self.outside and self.outside.said[-1] == self.previous and re.match(r"^\W*(?:it|they)\b", line.text, re.IGNORECASE):
            return self.outside
        named = self._named_before(found, line.text)
        if made is not None and made.named_at < found.place and (named is None or self._handed_on(named, made, line.text)):
            return made
        if named is not None:
            return named
        if made is not None:
            return made
        if self._done_by_a_stranger(found, line.text):
            return _NOWHERE
        if found.general or self.current is None or self.outside is not None and self.outside.said[-1] == self.previous:
            return None
        return self.current

    def _named_before(self, found: Found, sentence: str) -> Rung | None:
        """The rung whose handler is the doer of the sentence up to the limit."""
        outside = [named for named in named_bodies(sentence[: found.place]) if named.regulates]
        doers = _doers(sentence, found.place, self.first_person)
        if self.outside and outside and not doers and found.limit.action not in ("other", "escalate") and re.match(r"^\W*(?:the )?" + re.escape(sentence[outside[0].start : outside[0].end]), sentence):
            return self.outside
        for doer in reversed(doers):
            for rung in reversed(self.rungs):
                if rung.handler == doer.handler and rung is not self.current:
                    return rung if doer.handler != getattr(self.current, "handler", "") else None
            if self.current and doer.handler == self.current.handler:
                return self.current
        return None

    def _handed_on(self, named: Rung, made: Rung, sentence: str) -> bool:
        """True where the doer is named before the rung that this sentence opens: "who passes it to the owners and answers"."""
        places = [m.start for m in mentions(sentence, self.first_person) if m.handler == named.handler]
        return named is not made and bool(places) and max(places) < made.named_at

    def _done_by_a_stranger(self, found: Found, sentence: str) -> bool:
        """True where somebody who is on no rung owes the limit: better to miss it than to give it to another."""
        doers = [m for m in _doers(sentence, found.place, self.first_person) if m.handler not in ("any_staff", "other", *_NOT_A_RUNG)]
        return bool(self.rungs and doers) and doers[-1].handler not in self.handlers() and not found.window

    def close(self) -> list[Rung]:
        """The finished rungs, outside body last, with the limits that speak for several of them."""
        if self.rungs:
            for found in self.general:
                for rung in self._general_rungs(found):
                    rung.add(found.limit)
            for found in self.every:
                for rung in self.rungs:
                    rung.add(found.limit)
        for handler, about in self.about:
            rung_about = next((rung for rung in self.rungs if rung.handler == handler), None)
            if rung_about is not None:
                rung_about.about.update(about)
        return self.rungs + ([self.outside] if self.outside else [])

    def _general_rungs(self, found: Found) -> list[Rung]:
        if found.submission:
            return self.rungs[:1]
        if found.whatever and len(self.handlers()) == 1:
            return self.rungs
        named = self._named_before(found, found.limit.text)
        if named is not None:
            return [named]
        formal = next((rung for rung in self.rungs if is_formal(" ".join(rung.said[:2])) and rung.handler in _FORMAL_HANDLERS), None)
        managing = next((rung for rung in self.rungs if rung.handler in _FORMAL_HANDLERS), None)
        return [formal or managing or self.rungs[0]]


def _doers(sentence: str, place: int, first_person: bool) -> list[Mention]:
    """The handlers named before a place, each standing for those named with it in one breath."""
    named = [m for m in mentions(sentence[:place], first_person) if not re.match(r"['’]", sentence[m.end :])]
    first = [m for i, m in enumerate(named) if i == 0 or not neighbours(sentence, named[i - 1], m)]
    starts = [span.start for span in clauses(sentence)]
    return [
        m
        for m in first
        if re.match(r"\W*\s(?:who|which)\b", sentence[m.end :])
        or _DOER.search(sentence[max(start for start in starts if start <= m.start) : m.start])
    ]


def _office(words: str) -> str:
    """The last word of a handler's name, by which a supervisor differs from a manager, and one officer from another."""
    bare = re.split(r"\s+of\s+", words.strip().lower())[0].rstrip("s")
    return bare if re.search(r"officer|director|head", bare) else bare.split()[-1] if bare else ""


def _moves_on(sentence: str) -> bool:
    return bool(re.search(r"\b(?:stage|step|formal\w*|further|escalat\w+|next|"
    r"written|in writing|appeal)\b", sentence, re.IGNORECASE)) or names_a_regulator(sentence)


def _goes_outside(state: _Climb, line: Line) -> bool:
    text = _REGISTERED.sub("", line.text)
    if not state.rungs and not any(_COMPLAINT.search(words) for words in (text, state.previous, line.passage.heading)):
        return False
    if not names_a_regulator(text) or _NOT_BY_US.search(text) and not re.search(r"\b(?:you|parents?|they|complainant)\b[^.;]{0,20}\b(?:can|may|are|have|should|wish)", text, re.IGNORECASE):
        return False
    return bool(_TO_OUTSIDE.search(text)) or bool(re.search(r"\d{4}", text))


# ---------------------------------------------------------------------- prose
def _fresh(groups: Sequence[Sequence[Mention]], state: _Climb) -> Mention | None:
    return next((m for group in groups for m in group if state.is_new(m)), None)


def _first_rung(state: _Climb, line: Line, groups: Sequence[Sequence[Mention]]) -> Rung | None:
    """The first rung needs a word of complaint near by, so that a sentence on something else cannot start a ladder."""
    directed = line.passage.surely and _ASKS.search(line.text)
    if not (directed or _COMPLAINS.search(_PAPERS.sub("", line.text)) or _COMPLAINS.search(state.previous) or _COMPLAINS.search(line.passage.heading)):
        return None
    named = next((group for group in groups if group[0].handler not in _NOT_A_RUNG), ())
    nearest = min(named, key=lambda mention: _RANK.get(mention.handler, 9), default=None)
    return state.open_rung(nearest, line) if nearest else None


def _next_rung(state: _Climb, line: Line, groups: Sequence[Sequence[Mention]]) -> Rung | None:
    current = state.rungs[-1]
    formal = is_formal(line.text) or is_formal(line.passage.heading) and line.passage.heading not in " ".join(current.said)
    leaning = follows_on(line.text) or not line.opens and not state.opened
    onward = goes_further(_with_question(line)) or (leaning and unmet(state.previous))
    if not onward and not formal:
        return None
    mention = _fresh(groups, state)
    if mention is not None:
        return state.open_rung(mention, line)
    again = next((m for group in groups for m in group if m.handler == current.handler), None)
    if again is None or not must_be_written(line.text) or current.channel() in ("written", "either") and not formal:
        return None
    if line.passage.index in current.blocks and not unmet(line.text):
        return None
    return state.open_rung(again, line)


def _with_question(line: Line) -> str:
    """An answer together with the question that it stands under ("Who do I tell? The manager.")."""
    heading = line.passage.heading
    return f"{heading.rstrip('?')} {line.text}" if line.opens and heading.endswith("?") else line.text


def _open_sequence(state: _Climb, line: Line, groups: Sequence[Sequence[Mention]]) -> None:
    """Opens the further rungs of "first to the leader, then to the manager, and finally to the chair"."""
    text = _with_question(line)
    for left, right in pairwise(groups):
        fresh = next((m for m in right if state.is_new(m)), None)
        if fresh is not None and _SEQUENCE.search(text[left[-1].end : right[0].start]):
            state.open_rung(fresh, line)


def _written_again(state: _Climb, line: Line) -> Rung | None:
    """A new paragraph that begins with a complaint which must be on paper, after one that spoke of talking, same handler."""
    current = state.current
    if current is None or not line.opens or len(state.rungs) > 1 or current.channel() != "spoken":
        return None
    opening = re.match(r"^(?:(?:a|any|all)\s+)?(?:\w+\s+)?complaints?\b", line.text, re.IGNORECASE)
    wanted = re.search(r"\b(?:should|must|needs? to|has to|have to|ought to)\b[^.;]{0,30}\bin writing", line.text, re.IGNORECASE)
    if not (opening and wanted) or line.passage.index in current.blocks or destinations(line.text):
        return None
    return state.open_rung(Mention(0, 0, current.handler, current.name), line)


def _read_line(state: _Climb, line: Line, may_open: bool) -> None:
    before = state.current
    made: Rung | None = None
    state_groups = destinations(_with_question(line), state.first_person)
    if only_about_someone(line.text, not state.rungs):
        state.note_about(line)
    elif may_open and not (keeps_papers_only(line.text) and not state_groups):
        made = (_next_rung if state.rungs else _first_rung)(state, line, state_groups) or _written_again(state, line)
        _open_sequence(state, line, state_groups if made else ())
        if before is not None and subjects(line.text)[0]:
            state.note_about(line)
    if _goes_outside(state, line):
        state.note_outside(line)
    elif made is None and state.outside is None and state.current and state.current.heading == line.passage.heading:
        state.current.say(line.text, line.passage.index)
    state.hang(line, made, before, None, None)
    state.previous, state.opened = line.text, made is not None


# ---------------------------------------------------------------------- stages
def _title_mention(unit: Unit, state: _Climb) -> Mention | None:
    """The handler named in a stage's title ("Stage 2: the Chair"), unless the title says that it is about them."""
    spans = subjects(unit.title)[1]
    named = [m for m in mentions(unit.title) if not any(start <= m.start < end for start, end in spans)]
    return next((m for m in named if state.is_new(m)), None) or (named[0] if named else None)


def _stage_mention(unit: Unit, state: _Climb) -> Mention | None:
    """The handler to whom a stage belongs: named in its title, or where its sentences take the complaint."""
    titled = _title_mention(unit, state)
    if titled is not None:
        return titled
    for line in unit.lines:
        if only_about_someone(line.text):
            continue
        group = next((g for g in destinations(line.text, state.first_person) if g[0].handler not in _NOT_A_RUNG), None)
        if group:
            return (next((m for m in group if state.is_new(m)), None) if state.rungs else None) or group[0]
    return None


def _leads_out(unit: Unit) -> bool:
    """True for a stage that is an outside body's: named in the title, or the only place its sentences lead to."""
    text = unit.title + ". " + " ".join(line.text for line in unit.lines[:3])
    return bool(named_bodies(unit.title)) or names_a_regulator(text) or bool(named_bodies(text))


def _is_step(unit: Unit, mention: Mention | None, state: _Climb) -> bool:
    """Whether a numbered stage is a rung of its own, or a phase of the work on the rung before."""
    if not state.rungs:
        return True
    opening = unit.title + ". " + " ".join(line.text for line in unit.lines[:2])
    onward = goes_further(opening) or goes_further(state.previous) and bool(_TO_NEXT.search(state.previous))
    new = mention is not None and state.is_new(mention)
    other = mention is not None and mention.handler != state.rungs[-1].handler and not unit.is_phase()
    if unit.is_phase() and not onward or unit.is_review() and not new:
        return False
    return onward or new or other or is_formal(opening) and not unit.is_phase()


def _open_stage(unit: Unit, state: _Climb) -> Rung | None:
    mention = _stage_mention(unit, state)
    line = unit.lines[0] if unit.lines else None
    internal = mention is not None
    if not internal and _leads_out(unit) and line is not None:
        state.note_outside(line)
        state.outside.name = unit.title or state.outside.name  # type: ignore[union-attr]
        return state.outside
    if not _is_step(unit, mention, state):
        return state.current
    if mention is None:
        inherited = state.current.handler if state.current and is_formal(unit.title) else "other"
        mention = Mention(0, 0, inherited, unit.title)
    if line is None:
        rung = Rung(mention.handler, unit.title or mention.words)
        state.rungs.append(rung)
        return rung
    return state.open_rung(mention, line, unit.title)


def _read_stage(state: _Climb, unit: Unit) -> None:
    rung = _open_stage(unit, state)
    act = act_named(unit.title)
    for line in unit.lines:
        if only_about_someone(line.text) or subjects(line.text)[0]:
            state.note_about(line)
        if rung is not None and not rung.external:
            rung.say(line.text, line.passage.index)
            if _goes_outside(state, line):
                state.note_outside(line)
        state.hang(line, None, None, rung, act)
        state.previous = line.text


def _climb_units(found: Sequence[Unit], first_person: bool) -> list[Rung]:
    state = _Climb(first_person)
    numbered = [place for place, unit in enumerate(found) if unit.number]
    only_phases = all(found[place].is_phase() for place in numbered)
    for place, unit in enumerate(found):
        if unit.number:
            _read_stage(state, unit)
            continue
        before_stages = bool(numbered) and place < numbered[0]
        for line in unit.lines:
            _read_line(state, line, may_open=not before_stages or only_phases)
    return state.close()


def climb(passages: Sequence[Passage], first_person: bool) -> list[list[Rung]]:
    """The ladders of one audience, each a list of rungs with an outside body last; ladders without any rung are left out."""
    return [rungs for group in ladders_of(units(passages)) if (rungs := _climb_units(group, first_person))]

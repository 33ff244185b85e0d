"""Follows a complaint up the numbered stages of a document, and through the text around them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from .about import only_about_someone, subjects
from .acts import act_named
from .directions import destinations
from .hanging import NOT_A_RUNG, Climb
from .moving import goes_further, is_formal, unmet
from .numbering import named_stage
from .numbers import durations
from .outside import named_bodies, names_a_regulator
from .prose import goes_outside, read_line
from .roles import Mention, mentions
from .rungs import Rung
from .scope import Passage
from .stages import Line, Unit, ladders_of, units

_INQUIRY = re.compile(r"^\W*(?:full |formal )?(?:investigation|inquiry)\W*$", re.IGNORECASE)
_FORMS_GO = re.compile(
    r"\b(?:forms?|letters?|e-?mails?|complaints?|requests?)\b[^.;]{0,20}\b(?:go(?:es)?|(?:is|are|should be|must be) "
    r"(?:sent|given|handed|addressed|passed|returned)(?: in)?) to\b",
    re.IGNORECASE,
)
_CELL_WORDS = 8
_TO_NEXT = re.compile(r"\b(?:next (?:stage|step|level)|(?:stage|step|level) \w+)\b", re.IGNORECASE)


def _title_mention(unit: Unit, state: Climb) -> Mention | None:
    """The handler named in a stage's title ("Stage 2: the Chair"), unless the title says that it is about them."""
    spans = subjects(unit.title)[1]
    named = [m for m in mentions(unit.title) if not any(start <= m.start < end for start, end in spans)]
    return next((m for m in named if state.is_new(m)), None) or (named[0] if named else None)


def _cell_mention(unit: Unit) -> Mention | None:
    """The handler in the cell after the stage's name, where a row of a table is the stage and that cell holds no more."""
    row = unit.lines[0].passage if unit.lines else None
    if row is None or not row.row:
        return None
    cells = [cell.strip() for cell in row.text.split("|")][1:2]
    return next((m for cell in cells if len(cell.split()) <= _CELL_WORDS for m in mentions(cell)), None)


def _stage_mention(unit: Unit, state: Climb) -> Mention | None:
    """The handler to whom a stage belongs: named in its title, or where its sentences take the complaint."""
    titled, in_cell = _title_mention(unit, state), _cell_mention(unit)
    if titled is not None and not (in_cell and state.is_new(in_cell) and not state.is_new(titled)):
        return titled
    if in_cell is not None:
        return in_cell
    led = [group for line in unit.lines for group in _groups_of(line, state)]
    if not led or not state.rungs:
        return led[0][0] if led else None
    fresh = next((m for m in led[0] if state.is_new(m)), None)
    return fresh or _handed_in_to(unit, state) or led[0][0]


def _groups_of(line: Line, state: Climb) -> Sequence[Sequence[Mention]]:
    groups = () if only_about_someone(line.text) else destinations(line.text, state.first_person)
    return [group for group in groups if group[0].handler not in NOT_A_RUNG]


def _handed_in_to(unit: Unit, state: Climb) -> Mention | None:
    """Somebody new to whom the complaint itself goes: "Ask the leader for a form. Forms go to the chair."."""
    lines = [line for line in unit.lines if _FORMS_GO.search(line.text) and not goes_further(line.text)]
    return next((m for line in lines for group in _groups_of(line, state) for m in group if state.is_new(m)), None)


def _leads_out(unit: Unit) -> bool:
    """True for a stage that is an outside body's: named in the title, or the only place its sentences lead to.

    What comes after a time limit is no longer about where the stage leads.
    """
    own = itertools.takewhile(lambda line: not durations(line.text), unit.lines[:3])
    text = unit.title + ". " + " ".join(line.text for line in own)
    return bool(named_bodies(unit.title)) or names_a_regulator(text) or bool(named_bodies(text))


def _is_step(unit: Unit, mention: Mention | None, state: Climb) -> bool:
    """Whether a numbered stage is a rung of its own, or a phase of the work on the rung before."""
    if not state.rungs:
        return True
    opening = unit.title + ". " + " ".join(line.text for line in unit.lines[:2])
    announced = goes_further(state.previous) and bool(_TO_NEXT.search(state.previous))
    onward = goes_further(opening) or announced
    new = mention is not None and state.is_new(mention)
    if _INQUIRY.match(unit.title) and any(
        limit.action in ("feedback", "report", "respond") for limit in state.rungs[-1].found
    ):
        return True
    if unit.is_phase() or unit.is_review():
        return onward if unit.is_phase() else new
    other = mention is not None and mention.handler != state.rungs[-1].handler
    return onward or new or other or is_formal(opening)


def _open_outside(unit: Unit, state: Climb) -> Rung | None:
    """The outside body as the last step, where a stage is its own."""
    state.note_outside(unit.lines[0])
    if state.outside and unit.title:
        state.outside.name = unit.title
    return state.outside


def _open_stage(unit: Unit, state: Climb) -> Rung | None:
    """The rung of a numbered stage: its own, the outside body's, or the one before where it is a phase of that work."""
    mention = _stage_mention(unit, state)
    if mention is None and unit.lines and _leads_out(unit):
        return _open_outside(unit, state)
    if not _is_step(unit, mention, state):
        return state.current
    if mention is None:
        inherited = state.current.handler if state.current and is_formal(unit.title) else "other"
        mention = Mention(0, 0, inherited, unit.title)
    if unit.lines:
        return state.open_rung(mention, unit.lines[0], unit.title)
    rung = Rung(mention.handler, unit.title or mention.words)
    state.rungs.append(rung)
    return rung


def _open_inside(state: Climb, line: Line) -> Rung | None:
    """A further rung inside a stage that is only named: "Informal: tell the leader. If that does not help, the deputy."."""
    groups = destinations(line.text, state.first_person) if unmet(line.text) else ()
    fresh = next((m for group in groups for m in group if state.is_new(m)), None)
    return state.open_rung(fresh, line) if fresh else None


def _read_stage(state: Climb, unit: Unit) -> None:
    rung = _open_stage(unit, state)
    act = act_named(unit.title)
    for line in unit.lines:
        state.is_task(line)
        if only_about_someone(line.text) or subjects(line.text)[0]:
            state.note_about(line)
        elif unit.only_named and rung is not None and line.passage.index not in rung.blocks:
            rung = _open_inside(state, line) or rung
        if rung is not None and not rung.external:
            rung.say(line.text, line.passage.index)
            if goes_outside(state, line):
                state.note_outside(line)
        state.hang_on(rung, line, act)
        state.previous = line.text


def _climb_units(found: Sequence[Unit], first_person: str) -> list[Rung]:
    """The rungs of one ladder. Text before the stages makes rungs only where the stages are phases of one's work, or
    where the first of them is not numbered.
    """
    state = Climb(first_person)
    numbered = [place for place, unit in enumerate(found) if unit.number]
    only_phases = all(found[place].is_phase() for place in numbered)
    for place, unit in enumerate(found):
        if unit.number:
            _read_stage(state, unit)
            continue
        before_stages = bool(numbered) and place < numbered[0] and found[numbered[0]].number == 1
        for line in unit.lines:
            read_line(state, line, may_open=only_phases or not before_stages)
    return state.close()


def climb(passages: Sequence[Passage], first_person: str) -> list[list[Rung]]:
    """The ladders of one audience, each a list of rungs with an outside body last; empty ones are left out."""
    turn = _told_again(passages)
    if turn:
        first, again = climb(passages[:turn], first_person), climb(passages[turn:], first_person)
        if first and again and _begins_again(first[0], again[0]):
            return [*first, *again]
    return [rungs for group in ladders_of(units(passages)) if (rungs := _climb_units(group, first_person))]


def _told_again(passages: Sequence[Passage]) -> int:
    """Where a heading such as "What to do" comes a second time, with the heading that stands over it; 0 where none does.

    Under a heading of its own stage ("Formal complaints") the second list goes on with the first.
    """
    heard: set[str] = set()
    for place, passage in enumerate(passages):
        title = passage.text.casefold()
        if not passage.named or passage.stage:
            continue
        if title in heard:
            over = place - 1 if passages[place - 1].named else place
            above = passages[over].text
            return 0 if is_formal(above) or named_stage(above)[0] else over
        heard.add(title)
    return 0


def _begins_again(first: Sequence[Rung], again: Sequence[Rung]) -> bool:
    """True where a second list of at least two steps starts with somebody who is on the first, which has two as well."""
    inside = [[rung.handler for rung in rungs if not rung.external] for rungs in (first, again)]
    return min(map(len, inside)) > 1 and inside[1][0] in inside[0]

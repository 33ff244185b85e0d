"""Holds a ladder while it is read: its rungs, and the limits that are hung on them or wait for a place."""

from __future__ import annotations

import dataclasses
import re

from .about import subjects
from .acts import act_named
from .directions import destinations, neighbours
from .forms import Limit
from .limits import Found, counted_from, holds_everywhere, limits_in
from .moving import is_formal
from .numbers import durations
from .outside import named_bodies, names_a_regulator
from .roles import Mention, mentions
from .rungs import Rung
from .sentences import clauses, tidy
from .stages import Line
from .starting import shared_start

NOT_A_RUNG = ("designated_safeguarding_lead",)
_FORMAL_HANDLERS = ("setting_manager", "childminder", "head_teacher", "line_manager", "other")
_OFFICES = ("setting_manager", "other", "line_manager", "director", "head_teacher", "any_staff")
_DOER = re.compile(
    r"^\W*(?:(?:the|our|your|a|an|its|my|this|then|next|here|in turn|and|however)\b\s*)*$|"
    r"\b(?:by|from)\s+(?:the|our|your|my|a|an)?\s*$",
    re.IGNORECASE,
)
_TASKS = re.compile(r"\b(?:will|must|should|shall|is to):?\s*$", re.IGNORECASE)
_WHO = re.compile(r"\W*\s(?:who|which)\b")
_LEANS = re.compile(r"^\W*(?:this|it)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"^\W*(?:it|they)\b", re.IGNORECASE)
_MOVES_ON = re.compile(r"\b(?:stage|step|formal\w*|further|escalat\w+|next|written|in writing|appeal)\b", re.IGNORECASE)
_THIS_ONE = re.compile(r"^\W*(?:this|the period|it)\b", re.IGNORECASE)
_DAYS_ARE = tuple(
    (
        unit,
        re.compile(
            rf"\b[\"'“‘]?days?[\"'”’]?(?: here| in this \w+| above)? (?:are|is|means?|refers? to|always means?) (?:always |a )?{kind} days?\b",
            re.IGNORECASE,
        ),
    )
    for unit, kind in (
        ("calendar_days", "calendar"),
        ("working_days", "(?:working|business)"),
        ("term_days", "(?:school|term[- ]time)"),
    )
)
_AT_LEVEL = re.compile(r"\b(?:that|this|the|each|its|level|stage|step)\W+(?:level|stage|step|one|1)\b", re.IGNORECASE)
_HEAD = re.compile(r"head(?:[ -]?(?:teacher|master|mistres))?")
_THAT_PERSON = re.compile(r"\b(?:concerned|involved|responsible)$", re.IGNORECASE)
_VAGUE = ("any_staff", "other", *NOT_A_RUNG)
_TITLE_WORDS = 8


@dataclasses.dataclass(slots=True)
class Climb:
    """One ladder being read.

    `general` and `every` are limits that wait for the end, `about` says who takes complaints about whom, `previous` is
    the sentence before, `opened` whether that sentence opened a rung, `tasks` whether bullets now list one handler's work,
    `days` the unit that the document says its plain days are, `counted` the words that give all its limits one start,
    and `intro` the words ending in a colon that the bullets being read complete.
    """

    first_person: str
    rungs: list[Rung] = dataclasses.field(default_factory=list)
    outside: Rung | None = None
    about: list[tuple[str, tuple[str, ...]]] = dataclasses.field(default_factory=list)
    general: list[Found] = dataclasses.field(default_factory=list)
    every: list[Found] = dataclasses.field(default_factory=list)
    latest: tuple[Found, ...] = ()
    previous: str = ""
    opened: bool = False
    tasks: bool = False
    days: str = ""
    counted: str = ""
    intro: str = ""

    @property
    def current(self) -> Rung | None:
        """The rung reached last."""
        return self.rungs[-1] if self.rungs else None

    def handlers(self) -> set[str]:
        """Every handler on the ladder so far."""
        return {rung.handler for rung in self.rungs}

    def is_new(self, mention: Mention) -> bool:
        """Whether nobody by that handler is on the ladder yet; two offices under one handler differ by their names."""
        if mention.handler in NOT_A_RUNG:
            return False
        same = [rung for rung in self.rungs if rung.handler == mention.handler]
        if mention.handler == "chair" and any(r.handler == "governors" and "chair" in r.office for r in self.rungs):
            return False
        if mention.handler in _OFFICES and not (same and _THAT_PERSON.search(mention.words)):
            same = [rung for rung in same if rung.office == office(mention.words)]
        return not same

    def open_rung(self, mention: Mention, line: Line, name: str = "") -> Rung:
        """Adds a rung that a sentence leads to."""
        rung = Rung(mention.handler, name or tidy(mention.words), office=office(mention.words))
        rung.heading, rung.named_at = line.passage.heading, mention.start
        self.rungs.append(rung)
        rung.say(line.text, line.passage.index)
        return rung

    def is_task(self, line: Line) -> bool:
        """True for a bullet under "the manager will:", which is work of that handler and leads to nobody else."""
        if not line.passage.bullet:
            self.tasks = bool(_TASKS.search(line.text))
            return False
        return self.tasks

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

    def hang(self, line: Line, made: Rung | None, before: Rung | None) -> None:
        """Hangs the limits of a sentence outside stages. `made` is the rung that it opened, after `before`."""
        for found in self._limits_of(line, None, in_title=line.passage.row):
            if not (self._spread(found) or self._window(found, line, made, before)):
                self._place(found, line, made)

    def hang_on(self, rung: Rung | None, line: Line, otherwise: str | None) -> None:
        """Hangs the limits of a sentence on the rung of the stage that it stands in."""
        in_title = line.passage.row or len(line.text.split()) <= _TITLE_WORDS
        for found in self._limits_of(line, otherwise, in_title=in_title):
            if self._spread(found):
                continue
            if rung is None:
                self.general.append(found)
            else:
                rung.add(found.limit)

    def _limits_of(self, line: Line, otherwise: str | None, *, in_title: bool) -> tuple[Found, ...]:
        if not line.passage.bullet:
            self.intro = line.text if line.text.endswith(":") or _TASKS.search(line.text) else ""
        if _LEANS.match(line.text):
            otherwise = otherwise or act_named(self.previous)
        if self.intro and line.opens and line.passage.bullet:
            otherwise = otherwise or act_named(self.intro)
        shared = "" if durations(line.text) else shared_start(line.text)
        if not durations(line.text):
            self.days = next((unit for unit, words in _DAYS_ARE if words.search(line.text)), self.days)
        if shared:
            self._count_from(shared, only_latest=bool(_THIS_ONE.match(line.text)))
            return ()
        if holds_everywhere(line.text):
            self.every.extend(self.latest)
        otherwise = otherwise or ("respond" if in_title else None)
        ours = self.tasks and line.passage.bullet
        self.latest = limits_in(line.text, context=self.previous, in_title=in_title, otherwise=otherwise, ours=ours)
        return self.latest

    def _count_from(self, event: str, *, only_latest: bool) -> None:
        """Gives the start that a later sentence names to the limits before it: to the last one, or to all."""
        self.counted = self.counted if only_latest else event
        latest = {found.limit for found in self.latest}
        for rung in self.rungs:
            rung.found = [
                limit if only_latest and limit not in latest else counted_from(limit, event) for limit in rung.found
            ]

    def _spread(self, found: Found) -> bool:
        """Takes a limit that belongs to the making of a complaint, or to every step."""
        if found.submission and self.rungs:
            self.rungs[0].add(found.limit)
        elif found.for_every_step:
            self.every.append(found)
        else:
            return False
        return True

    def _window(self, found: Found, line: Line, made: Rung | None, before: Rung | None) -> bool:
        """Takes the time after which a complaint moves on: it belongs to the rung that it leaves."""
        if not found.window:
            return False
        if made is not None and before is not None:
            before.add(found.limit)
            return True
        return made is None and not (_MOVES_ON.search(line.text) or names_a_regulator(line.text))

    def _place(self, found: Found, line: Line, made: Rung | None) -> None:
        """Gives a limit to whoever owes it; one owed by somebody on no rung is left out, not given to another."""
        rung = self._owed_by(found, line, made)
        if rung is None and self._is_stranger(found, line.text):
            return
        if rung is None and (found.general or self._after_outside()):
            self.general.append(found)
            return
        rung = rung or self.current
        if rung is None:
            self.general.append(found)
        else:
            rung.add(found.limit)

    def _after_outside(self) -> bool:
        return self.outside is not None and self.outside.said[-1] == self.previous

    def _owed_by(self, found: Found, line: Line, made: Rung | None) -> Rung | None:
        if self.outside and self._after_outside() and _PRONOUN.match(line.text):
            return self.outside
        named = self._doer(found, line.text)
        if made is not None and made.named_at < found.place:
            return made if named is None or self._handed_on(named, made, line.text) else named
        return named or made

    def _doer(self, found: Found, sentence: str) -> Rung | None:
        """The rung whose handler is the doer of the sentence up to the limit."""
        doers = doers_before(sentence, found.place, self.first_person)
        if self.outside and not doers and found.limit.action not in ("other", "escalate"):
            named = named_bodies(sentence[: found.place])
            if (
                named
                and named[0].regulates
                and re.fullmatch(r"\W*(?:the )?", sentence[: named[0].start], re.IGNORECASE)
            ):
                return self.outside
        for doer in reversed(doers):
            rungs = (
                [rung for rung in self.rungs if doer.handler == rung.handler]
                or [rung for rung in self.rungs if doer.handler in rung.beside]
                or self._called_for_short(doer)
            )
            if len(rungs) > 1 and found.general:
                return None
            if rungs:
                return self.current if self.current in rungs else rungs[-1]
        return None

    def _called_for_short(self, doer: Mention) -> list[Rung]:
        """The rung reached last, where "the manager" can only be the business manager that it belongs to."""
        short = self.current is not None and self.current.office == doer.words.strip().lower()
        return [self.current] if short and self.current else []

    def _handed_on(self, named: Rung, made: Rung, sentence: str) -> bool:
        """True where the doer is named before the rung that a sentence opens: "who passes it to the owners and …"."""
        places = [m.start for m in mentions(sentence, self.first_person) if m.handler == named.handler]
        return named is not made and bool(places) and max(places) < made.named_at

    def _is_stranger(self, found: Found, sentence: str) -> bool:
        """True where somebody who is on no rung owes the limit."""
        doers = [m for m in doers_before(sentence, found.place, self.first_person) if m.handler not in _VAGUE]
        known = bool(doers) and (doers[-1].handler in self.handlers() or bool(self._called_for_short(doers[-1])))
        return bool(self.rungs and doers) and not known and not found.window

    def close(self) -> list[Rung]:
        """The finished rungs, outside body last, with the limits that speak for several of them."""
        for found in self.general:
            for rung in self._general_rungs(found):
                rung.add(found.limit)
        for found in self.every:
            for rung in self.rungs:
                rung.add(found.limit)
        for handler, about in self.about:
            straight = next((rung for rung in self.rungs if rung.handler == handler), None)
            if straight is not None:
                straight.about.update(about)
        self._finish_limits()
        return self.rungs + ([self.outside] if self.outside else [])

    def _finish_limits(self) -> None:
        """Gives the limits the start and the unit that the document states once for all."""
        for place, rung in enumerate(self.rungs):
            counted = [counted_from(limit, self.counted) if self.counted else limit for limit in rung.found]
            first = [_as_first(limit) if place == 0 else limit for limit in counted]
            rung.found = [_in_days(limit, self.days) for limit in first]

    def _general_rungs(self, found: Found) -> list[Rung]:
        """Where a limit for all complaints belongs: with whoever owes it, else with whoever takes formal complaints."""
        if found.submission:
            return self.rungs[:1]
        if found.whatever and len(self.handlers()) == 1:
            return self.rungs
        named = self._doer(found, found.limit.text)
        managing = [rung for rung in self.rungs if rung.handler in _FORMAL_HANDLERS]
        formal = [rung for rung in managing if is_formal(" ".join(rung.said[:2]))]
        return ([named] if named else formal or managing or self.rungs)[:1]


def _in_days(limit: Limit, unit: str) -> Limit:
    return dataclasses.replace(limit, unit=unit) if unit and limit.unit == "days" else limit


def _as_first(limit: Limit) -> Limit:
    """On the first step "received at that level" is the receipt of the complaint."""
    at_level = limit.runs_from == "escalation" and _AT_LEVEL.search(limit.text)
    return dataclasses.replace(limit, runs_from="receipt") if at_level else limit


def doers_before(sentence: str, place: int, first_person: str) -> list[Mention]:
    """The handlers who act in a sentence before a place, each standing for those named with it in one breath."""
    named = [m for m in mentions(sentence[:place], first_person) if not re.match(r"['’]", sentence[m.end :])]
    first = [m for i, m in enumerate(named) if i == 0 or not neighbours(sentence, named[i - 1], m)]
    starts = [span.start for span in clauses(sentence)]
    return [m for m in first if _acts_in(sentence, m, max(start for start in (0, *starts) if start <= m.start))]


def _acts_in(sentence: str, mention: Mention, clause_start: int) -> bool:
    return bool(_WHO.match(sentence[mention.end :]) or _DOER.search(sentence[clause_start : mention.start]))


def office(words: str) -> str:
    """The last word of a handler's name, by which a supervisor differs from a manager, and one officer from another."""
    bare = re.split(r"\s+of\s+", words.strip().lower())[0].rstrip("s").removeprefix("the ")
    if _HEAD.fullmatch(bare):
        return "head"
    if re.search(r"officer|director|head", bare):
        return bare
    return bare.split()[-1] if bare else ""

"""The work on a case as its page shows it: points, statements, evidence, meeting, agreement and letter, each with what can
be written there. Made from the entries that the page has read already: no queries."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from hometime.complaints.engine.case import Told
from hometime.complaints.engine.rehearsing import LEFT, OPEN
from hometime.complaints.handling.actions.answering import on_its_way
from hometime.complaints.handling.facts import Given, How, Side
from hometime.complaints.handling.points import Point, corrected, first_written, points
from hometime.complaints.models import Complaint, Entry, Kind, Source
from hometime.people.models import Person
from hometime.ui.days import day_in_words


@dataclasses.dataclass(frozen=True)
class Act:
    """Something that can be done now: what the button says, and the door it leads to with what stands in the address."""

    verb: str
    door: str
    parts: tuple[str, ...] = ()

    @property
    def href(self) -> str:
        """The address of the door."""
        return reverse(self.door, args=self.parts)


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of a part: what it says, more below it, whether it is done, and what can be written beside it."""

    words: str
    more: str = ""
    done: bool | None = None
    acts: tuple[Act, ...] = ()
    paper: str = ""  # the id of a paper to look at
    pages: int = 0
    by: str = ""

    @property
    def numbers(self) -> range:
        """The numbers of the paper's pages."""
        return range(1, self.pages + 1)


@dataclasses.dataclass(frozen=True)
class Part:
    """One part of the work: a heading, its lines, and what can be added."""

    title: str
    lines: Sequence[Line]
    acts: Sequence[Act]


@dataclasses.dataclass(frozen=True)
class Desk:
    """What the work is made from: the case, its entries, where the engine says it stands, and who may write."""

    case: Complaint
    entries: Sequence[Entry]
    told: Told
    stage: int
    may_write: bool
    concerned: Sequence[Person] = ()
    interpreters: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def of(self, kind: str, entry: Entry | None = None) -> list[Entry]:
        """The entries of a kind, those that belong to `entry` where it is given."""
        found = first_written(self.entries, kind)
        return found if entry is None else [one for one in found if one.of_id == entry.pk]

    def act(self, verb: str, what: str, of: Entry | None = None) -> tuple[Act, ...]:
        """A button to write something, for whoever may."""
        if not self.may_write:
            return ()
        if of is None:
            return (Act(verb, "complaint-write", (self.case.pk, what)),)
        return (Act(verb, "complaint-write-beside", (self.case.pk, what, of.pk)),)

    @property
    def points(self) -> list[Point]:
        """The points with what this step found on them."""
        return points(self.entries, self.stage)

    @property
    def last_words(self) -> Mapping[str, Entry]:
        """The last correction of each entry that has one."""
        return corrected(self.entries)


def parts(desk: Desk) -> list[Part]:
    """The parts of the work that there are, in the order of the work."""
    made = (_points(desk), _plan(desk), _statements(desk), _about_them(desk), _evidence(desk), _meetings(desk))
    shown = [*made, _agreement(desk), _letters(desk)]
    return [part for part in shown if part is not None and (part.lines or part.acts)]


def _points(desk: Desk) -> Part:
    lines = []
    for point in desk.points:
        acts = desk.act(
            gettext("Look again") if point.finding else gettext("Say what was found"), "finding", point.entry
        )
        more = f"{point.finding_shown}: {point.explanation}" if point.finding else ""
        acts += desk.act(gettext("Put it right"), "correct", point.entry)
        lines.append(Line(f"{point.number}. {point.words}", more, bool(point.finding), acts))
    acts = desk.act(gettext("Write the points down"), "points")
    if lines:
        acts += desk.act(gettext("They said whether the points are right"), "say")
        said = [entry for entry in desk.of(Kind.SAID) if entry.of_id is None]
        if said:
            lines.append(_said(said[-1]))
    return Part(gettext("The points"), lines, acts)


def _said(entry: Entry) -> Line:
    agrees = gettext("They agree.") if entry.facts["agrees"] else gettext("They do not agree.")
    return Line(agrees, f"{How(entry.facts['how']).label}. {entry.words}".strip(), entry.facts["agrees"])


def _plan(desk: Desk) -> Part:
    lines = []
    for line in desk.of(Kind.PLAN):
        done = desk.of(Kind.DONE, line)
        acts = () if done else desk.act(gettext("It is done"), "done", line)
        words = desk.last_words.get(line.pk, line).words
        lines.append(Line(words, " ".join(entry.words for entry in done), bool(done), acts))
    return Part(gettext("Whom to ask, and what to read"), lines, desk.act(gettext("Add to the plan"), "plan"))


def _statements(desk: Desk) -> Part:
    lines = []
    for asked in desk.of(Kind.ASKED):
        given = desk.of(Kind.STATEMENT, asked)
        name = asked.person.called if asked.person else ""
        words = gettext("%(name)s was asked: %(question)s") % {"name": name, "question": asked.words}
        lines.append(Line(words, "\n\n".join(desk.last_words.get(one.pk, one).words for one in given), bool(given)))
    for one in desk.of(Kind.STATEMENT):
        if one.of_id is None:
            acts = desk.act(gettext("Put it right"), "correct", one)
            lines.append(Line(one.facts["name"], desk.last_words.get(one.pk, one).words, True, acts))
    acts = desk.act(gettext("Ask somebody here"), "ask") + desk.act(gettext("Somebody outside told us"), "outside")
    return Part(gettext("Statements"), lines, acts)


def _about_them(desk: Desk) -> Part | None:
    """Whom it is about: told or not, what they said, and what they were told was found."""
    if not desk.concerned:
        return None
    told = {entry.person_id: entry for entry in desk.of(Kind.TOLD)}
    lines = []
    for person in desk.concerned:
        entry = told.get(person.pk)
        if entry is None:
            lines.append(Line(person.called, gettext("They were not told. They see nothing at all of it."), False))
            continue
        facts = {"teller": entry.facts["teller"], "companion": entry.facts["companion"]}
        lines.append(
            Line(
                person.called,
                gettext("Told by %(teller)s. With them: %(companion)s.") % facts,
                True,
                () if desk.of(Kind.SHOWN, entry) else desk.act(gettext("Tell them what was found"), "show", entry),
            )
        )
        lines += [Line(gettext("Their side"), one.words, True) for one in desk.of(Kind.STATEMENT, entry)]
        lines += [
            Line(gettext("They read what was found on these points."), "", True) for _one in desk.of(Kind.SHOWN, entry)
        ]
    acts: tuple[Act, ...] = ()
    if len(told) < len(desk.concerned) and desk.points and desk.told.state != LEFT:
        acts = desk.act(gettext("They were told"), "tell")
    return Part(gettext("Whom it is about"), lines, acts)


def _evidence(desk: Desk) -> Part:
    lines = []
    for entry in desk.of(Kind.EVIDENCE):
        pages = len(entry.paper.pages) if entry.paper else 0
        words = desk.last_words.get(entry.pk, entry).words
        acts = desk.act(gettext("Put it right"), "correct", entry)
        lines.append(Line(words, "", None, acts, entry.paper_id or "", pages, entry.by.called if entry.by else ""))
    return Part(gettext("Evidence"), lines, desk.act(gettext("Add evidence"), "evidence"))


def _meetings(desk: Desk) -> Part:
    lines = []
    for one in desk.of(Kind.MEETING):
        after = [e for e in (*desk.of(Kind.HELD), *desk.of(Kind.REFUSED)) if e.of_id == one.pk]
        wish = desk.interpreters.get(one.facts.get("booking", ""), "")
        more = ", ".join(filter(None, (*one.facts["times"], one.facts["language"], wish)))
        acts = () if after else _to_an_offer(desk, one)
        lines.append(Line(gettext("A meeting was offered"), f"{more}. {one.words}".strip(), bool(after), acts))
        lines += [_chosen(desk, said) for said in desk.of(Kind.CHOSEN, one)]
        lines += [Line(str(Kind.REFUSED.label), said.words, True) for said in after if said.kind == Kind.REFUSED]
    for held in desk.of(Kind.HELD):
        minutes = desk.of(Kind.MINUTES, held)
        acts = () if minutes else desk.act(gettext("Write the notes"), "minutes", held)
        lines.append(Line(gettext("We met: %(who)s") % {"who": held.facts["who"]}, held.words, True, acts))
        for note in minutes:
            said = [entry for entry in desk.of(Kind.SAID) if entry.of_id == note.pk]
            words = desk.last_words.get(note.pk, note).words
            acts = () if said else desk.act(gettext("They said whether the notes are right"), "say", note)
            lines.append(
                Line(gettext("Notes"), words, bool(said), acts + desk.act(gettext("Put it right"), "correct", note))
            )
            lines += [_said(one) for one in said]
    acts = desk.act(gettext("Offer a meeting"), "meeting") + desk.act(gettext("We met"), "met")
    return Part(gettext("Meeting"), lines, acts)


def _to_an_offer(desk: Desk, offer: Entry) -> tuple[Act, ...]:
    return (
        desk.act(gettext("They said when they can meet"), "when", offer)
        + desk.act(gettext("We met"), "met", offer)
        + desk.act(gettext("They said no"), "refused", offer)
    )


WISHES = {
    "phone": gettext_noop("on the phone"),
    "evening": gettext_noop("only in the evening"),
    "interpreter": gettext_noop("they wish for an interpreter"),
}


def _chosen(desk: Desk, said: Entry) -> Line:
    """What they said to an offer: the time, or that they want another, and what they wish for."""
    wishes = [gettext(words) for wish, words in WISHES.items() if said.facts[wish]]
    booked = desk.interpreters.get(said.facts.get("booking", ""), "")
    time = said.facts["time"]
    words = gettext("They can come: %(time)s") % {"time": time} if time else gettext("They ask for another time")
    return Line(words, ". ".join(filter(None, (", ".join([*wishes, booked] if booked else wishes), said.words))), True)


def _agreement(desk: Desk) -> Part | None:
    """What another service and we agreed. Parents are answered; they sign nothing."""
    if desk.case.source != Source.AGENCY:
        return None
    lines = []
    last = next(reversed(desk.of(Kind.TERMS)), None)
    if last is not None:
        signed = desk.of(Kind.SIGNED, last)
        lines += [_term(**term) for term in last.facts["terms"]]
        lines += [Line(str(Side(one.facts["side"]).label), one.facts["name"], True) for one in signed]
        if len(signed) < len(Side):
            lines.append(
                Line(gettext("Not signed by both yet"), "", False, desk.act(gettext("It was signed"), "sign", last))
            )
    can = desk.of(Kind.HELD) and desk.told.state == OPEN
    return Part(gettext("What was agreed"), lines, desk.act(gettext("Write what was agreed"), "terms") if can else ())


def _term(what: str, who: str, by: str) -> Line:
    return Line(what, gettext("%(who)s, by %(by)s") % {"who": who, "by": _day(by)})


def _day(iso: str) -> str:
    return day_in_words(dt.date.fromisoformat(iso), year=True)


def _letters(desk: Desk) -> Part:
    arrived = {entry.of_id for entry in desk.entries if entry.kind == Kind.ARRIVED}
    again = {entry.of_id for entry in desk.of(Kind.LETTER)}
    lines = []
    for one in desk.of(Kind.LETTER):
        there = one.facts["delivered"] or one.pk in arrived
        lost = one.pk in again
        acts: tuple[Act, ...] = (Act(gettext("Read it"), "complaint-letter-given", (desk.case.pk, one.pk)),)
        more = "" if there else gettext("It is on its way. It counts on the day they have it.")
        if lost:
            more = gettext("It was lost, and sent again.")
        elif not there:
            acts += desk.act(gettext("They have it"), "arrived", one) + desk.act(gettext("It was lost"), "again", one)
        more = " ".join(filter(None, (_mailed(one), more)))
        if one.facts.get("lost"):
            more = f"{gettext('Sent again:')} {one.facts['lost']} {more}".strip()
        lines.append(Line(gettext("Letter %(code)s") % {"code": one.facts["code"]}, more, there, acts))
    return Part(gettext("The letter"), lines, ())


def _mailed(letter: Entry) -> str:
    """How it was given, and whether an e-mail told them that something waits; of older letters nothing is known."""
    if "mailed" not in letter.facts:
        return ""
    told = (
        gettext("An e-mail tells them that something waits.")
        if letter.facts["mailed"]
        else gettext("No e-mail was sent.")
    )
    return f"{Given(letter.facts['how']).label}. {told}"


# The five steps of every complaint, and what each is called.
FIVE = (
    gettext_noop("They told us"),
    gettext_noop("We said that we have it"),
    gettext_noop("We look into it"),
    gettext_noop("We tell them what we found"),
    gettext_noop("We put it right"),
)


def next_act(desk: Desk) -> Act | None:
    """The next lawful act, where it is part of the work: the one main button. None where a step's own form comes next."""
    if not desk.may_write or desk.told.state != OPEN:
        return None
    way = on_its_way(list(desk.entries), desk.stage)
    if way is not None:
        return desk.act(gettext("They have the letter"), "arrived", way)[0]
    can = desk.told.can_next
    if "met" in can and desk.case.source == Source.AGENCY:
        return desk.act(gettext("Write down the meeting"), "met")[0]
    if "answered" not in can:
        return None
    open_point = next((point for point in desk.points if not point.finding), None)
    if open_point is not None:
        return desk.act(
            gettext("Say what was found on point %(n)d") % {"n": open_point.number}, "finding", open_point.entry
        )[0]
    return Act(gettext("Write the outcome"), "complaint-letter", (desk.case.pk,))


# What ends a case beside its answer, or opens it again: the event that must be possible, the button, and what is written.
ENDS = (
    ("withdrawn", gettext_noop("They took it back"), "withdraw"),
    ("closed", gettext_noop("Close it, and say why"), "close"),
    ("reopened", gettext_noop("Open it again, and say why"), "reopen"),
)


def ends(desk: Desk) -> list[Act]:
    """How the case can be ended now, or opened again."""
    if not desk.may_write:
        return []
    return [desk.act(gettext(verb), what)[0] for event, verb, what in ENDS if event in desk.told.possible]

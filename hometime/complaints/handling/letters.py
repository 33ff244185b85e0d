"""The letter with the outcome, put together from what was recorded. Pure: `letter(…)` gives the same letter for the same
facts, and `text` is what is frozen when it is given.

The free parts are the handler's; everything else follows from the record. The words on the regulator are the last
section of every letter and cannot be taken out. The letter is written in English: whoever reads another language is
owed a translation by a person.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

from hometime.audit.chain import code_of
from hometime.complaints.engine.counting import written

TARGET, LONGEST = 6.0, 20  # a school grade, and words in a sentence: what the page asks for
FOUND: Mapping[str, str] = {
    "upheld": "You were right.",
    "partly": "You were right in part.",
    "not_upheld": "We did not find that this went wrong.",
    "cannot_tell": "We could not find out what happened.",
}
FOUND_WHOLE: Mapping[str, str] = {
    "upheld": "We uphold your complaint. That means you were right.",
    "partly": "We uphold part of your complaint. That means you were right in part.",
    "not_upheld": "We do not uphold your complaint. We did not find that we did something wrong.",
    "cannot_tell": "We cannot say who is right. We could not find out what happened.",
}
WHO: Mapping[str, str] = {
    "key_person": "your child's key person",
    "setting_manager": "the manager",
    "head_teacher": "the head teacher",
    "childminder": "the childminder",
    "deputy": "the deputy manager",
    "room_leader": "the room leader",
    "any_staff": "anyone who works here",
    "line_manager": "the manager's own manager",
    "designated_safeguarding_lead": "the safeguarding lead",
    "owners_directors_trustees": "the owners or trustees",
    "chair": "the chair",
    "committee": "the committee",
    "governors": "the governors",
    "director": "the director",
    "mediator": "a mediator",
    "other": "a person from outside",
}


@dataclasses.dataclass(frozen=True)
class Free:
    """The parts that people write: what was found out, sorry or why not, what puts it right, and what changes."""

    explanation: str = ""
    apology: str = ""
    remedy: str = ""
    changes: str = ""


@dataclasses.dataclass(frozen=True)
class Answered:
    """One point with its finding (a word of `models.Finding`) and why."""

    words: str
    finding: str
    explanation: str


@dataclasses.dataclass(frozen=True)
class After:
    """The next step of their ladder: whose it is, by name where names are known, within what time it answers, and whether
    it must be asked in writing."""

    handler: str
    names: str = ""
    within: str = ""
    written: bool = False


@dataclasses.dataclass(frozen=True)
class Outside:
    """The regulator as its checked card gives it."""

    name: str
    phone: str = ""
    address: str = ""
    email: str = ""


@dataclasses.dataclass(frozen=True)
class Section:
    """A heading and its paragraphs."""

    heading: str
    lines: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Letter:
    """A letter: where it comes from, its reference, to whom, of which day, who signs, and its sections in order."""

    setting: str
    reference: str
    to: str
    on: dt.date
    sections: tuple[Section, ...]
    signed: str
    phone: str = ""

    @property
    def body(self) -> str:
        """The sections as plain text: what the measure of reading reads."""
        return "\n\n".join("\n".join(filter(None, (section.heading, *section.lines))) for section in self.sections)

    @property
    def text(self) -> str:
        """The whole letter as plain text: what is frozen and given."""
        head = f"{self.setting}\nOur reference: {self.reference}\n{written(self.on)} {self.on.year}"
        return f"{head}\n\n{self.greeting}\n\n{self.body}\n\n{self.signed}\n{self.setting}"

    @property
    def greeting(self) -> str:
        """How it begins."""
        return f"Dear {self.to}," if self.to else "Hello,"


def code(text: str) -> str:
    """The check code of a letter's text: twelve letters that change when a single sign of it does."""
    return code_of(hashlib.sha256(text.encode()).hexdigest())


def letter(
    *, setting: str, reference: str, to: str, on: dt.date, signed: str, received_on: dt.date, said: str,
    points: Sequence[Answered], finding: str, free: Free, after: After | None, outside: Sequence[Outside], phone: str = "",
    family: bool = True,
) -> Letter:  # fmt: skip
    """Puts the letter together. `said` stands in where no points were written; `finding` is that of the whole; `family`
    says whether it goes to a family, and not to another service."""
    sections = [
        Section("", (f"You told us on {written(received_on)} that you were not happy. This is our answer.",)),
        Section("What we looked at", tuple(f"{n}. {p.words}" for n, p in enumerate(points, 1)) or (said,)),
        Section("What we found", (FOUND_WHOLE.get(finding, ""), *_answers(points), *_lines(free.explanation))),
        Section("Sorry", _lines(free.apology)),
        Section("What we do to put it right", _lines(free.remedy)),
        Section("What changes here", _lines(free.changes)),
        Section("Not happy with this answer?", _not_happy(after, phone, family)),
        Section(f"You can tell {_names(outside)} at any time", _regulator(outside)),
    ]
    return Letter(setting, reference, to, on, tuple(s for s in sections if any(s.lines)), signed, phone)


def _answers(points: Sequence[Answered]) -> list[str]:
    return [f"{number}. {FOUND.get(p.finding, '')} {p.explanation}".strip() for number, p in enumerate(points, 1)]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _not_happy(after: After | None, phone: str, family: bool) -> tuple[str, ...]:
    """What they can do next inside; on the last step it says that there is none."""
    if after is None:
        first = "This is our last answer. Nobody here can look at it again."
    else:
        who = WHO.get(after.handler, WHO["other"])
        first = f"Ask {after.names} ({who}) to look at it again." if after.names else f"Ask {who} to look at it again."
        first += f" You hear back within {after.within} of the day you ask." if after.within else ""
    ways = "" if after is None else "Put it in writing." if after.written else "You can say it or write it."
    ring = f"Ring us on {phone}." if phone else ""
    safe = "Telling us will never change how we care for your child." if family else ""
    return tuple(line for line in (first, " ".join(filter(None, (ways, ring))), safe) if line)


def _names(outside: Sequence[Outside]) -> str:
    return " or ".join(dict.fromkeys(one.name for one in outside)) or "the regulator"


def _regulator(outside: Sequence[Outside]) -> tuple[str, ...]:
    """The words that nobody can take out. Without a card they still say where the details stand."""
    found = []
    for one in outside:
        ways = [f"Ring {one.phone}." if one.phone else "", f"Write to {one.email}." if one.email else ""]
        ways.append(f"Post: {', '.join(_lines(one.address))}." if one.address else "")
        found.append(f"{one.name}: " + " ".join(filter(None, ways)))
    ask = "You do not need to ask us first."
    return (*found, ask) if found else ("You find the details on our notice board.", ask)

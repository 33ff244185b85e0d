"""The letter with the outcome, put together from what was recorded. Pure: `letter(…)` gives the same letter for the same
facts, and `text` is what is frozen when it is given.

The free parts are the handler's; everything else follows from the record. The words on the regulator are the last
section of every letter and cannot be taken out. The letter is written in English; for whoever reads another language the
same facts are put together once more in its words (`intheirs`), with what people wrote left as it is (`Theirs`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.utils.translation import gettext_noop as _

from hometime.audit.chain import code_of
from hometime.complaints.engine.counting import amount, written

TARGET, LONGEST = 6.0, 20  # a school grade, and words in a sentence: what the page asks for
FOUND: Mapping[str, str] = {
    "upheld": _("You were right."),
    "partly": _("You were right in part."),
    "not_upheld": _("We did not find that this went wrong."),
    "cannot_tell": _("We could not find out what happened."),
}
FOUND_WHOLE: Mapping[str, str] = {
    "upheld": _("We uphold your complaint. That means you were right."),
    "partly": _("We uphold part of your complaint. That means you were right in part."),
    "not_upheld": _("We do not uphold your complaint. We did not find that we did something wrong."),
    "cannot_tell": _("We cannot say who is right. We could not find out what happened."),
}
WHO: Mapping[str, str] = {
    "key_person": _("your child's key person"),
    "setting_manager": _("the manager"),
    "head_teacher": _("the head teacher"),
    "childminder": _("the childminder"),
    "deputy": _("the deputy manager"),
    "room_leader": _("the room leader"),
    "any_staff": _("anyone who works here"),
    "line_manager": _("the manager's own manager"),
    "designated_safeguarding_lead": _("the safeguarding lead"),
    "owners_directors_trustees": _("the owners or trustees"),
    "chair": _("the chair"),
    "committee": _("the committee"),
    "governors": _("the governors"),
    "director": _("the director"),
    "mediator": _("a mediator"),
    "other": _("a person from outside"),
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
    value: int = 0
    unit: str = "days"
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


class Theirs(str):
    """Words that a person wrote, and that stand in the language they were written in."""


@dataclasses.dataclass(frozen=True)
class Tongue:
    """How our own words, a day with its year, and so many of a unit are said in one language. `apart` puts what people
    wrote on lines of its own, so that it can be marked."""

    say: Callable[[str], str] = str
    day: Callable[[dt.date], str] = lambda day: f"{written(day)}"
    length: Callable[[int, str], str] = lambda value, unit: amount(value, unit).replace("calendar ", "")
    apart: bool = False


ENGLISH = Tongue()


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
    tongue: Tongue = ENGLISH

    @property
    def body(self) -> str:
        """The sections as plain text: what the measure of reading reads."""
        return "\n\n".join("\n".join(filter(None, (section.heading, *section.lines))) for section in self.sections)

    @property
    def text(self) -> str:
        """The whole letter as plain text: what is frozen and given."""
        reference = self.tongue.say(_("Our reference: %(code)s")) % {"code": self.reference}
        day = self.tongue.day(self.on)
        head = f"{self.setting}\n{reference}\n{day if str(self.on.year) in day else f'{day} {self.on.year}'}"
        return f"{head}\n\n{self.greeting}\n\n{self.body}\n\n{self.signed}\n{self.setting}"

    @property
    def greeting(self) -> str:
        """How it begins."""
        return self.tongue.say(_("Dear %(name)s,")) % {"name": self.to} if self.to else self.tongue.say(_("Hello,"))


def code(text: str) -> str:
    """The check code of a letter's text: twelve letters that change when a single sign of it does."""
    return code_of(hashlib.sha256(text.encode()).hexdigest())


def letter(
    *, setting: str, reference: str, to: str, on: dt.date, signed: str, received_on: dt.date, said: str,
    points: Sequence[Answered], finding: str, free: Free, after: After | None, outside: Sequence[Outside], phone: str = "",
    family: bool = True, tongue: Tongue = ENGLISH,
) -> Letter:  # fmt: skip
    """Puts the letter together. `said` stands in where no points were written; `finding` is that of the whole; `family`
    says whether it goes to a family, and not to another service."""
    say = tongue.say
    first = say(_("You told us on %(day)s that you were not happy. This is our answer."))
    looked = tuple(line for n, point in enumerate(points, 1) for line in _numbered(n, "", point.words, tongue))
    found = [
        line
        for n, p in enumerate(points, 1)
        for line in _numbered(n, say(FOUND.get(p.finding, "")), p.explanation, tongue)
    ]
    whole = FOUND_WHOLE.get(finding, "")
    names = f" {say(_('or'))} ".join(dict.fromkeys(one.name for one in outside)) or say(_("the regulator"))
    sections = [
        Section("", (first % {"day": tongue.day(received_on)},)),
        Section(say(_("What we looked at")), looked or (Theirs(said),)),
        Section(say(_("What we found")), (say(whole) if whole else "", *found, *_lines(free.explanation))),
        Section(say(_("Sorry")), _lines(free.apology)),
        Section(say(_("What we do to put it right")), _lines(free.remedy)),
        Section(say(_("What changes here")), _lines(free.changes)),
        Section(say(_("Not happy with this answer?")), _not_happy(after, phone, family, tongue)),
        Section(say(_("You can tell %(names)s at any time")) % {"names": names}, _regulator(outside, say)),
    ]
    return Letter(setting, reference, to, on, tuple(s for s in sections if any(s.lines)), signed, phone, tongue)


def _numbered(number: int, ours: str, theirs: str, tongue: Tongue) -> Iterator[str]:
    """A point with our words and theirs: in one line, or apart."""
    if not tongue.apart:
        yield " ".join(filter(None, (f"{number}.", ours, theirs)))
        return
    yield from (line for line in (f"{number}. {ours}".strip(), Theirs(theirs)) if line)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(Theirs(line.strip()) for line in text.splitlines() if line.strip())


def _not_happy(after: After | None, phone: str, family: bool, tongue: Tongue) -> tuple[str, ...]:
    """What they can do next inside; on the last step it says that there is none."""
    say = tongue.say
    if after is None:
        first = say(_("This is our last answer. Nobody here can look at it again."))
    else:
        who = {"who": say(WHO.get(after.handler, WHO["other"])), "names": after.names}
        asked = (
            _("Ask %(names)s (%(who)s) to look at it again.") if after.names else _("Ask %(who)s to look at it again.")
        )
        first = say(asked) % who
        if after.value:
            within = {"within": tongue.length(after.value, after.unit)}
            first += " " + say(_("You hear back within %(within)s of the day you ask.")) % within
    ways = "" if after is None else say(_("Put it in writing.") if after.written else _("You can say it or write it."))
    ring = say(_("Ring us on %(phone)s.")) % {"phone": phone} if phone else ""
    safe = say(_("Telling us will never change how we care for your child.")) if family else ""
    return tuple(line for line in (first, " ".join(filter(None, (ways, ring))), safe) if line)


def _regulator(outside: Sequence[Outside], say: Callable[[str], str]) -> tuple[str, ...]:
    """The words that nobody can take out. Without a card they still say where the details stand."""
    found = []
    for one in outside:
        ways = [say(_("Ring %(phone)s.")) % {"phone": one.phone} if one.phone else ""]
        ways.append(say(_("Write to %(email)s.")) % {"email": one.email} if one.email else "")
        ways.append(say(_("Post: %(address)s.")) % {"address": ", ".join(_lines(one.address))} if one.address else "")
        found.append(f"{one.name}: " + " ".join(filter(None, ways)))
    ask = say(_("You do not need to ask us first."))
    return (*found, ask) if found else (say(_("You find the details on our notice board.")), ask)

"""Letters about a complaint: that we have it, that it takes longer, what was found, and the timeline to take home.

Every one ends with what to do when one is still not happy and with the regulator; no caller can leave that out.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hometime.audit.chain import code_of
from hometime.complaints.handling.intheirs import InTheirs, kept
from hometime.complaints.living import delays, keyed, outside_person, put_off, taken_up_early
from hometime.complaints.models import Kind
from hometime.complaints.printing.always import always
from hometime.complaints.printing.gathering import Gathered
from hometime.records.printing import (
    LETTER,
    Block,
    Paper,
    entry,
    heading,
    line,
    printed_on,
    quoted,
)
from hometime.ui.days import day_in_words

ANSWERS = ("feedback", "report", "respond", "other")
# What is promised beside the answer, as their page calls it.
BEFORE = {
    "acknowledge": gettext_noop("We tell you that we have it."),
    "meet": gettext_noop("We meet you about it."),
    "investigate": gettext_noop("We find out what happened."),
}


def acknowledgement(of: Gathered) -> Paper:
    """That we have it: its reference, who looks into it, by when they hear, and how to follow it."""
    case = of.case
    names = _names(of)
    said = [
        line(_("Thank you for telling us on %(day)s. We have your complaint.") % {"day": _day(case.received_on)}),
        line(
            _("%(names)s is looking into it.") % {"names": names} if names else _("We will tell you who looks into it.")
        ),
        *_promised(of),
        heading(_("What you told us")),
        quoted(case.what_happened),
        line(_("Is this not what you told us? Tell us, and we put it right.")),
    ]
    return _letter(of, said)


def delay(of: Gathered) -> Paper | None:
    """That something promised to them takes longer, what, why, and the new day; None where nothing was put off."""
    step = next((one for one in reversed(of.steps) if put_off(one)), None)
    if step is None:
        return None
    day = {"day": _day(dt.date.fromisoformat(step.says["until"]))}
    before = BEFORE.get(put_off(step))
    if before is None:
        first = [line(_("We said that we would tell you what we found. It takes longer. We are sorry."))]
        last = line(_("We now tell you by %(day)s.") % day)
    else:
        first = [line(_(before), strong=True), line(_("This takes longer than we said. We are sorry."))]
        last = line(_("Now we do it by %(day)s.") % day)
    return _letter(of, [*first, *([heading(_("Why")), quoted(step.words)] if step.words else []), last])


def outcome(of: Gathered) -> Paper | None:
    """The letter with the outcome as it was frozen, with the check code of its text; before there is one, what the step
    of the answer says. None where nothing was answered."""
    written = of.entries_of(Kind.LETTER)
    if written:
        text = written[-1].words
        code = written[-1].facts.get("code") or code_of(hashlib.sha256(text.encode()).hexdigest())
        theirs = written[-1].facts.get("theirs")
        beside = list(_beside(kept(theirs))) if theirs else []
        return dataclasses.replace(_letter(of, [*_frozen(text), *beside]), own_code=code)
    step = of.step("answered")
    if step is None:
        return None
    said = [
        line(
            _("You told us on %(day)s that you were not happy. This is our answer.")
            % {"day": _day(of.case.received_on)}
        ),
        heading(_("What we found")),
        line(str(step.get_finding_display()), strong=True),
        quoted(step.words),
        *([heading(_("Sorry")), quoted(step.apology)] if step.apology else []),
    ]
    return _letter(of, said)


def timeline(of: Gathered) -> Paper:
    """What the person who complained may know of it, to take home: their words, what happened when, and what comes next.

    Nothing of the work on it: no statements, no names of others, no words that staff wrote for themselves.
    """
    up_early = _("You asked somebody above to look at it now.")
    titles = {
        "received": _("You told us."),
        "acknowledged": _("We told you that we have it."),
        "met": _("We met you."),
        "answered": _("We told you what we found."),
        "agreed": _("You were content with the answer."),
        "not_agreed": _("We did not agree. It went one step up."),
        "not_satisfied": _("You asked us to look again. It went one step up."),
        "withdrawn": _("You took it back."),
        "delayed": _("We told you that it takes longer."),
    }
    early = taken_up_early(of.steps)
    happened = [
        entry(
            f"{_day(step.on)}: {up_early if step.number in early else titles[step.event]}",
            _told(of, step.event, step.words),
        )
        for step in of.steps
        if step.event in titles and (step.event != "delayed" or put_off(step))
    ]
    said = [heading(_("What happened so far")), *happened, heading(_("What comes next")), *_next(of)]
    return _letter(of, said, greeting=False)


def _told(of: Gathered, event: str, words: str) -> Iterable[str]:
    """Their own words, the answer they were given, and why it takes longer; else nothing that staff wrote."""
    if event == "received":
        yield of.case.what_happened
    elif event in ("answered", "delayed"):
        yield words


def _next(of: Gathered) -> list[Block]:
    names = _names(of)
    if of.case.closed:
        return [line(_("It is closed."))]
    return [*([line(_("%(names)s has it in hand.") % {"names": names})] if names else []), *_promised(of)]


def _promised(of: Gathered) -> list[Block]:
    """By when they hear what we found: the day of the newest word about a delay; a day that was missed is said to be."""
    owed = [
        (key, one) for key, one in keyed(of.told.duties)
        if one.action in ANSWERS and not one.kept_on and not one.lifted
    ]  # fmt: skip
    key, due = min(((key, one.due) for key, one in owed if one.due), key=lambda one: one[1], default=("", None))
    if due is None:
        open_end = _("Our policy gives no day for the answer. Ask us, and we tell you where it stands.")
        return [line(open_end)] if owed else []
    delay = delays(of.steps).get(key)
    if delay is not None and delay.until >= of.today:
        return [line(_("We now tell you by %(day)s.") % {"day": _day(delay.until)}, strong=True)]
    day = {"day": _day(delay.until if delay else due)}
    if due < of.today:
        late = _("We said we would do this by %(day)s. We have not. We are sorry.")
        return [line(_("We tell you what we found, and what will change."), strong=True), line(late % day)]
    return [line(_("We tell you what we found by %(day)s at the latest.") % day, strong=True)]


def _letter(of: Gathered, said: list[Block], *, greeting: bool = True) -> Paper:
    case = of.case
    head = [
        heading(_("Your complaint"), 1),
        line(case.setting.name, strong=True),
        line(_("Our reference: %(code)s") % {"code": case.reference}),
        line(_day(of.today)),
        *(
            [line(_("Dear %(name)s,") % {"name": case.complainant} if case.complainant else _("Hello,"))]
            if greeting
            else []
        ),
    ]
    body = [*head, *said, *always(case.setting).blocks()]
    return Paper("letter", body, of.today, (case.reference, printed_on(of.today)), LETTER)


def _frozen(text: str) -> Iterable[Block]:
    """The letter's own sections: the first line of one is its heading where it is none of its sentences."""
    *sections, signed = text.split("\n\n")[2:]  # without the head and the greeting, which every letter here has
    for section in sections:
        first, *rest = section.split("\n")
        if rest and not first.endswith((".", ",", ":")):
            yield heading(first)
            yield from (line(each) for each in rest)
        else:
            yield from (line(each) for each in (first, *rest))
    yield from (line(each) for each in signed.split("\n"))  # who signs it, and for whom: no heading


def _beside(theirs: InTheirs) -> Iterable[Block]:
    """The same letter in their language; what people wrote is quoted, and not translated."""
    yield heading(theirs.named)
    yield from (line(note, strong=True) for note in theirs.notes)
    for part in theirs.parts:
        if part.heading:
            yield heading(part.heading)
        yield from (quoted(one.words) if one.written else line(one.words) for one in part.lines)


def _names(of: Gathered) -> str:
    """Who has it in hand: whoever from outside decides it, and not whoever here arranges that."""
    outside = outside_person(of.steps) if of.case.left_on is None else None
    if outside is not None:
        return str(outside["name"])
    return ", ".join(dict.fromkeys(party.person.called for party in of.handlers))


def _day(day: dt.date) -> str:
    return day_in_words(day, year=True)

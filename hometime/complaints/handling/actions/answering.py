"""Writing the letter with the outcome, giving it, and taking the step `answered` when it has arrived (C14, TRUST 40)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.complaints.actions import take_step
from hometime.complaints.actions.heralding import TELL, hears, herald, looks
from hometime.complaints.actions.settling import steps_of
from hometime.complaints.handling.actions.writing import entries_of, hold, made_by, stage_of, write
from hometime.complaints.handling.assembling import Facts, assembled
from hometime.complaints.handling.facts import AT_ONCE, Given
from hometime.complaints.handling.intheirs import InTheirs, in_theirs
from hometime.complaints.handling.letters import ENGLISH as ENGLISH_TONGUE
from hometime.complaints.handling.letters import Letter, Tongue, code
from hometime.complaints.handling.points import points, whole
from hometime.complaints.living import outside_person, replay
from hometime.complaints.models import Complaint, Entry, Finding, Kind, LetterDraft
from hometime.duties.actions import Task, owe
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person
from hometime.people.roles import Role

ENGLISH = "en"
TALK = "key_person"  # the handler whose answer is spoken
FREE = LetterDraft.FREE
WEEK = dt.timedelta(days=7)  # our proposal for a translation
TRANSLATE = Task("F19", _("Give the letter in their own language"), _("They have it"), Role.MANAGER)


class Overtaken(Refused):
    """Somebody saved the draft meanwhile; `draft` is what stands there now. Nothing was lost and nothing overwritten."""

    def __init__(self, draft: LetterDraft) -> None:
        super().__init__("Somebody changed this while you were writing. Both texts are below. Choose what to keep.")
        self.draft = draft


def draft_of(case: Complaint) -> LetterDraft:
    """The draft for the step that the complaint is at; an empty one that was never saved where there is none."""
    stage = stage_of(steps_of(case))
    rows = LetterDraft.objects.unscoped("the letter of a step is written once").filter(complaint=case, stage=stage)
    return rows.select_related("written_by").first() or LetterDraft(complaint=case, stage=stage, written_at=clock.now())


@action
def save_draft(
    viewer: Actor, case: Complaint, version: int, parts: Mapping[str, str], finding: str = ""
) -> LetterDraft:
    """Saves the free parts over the `version` that the writer saw. Raises `Overtaken` where another was saved since."""
    draft = draft_of(hold(case))
    if draft.version != version:
        if all(getattr(draft, name) == parts.get(name, "").strip() for name in FREE) and draft.finding == finding:
            return draft  # sent twice
        raise Overtaken(draft)
    for name in FREE:
        setattr(draft, name, parts.get(name, "").strip())
    draft.finding, draft.version = finding, version + 1
    draft.written_by_id, draft.written_at = person_of(viewer), clock.now()
    draft.save()
    note("complaint.letter_drafted", draft, chain=case.setting_id, version=draft.version)
    return draft


def why_not_ready(case: Complaint, draft: LetterDraft) -> str:
    """What is still missing before the letter can be given; empty where nothing is."""
    answered = points(entries_of(case), draft.stage)
    if missing := [p.number for p in answered if not p.finding]:
        return f"Point {missing[0]} has no finding yet. Every point is answered before the letter is given."
    if not answered and draft.finding not in Finding.values:
        return "Choose what was found."
    if not draft.explanation:
        return "Say what you found out."
    return "" if draft.apology else "Say what we are sorry for, or why we are not."


def preview(viewer: Actor, case: Complaint, draft: LetterDraft, today: dt.date) -> Letter:
    """The letter as it would be given today, signed by whoever looks at it, or by the person from outside who decided."""
    return _assembles(viewer, case, draft, today)(ENGLISH_TONGUE)


def preview_in(
    viewer: Actor, case: Complaint, draft: LetterDraft, today: dt.date, language: str, reader: str = ""
) -> InTheirs | None:
    """The same letter in the language of whoever complained; None where it is English, or we have no words in it."""
    return in_theirs(_assembles(viewer, case, draft, today), language, reader)


def _assembles(viewer: Actor, case: Complaint, draft: LetterDraft, today: dt.date) -> Callable[[Tongue], Letter]:
    steps = steps_of(case)
    told = replay(case, steps, today)
    facts = Facts(case, steps, entries_of(case), draft.stage, told.handler or "", today, person_of(viewer))
    who = Person.objects.filter(pk=person_of(viewer)).first()
    outside = outside_person(steps)
    inside = who.called if who else case.setting.name
    return lambda tongue: assembled(facts, draft, signed=outside["name"] if outside else inside, tongue=tongue)


def ways_to_give(case: Complaint) -> list[Given]:
    """How a letter can reach whoever complained: nothing is offered that would send nothing."""
    mailed = hears(case)
    there = mailed or looks(case)
    ways = {Given.MAIL: mailed, Given.PAGE: there and not mailed}
    return [way for way in Given if ways.get(way, True)]


def _why_not_now(case: Complaint, draft: LetterDraft, entries: list[Entry]) -> str:
    """Why no letter can be given at this moment; empty where one can."""
    if on_its_way(entries, draft.stage) is not None:
        return "A letter is on its way. Say when they have it."
    if "answered" not in replay(case, steps_of(case), clock.today()).can_next:
        return "This was done a moment ago, or cannot happen at this step. Nothing was written down."
    return ""


def not_so(case: Complaint, how: str) -> str:
    """Why a letter cannot be given so; empty where it can."""
    if Given(how) in ways_to_give(case):
        return ""
    if how == Given.MAIL:
        return (
            "No e-mail goes to them: they have no parent's account here that reads e-mail, or it is not safe to write."
        )
    return "They are told by e-mail, or have no page here to look at. Give it to them in another way."


@action
def give(
    viewer: Actor, case: Complaint, how: str, *, on: dt.date | None = None, language: str = ENGLISH,
    reader: str = "", grade: float | None = None, version: int | None = None, once: str = "",
) -> Entry:  # fmt: skip
    """Freezes the letter and gives it. What was handed over or read out is an answer on that day; what was sent is one on
    the day it arrives. In a `language` of ours it is kept in that, too; `reader` puts the rest into it, or reads it out.
    `version` is that of the draft which was shown. Raises `Refused` where something is missing."""
    case = hold(case)
    if once and (made := made_by(case, once)) is not None:
        return made
    draft, entries = draft_of(case), entries_of(case)
    if version is not None and version != draft.version:
        raise Refused("The letter was changed since you looked at it. Look at it once more.")
    if why_not := why_not_ready(case, draft) or _why_not_now(case, draft, entries) or not_so(case, how):
        raise Refused(why_not)
    letter = preview(viewer, case, draft, on or clock.today())
    theirs = preview_in(viewer, case, draft, on or clock.today(), language, reader.strip())
    finding = whole(p.finding for p in points(entries, draft.stage)) or draft.finding
    facts = {
        "code": code(letter.text), "how": str(Given(how)), "language": language, "grade": grade, "finding": finding,
        "translation_owed": language != ENGLISH, "to": letter.to, "delivered": how in AT_ONCE,
        "mailed": herald(viewer, case, task=_by_hand(how)), "reader": reader.strip(),
        "theirs": theirs.plain() if theirs else None,
    }  # fmt: skip
    entry = write(viewer, case, Kind.LETTER, letter.text, on=on, facts=facts, once=once)
    note("complaint.letter", entry, chain=case.setting_id, code=facts["code"], how=facts["how"])
    if language != ENGLISH:
        owe(viewer, case, TRANSLATE, due=clock.today() + WEEK, about=case.reference, why={"entry": entry.pk})
    if how in AT_ONCE:
        _answered(viewer, case, draft, entry, entry.on)
    return entry


@action
def arrive(viewer: Actor, letter: Entry, *, on: dt.date | None = None, words: str = "", once: str = "") -> Entry:
    """Writes down the day on which a letter that was sent arrived: on that day the complaint was answered.

    Raises `Refused` for a letter that is not on its way, or a day before it was sent.
    """
    case = hold(letter.complaint)
    if once and (made := made_by(case, once)) is not None:
        return made
    if letter.kind != Kind.LETTER or on_its_way(entries_of(case), letter.stage) != letter:
        raise Refused("They have this letter already.")
    if on is not None and on < letter.on:
        raise Refused("It cannot arrive before it was sent.")
    entry = write(viewer, case, Kind.ARRIVED, words, of=letter, on=on, once=once)
    _answered(viewer, case, draft_of(case), letter, entry.on)
    return entry


@action
def send_again(
    viewer: Actor, letter: Entry, how: str, words: str, *, on: dt.date | None = None, once: str = ""
) -> Entry:
    """Gives a letter once more that was lost on its way: the same text with the same code. The one that was lost counts no
    more; what the case says of it is `words`.

    Raises `Refused` for a letter that is not on its way, a day before it was sent, or without a word of what happened.
    """
    case = hold(letter.complaint)
    if once and (made := made_by(case, once)) is not None:
        return made
    if letter.kind != Kind.LETTER or on_its_way(entries_of(case), letter.stage) != letter:
        raise Refused("They have this letter, or it was sent again a moment ago. Nothing was written down.")
    if not words.strip():
        raise Refused("Say what happened to the first one.")
    if on is not None and on < letter.on:
        raise Refused("It cannot be sent again before it was sent.")
    if why_not := not_so(case, how):
        raise Refused(why_not)
    facts = {**letter.facts, "how": str(Given(how)), "delivered": how in AT_ONCE, "lost": words.strip()}
    facts["mailed"] = herald(viewer, case, task=_by_hand(how))
    entry = write(viewer, case, Kind.LETTER, letter.words, on=on, of=letter, facts=facts, once=once)
    note("complaint.letter_again", entry, chain=case.setting_id, code=facts["code"], how=facts["how"])
    if how in AT_ONCE:
        _answered(viewer, case, draft_of(case), entry, entry.on)
    return entry


def _by_hand(how: str) -> Task | None:
    """What is owed to one who reads no e-mail: nothing where the letter itself goes to them."""
    return TELL if how == Given.PAGE else None


def on_its_way(entries: list[Entry], stage: int) -> Entry | None:
    """The letter of this stage that was sent and has not arrived, if there is one. A lost one gives way to its second."""
    arrived = {entry.of_id for entry in entries if entry.kind in (Kind.ARRIVED, Kind.LETTER)}  # or was sent again
    letters = (entry for entry in entries if entry.kind == Kind.LETTER and entry.stage == stage)
    return next((one for one in letters if not one.facts["delivered"] and one.pk not in arrived), None)


def _answered(viewer: Actor, case: Complaint, draft: LetterDraft, letter: Entry, on: dt.date) -> None:
    take_step(
        viewer, case, "answered", on=on, words=draft.explanation, apology=draft.apology, finding=letter.facts["finding"]
    )


@action
def answer_at_once(viewer: Actor, case: Complaint, said: Mapping[str, Any]) -> Entry | None:
    """Answers from one form: words, apology, finding, on. It makes the letter and hands it over in one go; the key
    person's answer is a talk, and makes none."""
    if replay(case, steps_of(case), clock.today()).handler == TALK:
        take_step(viewer, case, "answered", **said)
        return None
    draft = draft_of(hold(case))
    parts = {**{name: getattr(draft, name) for name in FREE}, "explanation": said["words"], "apology": said["apology"]}
    save_draft(viewer, case, draft.version, parts, said["finding"])
    return give(viewer, case, Given.HANDED, on=said["on"])

"""Writing a complaint down and taking its steps. What is owed follows from the engine each time, and from nothing else."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from hometime.audit.actions import Actor, action, note, person_of
from hometime.complaints import choosing
from hometime.complaints.actions.settling import settle, steps_of
from hometime.complaints.engine.case import Told
from hometime.complaints.living import deciders, replay, under
from hometime.complaints.models import Channel, Complaint, Finding, Step
from hometime.families.models import Child
from hometime.kernel import clock, ids
from hometime.kernel.answers import Refused
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat
from hometime.records.actions import name_party
from hometime.records.audiences import Audience
from hometime.records.models import Party

KIND = "complaint"
# What people write down by hand; a finding comes with its answer, and the owners' review is theirs alone.
BY_HAND = ("acknowledged", "met", "answered", "agreed", "not_agreed", "not_satisfied", "withdrawn")


@dataclasses.dataclass(frozen=True)
class Said:
    """What was said or handed in, as it is written down. `settled` is None where nobody talked it over at the door."""

    received_on: dt.date
    what_happened: str
    channel: str = "spoken"
    source: str = "parent"
    complainant: str = ""
    about: str = "care"
    who: Person | None = None
    child: Child | None = None
    put_right: str = ""
    eyfs_requirement: bool = False
    classed: str = ""
    staff_view: str = ""
    explanation: str = ""
    apology: str = ""
    settled: bool | None = None


@action
def write_down(viewer: Actor, setting: Setting, said: Said) -> Complaint:
    """Writes a complaint down and hands it to whoever may take its first step (C1, C5-C8, C11, C12, C16).

    What was settled in the first talk is closed; what was not goes on by itself. Whom it is about is kept out of it from
    this moment, the one who writes included. Raises `Refused` for a day to come, or for a child of another setting.
    """
    today = clock.today()
    if said.received_on > today:
        raise Refused("The day it came in must be today or earlier.")
    if said.child is not None and said.child.setting_id != setting.pk:
        raise Refused("This child goes to another setting. Write it down there.")
    if said.child is not None and said.child.starts and said.received_on < said.child.starts:
        raise Refused("The child had not joined on that day. Check the day, or leave the child out.")
    case = Complaint(
        setting=setting, kind=KIND, title="Complaint", audience=Audience.NAMED, child=said.child,
        under=under(setting, said.received_on, said.source), opened=today, reference=ids.reference(),
        received_by=_receiver(viewer, setting, said.child, today), written_by_id=person_of(viewer),
        written_at=clock.now(),
        **{
            name: getattr(said, name)
            for name in (
                "received_on", "channel", "source", "complainant", "about", "what_happened", "put_right",
                "eyfs_requirement", "classed", "staff_view",
            )
        },
    )  # fmt: skip
    case.save()
    note("complaint.written_down", case, channel=said.channel, source=said.source)
    concerned = choosing.concerned(setting, said.child, said.about, said.who, today)
    for person in concerned:
        name_party(viewer, case, person, Party.Part.CONCERNS, hat=_hat_concerned(said.about))
    writer = person_of(viewer)
    if writer and writer not in {person.pk for person in concerned}:
        name_party(viewer, case, Person.objects.get(pk=writer), Party.Part.NAMED, hat=Hat(viewer.hat))
    _write(viewer, case, "received", said.received_on, said.explanation, said.apology)
    told = settle(viewer, case)
    if said.settled is not None and said.channel == Channel.SPOKEN:
        _after_the_talk(viewer, case, told, settled=said.settled)
    return case


@action
def take_step(
    viewer: Actor, case: Complaint, event: str, *, on: dt.date | None = None, words: str = "", apology: str = "",
    finding: str = "",
) -> Step:  # fmt: skip
    """Writes down what happened next: acknowledged, met, answered with a finding, taken further, withdrawn (C3, C13-C18).

    Raises `Refused` where that cannot happen now, for a day to come, or one before the present step began.
    """
    # The row is held, so that two people cannot take the same step at once.
    case = Complaint.objects.unscoped("a step is taken once").select_for_update(of=("self",)).get(pk=case.pk)
    steps = steps_of(case)
    if event not in BY_HAND or event not in replay(case, steps, clock.today()).can_next:
        raise Refused("This was done a moment ago, or cannot happen at this step. Nothing was written down.")
    day = _day_of(on, steps)
    if event == "answered" and finding not in Finding.values:
        raise Refused("Choose what was found.")
    if person_of(viewer) in deciders(steps):
        raise Refused("You decided an earlier step. Somebody else decides this one.")
    step = _write(viewer, case, event, day, words, apology, finding)
    if event == "answered":
        upheld = finding in (Finding.UPHELD, Finding.PARTLY)
        _write(viewer, case, "upheld" if upheld else "not_upheld", day)
    settle(viewer, case)
    return step


@action
def reviewed(viewer: Actor, case: Complaint, *, on: dt.date | None = None, words: str = "") -> Step:
    """Writes down that the owners looked at what to do better, or later whether it helped (O5, O6): whichever is owed.

    Keeps that duty on the owners' record, unless it is kept there already. `words` are read by whoever is on the case.
    Raises `Refused` where nothing of that kind is owed, for a day to come, or one before it was upheld.
    """
    case = Complaint.objects.unscoped("a step is taken once").select_for_update(of=("self",)).get(pk=case.pk)
    steps = steps_of(case)
    if "reviewed" not in replay(case, steps, clock.today()).can_next:
        raise Refused("Nothing is left to look at here. Nothing was written down.")
    day = _day_of(on, steps)
    step = _write(viewer, case, "reviewed", day, words)
    settle(viewer, case)
    return step


def _day_of(on: dt.date | None, steps: Sequence[Step]) -> dt.date:
    """The day something happened: today where nothing was said. Raises `Refused` for a day that cannot be."""
    today = clock.today()
    day = on or today
    if day > today:
        raise Refused("The day it happened must be today or earlier.")
    if day < max(step.on for step in steps):
        raise Refused("The day it happened cannot be before what happened last.")
    return day


def _after_the_talk(viewer: Actor, case: Complaint, told: Told, *, settled: bool) -> None:
    """A first talk that settled it closes it; one that did not hands it on, where it stands with the key person."""
    talk = told.handler == "key_person"
    holds = Party.objects.unscoped("whether the one who talked has it in hand").filter(
        record=case, part=Party.Part.HANDLER, person=person_of(viewer)
    )
    events: tuple[str, ...] = ()
    if settled and (talk or holds.exists()):
        events = ("answered", "agreed")
    elif not settled and talk:
        events = ("not_satisfied",)
    for event in events:
        _write(viewer, case, event, case.received_on)
    if events:
        settle(viewer, case)


def _receiver(viewer: Actor, setting: Setting, child: Child | None, day: dt.date) -> str:
    """Who took it in, as the engine needs to know it: who hands it to the manager has left the first talk behind."""
    me = person_of(viewer)
    for word in ("setting_manager", "line_manager"):
        role, people = choosing.takers(setting, None, word, (), day)
        if role == choosing.post_of(word) and me in {person.pk for person in people}:
            return word
    return "any_staff"


def _hat_concerned(about: str) -> Hat:
    return Hat.OWNER if about in ("line_manager", "owner") else Hat.STAFF


def _write(
    viewer: Actor, case: Complaint, event: str, on: dt.date, words: str = "", apology: str = "", finding: str = ""
) -> Step:
    number = len(steps_of(case)) + 1
    step = Step(
        complaint=case, number=number, event=event, on=on, by_id=person_of(viewer), written_at=clock.now(),
        words=words.strip(), apology=apology.strip(), finding=finding,
    )  # fmt: skip
    step.save()
    note("complaint.step", step, chain=case.setting_id, event=event, on=on)
    return step

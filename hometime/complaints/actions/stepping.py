"""Writing a complaint down and taking its steps. What is owed follows from the engine each time, and from nothing else."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hometime.audit.actions import Actor, action, person_of
from hometime.complaints import choosing
from hometime.complaints.actions.heralding import herald
from hometime.complaints.actions.settling import settle
from hometime.complaints.actions.strands import open_strand
from hometime.complaints.actions.writing import Docket, day_of, held
from hometime.complaints.engine.case import Told
from hometime.complaints.ground import Ground, survey
from hometime.complaints.living import deciders, outside_person, replay, under
from hometime.complaints.models import AtRisk, Channel, Complaint, Finding, Step, StrandKind
from hometime.families.models import Child
from hometime.kernel import clock, ids
from hometime.kernel.answers import Refused
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat
from hometime.records.actions import Named
from hometime.records.audiences import Audience
from hometime.records.models import Party

KIND = "complaint"
# What people write down by hand; a finding comes with its answer, and the owners' review is theirs alone.
BY_HAND = ("acknowledged", "met", "answered", "agreed", "not_agreed", "not_satisfied", "withdrawn")


@dataclasses.dataclass(frozen=True)
class Said:
    """What was said or handed in, as it is written down. `settled` is None where nobody talked it over at the door.

    `about` comes first of what it is about; `who` is meant by it. `at_risk` is the answer to the first question of every
    intake: anything but "no" leaves for the allegations procedure.
    """

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
    also_about: tuple[str, ...] = ()
    others: tuple[Person, ...] = ()
    at_risk: str = "no"
    serious_harm_by_staff: bool = False
    personal_data: bool = False

    @property
    def leaves(self) -> bool:
        """Whether it goes to the allegations procedure at once: a child could be at risk, or nobody can say."""
        return self.at_risk in (AtRisk.YES, AtRisk.NOT_SURE) or self.serious_harm_by_staff


@action
@choosing.asking_once
def write_down(viewer: Actor, setting: Setting, said: Said, *, ground: Ground | None = None) -> Complaint:
    """Writes a complaint down and hands it to whoever may take its first step (C1, C5-C8, C11, C12, C16).

    What was settled in the first talk is closed; what was not goes on by itself. Whom it is about is kept out of it from
    this moment, the one who writes included. Raises `Refused` for a day to come, or for a child of another setting.

    `ground` is what is known of the setting, where it was read already (`survey_for`).
    """
    today, ground = clock.today(), ground or survey_for(setting, said)
    choosing.known_posts(setting, today, ground.posts)
    if said.received_on > today:
        raise Refused("The day it came in must be today or earlier.", field="received_on")
    if said.child is not None and said.child.setting_id != setting.pk:
        raise Refused("This child goes to another setting. Write it down there.")
    if said.child is not None and said.child.starts and said.received_on < said.child.starts:
        raise Refused(
            "The child had not joined on that day. Check the day, or leave the child out.", field="received_on"
        )
    case = Complaint(
        setting=setting, kind=KIND, title="Complaint", audience=Audience.NAMED, child=said.child,
        under=under(ground.adoptions, said.source), opened=today, reference=ids.reference(),
        received_by=_receiver(viewer, setting, said.child, today), written_by_id=person_of(viewer),
        written_at=clock.now(), serious_harm=said.serious_harm_by_staff,
        also_about=[subject for subject in said.also_about if subject != said.about],
        **{
            name: getattr(said, name)
            for name in (
                "received_on", "channel", "source", "complainant", "about", "what_happened", "put_right",
                "eyfs_requirement", "classed", "staff_view", "at_risk",
            )
        },
    )  # fmt: skip
    case.closed_days = ground.closed_days  # type: ignore[attr-defined]  # as `whole` reads them
    who = [person for person in (said.who, *said.others) if person]
    concerned = choosing.concerned(setting, said.child, case.subjects, who, today)
    docket = Docket(case, fresh=True)
    named = [Named(person.pk, Party.Part.CONCERNS, _hat_concerned(said.about)) for person in concerned]
    writer = person_of(viewer)
    # A parent who tells us follows it by a page of their own, and takes no part in the case.
    if writer and viewer.hat != Hat.PARENT and writer not in {person.pk for person in concerned}:
        named.append(Named(writer, Party.Part.NAMED, Hat(viewer.hat)))
    docket.name(viewer, *named)
    sorted_as = {"about": list(case.subjects), "eyfs": said.eyfs_requirement, "left": said.leaves}
    docket.write_step(
        viewer, "received", said.received_on, said.explanation, apology=said.apology.strip(), says=sorted_as
    )
    told = settle(viewer, docket)
    if said.personal_data:
        open_strand(viewer, case, StrandKind.PERSONAL_DATA, said.received_on)
        docket.look_again()
    if said.settled is not None and not said.leaves and said.channel == Channel.SPOKEN:
        _after_the_talk(viewer, docket, told, settled=said.settled)
    case.given_out = docket.parties  # type: ignore[attr-defined]  # who sees it now, for whoever wrote it down
    return case


@action
def take_step(
    viewer: Actor, case: Complaint, event: str, *, on: dt.date | None = None, words: str = "", apology: str = "",
    finding: str = "", once: str = "",
) -> Step:  # fmt: skip
    """Writes down what happened next: acknowledged, met, answered with a finding, taken further, withdrawn (C3, C13-C18).

    `once` is the key of a form: sent again, it gives the step that it made. `case` is as whoever takes the step read it:
    one that somebody took further meanwhile is left where it is, or two who press at once would take it up two steps.

    Raises `Refused` where that cannot happen now, for a day to come, or one before the present step began.
    """
    read, docket = case, Docket(held(case))
    case, steps = docket.case, docket.steps
    made = next((step for step in steps if once and step.says.get("once") == once), None)
    if made is not None:
        return made
    can_next = () if _went_up(read, case) else replay(case, steps, clock.today()).can_next
    if event not in BY_HAND or event not in can_next:
        raise Refused("This was done a moment ago, or cannot happen at this step. Nothing was written down.")
    day = day_of(on, steps)
    if event == "answered" and finding not in Finding.values:
        raise Refused("Choose what was found.")
    outside = outside_person(steps)
    if person_of(viewer) in deciders(steps) and outside is None:
        raise Refused("You decided an earlier step. Somebody else decides this one.")
    step = docket.write_step(
        viewer, event, day, words, apology=apology.strip(), finding=finding,
        says={**({"outside": outside["name"]} if outside else {}), **({"once": once} if once else {})},
    )  # fmt: skip
    if event == "answered":
        upheld = finding in (Finding.UPHELD, Finding.PARTLY)
        docket.write_step(viewer, "upheld" if upheld else "not_upheld", day)
    settle(viewer, docket)
    if event == "acknowledged" and docket.linked:
        herald(viewer, case)
    read.held_by = case.held_by  # what was just done is known to whoever did it
    return step


def _went_up(read: Complaint, now: Complaint) -> bool:
    """Whether a complaint was taken a step up since it was read (`living.rung` begins with how often it was)."""
    return bool(read.held_by) and read.held_by.split()[0] != now.held_by.split()[0]


@action
def reviewed(viewer: Actor, case: Complaint, *, on: dt.date | None = None, words: str = "") -> Step:
    """Writes down that the owners looked at what to do better, or later whether it helped (O5, O6): whichever is owed.

    Keeps that duty on the owners' record, unless it is kept there already. `words` are read by whoever is on the case.
    Raises `Refused` where nothing of that kind is owed, for a day to come, or one before it was upheld.
    """
    docket = Docket(held(case))
    if "reviewed" not in replay(docket.case, docket.steps, clock.today()).can_next:
        raise Refused("Nothing is left to look at here. Nothing was written down.")
    step = docket.write_step(viewer, "reviewed", day_of(on, docket.steps), words)
    settle(viewer, docket)
    return step


def _after_the_talk(viewer: Actor, docket: Docket, told: Told, *, settled: bool) -> None:
    """A first talk that settled it closes it; one that did not hands it on, where it stands with the key person."""
    talk = told.handler == "key_person"
    me = person_of(viewer)
    holds = any(party.person_id == me for party in docket.parties if party.part == Party.Part.HANDLER)
    events: tuple[str, ...] = ()
    if settled and (talk or holds):
        events = ("answered", "agreed")
    elif not settled and talk:
        events = ("not_satisfied",)
    for event in events:
        docket.write_step(viewer, event, docket.case.received_on)
    if events:
        settle(viewer, docket)


def survey_for(setting: Setting, said: Said, once: str | None = None) -> Ground:
    """What is to be known of a setting to write down what was said; `once` is the key of the form it came with."""
    return survey(setting, choosing.CHOSEN, clock.today(), said.received_on, once)


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

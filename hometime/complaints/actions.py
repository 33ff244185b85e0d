"""Writing a complaint down and taking its steps. What is owed follows from the engine each time, and from nothing else."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.complaints import choosing
from hometime.complaints.case import REGULATOR, Impossible, Owed, Told
from hometime.complaints.living import deciders, replay, rung, under
from hometime.complaints.models import Channel, Complaint, Finding, Step
from hometime.complaints.rehearsing import CLOSED, EFFECT, REVIEW, WITHDRAWN
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.families.models import Child
from hometime.kernel import clock, ids
from hometime.kernel.answers import Refused
from hometime.people.models import Person, Setting, current
from hometime.people.roles import HAT_OF, Hat, Role
from hometime.records.actions import close_record, end_party, name_party, open_record, reopen_record
from hometime.records.audiences import Audience
from hometime.records.models import Party, Record

# What people write down by hand; a finding comes with its answer, and the owners' review is theirs alone.
BY_HAND = ("acknowledged", "met", "answered", "agreed", "not_agreed", "not_satisfied", "withdrawn")
KIND, REVIEWS = "complaint", "complaint_review"
# What each act of the engine owes, in words; the second word of a key names the post where it has words of its own.
TASKS = {
    "acknowledge": Task("C3", _("Say that we have the complaint"), _("I told them"), Role.MANAGER),
    "investigate": Task("C13", _("Find out what happened"), _("I found out"), Role.MANAGER),
    "meet": Task("X4", _("Meet about the complaint"), _("We met"), Role.MANAGER),
    "feedback": Task("C14", _("Tell them what was found"), _("I told them"), Role.MANAGER),
    f"respond {Role.LINE_MANAGER}": Task("C16", _("Answer the complaint"), _("I answered"), Role.LINE_MANAGER),
    f"respond {Role.OWNER}": Task("C18", _("Answer the complaint"), _("I answered"), Role.OWNER),
    REVIEW: Task("O5", _("Look at what to do better"), _("We looked at it"), Role.OWNER),
    EFFECT: Task("O5", _("See whether the change helped"), _("We saw to it"), Role.OWNER),
}
OWNERS_DO = (REVIEW, EFFECT)  # after a finding, on a record of their own that tells nothing of the case


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
    told = _settle(viewer, case)
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
    today, steps = clock.today(), _steps(case)
    day, told = on or today, replay(case, steps, today)
    if event not in BY_HAND or event not in told.can_next:
        raise Refused("This was done a moment ago, or cannot happen at this step. Nothing was written down.")
    if day > today:
        raise Refused("The day it happened must be today or earlier.")
    if day < max(step.on for step in steps):
        raise Refused("The day it happened cannot be before what happened last.")
    if event == "answered" and finding not in Finding.values:
        raise Refused("Choose what was found.")
    if person_of(viewer) in deciders(steps):
        raise Refused("You decided an earlier step. Somebody else decides this one.")
    step = _write(viewer, case, event, day, words, apology, finding)
    if event == "answered":
        upheld = finding in (Finding.UPHELD, Finding.PARTLY)
        _write(viewer, case, "upheld" if upheld else "not_upheld", day)
    _settle(viewer, case)
    return step


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
        _settle(viewer, case)


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


def _steps(case: Complaint) -> list[Step]:
    rows = Step.objects.unscoped("what is owed follows from every step").filter(complaint=case)
    return list(rows.order_by("number"))


def _write(
    viewer: Actor, case: Complaint, event: str, on: dt.date, words: str = "", apology: str = "", finding: str = ""
) -> Step:
    number = len(_steps(case)) + 1
    step = Step(
        complaint=case, number=number, event=event, on=on, by_id=person_of(viewer), written_at=clock.now(),
        words=words.strip(), apology=apology.strip(), finding=finding,
    )  # fmt: skip
    step.save()
    note("complaint.step", step, chain=case.setting_id, event=event, on=on)
    return step


def _settle(viewer: Actor, case: Complaint) -> Told:
    """Brings duties, people and the record in line with what the engine tells of the steps so far."""
    steps = _steps(case)
    try:
        told = replay(case, steps, clock.today())
    except Impossible as no:
        raise Refused(str(no)) from no
    if told.handler and told.handler != REGULATOR:
        _hand_on(viewer, case, steps, told.handler)
    _owe(viewer, case, told)
    last = max(step.on for step in steps)
    if told.state in (CLOSED, WITHDRAWN) and case.closed is None:
        close_record(viewer, case, kept="complaint", on=last)
    elif told.state not in (CLOSED, WITHDRAWN) and case.closed is not None:
        reopen_record(viewer, case)
    return told


def _parties(case: Complaint) -> list[Party]:
    rows = Party.objects.unscoped("who takes part changes with the step").filter(current(clock.today()), record=case)
    return list(rows.select_related("person"))


def _hand_on(viewer: Actor, case: Complaint, steps: Sequence[Step], handler: str) -> None:
    """Puts a complaint that reached another step into the hands of those who may take it.

    The manager goes on seeing what came through the manager's hands; others who had it lose sight of it.
    """
    here = rung(steps, handler)
    if case.held_by == here:
        return
    parties = _parties(case)
    barred = {party.person_id for party in parties if party.part == Party.Part.CONCERNS} | deciders(steps)
    role, people = choosing.takers(case.setting, case.child, handler, barred, clock.today())
    for party in parties:
        if party.part == Party.Part.HANDLER:
            end_party(viewer, party)
            if party.role == Role.MANAGER:
                name_party(viewer, case, party.person, Party.Part.NAMED, hat=Hat.STAFF, role=Role.MANAGER)
    for person in people:
        name_party(viewer, case, person, Party.Part.HANDLER, hat=HAT_OF[role], role=role)
    if role not in choosing.ABOVE:  # what begins below the manager is the manager's to know of, whoever settles it
        post, managers = choosing.takers(case.setting, case.child, "setting_manager", barred, clock.today())
        for person in managers if post == Role.MANAGER else ():
            name_party(viewer, case, person, Party.Part.NAMED, hat=Hat.STAFF, role=Role.MANAGER)
    case.held_by = here
    case.save(update_fields=["held_by"])
    note("complaint.handed_on", case, to=str(role))


def _in_hand(case: Complaint, handler: str | None) -> Role:
    held = (party.role for party in _parties(case) if party.part == Party.Part.HANDLER)
    return Role(next(held, "") or choosing.post_of(handler or ""))


def _owe(viewer: Actor, case: Complaint, told: Told) -> None:
    """Owes, keeps and lifts until the duties say what the engine says."""
    rows = Duty.objects.unscoped("what a complaint owes follows its steps").filter(record=case)
    known = {duty.why["key"]: duty for duty in rows}
    wanted = dict(_keyed(duty for duty in told.duties if duty.action not in OWNERS_DO))
    for key, owed in wanted.items():
        duty = known.get(key)
        if duty is None and not owed.lifted:
            duty = _owe_one(viewer, case, owed, key, told.handler)
        if duty is None or duty.kept_on or duty.lifted_because:
            continue
        if owed.kept_on:
            keep(viewer, duty, "", on=owed.kept_on)
        elif owed.lifted:
            lift(viewer, duty, "The complaint went another way.")
    for key, duty in known.items():
        if key not in wanted and not (duty.kept_on or duty.lifted_because):
            lift(viewer, duty, "The complaint is at another step.")
    _owe_owners(viewer, case, [duty for duty in told.duties if duty.action in OWNERS_DO])


def _keyed(duties: Iterator[Owed]) -> Iterator[tuple[str, Owed]]:
    """Each thing owed under a key that stays the same however often the steps are played."""
    seen: Counter[str] = Counter()
    for owed in duties:
        key = f"{owed.action} {owed.owed_by} {owed.counted_from} {owed.basis}"
        seen[key] += 1
        yield f"{key} {seen[key]}", owed


def _owe_one(viewer: Actor, case: Complaint, owed: Owed, key: str, handler: str | None) -> Duty:
    role = _in_hand(case, handler) if owed.owed_by == handler else choosing.post_of(owed.owed_by)
    task = dataclasses.replace(_task(owed.action, role), owed_by=role)
    why = {"case": case.pk, "key": key, "told": owed.why, "action": owed.action, "from": str(owed.counted_from or "")}
    return owe(
        viewer,
        case,
        task,
        due=owed.due,
        clause_key=(owed.clause or "")[:120],
        basis=owed.basis,
        why=why,
        about=case.reference,
    )


def _task(act: str, role: Role) -> Task:
    tasks: Mapping[str, Task] = TASKS
    answers = act in ("feedback", "report", "respond", "other")
    return tasks.get(f"respond {role}" if answers else act) or tasks["feedback"]


def _owe_owners(viewer: Actor, case: Complaint, duties: Sequence[Owed]) -> None:
    """What follows an upheld complaint is owed by the owners on a record that names nobody (O5)."""
    mark = f"after {case.reference}"
    known = Record.objects.unscoped("a review is owed once").filter(kind=REVIEWS, title=mark)
    if not duties or known.exists():
        return
    barred = {party.person_id for party in _parties(case) if party.part == Party.Part.CONCERNS}
    record = open_record(viewer, case.setting, REVIEWS, mark, Audience.NAMED, under=case.under)
    role, people = choosing.takers(case.setting, case.child, "owners_directors_trustees", barred, clock.today())
    for person in people:
        name_party(viewer, record, person, Party.Part.HANDLER, hat=HAT_OF[role], role=role)
    for owed in duties:
        owe(
            viewer, record, TASKS[owed.action], due=owed.due, clause_key=(owed.clause or "")[:120], basis=owed.basis,
            why={"told": owed.why},
        )  # fmt: skip

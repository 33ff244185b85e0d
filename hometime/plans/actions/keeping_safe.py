"""The agreed tasks that keep a child safe: begun, carried by whom the adopted document names, shown to an adult only where
a safeguarding lead says that it is safe, done, and reported to the meeting outside (F11)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.families.models import Child
from hometime.families.sides import key_person_of, sides
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.plans import terms
from hometime.plans.models import Doing, Report, SafetyPlan, SafetyTask, SafetyWorker
from hometime.records.actions import close_record, end_party, name_party
from hometime.records.audiences import Audience
from hometime.records.models import Party

DO = Task("F11", _("Do an agreed task with the family"), _("Open it"), Role.DSL)
GIVE = Task("F11", _("Say who carries an agreed task now: the key person has changed"), _("Open it"), Role.DSL)
TELL = Task("F11", _("Tell the meeting what was done of the agreed tasks"), _("Open it"), Role.DSL)
LONGEST = dt.timedelta(days=366)  # somebody from outside is on a plan for a year at most, then asked anew
TOLD_BEFORE = dt.timedelta(days=3)  # our proposal: the report goes out before the meeting
PLAN, TASK = "safety_plan", "safety_task"  # the kinds of their records


@action
def begin(viewer: Actor, child: Child, worker: str, meeting_on: dt.date | None) -> SafetyPlan:
    """Begins to keep what was agreed outside for a child. Who carries its tasks is what the adopted document says."""
    there = SafetyPlan.objects.unscoped("a child has one safety plan at a time")
    if there.filter(child=child, closed__isnull=True).exists():
        raise Refused("This child has a safety plan. Open it and go on there.")
    if not worker.strip():
        raise Refused("Say who leads the plan outside, and how to reach them.")
    post, term = terms.bearer(child.setting, clock.today())
    plan = SafetyPlan(
        setting=child.setting, child=child, kind=PLAN, title="Agreed tasks", audience=Audience.SAFEGUARDING,
        opened=clock.today(), under=term.adoption, bearer=post, basis=term.basis, worker=worker.strip(),
        meeting_on=meeting_on,
    )  # fmt: skip
    plan.save()
    note("safety.begun", plan)
    _owe_report(viewer, plan)
    return plan


def _owe_report(viewer: Actor, plan: SafetyPlan) -> None:
    if plan.meeting_on is not None:
        due = max(plan.meeting_on - TOLD_BEFORE, clock.today())
        owe(viewer, plan, TELL, due=due, why={"opens": ["safety-plan", plan.pk]})


def _open(record: SafetyPlan | SafetyTask) -> None:
    if record.closed is not None:
        raise Refused("This is already done. Nothing was changed.")


@action
def add_task(
    viewer: Actor, plan: SafetyPlan, words: str, due: dt.date, adult: Person | None, *, shown: bool, why_not: str = ""
) -> SafetyTask:
    """Adds an agreed task and gives it to whoever carries it today. The adult sees it only where that is safe (`shown`);
    where it is not, the reason stands with it (`why_not`)."""
    _open(plan)
    if due < clock.today():
        raise Refused("The day must be today or later.")
    if adult is not None and not shown and not why_not.strip():
        raise Refused("Say why it is not safe to show it to this adult.")
    task = SafetyTask(
        setting=plan.setting, child=plan.child, kind=TASK, title="An agreed task", audience=Audience.SAFEGUARDING,
        opened=clock.today(), under=plan.under, plan=plan, words=words.strip(), due=due, adult=adult,
        shown=shown and adult is not None, why_not=why_not.strip(),
    )  # fmt: skip
    task.save()
    note("safety.task", task, due=due)
    if adult is not None and shown:
        name_party(viewer, task, adult, Party.Part.NAMED, hat=Hat.PARENT)
    _give(viewer, task)
    return task


def _give(viewer: Actor, task: SafetyTask) -> None:
    """Names whoever carries a task today, and owes it to them."""
    assert task.child is not None  # a task is about a child
    why, today = {"opens": ["safety-task", task.pk]}, clock.today()
    term = terms.said(task.setting, "F11", "cp_task_lead", today)
    if task.plan.bearer != Role.KEY_PERSON:
        owe(viewer, task, DO, due=task.due, clause_key=term.key, why=why)
        return
    key = key_person_of(task.child, today)
    if key is None:
        raise Refused("This child has no key person today. Name one first: your policy gives the tasks to them.")
    name_party(viewer, task, key, Party.Part.NAMED, hat=Hat.STAFF, role=Role.KEY_PERSON)
    to_key = dataclasses.replace(DO, owed_by=Role.KEY_PERSON)
    owe(viewer, task, to_key, due=task.due, person=key, clause_key=term.key, why=why)


@action
def add_worker(
    viewer: Actor, plan: SafetyPlan, name: str, agency: str, reach: str, scope: str, ends: dt.date
) -> SafetyWorker:
    """Puts somebody from outside on the plan, for what and until which day: within a year, so that it is asked anew."""
    _open(plan)
    today = clock.today()
    if not today <= ends <= today + LONGEST:
        raise Refused("The last day must be today or later, and within a year.")
    if not (name.strip() and scope.strip()):
        raise Refused("Say who it is, and what they do on this plan.")
    made = SafetyWorker(
        plan=plan, name=name.strip(), agency=agency.strip(), reach=reach.strip(), scope=scope.strip(), starts=today,
        ends=ends,
    )  # fmt: skip
    made.save()
    note("safety.worker", plan, ends=ends)
    return made


def _duties(record: SafetyPlan | SafetyTask) -> list[Duty]:
    rows = Duty.objects.unscoped("what an agreed task owes goes with it").open().filter(record=record)
    return list(rows.order_by("due", "pk"))


def _carriers(task: SafetyTask, people: Collection[str] | None = None) -> list[Party]:
    rows = Party.objects.unscoped("who carries an agreed task").filter(
        record=task, hat=Hat.STAFF, role=Role.KEY_PERSON, ends__isnull=True
    )
    found = rows if people is None else rows.filter(person__in=people)
    return list(found.select_related("record").order_by("pk"))


@action
def give_again(viewer: Actor, task: SafetyTask) -> None:
    """A safeguarding lead gives a task to whoever carries it today: the key person of today, or the lead."""
    _open(task)
    for duty in _duties(task):
        lift(viewer, duty, "Given to whoever carries it now.")
    for party in _carriers(task):
        end_party(viewer, party)
    note("safety.given", task)
    _give(viewer, task)


@action
def let_go(viewer: Actor, child: Child, former: Collection[str]) -> int:
    """A child gets another key person: what the former ones carried of sealed tasks they see no more, and a lead says who
    goes on. Gives how many tasks that were."""
    rows = SafetyTask.objects.unscoped("a sealed task does not go over to a new key person by itself")
    count = 0
    for task in rows.filter(child=child, closed__isnull=True).order_by("pk"):
        parties = _carriers(task, former)
        if not parties:
            continue
        for party in parties:
            end_party(viewer, party)
        for duty in _duties(task):
            lift(viewer, duty, "The key person has changed.")
        owe(viewer, task, GIVE, due=clock.today(), why={"opens": ["safety-task", task.pk]})
        count += 1
    return count


@action
def show(viewer: Actor, task: SafetyTask, why_not: str = "") -> None:
    """A lead says that a task is safe to show to its adult, or (`why_not`) that it is safe no longer, and why."""
    _open(task)
    if task.adult is None:
        raise Refused("No adult of the family has a part in this task.")
    if bool(why_not.strip()) != task.shown:
        raise Refused("This is already done. Nothing was changed.")
    if task.shown:
        rows = Party.objects.unscoped("a task that is safe no longer closes at once").filter(
            record=task, person=task.adult, hat=Hat.PARENT, ends__isnull=True
        )
        for party in rows.select_related("record").order_by("pk"):
            end_party(viewer, party)
    else:
        name_party(viewer, task, task.adult, Party.Part.NAMED, hat=Hat.PARENT)
    task.shown, task.why_not = not task.shown, why_not.strip()
    task.save(update_fields=["shown", "why_not"])
    note("safety.shown" if task.shown else "safety.hidden", task)


@action
def write(viewer: Actor, task: SafetyTask, words: str, *, family: bool, done: bool = False) -> Doing:
    """Writes down something that was done of a task; `done` finishes it, which is for those who carry it at work."""
    _open(task)
    if not words.strip():
        raise Refused("Write down what was done.")
    made = Doing(task=task, on=clock.today(), by_id=person_of(viewer), family=family, words=words.strip())
    made.save()
    note("safety.written", task)
    if done:
        for duty in _duties(task):
            keep(viewer, duty, "Done, and written down on the task.")
        close_record(viewer, task, kept="safeguarding")
    return made


@action
def report(viewer: Actor, plan: SafetyPlan, to: str, words: str, meeting_on: dt.date | None) -> Report:
    """Writes down what was told to which meeting, and when the next one is."""
    _open(plan)
    made = Report(plan=plan, on=clock.today(), to=to.strip(), words=words.strip())
    made.save()
    note("safety.reported", plan)
    for duty in _duties(plan):
        keep(viewer, duty, "Reported.")
    plan.meeting_on = meeting_on
    plan.save(update_fields=["meeting_on"])
    _owe_report(viewer, plan)
    return made


@action
def end(viewer: Actor, plan: SafetyPlan, because: str) -> None:
    """Ends a safety plan with the reason, once none of its tasks is open."""
    _open(plan)
    if not because.strip():
        raise Refused("Say why the plan ends.")
    tasks = SafetyTask.objects.unscoped("a plan ends with its tasks").filter(plan=plan, closed__isnull=True)
    if tasks.exists():
        raise Refused("A task is still open. Finish it first, or write down why it is not done.")
    plan.ended_because = because.strip()
    plan.save(update_fields=["ended_because"])
    for duty in _duties(plan):
        lift(viewer, duty, "The plan has ended.")
    note("safety.ended", plan)
    close_record(viewer, plan, kept="safeguarding")


def adults_of(child: Child) -> list[Person]:
    """The adults who may know all about a child: with whom a task can be done."""
    return [adult.person for side in sides(child, clock.today()) for adult in side]

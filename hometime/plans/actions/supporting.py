"""A support plan in its rounds: begun, agreed with each side, tried here and at home, reviewed, and ended (F10)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.families.models import Child
from hometime.families.sides import sides
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.holding import hold
from hometime.kernel.refusals import refused
from hometime.kernel.texts import paragraphs_of
from hometime.notifications.actions import queue
from hometime.notifications.sentences import Key
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.plans import terms
from hometime.plans.models import Place, Professional, Reply, Round, Says, SupportPlan, Try, Undertaking
from hometime.records.actions import close_record, name_party
from hometime.records.audiences import PLAN, Audience
from hometime.records.models import Party

AGREE = Task("F10", _("Agree a support plan with each side of the family"), _("Open it"), Role.KEY_PERSON)
REVIEW = Task("F10", _("Look at a support plan with the family: what came of it?"), _("Open it"), Role.KEY_PERSON)
TELL = Task("F10", _("Say what you saw, for a support plan that you are on"), _("Open it"), Role.AGENCY)
AGREED_WITHIN = dt.timedelta(days=14)  # our proposal
TOLD_BEFORE = dt.timedelta(days=7)  # a professional's word comes before the review
LONGEST = dt.timedelta(days=366)  # a plan is looked at once a year at least
ASKED_TWICE = 2


@dataclasses.dataclass(frozen=True)
class Does:
    """A step as it is typed: where, what, who does it here, or with which adult alone at home."""

    place: str
    words: str
    who: str = ""
    person: Person | None = None


@dataclasses.dataclass(frozen=True)
class Written:
    """A round as it is typed."""

    seen_so_far: str
    aim: str
    steps: Sequence[Does]
    review_on: dt.date
    wishes: str = ""


@action
def begin(viewer: Actor, child: Child, need: str, first: Written) -> SupportPlan:
    """Begins the support plan of a child with its first round, and asks each side of the family."""
    if not need.strip():
        raise Refused("Say what the child needs support with.")
    there = SupportPlan.objects.unscoped("a child has one support plan at a time")
    if there.filter(child=child, closed__isnull=True).exists():
        raise Refused("This child has a support plan. Open it and go on there.")
    plan = SupportPlan(
        setting=child.setting, child=child, kind=PLAN, title="Support plan", audience=Audience.FAMILY,
        opened=clock.today(), need=need.strip(),
    )  # fmt: skip
    plan.save()
    note("plan.begun", plan)
    _begin_round(viewer, plan, 1, first)
    return plan


def _begin_round(viewer: Actor, plan: SupportPlan, number: int, written: Written) -> Round:
    today = clock.today()
    if not today < written.review_on <= today + LONGEST:
        raise Refused("The review must be after today, and within a year.")
    if not any(step.place == Place.HERE for step in written.steps):
        raise Refused("Say what is done here, and who does it.")
    made = Round(
        plan=plan, number=number, starts=today, seen_so_far=written.seen_so_far, wishes=written.wishes,
        aim=written.aim, review_on=written.review_on,
    )  # fmt: skip
    made.save()
    for position, step in enumerate(written.steps, start=1):
        Undertaking(
            round=made, number=position, place=step.place, words=step.words, who=step.who, person=step.person
        ).save()
    note("plan.round", plan, number=number, review_on=written.review_on)
    _owe_round(viewer, plan, written.review_on)
    return made


def _owe_round(viewer: Actor, plan: SupportPlan, review_on: dt.date) -> None:
    assert plan.child is not None  # a plan is about a child
    key = terms.review_every(plan.setting, clock.today())[1].key
    why = {"opens": ["plan", plan.pk]}
    owe(viewer, plan, REVIEW, due=review_on, clause_key=key, why=why)
    family = sides(plan.child, clock.today())
    if family:
        owe(viewer, plan, AGREE, due=min(clock.today() + AGREED_WITHIN, review_on), clause_key=key, why=why)
    for side in family:
        for adult in side:
            if adult.safe_to_write:
                queue(viewer, Key.SOMETHING, adult.person, setting=plan.setting, language=adult.person.language)
    for other in Professional.objects.unscoped("who works on a plan tells before its review").filter(plan=plan):
        _ask_professional(viewer, plan, other, review_on)


def _ask_professional(viewer: Actor, plan: SupportPlan, other: Professional, review_on: dt.date) -> None:
    due = max(review_on - TOLD_BEFORE, clock.today())
    if other.person is not None and other.ends >= due:
        owe(viewer, plan, TELL, due=due, person=other.person, why={"opens": ["plan", plan.pk]})


def now_of(plan: SupportPlan) -> Round:
    """The round that runs, or the last one of a plan that has ended."""
    return Round.objects.unscoped("a plan stands where its last round stands").filter(plan=plan).latest("number")


def _open(plan: SupportPlan) -> None:
    if plan.closed is not None:
        raise refused(refusals.PLAN_ENDED)


@action
def reply(viewer: Actor, plan: SupportPlan, person: Person, says: str, words: str) -> Reply:
    """An adult says whether they agree to the round that runs, or somebody here writes it down for them.

    That nobody answered is written down too, with how they were asked. Once each side agreed, or was asked twice in
    vain, the agreement is no longer owed.
    """
    _open(plan)
    if says not in Says.values:
        raise Refused("Say whether they agree.")
    if says == Says.SILENT and not words.strip():
        raise Refused("Say how you asked.")
    running = now_of(plan)
    said = Reply.objects.unscoped("replies stand in the order in which they came").filter(round=running).count()
    made = Reply(
        round=running,
        number=said + 1,
        person=person,
        on=clock.today(),
        by_id=person_of(viewer),
        says=says,
        words=words.strip(),
    )
    made.save()
    note("plan.reply", plan, person=person.pk, says=says)
    if heard(plan):
        for duty in _owed(plan, AGREE):
            keep(viewer, duty, "Each side of the family was heard.")
    return made


def heard(plan: SupportPlan) -> bool:
    """Whether each side of the family agreed to the round that runs, or was asked twice and gave no answer."""
    assert plan.child is not None  # a plan is about a child
    rows = Reply.objects.unscoped("each side of a family agrees for itself").filter(round=now_of(plan))
    told: dict[str, list[str]] = {}
    for person, says in rows.order_by("number").values_list("person", "says"):
        told.setdefault(person, []).append(says)
    return all(
        any(_settled(told.get(adult.person_id, [])) for adult in side) for side in sides(plan.child, clock.today())
    )


def _settled(says: Sequence[str]) -> bool:
    return bool(says) and says[-1] != Says.TALK and (Says.AGREES in says or says.count(Says.SILENT) >= ASKED_TWICE)


def _owed(plan: SupportPlan, *tasks: Task) -> list[Duty]:
    rows = Duty.objects.unscoped("what a round owes is kept with it").open().filter(record=plan)
    return list(rows.filter(what__in=[task.what for task in tasks]).order_by("due", "pk"))


@action
def try_out(viewer: Actor, step: Undertaking, words: str, *, person: Person | None = None) -> Try:
    """Writes down what was done of a step and how it went; `person` is the adult who did it at home."""
    plan = step.round.plan
    _open(plan)
    if not words.strip():
        raise refused(refusals.HOW_IT_WENT)
    made = Try(step=step, on=clock.today(), by_id=person_of(viewer), person=person, words=words.strip())
    made.save()
    note("plan.tried", plan)
    if viewer.hat == Hat.AGENCY:
        for duty in _owed(plan, TELL):
            if duty.person_id == viewer.person_id:
                keep(viewer, duty, "Said on the plan.")
    return made


@action
def add_professional(
    viewer: Actor, plan: SupportPlan, name: str, agency: str, scope: str, ends: dt.date, person: Person | None = None
) -> Professional:
    """Puts somebody from outside on a plan, for what and until when. Where they may sign in (`person`), they see the plan
    until that day and not a day longer."""
    _open(plan)
    today = clock.today()
    if not today <= ends <= today + LONGEST:
        raise Refused("The last day must be today or later, and within a year.")
    made = Professional(
        plan=plan,
        person=person,
        name=person.name if person else name,
        agency=agency,
        scope=scope,
        starts=today,
        ends=ends,
    )
    made.save()
    note("plan.professional", plan, ends=ends, person=person.pk if person else "")
    if person is not None:
        party = name_party(viewer, plan, person, Party.Part.NAMED, hat=Hat.AGENCY, role=Role.AGENCY)
        party.ends = ends
        party.save(update_fields=["ends"])
        _ask_professional(viewer, plan, made, now_of(plan).review_on)
    return made


@action
def review(
    viewer: Actor, plan: SupportPlan, found: str, family_found: str, *, again: Written | None = None, because: str = ""
) -> None:
    """Reviews the round that runs with the family, and begins the next one (`again`) or ends the plan, with the reason."""
    _open(plan)
    if not found.strip():
        raise Refused("Write down what came of it.")
    if again is None and not because.strip():
        raise Refused("Say why the plan ends.")
    done = now_of(plan)
    done.found, done.family_found, done.reviewed_on = found.strip(), family_found.strip(), clock.today()
    done.save(update_fields=["found", "family_found", "reviewed_on"])
    note("plan.reviewed", plan, number=done.number)
    for duty in _owed(plan, REVIEW):
        keep(viewer, duty, "Reviewed with the family.")
    for duty in _owed(plan, AGREE, TELL):
        lift(viewer, duty, "The round was reviewed.")
    if again is not None:
        _begin_round(viewer, plan, done.number + 1, again)
        return
    plan.ended_because = because.strip()
    plan.save(update_fields=["ended_because"])
    close_record(viewer, plan)


@action
def take_out(viewer: Actor, running: Round, field: str, words: str) -> None:
    """Takes a paragraph out of a round, because it turned out to be another agency's and is kept apart as theirs (A3).

    It goes as a whole wherever it stands in the field; a longer paragraph that begins alike is another one.
    """
    there = paragraphs_of(getattr(hold(running), field))
    left = [part for part in there if part != words]
    if left == there:
        raise Refused("This does not stand there any more. Look at the plan again.")
    setattr(running, field, "\n\n".join(left))
    running.save(update_fields=[field])
    note("plan.taken_out", running, chain=running.plan.setting_id, field=field)

"""How a child settles in: a plan agreed before the first day or the reason why not, visits, a new plan where it goes badly, and
an end that both sides say."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.duties.standing import open_days_after
from hometime.families.models import Child
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.once import mark_of, written_once
from hometime.kernel.refusals import refused
from hometime.notifications.actions import queue
from hometime.notifications.sentences import Key
from hometime.people.models import Person
from hometime.people.roles import Role
from hometime.policies.models import Adoption
from hometime.records.actions import close_record
from hometime.records.audiences import Audience
from hometime.welcome import stages
from hometime.welcome.family import adults_of, promised
from hometime.welcome.models import Settling, SettlingPlan, SettlingVisit, SettlingWord, Went, What
from hometime.welcome.stages import Said, Stage

SETTLING = "settling_in"  # the kind of record
PLAN = Task("F6", _("Agree a settling-in plan with the family before the first day"), _("Open it"), Role.KEY_PERSON)
TALK = Task("F6", _("Talk with the family: they see the settling-in plan differently"), _("Open it"), Role.KEY_PERSON)
ANEW = Task("F6", _("Settling in is hard. Plan it anew with the family"), _("Plan it anew"), Role.KEY_PERSON)
LOOK = Task("F6", _("Look with the family at how settling in goes"), _("Look at it"), Role.KEY_PERSON)
DONE = "This is already done. Nothing was changed."


@dataclasses.dataclass(frozen=True)
class Drawn:
    """A plan as it is written: the first days, what we do, what the family does, what helps, and when both look at it.

    `because` is why it is planned anew; the first plan has none.
    """

    days: str
    here: str
    home: str
    helps: str = ""
    look_on: dt.date | None = None
    because: str = ""


@dataclasses.dataclass(frozen=True)
class Came:
    """A visit: how it went, in our words and theirs, and which adult stayed with the child."""

    went: str
    ours: str
    on: dt.date | None = None
    stayed: Person | None = None
    theirs: str = ""


def said_of(settling: Settling) -> list[Said]:
    """All that was said of a settling in, in order."""
    rows = SettlingWord.objects.unscoped("where a settling in stands follows from all that was said").filter(
        settling=settling
    )
    found = rows.order_by("number").values_list("what", "person_id", "plan__number")
    return [Said(what, who or "", plan or 0) for what, who, plan in found]


def plans_of(settling: Settling) -> list[SettlingPlan]:
    """Its plans, the first one first."""
    return list(
        SettlingPlan.objects.unscoped("a new plan stands beside the one before")
        .filter(settling=settling)
        .order_by("number")
    )


def stage_of(settling: Settling) -> Stage:
    """Where it stands."""
    return stages.stage(said_of(settling), len(plans_of(settling)))


@action
def see_to_settling(viewer: Actor) -> int:
    """Opens the settling in of each child whose first day is near, where the policy in force asks for a plan, and owes the plan.

    Children who were here before the policy was adopted are left in peace. Safe to run again. Gives how many it changed.
    """
    today, changed = clock.today(), 0
    known = Settling.objects.unscoped("a child settles in once").values("child")
    children = Child.objects.unscoped("every child who begins gets a plan").select_related("setting").here(today)
    since = dict(Adoption.objects.order_by().values_list("setting").annotate(since=Min("recorded_on")))
    for child in children.filter(starts__lte=today + stages.AHEAD).exclude(pk__in=known).order_by("pk"):
        asks = promised(child.setting, "F6", today)
        if asks is not None and child.starts and child.starts >= since[child.setting_id]:
            begin(viewer, child)
            changed += 1
    left = Duty.objects.unscoped("a child who left settles in no more").open()
    for duty in left.filter(record__kind=SETTLING, record__child__left__lt=today):
        lift(viewer, duty, "The child has left.")
        changed += 1
    return changed


@action
def begin(viewer: Actor, child: Child, first_day: dt.date | None = None) -> Settling:
    """Opens a child's settling in, and owes a plan that is agreed before the first day: of the place, or in another room."""
    if Settling.objects.unscoped("a child settles in once").filter(child=child, closed__isnull=True).exists():
        raise Refused("This child has a settling-in plan already.")
    today = clock.today()
    settling = Settling(
        setting=child.setting, child=child, kind=SETTLING, title="Settling in", audience=Audience.FAMILY, opened=today,
        first_day=first_day or child.starts or today,
    )  # fmt: skip
    settling.save()
    note("settling.begun", settling)
    _owe(viewer, settling, PLAN, stages.plan_by(settling.first_day, today))
    return settling


@action
def draw_up(viewer: Actor, settling: Settling, drawn: Drawn) -> SettlingPlan:
    """Writes a plan and asks the family for their answer. A new plan needs the reason why, and stands beside the last one."""
    _still_open(settling)
    before = plans_of(settling)
    if before and not drawn.because.strip():
        raise Refused("Say why it is planned anew.")
    if not all(part.strip() for part in (drawn.days, drawn.here, drawn.home)):
        raise Refused("Write what happens in the first days, what you do, and what the family does.")
    today = clock.today()
    look_on = drawn.look_on or stages.look_by(settling.first_day, today)
    if look_on <= today:
        raise Refused("The day on which you look at it together must lie ahead.")
    texts = {part: str(getattr(drawn, part)).strip() for part in (*SettlingPlan.PARTS, "because")}
    plan = SettlingPlan(
        settling=settling, number=len(before) + 1, on=today, by_id=person_of(viewer), look_on=look_on, **texts
    )
    plan.save()
    _write(viewer, settling, What.PROPOSED, plan=plan)
    _keep(viewer, settling, f"There is a new plan, number {plan.number}.", ANEW, TALK)
    if before and not _owed(settling, PLAN):
        _owe(viewer, settling, PLAN, open_days_after(today, stages.PLAN_WITHIN))
    assert settling.child is not None  # a child settles in
    for adult in adults_of(settling.child, today):
        if adult.safe_to_write:
            queue(viewer, Key.SOMETHING, adult.person, setting=settling.setting, language=adult.person.language)
    return plan


@action
def answer(viewer: Actor, settling: Settling, person: Person, *, agrees: bool, words: str = "") -> None:
    """An adult agrees to the latest plan, or wants to talk about it; said by themselves, or written down for them."""
    _still_open(settling)
    plans = plans_of(settling)
    if not plans:
        raise refused(refusals.NO_PLAN)
    what = What.AGREES if agrees else What.DIFFERS
    if stages.answers(said_of(settling), plans[-1].number).get(person.pk) == what:
        raise refused(refusals.SAID_ALREADY)
    _write(viewer, settling, what, person=person, plan=plans[-1], words=words.strip())
    if not agrees:
        if not _owed(settling, TALK):
            _owe(viewer, settling, TALK, open_days_after(clock.today(), stages.TALK_WITHIN))
        return
    if stage_of(settling) != Stage.AGREED:  # somebody else of the family still sees it differently
        return
    _keep(viewer, settling, "The family agreed to the plan.", PLAN)
    _keep(viewer, settling, "The family agrees now.", TALK)
    _look_again(viewer, settling, plans[-1].look_on)


@action
def begin_without(viewer: Actor, settling: Settling, because: str) -> None:
    """A child begins before a plan is agreed: the reason is kept, and both sides look at it soon (F6)."""
    _still_open(settling)
    if not because.strip():
        raise Refused("Say why the child begins without a plan.")
    if not _owed(settling, PLAN):
        raise Refused(DONE)
    _write(viewer, settling, What.WITHOUT, words=because.strip())
    for duty in _owed(settling, PLAN):
        lift(viewer, duty, "The child begins without a plan. The reason is written down.")
    _look_again(viewer, settling, stages.look_by(settling.first_day, clock.today()))


@action
def visit(viewer: Actor, settling: Settling, came: Came) -> SettlingVisit:
    """Writes a visit or a first day down: how it went in both sides' words. One that went badly is planned anew."""
    _still_open(settling)
    day = came.on or clock.today()
    if day > clock.today():
        raise Refused("The day of the visit must be today or earlier.")
    if came.went not in Went.values or not came.ours.strip():
        raise Refused("Say how it went, and what you saw.")
    made = SettlingVisit(settling=settling, on=day, went=came.went, by_id=person_of(viewer))
    made.save()
    note("settling.visit", settling, went=came.went)
    _write(viewer, settling, What.OURS, visit=made, words=came.ours.strip())
    if came.stayed is not None:
        _write(viewer, settling, What.STAYED, visit=made, person=came.stayed)
    if came.theirs.strip():
        if came.stayed is None:
            raise Refused("Say who stayed: these words are theirs.")
        _write(viewer, settling, What.THEIRS, visit=made, person=came.stayed, words=came.theirs.strip())
    if came.went == Went.BADLY:
        _plan_anew(viewer, settling)
    return made


def say(
    viewer: Actor, settling: Settling, person: Person, words: str, of: SettlingVisit | None = None, once: str = ""
) -> SettlingWord:
    """An adult says how it goes, about one visit or in general. `once` is the key of the form, which counts once."""
    mark = mark_of(once, settling.pk, person.pk, person_of(viewer), words.strip())
    rows = SettlingWord.objects.unscoped("what is sent twice counts once")
    return written_once(
        lambda: rows.filter(once=mark).first() if mark else None,
        lambda: _say(viewer, settling, person, words, of, mark),
    )


@action
def _say(
    viewer: Actor, settling: Settling, person: Person, words: str, of: SettlingVisit | None, mark: str | None
) -> SettlingWord:
    _still_open(settling)
    if not words.strip():
        raise refused(refusals.HOW_IT_GOES)
    return _write(viewer, settling, What.THEIRS, person=person, visit=of, words=words.strip(), once=mark)


@action
def look(viewer: Actor, settling: Settling, words: str, again: dt.date | None = None) -> None:
    """Both sides looked at how settling in goes; they look again on a day, until the child has settled in."""
    _still_open(settling)
    if not words.strip():
        raise Refused("Write what you found together.")
    again = again or clock.today() + stages.LOOK_AFTER
    if again <= clock.today():
        raise Refused("The day on which you look at it again must lie ahead.")
    _write(viewer, settling, What.LOOKED, words=words.strip())
    _keep(viewer, settling, "Looked at it together.", LOOK)
    _look_again(viewer, settling, again)


@action
def settled(viewer: Actor, settling: Settling, person: Person | None, *, yes: bool, words: str = "") -> None:
    """One side says that the child has settled in, or not yet. `person` is the adult; without one it is said here.

    Once both sides say so, and nobody says "not yet", it is done. Where anybody says "not yet", it is planned anew.
    """
    _still_open(settling)
    what = What.SETTLED if yes else What.NOT_YET
    who = person.pk if person else ""
    if stages.ends(said_of(settling)).get(who) == what:
        raise refused(refusals.SAID_ALREADY)
    _write(viewer, settling, what, person=person, words=words.strip())
    if not yes:
        _plan_anew(viewer, settling)
    elif stage_of(settling) == Stage.SETTLED:
        settling.settled_on = clock.today()
        settling.save(update_fields=["settled_on"])
        _keep(viewer, settling, "Both sides say that the child has settled in.", LOOK, ANEW, TALK, PLAN)
        close_record(viewer, settling)


def _still_open(settling: Settling) -> None:
    if settling.closed is not None:
        raise Refused(DONE)


def _write(viewer: Actor, settling: Settling, what: What, **facts: Any) -> SettlingWord:
    number = len(said_of(settling)) + 1
    entry = SettlingWord(
        settling=settling, number=number, what=what, on=clock.today(), by_id=person_of(viewer), **facts
    )
    entry.save()
    note(f"settling.{what}", settling)
    return entry


def _owe(viewer: Actor, settling: Settling, task: Task, due: dt.date) -> None:
    clause = promised(settling.setting, "F6", clock.today())
    why = {"opens": ["settling", settling.pk], "first_day": str(settling.first_day)}
    owe(viewer, settling, task, due=due, clause_key=clause.key if clause else "", why=why)


def _owed(settling: Settling, *tasks: Task) -> list[Duty]:
    rows = Duty.objects.unscoped("what a settling in owes is owed once").open()
    return list(rows.filter(record=settling, what__in=[task.what for task in tasks]).order_by("pk"))


def _keep(viewer: Actor, settling: Settling, evidence: str, *tasks: Task) -> None:
    for duty in _owed(settling, *tasks):
        keep(viewer, duty, evidence)


def _plan_anew(viewer: Actor, settling: Settling) -> None:
    if not _owed(settling, ANEW):
        _owe(viewer, settling, ANEW, open_days_after(clock.today(), stages.PLAN_WITHIN))


def _look_again(viewer: Actor, settling: Settling, on: dt.date) -> None:
    """Owes the next look; where one is owed for another day, that one makes way."""
    for duty in _owed(settling, LOOK):
        if duty.due == on:
            return
        lift(viewer, duty, "Another day was agreed.")
    _owe(viewer, settling, LOOK, on)

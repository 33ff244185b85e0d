"""A support plan as somebody sees it; where it stands in a child's file; and what a family is asked about its plans."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.families.models import Child
from hometime.families.sides import sides
from hometime.kernel.answers import No
from hometime.people.models import Person, Post
from hometime.people.roles import Hat, Role
from hometime.plans import rules
from hometime.plans.actions.keeping_safe import TASK
from hometime.plans.forms import family, staff
from hometime.plans.models import Place, Professional, Reply, Round, Says, SupportPlan, Try, Undertaking
from hometime.records.audiences import PLAN
from hometime.ui.asks import Ask

ASKS = (PLAN, TASK)  # the kinds of record on which a family is asked something


@dataclasses.dataclass(frozen=True)
class Done:
    """A step with what was done of it."""

    step: Undertaking
    tries: Sequence[Try]


@dataclasses.dataclass(frozen=True)
class Turn:
    """One round: its steps here and at home, and what was said to it."""

    round: Round
    here: Sequence[Done]
    home: Sequence[Done]
    replies: Sequence[Reply]


@dataclasses.dataclass(frozen=True)
class PlanPage:
    """A plan: the round that runs (or the last), those before, and what this viewer may do now."""

    plan: SupportPlan
    now: Turn
    before: Sequence[Turn]
    professionals: Sequence[Professional]
    waits_for: Sequence[str]
    why_not: No | None
    forms: dict[str, Any]


def plan_page(viewer: Viewer, plan: SupportPlan, typed: dict[str, Any] | None = None) -> PlanPage:
    """A plan. `typed` is a form that has something to put right, by its name."""
    turns = _turns(viewer, plan)
    at_work = viewer.hat == Hat.STAFF
    why_not = rules.write(viewer, plan) if at_work else rules.try_out(viewer, plan)
    others = Professional.objects.visible_to(viewer).filter(plan=plan).order_by("ends", "name")
    return PlanPage(
        plan=plan,
        now=turns[0],
        before=turns[1:],
        professionals=list(others),
        waits_for=_waits_for(viewer, plan, turns[0]) if at_work and plan.closed is None else (),
        why_not=why_not,
        forms={**(_forms(viewer, plan, turns[0]) if why_not is None else {}), **(typed or {})},
    )


def _turns(viewer: Viewer, plan: SupportPlan) -> list[Turn]:
    rounds = Round.objects.visible_to(viewer).filter(plan=plan).order_by("-number")
    steps = Undertaking.objects.visible_to(viewer).filter(round__plan=plan).select_related("person").order_by("number")
    tries = Try.objects.visible_to(viewer).filter(step__round__plan=plan).select_related("person", "by", "step")
    replies = Reply.objects.visible_to(viewer).filter(round__plan=plan).select_related("person", "by")
    told = list(tries.order_by("on", "pk"))
    said = list(replies.order_by("number"))
    done = [Done(step, [each for each in told if each.step_id == step.pk]) for step in steps]
    return [
        Turn(
            round=each,
            here=[one for one in done if one.step.round_id == each.pk and one.step.place == Place.HERE],
            home=[one for one in done if one.step.round_id == each.pk and one.step.place == Place.HOME],
            replies=[reply for reply in said if reply.round_id == each.pk],
        )
        for each in rounds
    ]


def _waits_for(viewer: Viewer, plan: SupportPlan, now: Turn) -> list[str]:
    """The adults of the sides from which nobody has agreed yet, a side to a line."""
    assert plan.child is not None  # a plan is about a child
    latest = {reply.person_id: reply.says for reply in now.replies}
    return [
        ", ".join(adult.person.called for adult in side)
        for side in sides(plan.child, viewer.today)
        if not any(latest.get(adult.person_id) == Says.AGREES for adult in side)
    ]


def adults_of(viewer: Viewer, plan: SupportPlan | Child) -> list[Person]:
    """The adults who may know all about the child."""
    child = plan if isinstance(plan, Child) else plan.child
    assert child is not None  # a plan is about a child
    return [adult.person for side in sides(child, viewer.today) for adult in side]


def steps_to_try(viewer: Viewer, plan: SupportPlan) -> list[Undertaking]:
    """The steps of the round that runs of which this viewer may write down something: a family's, those at home."""
    rows = Undertaking.objects.visible_to(viewer).filter(round__plan=plan, round__reviewed_on__isnull=True)
    if viewer.hat == Hat.PARENT:
        rows = rows.filter(place=Place.HOME)
    return list(rows.select_related("round__plan__setting").order_by("number"))


def professionals_of(plan: SupportPlan, viewer: Viewer) -> list[Person]:
    """The professionals who may sign in at the setting."""
    posts = Post.objects.on(viewer.today).filter(setting=plan.setting_id, role=Role.AGENCY).select_related("person")
    return [post.person for post in posts.order_by("person__name", "pk")]


def _forms(viewer: Viewer, plan: SupportPlan, now: Turn) -> dict[str, Any]:
    steps = steps_to_try(viewer, plan)
    forms: dict[str, Any] = {"try": family.TryForm(steps)} if steps else {}
    if viewer.hat == Hat.PARENT:
        mine = [reply for reply in now.replies if reply.person_id == viewer.person_id]
        if not mine or mine[-1].says != Says.AGREES:
            forms["reply"] = family.ReplyForm()
    elif viewer.hat == Hat.STAFF:
        forms["told"] = staff.ToldForm(adults_of(viewer, plan))
        forms["professional"] = staff.ProfessionalForm(professionals_of(plan, viewer))
    return forms


@dataclasses.dataclass(frozen=True)
class Kept:
    """A child's support plans in their file: each with the round that it stands in, and whether one may be begun."""

    child: Child
    plans: Sequence[tuple[SupportPlan, Round]]
    may_begin: bool


def in_file(viewer: Viewer, child: Child) -> Kept | None:
    """The support plans of a child as the file shows them; None where there is nothing for this viewer."""
    plans = list(SupportPlan.objects.visible_to(viewer).filter(child=child).order_by("-opened", "pk"))
    rounds: dict[str, Round] = {}
    for each in Round.objects.visible_to(viewer).filter(plan__in=[plan.pk for plan in plans]).order_by("number"):
        rounds[each.plan_id] = each
    begins = viewer.hat == Hat.STAFF and rules.work_with(viewer, child) is None
    may_begin = begins and all(plan.closed is not None for plan in plans)
    return Kept(child, [(plan, rounds[plan.pk]) for plan in plans], may_begin) if plans or may_begin else None


def asks(viewer: Viewer, children: Sequence[Child], waiting: Sequence[tuple[str, str, str]]) -> list[Ask]:
    """What a parent is asked about plans: to say whether they agree, and what they agreed to do themselves.

    `waiting` are the open records about the children that the parent sees, each with its kind and child."""
    by_child = {child.pk: child for child in children}
    found = [(pk, kind, child) for pk, kind, child in waiting if kind in ASKS]
    plans = [pk for pk, kind, _child in found if kind == PLAN]
    unanswered = _unanswered(viewer, plans) if plans else set()
    words = {
        TASK: (gettext("A thing we said we do together"), "safety-task"),
        PLAN: (gettext("Read the support plan and say if you agree"), "plan"),
    }
    return [
        Ask(by_child[str(child)].called, words[kind][0], gettext("Open"), reverse(words[kind][1], args=[pk]))
        for pk, kind, child in found
        if kind == TASK or pk in unanswered
    ]


def _unanswered(viewer: Viewer, plans: Sequence[str]) -> set[str]:
    """The plans of which the viewer has said nothing yet to the round that runs."""
    running = Round.objects.visible_to(viewer).filter(plan__in=plans, reviewed_on__isnull=True)
    said = Reply.objects.visible_to(viewer).filter(round__plan__in=plans, person=viewer.person_id).values("round")
    return set(running.exclude(pk__in=said).values_list("plan", flat=True))

"""A safety plan as a lead sees it, a task as those on it see it, and what of them stands in a child's file."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from hometime.access.viewer import Viewer
from hometime.families.models import Child
from hometime.kernel.answers import No
from hometime.people.roles import Hat, Role
from hometime.plans import rules
from hometime.plans.actions.keeping_safe import adults_of
from hometime.plans.forms import family, staff
from hometime.plans.models import Doing, Report, SafetyPlan, SafetyTask, SafetyWorker


@dataclasses.dataclass(frozen=True)
class SafetyPage:
    """A safety plan: who carries its tasks under the adopted document, the tasks, and the reports to meetings."""

    plan: SafetyPlan
    bearer: str
    by_document: bool
    tasks: Sequence[SafetyTask]
    reports: Sequence[Report]
    workers: Sequence[SafetyWorker]
    before: Sequence[SafetyWorker]
    why_not: No | None
    forms: dict[str, Any]


@dataclasses.dataclass(frozen=True)
class TaskPage:
    """A task, what was done of it, and what this viewer may do now."""

    task: SafetyTask
    doings: Sequence[Doing]
    lead: bool
    forms: dict[str, Any]


def safety_page(viewer: Viewer, plan: SafetyPlan, typed: dict[str, Any] | None = None) -> SafetyPage:
    """A safety plan. `typed` is a form that has something to put right, by its name."""
    assert plan.child is not None  # a plan is about a child
    why_not = rules.change(viewer, plan)
    forms: dict[str, Any] = {}
    if why_not is None:
        forms = {
            "task": staff.SafetyTaskForm(adults_of(plan.child)),
            "worker": staff.SafetyWorkerForm(),
            "report": staff.ReportForm(),
            "end": staff.CloseForm(),
        }
    tasks = SafetyTask.objects.visible_to(viewer).filter(plan=plan).select_related("adult")
    outside = list(SafetyWorker.objects.visible_to(viewer).filter(plan=plan).order_by("ends", "name", "pk"))
    return SafetyPage(
        plan=plan,
        bearer=str(Role(plan.bearer).label),
        by_document=plan.basis == "policy",
        tasks=list(tasks.order_by("due", "pk")),
        reports=list(Report.objects.visible_to(viewer).filter(plan=plan).order_by("on", "pk")),
        workers=[each for each in outside if each.ends >= viewer.today],
        before=[each for each in outside if each.ends < viewer.today],
        why_not=why_not,
        forms={**forms, **(typed or {})},
    )


def task_page(viewer: Viewer, task: SafetyTask, typed: dict[str, Any] | None = None) -> TaskPage:
    """A task. `typed` is a form that has something to put right, by its name."""
    forms: dict[str, Any] = {}
    if viewer.hat == Hat.PARENT and rules.join(viewer, task) is None:
        forms["mine"] = family.TaskForm()
    elif rules.carry(viewer, task) is None:
        forms["write"] = staff.DoingForm()
        forms["hide"] = staff.HideForm()
    doings = Doing.objects.visible_to(viewer).filter(task=task).select_related("by")
    return TaskPage(
        task=task,
        doings=list(doings.order_by("on", "pk")),
        lead=rules.lead(viewer, task) is None,
        forms={**forms, **(typed or {})},
    )


@dataclasses.dataclass(frozen=True)
class Sealed:
    """What of safety plans this viewer finds in a child's file."""

    child: Child
    plans: Sequence[SafetyPlan]
    tasks: Sequence[SafetyTask]
    may_begin: bool


def in_file(viewer: Viewer, child: Child) -> Sealed | None:
    """For a lead the plans and the way to begin one; for whoever is on a task that task; for anybody else nothing."""
    lead = rules.lead(viewer, child) is None
    plans = list(SafetyPlan.objects.visible_to(viewer).filter(child=child).order_by("-opened", "pk"))
    tasks = SafetyTask.objects.visible_to(viewer).filter(child=child, closed__isnull=True).order_by("due", "pk")
    own = [] if lead else list(tasks)
    may_begin = lead and all(plan.closed is not None for plan in plans)
    return Sealed(child, plans, own, may_begin) if plans or own or may_begin else None

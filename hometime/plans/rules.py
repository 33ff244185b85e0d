"""Who may do what with plans. Each answers with nothing, or with the reason why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.families import working
from hometime.families.models import Child
from hometime.kernel.answers import No
from hometime.people.roles import HEADS, Hat, Role
from hometime.plans.models import SafetyPlan, SafetyTask, SupportPlan

PLANNERS = (*HEADS, Role.SENCO)

# What every room asks.
lead = working.lead


def work_with(viewer: Viewer, child: Child) -> No | None:
    """The key person, the back-up, the SENCO and the office plan support with a child's family (F10)."""
    if working.works_with(viewer, child, *PLANNERS):
        return None
    return No(_("Only the key person, the SENCO and the manager do this."))


def write(viewer: Viewer, plan: SupportPlan) -> No | None:
    """Those who work with the family, until the plan has ended."""
    assert plan.child is not None  # a plan is about a child
    return work_with(viewer, plan.child) or _ended(plan)


def answer(viewer: Viewer, plan: SupportPlan) -> No | None:
    """An adult who sees the plan, until it has ended."""
    if viewer.hat != Hat.PARENT:
        return No(_("This is for the family. Write down here what they told you."))
    return _ended(plan)


def try_out(viewer: Viewer, plan: SupportPlan) -> No | None:
    """The family, a professional on the plan and those who work with the child write down what they did."""
    if viewer.hat in (Hat.PARENT, Hat.AGENCY):
        return _ended(plan)
    return write(viewer, plan)


def change(viewer: Viewer, record: SafetyPlan | SafetyTask) -> No | None:
    """A safeguarding lead, until it has ended."""
    return lead(viewer, record) or _ended(record)


def carry(viewer: Viewer, task: SafetyTask) -> No | None:
    """Whoever carries a task at work, and the leads, until it is done."""
    return _ended(task) if viewer.hat == Hat.STAFF else No(_("Only a safeguarding lead does this."))


def join(viewer: Viewer, task: SafetyTask) -> No | None:
    """The adult with whom a task is done, until it is done."""
    if viewer.hat != Hat.PARENT:
        return No(_("This is for the family. Write down here what they told you."))
    return _ended(task)


def _ended(record: SupportPlan | SafetyPlan | SafetyTask) -> No | None:
    return working.already(record.closed)

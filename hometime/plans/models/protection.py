"""Safety plans: what was agreed outside to keep a child safe, and each task of it, sealed by itself (F11).

A plan is for the safeguarding leads alone. A task is for them, for whoever carries it, and for the adult it is done with
once a lead has said that showing it is safe. To everybody else nothing is there.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.records.audiences import seen, seen_while_bound
from hometime.records.models import Record


class SafetyPlanRows(Scoped["SafetyPlan"]):
    """Safety plans, for the safeguarding leads."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the child and the setting."""
        return self.select_related("child", "setting", "under")


class SafetyPlan(Record):
    """An agreed child protection plan, as far as it concerns the setting. `bearer` is the post that carries its tasks:
    the one that the adopted document names, frozen with the day the plan began."""

    data: ClassVar[Holding] = holds("safeguarding", P4="bearer basis worker meeting_on ended_because")
    bearer = models.CharField(max_length=30, choices=Role)
    basis = models.CharField(max_length=10)
    worker = models.TextField()
    meeting_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)

    objects = SafetyPlanRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class SafetyTaskRows(Scoped["SafetyTask"]):
    """Tasks, for the leads and whoever is named."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record, while the bond lets a parent know all."""
        return seen_while_bound(viewer)

    def whole(self) -> Self:
        """With the child, the setting and the adult."""
        return self.select_related("child", "setting", "adult")


class SafetyTask(Record):
    """One agreed task: what, by when, and with which adult. `shown` says that a lead found it safe to show that adult."""

    data: ClassVar[Holding] = holds("safeguarding", P4="plan words due adult shown why_not")
    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="tasks")
    words = models.TextField()
    due = models.DateField()
    adult = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    shown = models.BooleanField(default=False)
    why_not = models.TextField(blank=True)

    objects = SafetyTaskRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class DoingRows(Scoped["Doing"]):
    """What was done of tasks."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the task; an adult reads their own words only."""
        rows = seen_while_bound(viewer, "task__")
        return rows & Q(by_id=viewer.person_id) if viewer.hat == Hat.PARENT else rows


class Doing(Guarded):
    """Something that was done of a task, by whom and on which day."""

    data: ClassVar[Holding] = holds("safeguarding", P4="task on by family words")
    task = models.ForeignKey(SafetyTask, on_delete=models.PROTECT, related_name="doings")
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    family = models.BooleanField(default=False)
    words = models.TextField()

    objects = DoingRows.as_manager()


class ReportRows(Scoped["Report"]):
    """Reports to meetings outside."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the plan."""
        return seen(viewer, "plan__")


class Report(Guarded):
    """What was told to which meeting about the tasks."""

    data: ClassVar[Holding] = holds("safeguarding", P4="plan on to words")
    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="reports")
    on = models.DateField()
    to = models.CharField(max_length=200)
    words = models.TextField()

    objects = ReportRows.as_manager()


class SafetyWorkerRows(Scoped["SafetyWorker"]):
    """Those from outside who are on safety plans."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the plan."""
        return seen(viewer, "plan__")


class SafetyWorker(Guarded):
    """Somebody from outside on a safety plan, such as the social worker: for what, and until when. Only the leads know of
    them here; what they are told goes through sharing, each time decided."""

    data: ClassVar[Holding] = holds("safeguarding", P4="plan name agency reach scope starts ends")
    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="workers")
    name = models.CharField(max_length=120)
    agency = models.CharField(max_length=120)
    reach = models.CharField(max_length=200)
    scope = models.TextField()
    starts = models.DateField()
    ends = models.DateField()

    objects = SafetyWorkerRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=models.F("starts")), name="a_worker_ends_after_the_beginning")
        ]

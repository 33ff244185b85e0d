"""What stands beside a complaint's ladder: strands with a clock of their own, and how a setting hears of allegations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hometime.access.viewer import Viewer
from hometime.complaints.models.cases import Complaint
from hometime.complaints.models.choices import StrandKind
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Recorded, RecordedRows, Scoped
from hometime.people.models import Person, Setting
from hometime.records.audiences import seen


class StrandRows(Scoped["Strand"]):
    """Strands, for whoever sees the complaint."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the record."""
        return seen(viewer, "complaint__")


class Strand(Guarded):
    """A part of a complaint that goes its own way: who asks (`number` is theirs), since when, and by when they want an
    answer. What was said, supplied and set on it stands in the steps of the complaint."""

    data: ClassVar[Holding] = holds("complaint", P4="complaint kind number opened_on answer_by closed_on")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="strands")
    kind = models.CharField(max_length=16, choices=StrandKind)
    number = models.CharField(max_length=40, blank=True)
    opened_on = models.DateField()
    answer_by = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    objects = StrandRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["complaint", "kind"], name="strands_of_complaint")]


class AllegationsRoute(Recorded):
    """How one setting hears of an allegation: which owner, where the safeguarding lead cannot be the one, and within
    what time the local authority's officer wants to be told. The newest row counts."""

    class Unit(models.TextChoices):
        """What the authority's time is counted in."""

        WORKING_DAYS = "working_days"
        HOURS = "hours"

    data: ClassVar[Holding] = holds("settings", P1="setting owner within unit source checked_on written_by written_at")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    within = models.PositiveSmallIntegerField(default=1)
    unit = models.CharField(max_length=16, choices=Unit, default=Unit.WORKING_DAYS)
    source = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = RecordedRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["setting", "written_at"], name="allegations_route_of")]


def allegations_route(setting: Setting) -> AllegationsRoute | None:
    """How a setting hears of allegations; None where nobody said."""
    rows = AllegationsRoute.objects.filter(setting=setting).select_related("owner")
    return rows.order_by("-written_at", "-pk").first()

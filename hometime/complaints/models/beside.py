"""What stands beside a complaint's ladder: strands with a clock of their own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hometime.access.viewer import Viewer
from hometime.complaints.models.cases import Complaint
from hometime.complaints.models.choices import StrandKind
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
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

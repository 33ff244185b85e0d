"""What was made on paper of a complaint, for whom and why: nothing of a case leaves the house without a line here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.complaints.models.cases import Complaint
from hometime.complaints.models.written import Written, WrittenRows
from hometime.kernel.data import Holding, holds
from hometime.records.audiences import seen


class PrintoutRows(WrittenRows["Printout"]):
    """Papers made, for whoever sees the complaint."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the record."""
        return seen(viewer, "complaint__")


class Printout(Written):
    """A paper that was made: which, at which level, for whom and why, with the check code of its words."""

    class What(models.TextChoices):
        """Which paper."""

        BUNDLE = "bundle", _("All papers of the case")
        RECORD = "record", _("The record")
        ACKNOWLEDGEMENT = "ack", _("The letter that we have it")
        DELAY = "delay", _("The letter that it takes longer")
        OUTCOME = "outcome", _("The letter with the outcome")
        TIMELINE = "timeline", _("The timeline")

    class Level(models.TextChoices):
        """How much of it stays."""

        NAMES = "names", _("With names")
        LETTERS = "letters", _("With letters for people, and without what names somebody else")

    data: ClassVar[Holding] = holds("complaint", P1="what level code", P4="complaint for_whom why on by written_at")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="printouts")
    what = models.CharField(max_length=10, choices=What)
    level = models.CharField(max_length=8, choices=Level, blank=True)
    for_whom = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=14)

    objects = PrintoutRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["complaint", "written_at"], name="printouts_of_complaint")]

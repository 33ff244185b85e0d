"""What a setting does with the schools near it: visits, things done together, and what both agreed to do alike (S3)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.families.models import place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.audiences import seen
from hometime.records.models import Record
from hometime.schools.models.registers import School


class Did(models.TextChoices):
    """What was done with a partner school."""

    VISIT = "visit", _("A visit")
    TOGETHER = "together", _("Something done together")
    AGREED = "agreed", _("Something we do alike from now on")
    TALK = "talk", _("A talk or a call")


class PartnershipRows(Scoped["Partnership"]):
    """Partner schools, for everybody who works here and the owners."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the school and the setting."""
        return self.select_related("school", "setting")


class Partnership(Record):
    """A school that a setting works with, for as long as it does."""

    data: ClassVar[Holding] = holds("by_kind", P1="school next_on ended_because")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    next_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)

    objects = PartnershipRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class LogEntryRows(Scoped["LogEntry"]):
    """What was done with partner schools."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the partner; families read what both do alike, which names nobody."""
        if viewer.hat == Hat.PARENT:
            return Q(what=Did.AGREED) & place_of(viewer, "partnership__")
        return seen(viewer, "partnership__")


class LogEntry(Guarded):
    """One line of the log: on which day, what, in which words. It names no child."""

    data: ClassVar[Holding] = holds("by_kind", P1="partnership number on what words by")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    what = models.CharField(max_length=8, choices=Did)
    words = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = LogEntryRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="one_school_entry_of_a_number")]

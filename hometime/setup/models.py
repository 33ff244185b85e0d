"""What set-up keeps of itself: who claimed the house, where each page stands, and how the backup drills went."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Recorded, RecordedRows
from hometime.people.models import Person, Provider


class Founding(Recorded):
    """The one moment at which somebody claimed this empty house. A second row cannot be: the database refuses it."""

    data: ClassVar[Holding] = holds("settings", P1="only person at")
    only = models.BooleanField(default=True, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RecordedRows.as_manager()


class Progress(Recorded):
    """Where one page of set-up stands for a provider: done, or left for later. A page without a row was not reached."""

    class State(models.TextChoices):
        """How a page was left."""

        DONE = "done"
        LATER = "later"

    data: ClassVar[Holding] = holds("settings", P1="provider step state on by")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=State)
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = RecordedRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "step"], name="one_progress_a_step")]


class Drill(Recorded):
    """One backup that was written and brought back to see that it works: asked for here, done by the background work.

    Counts are of the copy that came back; `trouble` is one of our own sentences.
    """

    class Stage(models.TextChoices):
        """How far it has come."""

        ASKED = "asked"
        WRITING = "writing"
        RESTORING = "restoring"
        CHECKING = "checking"
        DONE = "done"
        FAILED = "failed"

    data: ClassVar[Holding] = holds(
        "settings",
        P1="provider asked_by asked_at stage ended_at file tables rows papers chains events trouble",
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.ASKED)
    ended_at = models.DateTimeField(null=True)
    file = models.CharField(max_length=300, blank=True)
    tables = models.PositiveIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0)
    papers = models.PositiveIntegerField(default=0)
    chains = models.PositiveIntegerField(default=0)
    events = models.PositiveBigIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)

    objects = RecordedRows.as_manager()

    @property
    def under_way(self) -> bool:
        """Whether the background work still has it in hand."""
        return self.stage not in (self.Stage.DONE, self.Stage.FAILED)

"""Worries about a child's safety: written by whoever has one, and from then on for the safeguarding lead alone."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Scoped
from hometime.people.models import Person
from hometime.records.audiences import seen
from hometime.records.models import Record


class WorryRows(Scoped["Worry"]):
    """Worries, for the safeguarding leads."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the child, the setting and who wrote it."""
        return self.select_related("child", "setting", "written_by")


class Worry(Record):
    """A worry in the words of whoever had it. Nothing where it was written down points here."""

    data: ClassVar[Holding] = holds("safeguarding", P4="words written_by written_at")
    words = models.TextField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = WorryRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own

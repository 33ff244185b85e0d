"""Private words: what an adult of the family tells one person here, and when a safeguarding lead opened one (F7)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Role
from hometime.records.audiences import seen_while_bound
from hometime.records.models import Record


class PrivateWordRows(Scoped["PrivateWord"]):
    """Private words, for whoever told one and the one person who was told."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the record; for a parent while the child is theirs to know of."""
        return seen_while_bound(viewer, full=False)

    def whole(self) -> Self:
        """With the child, the setting, and who was told."""
        return self.select_related("child", "setting", "told_to", "told_by")


class PrivateWord(Record):
    """Something told to one person alone. `role` is the post in which that person was chosen."""

    data: ClassVar[Holding] = holds("by_kind", P1="once", P4="words told_by told_to role read_on answer")
    words = models.TextField()
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told_to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=Role)
    read_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    once = models.CharField(max_length=64, unique=True, null=True)  # what makes a form that is sent twice count once

    objects = PrivateWordRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class OpenedRows(Scoped["Opened"]):
    """When words were opened, for whoever sees the word."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the word."""
        return seen_while_bound(viewer, "word__", full=False)


class Opened(Guarded):
    """That a safeguarding lead opened a private word, why, and whether whoever told it is shown that."""

    data: ClassVar[Holding] = holds("by_kind", P4="word by on because told")
    word = models.ForeignKey(PrivateWord, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    because = models.TextField()
    told = models.BooleanField(default=True)

    objects = OpenedRows.as_manager()

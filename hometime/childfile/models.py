"""What somebody said when they opened the file of a child whom they do not work with: for the safeguarding leads."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Scoped
from hometime.people.models import Person
from hometime.records.audiences import seen
from hometime.records.models import Record


class OpeningRows(Scoped["Opening"]):
    """Openings, for the safeguarding leads."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the child, the setting, and who it was."""
        return self.select_related("child", "setting", "by")


class Opening(Record):
    """Somebody who works here said why, and saw a child of elsewhere in the setting for an hour.

    `hidden_because` is a lead's reason for not telling the family; empty where the family is told.
    """

    class Why(models.TextChoices):
        """The reason that was chosen. Families read these words; what was typed beside them is for the leads."""

        HURT = "hurt", _("The child was hurt or ill")
        ROOM = "room", _("I helped out in their room that day")
        DOOR = "door", _("Somebody asked for the child at the door")
        OTHER = "other", _("For another reason")

    data: ClassVar[Holding] = holds("by_kind", P2="by began until why", P4="words hidden_because")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    began = models.DateTimeField()
    until = models.DateTimeField()
    why = models.CharField(max_length=8, choices=Why)
    words = models.TextField(blank=True)
    hidden_because = models.TextField(blank=True)

    objects = OpeningRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own

    class Meta:
        indexes = [models.Index(fields=["by", "began"], name="openings_of_person")]

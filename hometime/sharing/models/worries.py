"""Worries about a child: written by whoever has one, and from then on for the safeguarding lead alone.

Whoever wrote one keeps a slip. It says when they wrote and when it was read, and nothing else; a worry points to its
slip and nothing points from the slip to the worry.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person, Setting
from hometime.people.roles import WORK_HATS
from hometime.records.audiences import seen
from hometime.records.models import Record
from hometime.sharing.models.choices import Ground


class SlipRows(Scoped["Slip"]):
    """Slips, each for the person who wrote."""

    def seen_by(self, viewer: Viewer) -> Q:
        """One's own, at work."""
        return Q(person_id=viewer.person_id) if viewer.hat in WORK_HATS else Q(pk__in=())


class Slip(Guarded):
    """What the writer of a worry keeps: that it was written, and that it was read. No child, no word, no reader's name."""

    data: ClassVar[Holding] = holds("safeguarding", P1="setting", P4="person written_at read_at")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = SlipRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "written_at"], name="slips_of_person")]


class WorryRows(Scoped["Worry"]):
    """Worries, for the safeguarding leads, or for whoever takes one that concerns the lead."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the child, the setting and who wrote it."""
        return self.select_related("child", "setting", "written_by")


class Worry(Record):
    """A worry in the words of whoever had it. Nothing where it was written down points here.

    `about` names the child where they are on no list; `ground` is which of the two grounds of F21 it was found to be.
    """

    data: ClassVar[Holding] = holds(
        "safeguarding", P4="words about written_by written_at slip read_at taken_up_at ground did"
    )
    words = models.TextField()
    about = models.CharField(max_length=120, blank=True)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    slip = models.OneToOneField(Slip, null=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)
    taken_up_at = models.DateTimeField(null=True)
    ground = models.CharField(max_length=12, choices=Ground, blank=True)
    did = models.TextField(blank=True)

    objects = WorryRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own

    @property
    def who(self) -> str:
        """What the child is called, as far as we know."""
        return self.child.called if self.child is not None else self.about

"""Talks between a key person and one side of a family, the times on offer, and all that happened, in order (F9)."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.duties.models import Duty
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.records.audiences import seen_while_bound
from hometime.records.models import Record


class Way(models.TextChoices):
    """How people talk, or how somebody was asked."""

    HERE = "here", _("Here, in person")
    PHONE = "phone", _("By phone")
    VIDEO = "video", _("By video")
    DOOR = "door", _("At the door")
    LETTER = "letter", _("By letter")
    MESSAGE = "message", _("By message")


class What(models.TextChoices):
    """What happened to a talk. `rounds.LEADS_TO` says what each makes of it."""

    OFFERED = "offered", _("We offered times")
    ASKED = "asked", _("We asked again")
    LETS_TALK = "lets_talk", _("None of the times fits")
    CHOSE = "chose", _("A time was chosen")
    HELD = "held", _("We met")
    OURS = "ours", _("What the key person said")
    THEIRS = "theirs", _("What the family said")
    STEPS = "steps", _("What happens next")
    AGREES = "agrees", _("The family agrees")
    DIFFERS = "differs", _("The family wants to talk about it")
    ENDED = "ended", _("No talk this time")


class MeetingRows(Scoped["Meeting"]):
    """Talks, for the people named on them and the office."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the record, while the bond lets a parent know all."""
        return seen_while_bound(viewer)

    def whole(self) -> Self:
        """With the child and the setting."""
        return self.select_related("child", "setting", "owed")


class Meeting(Record):
    """One talk with one side of a family: one adult, or those who share a home by their own choice.

    The other side has a talk of its own and learns nothing of this one. `owed` is the round that it is part of.
    """

    data: ClassVar[Holding] = holds("by_kind", P1="owed")
    owed = models.ForeignKey(Duty, null=True, on_delete=models.PROTECT, related_name="+")

    objects = MeetingRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class Kept(Scoped[Any]):
    """Rows that belong to a talk and are as visible as it is."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the talk."""
        return seen_while_bound(viewer, "meeting__")


class SlotRows(Kept):
    """The times on offer."""


class Slot(Guarded):
    """A time on offer: a day, an hour, and in which way."""

    data: ClassVar[Holding] = holds("by_kind", P2="meeting on at way")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="slots")
    on = models.DateField()
    at = models.TimeField()
    way = models.CharField(max_length=8, choices=Way)

    objects = SlotRows.as_manager()


class HappeningRows(Kept):
    """What happened to talks."""


class Happening(Guarded):
    """Something that happened to a talk, by whom, on which day and in what words. Entries are added, never changed."""

    data: ClassVar[Holding] = holds("by_kind", P2="meeting number what on by family slot way", P4="words")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=10, choices=What)
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    family = models.BooleanField(default=False)  # said by the family, whoever wrote it down
    slot = models.ForeignKey(Slot, null=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=Way, blank=True)
    words = models.TextField(blank=True)

    objects = HappeningRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_happening_of_a_number")]

"""The progress check at two: the written summary, each adult's own part in it, and how the family was asked (F15)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.keypersons.models.meetings import Way
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.audiences import seen_while_bound
from hometime.records.models import Record


class Support(models.TextChoices):
    """How much support a check finds to be needed."""

    NONE = "none", _("No more than every child gets")
    SOME = "some", _("Some support, planned here")
    SEND = "send", _("There may be special needs: the SENCO looks too")


class CheckRows(Scoped["ProgressCheck"]):
    """Checks, for the family that may know all, the key person and the office."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the record, while the bond lets a parent know all."""
        return seen_while_bound(viewer)

    def whole(self) -> Self:
        """With the child and the setting."""
        return self.select_related("child", "setting")


class ProgressCheck(Record):
    """One child's check at two: the three prime areas, strengths, where support is needed, and what is planned.

    A family reads the summary once it is finished. `copy_decided` is the decision by which the health visitor gets it.
    """

    AREAS = ("communication", "social", "physical", "strengths", "support", "actions")
    data: ClassVar[Holding] = holds(
        "child_file",
        P2="planned_for finished_on copy_decided done_elsewhere",
        P3="communication social physical strengths support actions level",
    )
    planned_for = models.DateField(null=True)
    communication = models.TextField(blank=True)
    social = models.TextField(blank=True)
    physical = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    support = models.TextField(blank=True)
    actions = models.TextField(blank=True)
    level = models.CharField(max_length=6, choices=Support, default=Support.NONE)
    finished_on = models.DateField(null=True)
    copy_decided = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")
    done_elsewhere = models.CharField(max_length=200, blank=True)

    objects = CheckRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class Timing(models.TextChoices):
    """When it suits an adult."""

    NOW = "now", _("Now is a good time")
    LATER = "later", _("Later, please")


class Share(models.TextChoices):
    """Whether the health visitor may have a copy."""

    UNSAID = "", _("I will say later")
    YES = "yes", _("Yes")
    NO = "no", _("No")


class PartRows(Scoped["Part"]):
    """The parts of adults: each their own; for those who work with the child all of them."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """One's own, while the bond lets one know all; at work as the check."""
        own = models.Q(person_id=viewer.person_id) if viewer.hat == Hat.PARENT else models.Q()
        return seen_while_bound(viewer, "check_of__") & own


class Part(Guarded):
    """What one adult says for the check, before anything is written here. What they say later stands beside it."""

    data: ClassVar[Holding] = holds(
        "child_file", P2="check_of person on by", P4="likes can_do wonders timing health_visitor"
    )
    check_of = models.ForeignKey(ProgressCheck, on_delete=models.PROTECT, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    likes = models.TextField(blank=True)
    can_do = models.TextField(blank=True)
    wonders = models.TextField(blank=True)
    timing = models.CharField(max_length=6, choices=Timing)
    health_visitor = models.CharField(max_length=4, choices=Share, blank=True)

    objects = PartRows.as_manager()


class AskedRows(Scoped["Asked"]):
    """How a family was asked, for those who work with the child."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the check, and for no parent: it may be about another adult."""
        return models.Q(pk__in=[]) if viewer.hat == Hat.PARENT else seen_while_bound(viewer, "check_of__")


class Asked(Guarded):
    """That a family was asked for its part in a check, in which way, and in what words; with or without an answer."""

    data: ClassVar[Holding] = holds("child_file", P2="check_of on by way", P4="words")
    check_of = models.ForeignKey(ProgressCheck, on_delete=models.PROTECT, related_name="askings")
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=Way)
    words = models.TextField(blank=True)

    objects = AskedRows.as_manager()

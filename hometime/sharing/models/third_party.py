"""What another agency told us, whose it is, and what it said when it was asked whether it may go further (A3)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.audiences import seen
from hometime.records.models import Record
from hometime.sharing.models.choices import Lawful, Reply, Rule


class ToldUsRows(Scoped["ToldUs"]):
    """What agencies told us, for those who work with the child; for nobody outside."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record, at work here. Whoever is named on it in another hat finds nothing."""
        return seen(viewer) if viewer.hat == Hat.STAFF else Q(pk__in=())

    def whole(self) -> Self:
        """With the child and the setting."""
        return self.select_related("child", "setting")


class ToldUs(Record):
    """A paragraph that an agency gave us about a child, with its papers: whose it is and what they want done with it.

    Its papers are papers of this record, so they are locked with it wherever papers are shown. It is locked for everybody
    outside until a `Release` for that very person outside stands beside it.
    """

    data: ClassVar[Holding] = holds("safeguarding", P4="originator reach rule words told_on")
    originator = models.CharField(max_length=200)
    reach = models.CharField(max_length=200, blank=True)
    rule = models.CharField(max_length=6, choices=Rule, default=Rule.ASK)
    words = models.TextField(blank=True)
    told_on = models.DateField()

    objects = ToldUsRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class AskingRows(Scoped["Asking"]):
    """The log of what agencies were asked and answered."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As what they told us."""
        return seen(viewer, "told__") if viewer.hat == Hat.STAFF else Q(pk__in=())

    def whole(self) -> Self:
        """With what they told us, its child and its setting."""
        return self.select_related("told__child", "told__setting")


class Asking(Guarded):
    """One request to an agency: may what you told us go to this one, for this? And what it answered, on which day."""

    data: ClassVar[Holding] = holds("safeguarding", P4="told to purpose asked_on asked_by answer answered_on words")
    told = models.ForeignKey(ToldUs, on_delete=models.PROTECT, related_name="askings")
    to = models.CharField(max_length=200)
    purpose = models.TextField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=6, choices=Reply, blank=True)
    answered_on = models.DateField(null=True)
    words = models.TextField(blank=True)

    objects = AskingRows.as_manager()


class ReleaseRows(Scoped["Release"]):
    """What unlocks something that an agency told us."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As what they told us."""
        return seen(viewer, "told__") if viewer.hat == Hat.STAFF else Q(pk__in=())


class FoundOursRows(Scoped["FoundOurs"]):
    """What somebody looked at and found to be ours."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As what they told us."""
        return seen(viewer, "told__") if viewer.hat == Hat.STAFF else Q(pk__in=())


class FoundOurs(Guarded):
    """A paragraph that repeats what an agency told us, and that somebody here looked at and found to be ours.

    `digest` is of its words: once they are changed it is looked at anew.
    """

    data: ClassVar[Holding] = holds("safeguarding", P4="told digest by on")
    told = models.ForeignKey(ToldUs, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    objects = FoundOursRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["told", "digest"], name="found_ours_once")]


class Release(Guarded):
    """What unlocks it for one recipient: the agency's yes, or a lawful reason with who decided and why."""

    data: ClassVar[Holding] = holds("safeguarding", P4="told to asking lawful reasons by on")
    told = models.ForeignKey(ToldUs, on_delete=models.PROTECT, related_name="releases")
    to = models.CharField(max_length=200)
    asking = models.OneToOneField(Asking, null=True, on_delete=models.PROTECT, related_name="+")
    lawful = models.CharField(max_length=6, choices=Lawful, blank=True)
    reasons = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    objects = ReleaseRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asking__isnull=False, lawful="")
                | (Q(asking__isnull=True) & ~Q(lawful="") & ~Q(reasons="")),
                name="an_answer_or_a_lawful_reason_unlocks",
            )
        ]

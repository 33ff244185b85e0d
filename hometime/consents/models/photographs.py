"""Photographs, the children who can be seen on each, and what each is used for (F26).

The paper of a photograph is opened through the photograph alone, so that what was shown yesterday is hidden today.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q

from hometime.access.viewer import Viewer
from hometime.consents.standing import Purpose
from hometime.families.facets import Information
from hometime.families.models import Child, bonds_of, bonds_of_person, own_family, place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.kernel.spelling import Whether
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.audiences import seen
from hometime.records.models import Paper, Record


def may_be_shown(viewer: Viewer, prefix: str = "") -> Q:
    """Photographs of which a viewer may be shown the row: at work as the record; to a family those that are shared with it.

    Whether it may be shown today is asked besides, of every child on it (hometime.consents.verdicts).
    """
    if viewer.hat != Hat.PARENT:
        tags = Tag.objects.unscoped("own family is not found in a work hat").filter(photograph=OuterRef(f"{prefix}pk"))
        return seen(viewer, prefix) & ~Q(Whether(tags.filter(own_family(viewer, "child"))))
    uses = Use.objects.unscoped("what a photograph is used for decides who is shown it")
    used = uses.filter(photograph=OuterRef(f"{prefix}pk"), ended_on__isnull=True)
    tags = Tag.objects.unscoped("who is on a photograph decides who is shown it")
    mine = tags.filter(Q(Whether(bonds_of(viewer, "child", full=True))), photograph=OuterRef(f"{prefix}pk"))
    room = bonds_of_person(viewer).filter(child__room=OuterRef(f"{prefix}child__room"), info=Information.FULL)
    return place_of(viewer, prefix) & (
        Q(Whether(used.filter(purpose=Purpose.OWN_FAMILY))) & Q(Whether(mine))
        | Q(Whether(used.filter(purpose=Purpose.OTHER_FAMILIES))) & Q(Whether(room))
    )


class PhotographRows(Scoped["Photograph"]):
    """Photographs, as a viewer may be shown them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """At work as the record; to a family what is shared with it."""
        return may_be_shown(viewer)

    def whole(self) -> Self:
        """With the child, the setting and the paper."""
        return self.select_related("child", "setting", "paper__record")


class Photograph(Record):
    """A picture taken here. The record's child is the one in whose file it is; `children` says how many can be seen on it."""

    data: ClassVar[Holding] = holds("photograph", P2="taken_on children", P3="caption paper")
    caption = models.CharField(max_length=200, blank=True)
    taken_on = models.DateField()
    children = models.PositiveSmallIntegerField()
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PhotographRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class TagRows(Scoped["Tag"]):
    """Who is on photographs, for those who work with them: a family is never shown a list of other children."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the photograph, at work only."""
        return may_be_shown(viewer, "photograph__") if viewer.hat == Hat.STAFF else Q(pk__in=[])


class Tag(Guarded):
    """A child who can be seen on a photograph."""

    data: ClassVar[Holding] = holds("photograph", P3="photograph child")
    photograph = models.ForeignKey(Photograph, on_delete=models.PROTECT, related_name="tags")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")

    objects = TagRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["photograph", "child"], name="tagged_once_on_a_photograph")]


class UseRows(Scoped["Use"]):
    """What photographs are used for, for those who work with them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the photograph, at work only."""
        return may_be_shown(viewer, "photograph__") if viewer.hat == Hat.STAFF else Q(pk__in=[])


class Use(Guarded):
    """A photograph is used for a purpose, from a day until it is taken back."""

    data: ClassVar[Holding] = holds("photograph", P2="photograph purpose on by ended_on")
    photograph = models.ForeignKey(Photograph, on_delete=models.PROTECT, related_name="uses")
    purpose = models.CharField(max_length=20)
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)

    objects = UseRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["photograph", "purpose"], condition=Q(ended_on__isnull=True), name="used_once_for_a_purpose"
            )
        ]

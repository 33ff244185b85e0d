"""Who from outside is involved with a child, since when and how; and what they advise, in their own words (A1, A5)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.agencies.models.organisations import Professional
from hometime.families.models import place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.records.audiences import kept_out, seen
from hometime.records.models import Record


class Manner(models.TextChoices):
    """How a service and the setting work for a child."""

    JOINT = "joint", _("Together with us")
    PARALLEL = "parallel", _("Beside us")


def _seen(viewer: Viewer, prefix: str = "") -> Q:
    """As the record; and a safeguarding lead knows of everybody from outside, but never with their own family (A1)."""
    if viewer.a_lead:
        return place_of(viewer, prefix) & ~kept_out(viewer, prefix)
    return seen(viewer, prefix)


class InvolvementRows(Scoped["Involvement"]):
    """Who is involved with children."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record: the family and those who work with it; one that is sealed, the safeguarding leads alone."""
        return _seen(viewer)

    def whole(self) -> Self:
        """With the child, the setting and the professional."""
        return self.select_related("child", "setting", "professional__organisation")


class Involvement(Record):
    """A professional is involved with a child from one day to another. `leads` is said of one of them at a time."""

    data: ClassVar[Holding] = holds("child_file", P2="professional manner leads since until", P3="words")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="involvements")
    manner = models.CharField(max_length=8, choices=Manner)
    leads = models.BooleanField(default=False)
    words = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)

    objects = InvolvementRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class AdviceRows(Scoped["Advice"]):
    """What professionals advise."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As their involvement."""
        return _seen(viewer, "involvement__")


class Advice(Guarded):
    """What a professional advises for a child: their words, unedited, with their role and remit as they stood that day.

    A row is never changed. Whoever was misheard says so in another one.
    """

    data: ClassVar[Holding] = holds("child_file", P1="number by", P2="involvement on role remit", P3="words")
    involvement = models.ForeignKey(Involvement, on_delete=models.PROTECT, related_name="advice")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    role = models.CharField(max_length=120)
    remit = models.TextField()
    words = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AdviceRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["involvement", "number"], name="one_advice_of_a_number")]

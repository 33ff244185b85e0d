"""Medicines that are given here, each time one was given, and how each adult was told the same day (F23)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.consents.models.ledger import Route
from hometime.families.models import Adult
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.audiences import seen
from hometime.records.models import Record


class MedicineRows(Scoped["Medicine"]):
    """Medicines, for the family that may know all, the room and the office."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the child and the setting."""
        return self.select_related("child", "setting")


class Medicine(Record):
    """One medicine of one child: what, how much, when, why, from which day to which, and when the pack runs out.

    `form` says whose yes it needs (hometime.consents.standing.Form).
    """

    data: ClassVar[Holding] = holds("health", P1="once", P3="name dose times reason starts ends expires form")
    name = models.CharField(max_length=120)
    dose = models.CharField(max_length=80)
    times = models.CharField(max_length=120)
    reason = models.CharField(max_length=200)
    starts = models.DateField()
    ends = models.DateField()
    expires = models.DateField()
    form = models.CharField(max_length=10)
    once = models.CharField(max_length=64, unique=True, null=True)  # what makes a form that is sent twice count once

    objects = MedicineRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class GivingRows(Scoped["Giving"]):
    """Each time a medicine was given."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the medicine."""
        return seen(viewer, "medicine__")

    def whole(self) -> Self:
        """With the medicine, its child and setting, and the two who wrote it down."""
        return self.select_related("medicine__child", "medicine__setting", "by", "witness")


class Giving(Guarded):
    """A medicine was given: when, how much, by whom; and the second person, who writes it down with a sign-in of their own.

    `permission` is the verdict of that moment; where it was no yes, `reason` says why life was at stake. A family is
    shown neither: the one would tell what another adult had said. `again` says why it was given so soon after the last time.
    """

    data: ClassVar[Holding] = holds(
        "health", P2="medicine number by witness witnessed_at", P3="at dose permission reason again"
    )
    medicine = models.ForeignKey(Medicine, on_delete=models.PROTECT, related_name="givings")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    dose = models.CharField(max_length=80)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    witness = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    witnessed_at = models.DateTimeField(null=True)
    permission = models.CharField(max_length=4)
    reason = models.TextField(blank=True)
    again = models.TextField(blank=True)

    objects = GivingRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["medicine", "number"], name="one_giving_of_a_number")]


class ToldRows(Scoped["Told"]):
    """Who was told of a medicine that was given."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the medicine; an adult finds only that they themselves were told."""
        rows = seen(viewer, "giving__medicine__")
        return rows & Q(adult__person_id=viewer.person_id) if viewer.hat == Hat.PARENT else rows


class Told(Guarded):
    """An adult was told of it, or has read it themselves."""

    data: ClassVar[Holding] = holds("health", P2="giving adult at by route")
    giving = models.ForeignKey(Giving, on_delete=models.PROTECT, related_name="told")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=12, choices=Route)

    objects = ToldRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["giving", "adult"], name="told_once_of_a_giving")]

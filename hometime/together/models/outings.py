"""An outing as families are asked about it, the children invited, and who was counted where and when (F25)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.families.models import Child, bonds_of, own_family, place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.kernel.spelling import Whether
from hometime.people.models import Person, current
from hometime.people.roles import Hat
from hometime.records.audiences import seen
from hometime.records.models import Party, Record


class Transport(models.TextChoices):
    """How one gets there."""

    FOOT = "foot", _("On foot")
    BUS = "bus", _("By bus")
    TRAIN = "train", _("By train or tram")
    COACH = "coach", _("By hired coach")
    CAR = "car", _("By car")


def worked_with(viewer: Viewer, prefix: str = "") -> Q:
    """The outings that somebody works with; `prefix` is the way from the queried table to the outing.

    On a tablet that others use too nobody takes part by name. What opens there is today's list, for whoever goes along.
    """
    if not viewer.tablet:
        return seen(viewer, prefix)
    along = Party.objects.unscoped("whoever goes along today opens the list on a tablet").filter(
        current(viewer.today),
        record=OuterRef(f"{prefix}pk"),
        person_id=viewer.person_id,
        part=Party.Part.NAMED,
        hat=Hat.STAFF,
    )
    return place_of(viewer, prefix) & Q(**{f"{prefix}day": viewer.today}) & Q(Whether(along))


class OutingRows(Scoped["Outing"]):
    """Outings, for the office and whoever goes along, and for adults who may know where an invited child is, and when."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record; for a parent those of their children, while they may know all and the whereabouts."""
        if viewer.hat != Hat.PARENT:
            return worked_with(viewer)
        invited = Invited.objects.unscoped("an outing is shown to whoever is asked about it").filter(
            Whether(bonds_of(viewer, "child", full=True).filter(whereabouts=True)), outing=OuterRef("pk")
        )
        return Q(Whether(invited)) & place_of(viewer)

    def whole(self) -> Self:
        """With the setting and who is answerable."""
        return self.select_related("setting", "answerable")


class Outing(Record):
    """One outing as it was planned. What families said yes to does not change: another day or place is another outing.

    Who goes along stands on its record as named. `walk` is a short walk nearby, for which families give a standing yes.
    """

    data: ClassVar[Holding] = holds(
        "by_kind",
        P1="transport by_words for_each risks answerable walk adults off_because once",
        P2="place day leaves_at back_at left_at",
    )
    place = models.CharField(max_length=120)
    day = models.DateField()
    leaves_at = models.TimeField()
    back_at = models.TimeField()
    transport = models.CharField(max_length=6, choices=Transport)
    by_words = models.CharField(max_length=200, blank=True)
    for_each = models.PositiveSmallIntegerField()  # children to one adult, at most
    risks = models.TextField()
    answerable = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    walk = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True)
    adults = models.PositiveSmallIntegerField(null=True)
    off_because = models.TextField(blank=True)
    once = models.CharField(max_length=64, unique=True, null=True)  # what makes a form that is sent twice count once

    objects = OutingRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own

    class Meta:
        indexes = [models.Index(fields=["day"], name="outings_of_day")]


class InvitedRows(Scoped["Invited"]):
    """Invitations, for the office and whoever goes along, and for the adults who may know all about the child."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the outing, but none of one's own family; a parent's are those of their children."""
        if viewer.hat == Hat.PARENT:
            return Q(Whether(bonds_of(viewer, "child", full=True))) & place_of(viewer, "outing__")
        return worked_with(viewer, "outing__") & ~Q(own_family(viewer, "child"))

    def whole(self) -> Self:
        """With the child and the outing."""
        return self.select_related("child", "outing__setting", "outing__answerable")


class Invited(Guarded):
    """A child who is invited to an outing, whether they went, and with whom they went home before the others."""

    data: ClassVar[Holding] = holds("child_file", P2="outing child went early_at", P4="early_words")
    outing = models.ForeignKey(Outing, on_delete=models.PROTECT, related_name="invited")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    went = models.BooleanField(default=False)
    early_at = models.DateTimeField(null=True)
    early_words = models.TextField(blank=True)

    objects = InvitedRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outing", "child"], name="a_child_is_invited_once")]
        indexes = [models.Index(fields=["child", "outing"], name="outings_of_child")]


class HeadCountRows(Scoped["HeadCount"]):
    """Counts of heads."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the outing."""
        return worked_with(viewer, "outing__")


class HeadCount(Guarded):
    """Heads counted at one point, of how many, when and by whom. Counts are added, never changed.

    `key` comes with the page on which it was made: sent twice, it is written once. `away` says that a device kept it
    until it had a signal; `at` is then what the device said, and `written_at` when it came in.
    """

    data: ClassVar[Holding] = holds("by_kind", P1="outing number point heads of at written_at by key away")
    outing = models.ForeignKey(Outing, on_delete=models.PROTECT, related_name="counts")
    number = models.PositiveSmallIntegerField()
    point = models.CharField(max_length=12)
    heads = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    written_at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    away = models.BooleanField(default=False)

    objects = HeadCountRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outing", "key"], name="a_count_is_written_once"),
            models.UniqueConstraint(fields=["outing", "number"], name="one_count_of_a_number"),
        ]

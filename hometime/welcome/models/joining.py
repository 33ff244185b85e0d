"""The guide to a setting and what each side asks of the other, in versions; and what one adult was given, confirmed and told us
while they joined (F1, F2, F4, F5)."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.families.models import Adult, bonds_of, in_my_room, place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.kernel.spelling import Whether
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat, Role
from hometime.records.audiences import kept_out, seen
from hometime.records.models import Record


class Pack(models.TextChoices):
    """What a family is given to read."""

    GUIDE = "guide", _("Our guide for families")
    ASKS = "asks", _("What we ask of you, and you of us")


class How(models.TextChoices):
    """In which format somebody had it."""

    SCREEN = "screen", _("On screen")
    PAPER = "paper", _("On paper")
    ALOUD = "aloud", _("Read aloud")
    INTERPRETED = "interpreted", _("Read by an interpreter")


class Step(models.TextChoices):
    """What happened while an adult joined."""

    GIVEN = "given", _("We gave it to them")
    CONFIRMED = "confirmed", _("They confirmed it")
    TALK = "talk", _("They want to talk about it")
    NEEDS = "needs", _("What makes it easier for them")


class WelcomePackRows(Scoped["WelcomePack"]):
    """Packs, for whoever works in the house, and once published for the families."""

    def seen_by(self, viewer: Viewer) -> Q:
        """All of them to staff and owners; to a parent what is published."""
        if viewer.hat == Hat.PARENT:
            return place_of(viewer) & Q(published_on__isnull=False)
        works = viewer.hat == Hat.OWNER or (viewer.hat == Hat.STAFF and viewer.posts - {Role.TABLET})
        return place_of(viewer) if works else Q(pk__in=[])

    def whole(self) -> Self:
        """With the setting."""
        return self.select_related("setting")


class WelcomePack(Guarded):
    """One version of what families are given to read. A draft may change until it is published; then a new version is made."""

    data: ClassVar[Holding] = holds(
        "policy", P0="setting kind number sections published_on", P1="published_by drawn_on"
    )
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Pack)
    number = models.PositiveSmallIntegerField()
    sections = models.JSONField(default=dict)
    drawn_on = models.DateField()
    published_on = models.DateField(null=True)
    published_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = WelcomePackRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["setting", "kind", "number"], name="one_welcome_pack_of_a_number")
        ]


def _named(viewer: Viewer, prefix: str = "") -> Q:
    """As the record; for an adult only while they may know all about the child."""
    rows = seen(viewer, prefix)
    if viewer.hat != Hat.PARENT:
        return rows
    return rows & Q(Whether(bonds_of(viewer, f"{prefix}child", full=True)))


class JoiningRows(Scoped["Joining"]):
    """Joinings, for the one adult, the key person and the office."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record, while the bond lets the adult know all."""
        return _named(viewer)

    def whole(self) -> Self:
        """With the child, the setting and the adult."""
        return self.select_related("child", "setting", "adult__person")


class Joining(Record):
    """How one adult joins with one child. The other adult has a joining of their own and learns nothing of this one."""

    data: ClassVar[Holding] = holds("child_file", P2="adult")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")

    objects = JoiningRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class JoiningStepRows(Scoped[Any]):
    """What happened to joinings."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the joining."""
        return _named(viewer, "joining__")


class JoiningStep(Guarded):
    """Something that an adult was given, confirmed or told, in which format and language. Steps are added, never changed."""

    data: ClassVar[Holding] = holds("child_file", P2="joining number what pack on by family how language", P4="words")
    joining = models.ForeignKey(Joining, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=10, choices=Step)
    pack = models.ForeignKey(WelcomePack, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    family = models.BooleanField(default=False)
    how = models.CharField(max_length=12, choices=How, blank=True)
    language = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)

    objects = JoiningStepRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["joining", "number"], name="one_joining_step_of_a_number")]


class ArrivalNoteRows(Scoped["ArrivalNote"]):
    """Arrival notes, for the adult, those who work with the child, and the child's room."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the joining; and whoever works in the child's room, since it is they who say hello (F2)."""
        rows = _named(viewer, "joining__")
        if not viewer.rooms or not viewer.at_work:
            return rows
        room = place_of(viewer, "joining__") & in_my_room(viewer, "joining__child__")
        return rows | (room & ~kept_out(viewer, "joining__"))


class ArrivalNote(Guarded):
    """How an adult wants to be greeted at the door. The latest counts; those before it stay."""

    data: ClassVar[Holding] = holds("child_file", P2="joining number on by", P3="words")
    joining = models.ForeignKey(Joining, on_delete=models.PROTECT, related_name="arrivals")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ArrivalNoteRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["joining", "number"], name="one_arrival_note_of_a_number")]

"""What is asked for and arranged in other languages: bookings of interpreters, and translations that are owed."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.duties.models import Duty
from hometime.families.models import Adult
from hometime.families.tongues import named
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.audiences import seen
from hometime.records.models import Paper, Record


class Status(models.TextChoices):
    """How far a booking has come."""

    ASKED = "asked", _("Asked for, not booked yet")
    BOOKED = "booked", _("Booked")
    CAME = "came", _("Came and interpreted")
    NOT_CAME = "not_came", _("Did not come")
    CANCELLED = "cancelled", _("Called off")


class Way(models.TextChoices):
    """How the interpreter takes part."""

    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By telephone")
    VIDEO = "video", _("By video")


class Standing(models.TextChoices):
    """Who interprets, as far as it matters whether the adult can speak freely before them."""

    TRAINED = "trained", _("An interpreter from outside")
    STAFF = "staff", _("Somebody who works here")
    CLOSE = "close", _("Family or a friend")
    CHILD = "child", _("A child")


def seen_here(viewer: Viewer) -> Q:
    """As the record; in a parent's hat only what was asked for oneself: another adult's language is not theirs to know."""
    own = Q(adult__person_id=viewer.person_id) if viewer.hat == Hat.PARENT else Q()
    return seen(viewer, "record__") & own


class BookingRows(Scoped["Booking"]):
    """Bookings, as a viewer may see them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record, and no other adult's."""
        return seen_here(viewer)

    def whole(self) -> Self:
        """With the record, its place, the adult and the duty."""
        return self.select_related("record__setting", "record__child", "adult__person", "duty")

    def open(self) -> Self:
        """Those that still lie ahead."""
        return self.filter(status__in=(Status.ASKED, Status.BOOKED))


class Booking(Guarded):
    """An interpreter for one meeting or talk: for whom, in which language, when, and who it is.

    `close_because` is the reason where family or a friend interprets all the same; nobody else may stand in (F18).
    """

    data: ClassVar[Holding] = holds(
        "by_kind",
        P1="status way asked_by asked_at",
        P2="record duty",
        P4="adult language on at what_for name organisation phone standing close_because in_confidence said",
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="bookings")
    duty = models.ForeignKey(Duty, null=True, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=40)
    on = models.DateField(null=True)
    at = models.CharField(max_length=40, blank=True)
    what_for = models.CharField(max_length=120, blank=True)
    way = models.CharField(max_length=10, choices=Way, default=Way.IN_PERSON)
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    name = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    standing = models.CharField(max_length=8, choices=Standing, blank=True)
    close_because = models.CharField(max_length=300, blank=True)
    in_confidence = models.BooleanField(default=False)
    said = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    objects = BookingRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["record", "asked_at"], name="bookings_of_record")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(standing="close") | ~Q(close_because=""), name="family_interprets_with_a_reason"
            ),
            models.CheckConstraint(condition=~Q(standing="child"), name="no_child_interprets"),
        ]

    @property
    def tongue(self) -> str:
        """The language by its name."""
        return named(self.language)


class TranslationRows(Scoped["Translation"]):
    """Translations, as a viewer may see them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record, and no other adult's."""
        return seen_here(viewer)

    def whole(self) -> Self:
        """With the record, its place, the adult and the duty."""
        return self.select_related("record__setting", "record__child", "adult__person", "duty", "done_by")

    def open(self) -> Self:
        """Those not checked yet."""
        return self.filter(checked_on__isnull=True, not_needed="")


class Translation(Guarded):
    """Something that is owed to an adult in a language they read: asked, done, and checked by another person (F19).

    Until it is checked it is a draft, and says so. `by_machine` marks what no person translated.
    """

    data: ClassVar[Holding] = holds(
        "by_kind",
        P1="asked_by asked_at done_on done_by checked_on checked_by_name by_machine",
        P2="record duty paper",
        P4="adult language what done_by_name not_needed",
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="translations")
    duty = models.ForeignKey(Duty, null=True, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=40)
    what = models.CharField(max_length=120)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    by_machine = models.BooleanField(default=False)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    done_by_name = models.CharField(max_length=120, blank=True)
    checked_on = models.DateField(null=True)
    checked_by_name = models.CharField(max_length=120, blank=True)
    not_needed = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    objects = TranslationRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["record", "asked_at"], name="translations_of_record")]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True) | ~Q(checked_by_name=models.F("done_by_name")),
                name="somebody_else_checks_a_translation",
            )
        ]

    @property
    def tongue(self) -> str:
        """The language by its name."""
        return named(self.language)

"""Visits: who came to see whom, who stayed with them from when to when, what went wrong, and what was asked afterwards.

A visit to a child is for the key person, the office, the safeguarding leads and whoever was with the visitor; for the
family too, unless somebody says that it is not safe. What went wrong is told to the leads and the manager alone.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.agencies.models.organisations import Professional
from hometime.agencies.visiting import What
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Recorded, RecordedRows, Scoped
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat
from hometime.records.audiences import seen
from hometime.records.models import Record


class Origin(models.TextChoices):
    """Where a visitor comes from."""

    FAMILY = "family", _("Family")
    AGENCY = "agency", _("Agency")
    INSPECTOR = "inspector", _("Inspector")
    CONTRACTOR = "contractor", _("Contractor")


class Felt(models.TextChoices):
    """What a professional says of how they were received."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Route(models.TextChoices):
    """How a letter went, or an answer came."""

    HAND = "hand", _("By hand")
    POST = "post", _("By post")
    EMAIL = "email", _("By e-mail from the office")
    READ = "read", _("Read out on the telephone")
    LINK = "link", _("By the link")
    PAPER = "paper", _("On paper")


class VisitorNotes(Recorded):
    """What a setting tells whoever comes to visit, on every confirmation (A4); and how long it keeps their names.

    `keep_source` says where that period stands (a policy, a law, an insurer), and `keep_checked_on` when somebody compared them.
    """

    data: ClassVar[Holding] = holds(
        "settings", P0="setting parking bring access quiet_room", P1="keep_months keep_source keep_checked_on"
    )
    setting = models.OneToOneField(Setting, on_delete=models.PROTECT, related_name="+")
    parking = models.TextField(blank=True)
    bring = models.TextField(blank=True)
    access = models.TextField(blank=True)
    quiet_room = models.TextField(blank=True)
    keep_months = models.PositiveSmallIntegerField(default=12)  # our suggestion
    keep_source = models.CharField(max_length=200, blank=True)
    keep_checked_on = models.DateField(null=True)

    objects = RecordedRows.as_manager()


class VisitRows(Scoped["Visit"]):
    """Visits, for those of the child's who may know, and whoever takes part."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record; a family sees a visit once it is over."""
        rows = seen(viewer)
        return rows & Q(closed__isnull=False, arrived_at__isnull=False) if viewer.hat == Hat.PARENT else rows

    def whole(self) -> Self:
        """With the child, the setting, the host and the professional."""
        return self.select_related("child", "setting", "host", "professional__organisation")

    def here(self, setting_id: str) -> Self:
        """Those who came in and have not left."""
        return self.filter(setting=setting_id, arrived_at__isnull=False, left_at__isnull=True, closed__isnull=True)


class Visit(Record):
    """Somebody comes to the setting: expected on a day, or as they stand at the door.

    `began_at` is when the host took them in and somebody stayed with them. The record's child is the one they came to
    see, and nobody where they came for the house. It is closed when it is finished, or called off before they came. The name
    of whoever came for the house is erased when its time is over (actions/erasing.py); `called` says what is left.
    """

    data: ClassVar[Holding] = holds(
        "visitor",
        P1="professional origin host expected_on expected_at once",
        P2="name agency space arrived_at began_at left_at",
        P3="purpose called_off",
    )
    professional = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="visits")
    origin = models.CharField(max_length=12, choices=Origin)
    name = models.CharField(max_length=120)
    agency = models.CharField(max_length=160, blank=True)
    host = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField(blank=True)
    space = models.CharField(max_length=120, blank=True)
    expected_on = models.DateField(null=True)
    expected_at = models.TimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    called_off = models.CharField(max_length=200, blank=True)
    once = models.CharField(max_length=64, unique=True, null=True)  # what makes a form that is sent twice count once

    objects = VisitRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own

    @property
    def called(self) -> str:
        """Who came, as long as that is kept."""
        return self.name or gettext("Somebody whose name is not kept any more")


class StayRows(Scoped["Stay"]):
    """Who stayed."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the visit; a family as soon as the visit is over."""
        rows = seen(viewer, "visit__")
        return rows & Q(visit__closed__isnull=False) if viewer.hat == Hat.PARENT else rows


class Stay(Guarded):
    """Somebody stayed with the visitor, from one instant to another; `ends` is empty while they still do."""

    data: ClassVar[Holding] = holds("by_kind", P2="visit number person starts ends by")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="stays")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = StayRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="one_stay_of_a_number"),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(ends__isnull=True), name="one_hands_over_to_the_next"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="a_stay_ends_after_it_starts"
            ),
        ]


class IncidentRows(Scoped["Incident"]):
    """What went wrong, for the leads and whoever was told."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the setting and the visit."""
        return self.select_related("setting", "of_visit")


class Incident(Record):
    """Something that went wrong on a visit: what, from when to when, and why. Told to the leads and the manager at once."""

    data: ClassVar[Holding] = holds("safeguarding", P4="of_visit what starts ends words by settled")
    of_visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="incidents")
    what = models.CharField(
        max_length=12, choices=[(What.ALONE, _("Nobody stayed")), (What.OTHER_CHILD, _("They met another child"))]
    )
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    words = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    settled = models.TextField(blank=True)

    objects = IncidentRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class LetterRows(Scoped["Letter"]):
    """Confirmations that went out."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the visit, at work."""
        return seen(viewer, "visit__") if viewer.hat == Hat.STAFF else Q(pk__in=())


class Letter(Guarded):
    """A confirmation that went to a professional: when, how and where to, with the contact cards as they stood on it."""

    data: ClassVar[Holding] = holds("by_kind", P1="on by route cards", P2="visit to")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="letters")
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=8, choices=Route)
    to = models.TextField()
    cards = models.JSONField(default=list)

    objects = LetterRows.as_manager()


class QuestionAfterRows(Scoped["Asked"]):
    """What professionals were asked afterwards."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the visit, at work."""
        return seen(viewer, "visit__") if viewer.hat == Hat.STAFF else Q(pk__in=())

    def open_on(self, day: dt.date) -> Self:
        """Those that may still be answered."""
        return self.filter(answered_on__isnull=True, until__gte=day)


class Asked(Guarded):
    """The one question to a professional after a visit. Its id is the link: it opens once, until the last day."""

    data: ClassVar[Holding] = holds("by_kind", P1="until answered_on route by", P2="visit says words")
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="asked")
    until = models.DateField()
    answered_on = models.DateField(null=True)
    says = models.CharField(max_length=8, choices=Felt, blank=True)
    words = models.TextField(blank=True)
    route = models.CharField(max_length=8, choices=Route, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = QuestionAfterRows.as_manager()

"""The services around families that a setting works with, and the professionals known there by name (P18 to P23).

Nothing about a child stands here: whoever works here may read it, and no page of it names a family.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.records.audiences import seen
from hometime.records.models import Record


class Sector(models.TextChoices):
    """What kind of service it is. A closed list: each kind has its clause, and the post that keeps in touch with it."""

    EARLY_YEARS = "early_years", _("The council's early years team")
    HUB = "hub", _("Family hub or children's centre")
    SOCIAL_CARE = "social_care", _("Children's social care")
    HEALTH = "health", _("Health, development and special needs")
    COMMUNITY = "community", _("Community organisation")
    PROVIDER = "provider", _("Another place that cares for a child of ours")
    OTHER = "other", _("Another service")


class OrganisationRows(Scoped["Organisation"]):
    """The services, for whoever works at the setting, and its owners."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the setting."""
        return self.select_related("setting")

    def current(self) -> Self:
        """Those that the setting still works with."""
        return self.filter(closed__isnull=True)


class Organisation(Record):
    """A service that a setting works with: what for, and in which agreed way it is reached.

    `last_contact` is the latest day on which somebody was in touch with it. It is closed when the work together ends.
    """

    data: ClassVar[Holding] = holds(
        "settings", P1="name sector purpose reach phone email address out_of_hours last_contact ended_because"
    )
    name = models.CharField(max_length=160)
    sector = models.CharField(max_length=12, choices=Sector)
    purpose = models.TextField()
    reach = models.TextField()
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    out_of_hours = models.CharField(max_length=120, blank=True)
    last_contact = models.DateField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)

    objects = OrganisationRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own

    def __str__(self) -> str:
        return self.name


class ContactRows(Scoped["Professional"]):
    """The people known at services."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As their service."""
        return seen(viewer, "organisation__")

    def whole(self) -> Self:
        """With the service and its setting, and who looked the address up."""
        return self.select_related("organisation__setting", "verified_by")

    def current(self) -> Self:
        """Those who still work there, as far as one knows, at services that one still works with."""
        return self.filter(ended__isnull=True, organisation__closed__isnull=True)


class Professional(Guarded):
    """Somebody at a service: their role, and their remit (what they may ask of the setting, and what not).

    `email` and `address` are where something may be sent. They count only once somebody found out from the service
    itself, and not from the person, that they are right: `verified_on`, `verified_by`, `verified_how`.
    """

    data: ClassVar[Holding] = holds(
        "settings",
        P1="organisation name role remit phone email address verified_on verified_by verified_how starts ended",
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="professionals")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120)
    remit = models.TextField()
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    verified_on = models.DateField(null=True)
    verified_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    verified_how = models.CharField(max_length=200, blank=True)
    starts = models.DateField()
    ended = models.DateField(null=True)

    objects = ContactRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True) | ~Q(verified_how=""), name="a_verified_address_says_how"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def verified(self) -> bool:
        """Whether something may be sent to their address: it was found right, and they are still there."""
        return self.verified_on is not None and self.ended is None

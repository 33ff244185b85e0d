"""A policy on its way: what was handed in, what was read of it, and what has been answered and chosen so far."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person, Provider
from hometime.people.roles import Hat, Role
from hometime.records.models import Record


class DraftRows(Scoped["PolicyDraft"]):
    """Drafts, for those who prepare and decide."""

    def seen_by(self, viewer: Viewer) -> Q:
        """The provider's owners, and the managers of its settings."""
        prepares = viewer.hat == Hat.OWNER or (viewer.hat == Hat.STAFF and viewer.holds(Role.MANAGER))
        return Q(provider=viewer.provider_id) if prepares else Q(pk__in=[])

    def whole(self) -> Self:
        """With the provider, and without the bytes of the file, which only adopting needs."""
        return self.select_related("provider", "made_by").defer("content")

    def open(self) -> Self:
        """Those neither adopted nor set aside."""
        return self.filter(outcome=PolicyDraft.Outcome.OPEN)


class PolicyDraft(Guarded):
    """A document that somebody handed in or began from the library, worked on over several pages and days.

    `reading` is what the reader found, as plain data (`policies.reading.forms.Reading`); `answers` are given by the key
    of an open point. Nothing here is in force: adopting writes frozen rows of its own.
    """

    class Outcome(models.TextChoices):
        """What became of it."""

        OPEN = "", _("On the way")
        ADOPTED = "adopted", _("Adopted")
        ASIDE = "aside", _("Set aside")

    data: ClassVar[Holding] = holds(
        "draft",
        P1="provider name media_type sha256 content reading answers settings adopted_on ours made_by made_on record "
        "outcome ended_on ended_by",
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    reading = models.JSONField()
    answers = models.JSONField(default=dict)
    settings = models.JSONField(default=list)
    adopted_on = models.DateField(null=True)
    ours = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    record = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default="")
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DraftRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["provider", "outcome", "made_on"], name="drafts_of_provider")]

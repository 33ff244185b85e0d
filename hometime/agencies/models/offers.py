"""To whom a signpost was offered (P3): what a family was pointed to, in which language, which way."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.agencies.models.signposts import Signpost
from hometime.families.models import Adult, Child, bonds_of, key_children, own_family, place_of
from hometime.families.tongues import named
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.kernel.spelling import Whether
from hometime.people.models import Person, Setting
from hometime.people.roles import OFFICE, Hat


class Way(models.TextChoices):
    """How a family was given it."""

    PAPER = "paper", _("On paper")
    ALOUD = "aloud", _("Read aloud")
    LINK = "link", _("As a link")
    MESSAGE = "text", _("By text message")


class OfferRows(Scoped["Offer"]):
    """What was offered to families."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Whoever offered it, the key person, the office and the safeguarding leads; the adult where they want to find it
        again. Another adult of the child never."""
        if viewer.hat == Hat.PARENT:
            mine = Q(kept_for_them=True, adult__person_id=viewer.person_id)
            return place_of(viewer) & mine & Q(Whether(bonds_of(viewer, "child")))
        if not viewer.at_work:
            return Q(pk__in=[])
        sat = Q() if viewer.holds(*OFFICE) else Q(by_id=viewer.person_id)
        if not viewer.holds(*OFFICE) and viewer.key_person_ids:
            sat |= Q(key_children(viewer, "child"))
        return place_of(viewer) & sat & ~Q(own_family(viewer, "child"))


class Offer(Guarded):
    """That a family was pointed to something: what, in which language, which way. Why is written down only where the adult
    agreed to it; `kept_for_them` is their wish to find it again in their own pages, where somebody else may read it too."""

    data: ClassVar[Holding] = holds(
        "child_file", P2="setting child adult by on", P3="signpost language way kept_for_them", P4="why"
    )
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="offers")
    adult = models.ForeignKey(Adult, null=True, on_delete=models.PROTECT, related_name="+")
    signpost = models.ForeignKey(Signpost, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=40)
    way = models.CharField(max_length=5, choices=Way)
    kept_for_them = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)

    objects = OfferRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["child", "on"], name="offers_of_child"),
            models.Index(fields=["signpost", "on"], name="offers_of_signpost"),
        ]

    @property
    def tongue(self) -> str:
        """The language by its name."""
        return named(self.language)

"""What families are given to read in other languages; they read it once another than its translator checked it (F1, F5)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hometime.access.viewer import Viewer
from hometime.families.models import place_of
from hometime.families.tongues import named
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.welcome.models.joining import WelcomePack


class PackTranslationRows(Scoped["PackTranslation"]):
    """Translations, for whoever works in the house; checked ones of what is published for the families."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the version it translates; to a parent only once somebody checked it."""
        if viewer.hat == Hat.PARENT:
            there = Q(pack__published_on__isnull=False, checked_on__isnull=False)
            return place_of(viewer, "pack__") & there
        works = viewer.hat == Hat.OWNER or (viewer.hat == Hat.STAFF and viewer.posts - {Role.TABLET})
        return place_of(viewer, "pack__") if works else Q(pk__in=[])


class PackTranslation(Guarded):
    """One version in one language. It belongs to that version: the next one is translated anew, so that nobody confirms
    words that are not in use any more."""

    data: ClassVar[Holding] = holds(
        "policy", P0="pack language sections checked_on", P1="done_by done_on written_by checked_by alone_because"
    )
    pack = models.ForeignKey(WelcomePack, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(max_length=40)
    sections = models.JSONField(default=dict)
    done_by = models.CharField(max_length=120)
    done_on = models.DateField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    checked_by = models.CharField(max_length=120, blank=True)
    checked_on = models.DateField(null=True)
    alone_because = models.TextField(blank=True)  # why nobody but whoever wrote it in could write down the check

    objects = PackTranslationRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack", "language"], name="one_translation_of_a_pack_in_a_language"),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True) | ~Q(checked_by=F("done_by")),
                name="somebody_else_checks_a_pack",
            ),
        ]

    @property
    def tongue(self) -> str:
        """The language by its name."""
        return named(self.language)

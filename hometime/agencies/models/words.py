"""Somebody's word that a word in a text is nobody's name there, though somebody of a family here is called so."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.families.models import place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat


class OnlyWordsRows(Scoped["OnlyWords"]):
    """What was said to be no name."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Whoever works at the setting, and its owners: those who read such texts."""
        return place_of(viewer) if viewer.hat in (Hat.STAFF, Hat.OWNER) else Q(pk__in=())


class OnlyWords(Guarded):
    """The words of one text that are only words there, and who says so. `about` is the id of what holds the text."""

    data: ClassVar[Holding] = holds("by_kind", P1="setting about words by at")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=22)
    words = models.JSONField(default=list)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OnlyWordsRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["about"], name="only_words_of")]

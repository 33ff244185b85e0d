"""Spreadsheets of children that wait to be looked at, and which column of whose spreadsheets means what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Recorded, RecordedRows, Scoped
from hometime.people.models import Person, Setting
from hometime.people.roles import OFFICE, Hat


class SheetRows(Scoped["Sheet"]):
    """Spreadsheets, for whoever brought them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """One's own, in the office of the setting they were brought to."""
        if viewer.hat != Hat.STAFF or not viewer.holds(*OFFICE):
            return Q(pk__in=[])
        return Q(by_id=viewer.person_id, setting_id=viewer.setting_id)


class Sheet(Guarded):
    """A spreadsheet that somebody brought: its rows as they were read, until they are taken in or a day has gone.

    `columns` says what each column means, by its place; it is worked out from the headings, and a person may change it.
    Once it was taken in, its rows are emptied and `counts` says what became of them.
    """

    data: ClassVar[Holding] = holds("draft", P1="setting by brought_at columns taken_in_on counts", P3="headings rows")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    headings = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    taken_in_on = models.DateField(null=True)
    counts = models.JSONField(default=dict)

    objects = SheetRows.as_manager()


class KnownColumns(Recorded):
    """What the columns of a setting's spreadsheets mean, by their headings: remembered, so that it is said once."""

    data: ClassVar[Holding] = holds("settings", P1="setting headings columns")
    setting = models.ForeignKey(Setting, on_delete=models.CASCADE, related_name="+")
    headings = models.CharField(max_length=64)  # a digest: a sheet without headings would leave a name here
    columns = models.JSONField(default=list)

    objects = RecordedRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["setting", "headings"], name="one_meaning_of_the_headings")]

"""What was found when a feed of signposts was read, until somebody takes it in row by row (P20)."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.agencies.models.signposts import Feed, Signpost, works_here
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person


class ReadingRows(Scoped["FeedReading"]):
    """Readings of feeds."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Whoever works there."""
        return works_here(viewer, "feed__")

    def whole(self) -> Self:
        """With the feed and its setting."""
        return self.select_related("feed__setting")


class FeedReading(Guarded):
    """What one reading of a feed found. Nothing of it is taken in until somebody says so, row by row. `problems` are codes,
    each with the key of a service or its place in the feed."""

    data: ClassVar[Holding] = holds("settings", P1="feed shape read_on read_by same problems closed_on")
    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="readings")
    shape = models.CharField(max_length=2)
    read_on = models.DateField()
    read_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    same = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    closed_on = models.DateField(null=True)

    objects = ReadingRows.as_manager()


class Change(models.TextChoices):
    """What became of a service in a feed."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


class FeedRowRows(Scoped[Any]):
    """The rows of readings."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the reading."""
        return works_here(viewer, "reading__feed__")


class FeedRow(Guarded):
    """One service of a reading that is not as it was taken in. `found` is what the feed says; nothing where it is gone."""

    data: ClassVar[Holding] = holds("settings", P1="reading number what key name signpost found differences taken_on")
    reading = models.ForeignKey(FeedReading, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=7, choices=Change)
    key = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    signpost = models.ForeignKey(Signpost, null=True, on_delete=models.PROTECT, related_name="+")
    found = models.JSONField(default=dict)
    differences = models.JSONField(default=list)
    taken_on = models.DateField(null=True)

    objects = FeedRowRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="one_feed_row_of_a_number")]
        indexes = [models.Index(fields=["reading", "what", "number"], name="feed_rows_by_what")]

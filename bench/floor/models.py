"""The ruler's one table."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Case(models.Model):
    """Something that somebody is to do by a day."""

    place = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    due = models.DateField()
    closed = models.DateField(null=True)

    objects: ClassVar[models.Manager[Case]] = models.Manager()

    class Meta:
        app_label = "floor"
        indexes: ClassVar = [
            models.Index(fields=["place", "due"], condition=models.Q(closed__isnull=True), name="open_cases")
        ]

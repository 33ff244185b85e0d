"""One row for each kind of background work: when it is due again, and who has claimed it until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hometime.kernel.data import Holding, holds


class Job(models.Model):
    """A piece of recurring work. It holds no word about anybody: names of jobs and times only."""

    data: ClassVar[Holding] = holds("settings", P1="name due_at claimed_by claimed_until done_at failures trouble")
    name = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=22, default="")
    claimed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=80, default="")

    def __str__(self) -> str:
        return self.name

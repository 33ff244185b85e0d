"""The audit's tables. They have no foreign keys, so that nothing can be deleted by way of something else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hometime.kernel.data import Holding, holds

HOUSE = "house"  # the chain for what belongs to no setting


class Event(models.Model):
    """One thing that somebody did. Never updated or deleted: triggers in the database refuse it."""

    data: ClassVar[Holding] = holds(
        "audit",
        P1="chain seq at on actor hat verb subject_type subject facts before digest",
    )
    chain = models.CharField(max_length=22)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    on = models.DateField()
    actor = models.CharField(max_length=22)
    hat = models.CharField(max_length=20)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject = models.CharField(max_length=22)
    facts = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="one_event_per_place_in_chain")]
        indexes = [models.Index(fields=["subject", "seq"], name="events_of_subject")]


class Head(models.Model):
    """The last event of each chain: the row that writers of one chain take turns on."""

    data: ClassVar[Holding] = holds("audit", P1="chain seq digest")
    chain = models.CharField(max_length=22, primary_key=True)
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)


class Witness(models.Model):
    """A head that was given to somebody outside the house, and when. `told` says by which road, never to whom by
    name."""

    data: ClassVar[Holding] = holds("audit", P1="chain seq code at told")
    chain = models.CharField(max_length=22)
    seq = models.BigIntegerField()
    code = models.CharField(max_length=14)
    at = models.DateTimeField()
    told = models.CharField(max_length=40)


class Reading(models.Model):
    """Somebody opened something sensitive. Append-only; counted into the chain once a day by its digest."""

    data: ClassVar[Holding] = holds("audit", P1="at on actor hat chain subject_type subject door")
    at = models.DateTimeField()
    on = models.DateField()
    actor = models.CharField(max_length=22)
    hat = models.CharField(max_length=20)
    chain = models.CharField(max_length=22)
    subject_type = models.CharField(max_length=40)
    subject = models.CharField(max_length=22)
    door = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="readings_of_subject"),
            models.Index(fields=["actor", "at"], name="readings_by_actor"),
        ]

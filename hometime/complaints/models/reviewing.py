"""The owners' review of an upheld complaint: what they answered, who signed or stood aside, and what is to change (O5)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.complaints.models.written import Written, WrittenRows
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Row
from hometime.people.models import Person
from hometime.people.roles import Role
from hometime.policies.models import AdoptedClause
from hometime.records.audiences import seen
from hometime.records.models import Record


class OfReviewRows(WrittenRows[Row]):
    """Rows of a review, visible as the owners' record that it stands on."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the owners' record, which names nobody and tells nothing of the case but its summary."""
        return seen(viewer, "record__")


class Likely(models.TextChoices):
    """Whether something could happen again, or elsewhere."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSURE = "unsure", _("We cannot say")


class Looked(Written):
    """What the owners answered. Written again it gets the next number, and those who signed sign anew."""

    data: ClassVar[Holding] = holds(
        "complaint", P4="record number again elsewhere lesson clause outside on by written_at"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    again = models.CharField(max_length=8, choices=Likely)
    elsewhere = models.CharField(max_length=8, choices=Likely)
    lesson = models.TextField(blank=True)
    clause = models.ForeignKey(AdoptedClause, null=True, on_delete=models.PROTECT, related_name="+")
    outside = models.CharField(max_length=120, blank=True)

    objects: ClassVar[OfReviewRows[Looked]] = OfReviewRows.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="one_look_of_a_number")]


class Signature(Written):
    """An owner's signature under what was answered, or their word that they stand aside, and why."""

    data: ClassVar[Holding] = holds("complaint", P4="record number person aside why on by written_at")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()  # of what was signed; nought for standing aside
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    aside = models.BooleanField(default=False)
    why = models.CharField(max_length=200, blank=True)

    objects: ClassVar[OfReviewRows[Signature]] = OfReviewRows.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "number", "person"], name="one_signature_each")]


class Change(Written):
    """Something that will change: in plain words, who sees to it and by when. `task` is a record of their own.

    With a clause it is that families are asked about new words for that clause, before it changes.
    """

    data: ClassVar[Holding] = holds("complaint", P4="record task words person role due clause on by written_at")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    task = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=400)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=Role)
    due = models.DateField()
    clause = models.ForeignKey(AdoptedClause, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[OfReviewRows[Change]] = OfReviewRows.as_manager()  # type: ignore[assignment]


class Helped(models.TextChoices):
    """What was seen some time later."""

    YES = "yes", _("Yes, it helped")
    PARTLY = "partly", _("A little")
    NO = "no", _("No")


class Effect(Written):
    """Whether what was changed helped, as an owner saw it some time later."""

    data: ClassVar[Holding] = holds("complaint", P4="record helped words on by written_at")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    helped = models.CharField(max_length=8, choices=Helped)
    words = models.TextField()

    objects: ClassVar[OfReviewRows[Effect]] = OfReviewRows.as_manager()  # type: ignore[assignment]

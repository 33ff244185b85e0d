"""Records and those who take part in them. A room's own record extends `Record`; what sees it is decided by its
audience."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.families.models import Child
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat, Role
from hometime.policies.models import Adoption
from hometime.records.audiences import Audience, seen


class RecordRows(Scoped["Record"]):
    """Records, as a viewer may see them. The querysets of rooms' own records build on this one."""

    def seen_by(self, viewer: Viewer) -> Q:
        """By the record's audience and the two rules above it."""
        return seen(viewer)


class Record(Guarded):
    """Something confidential that happened: what it is about, who it is for, under which adoption, and how long it is
    kept."""

    data: ClassVar[Holding] = holds(
        "by_kind",
        P1="setting kind audience under opened closed keep_until on_hold",
        P2="child",
        P4="title",
    )
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=12, choices=Audience)
    under = models.ForeignKey(Adoption, null=True, on_delete=models.PROTECT, related_name="+")
    opened = models.DateField()
    closed = models.DateField(null=True)
    keep_until = models.DateField(null=True)
    on_hold = models.CharField(max_length=120, blank=True)

    objects = RecordRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["setting", "audience", "closed"], name="records_of_setting"),
            models.Index(fields=["child", "opened"], name="records_of_child"),
            models.Index(fields=["setting", "kind", "closed", "opened", "id"], name="records_of_kind"),
        ]


class PartyRows(Scoped["Party"]):
    """Parties, for whoever sees the record."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer, "record__")


class Party(Guarded):
    """A person's part in a record: named (takes part), handler (has it in hand) or concerned (it is about them).

    A handler with a `role` has it in hand because of that post: while the post is handed over, so is the case.
    """

    class Part(models.TextChoices):
        """What part."""

        NAMED = "named"
        HANDLER = "handler"
        CONCERNS = "concerns"

    data: ClassVar[Holding] = holds("by_kind", P4="record person part hat role starts ends")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part)
    hat = models.CharField(max_length=10, choices=Hat, blank=True)
    role = models.CharField(max_length=30, choices=Role, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True)

    objects = PartyRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["record", "person", "part"], name="parties_of_record")]


class PaperRows(Scoped["Paper"]):
    """Papers, for whoever sees the record."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer, "record__")


class Paper(Guarded):
    """A file that somebody handed in with a record: its hash as it came, and where its sealed files lie.

    `original`, `pages` and `thumbnail` are names in the vault (`hometime.records.papers.vault`); people are shown the
    pages, never the original. `text` is what could be read from a PDF.
    """

    data: ClassVar[Holding] = holds(
        "by_kind", P1="media_type size sha256 original pages thumbnail added_at", P2="record added_by", P4="title text"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=80, blank=True)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    original = models.CharField(max_length=22)
    pages = models.JSONField(default=list)
    thumbnail = models.CharField(max_length=22)
    text = models.TextField(blank=True)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = PaperRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["record", "added_at"], name="papers_of_record"),
            models.Index(fields=["added_by", "added_at"], name="papers_of_person"),
        ]

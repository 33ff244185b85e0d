"""The work on a complaint: everything written into a case besides its steps, and the letter while it is being written.

One table holds it all, because all of it is told in one line of time and follows one rule: an entry is added, never
changed, and a correction stands beside what it corrects. `kind` says what an entry is; `of` what it belongs to (a finding
to its point, minutes to their meeting).

A witness, and the person complained about once they were told, are given an entry on a `slip`: a record of their own that
names nobody else. They see what hangs on their slip, and nothing of the case.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.complaints.models.cases import Complaint
from hometime.complaints.models.choices import Finding
from hometime.complaints.models.written import Written, WrittenRows
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.records.audiences import seen
from hometime.records.models import Paper, Record


class Kind(models.TextChoices):
    """What an entry is."""

    POINT = "point", _("A point to look into")
    PLAN = "plan", _("Something to ask or to read")
    DONE = "done", _("It was asked, or read")
    SAID = "said", _("They answered")
    ASKED = "asked", _("A statement was asked for")
    TOLD = "told", _("The person it is about was told")
    STATEMENT = "statement", _("A statement")
    EVIDENCE = "evidence", _("Evidence")
    FINDING = "finding", _("What was found on a point")
    SHOWN = "shown", _("The person it is about was told what was found")
    MEETING = "meeting", _("A meeting was offered")
    CHOSEN = "chosen", _("They said when they can meet")
    HELD = "held", _("We met")
    REFUSED = "refused", _("They did not want to meet")
    MINUTES = "minutes", _("Notes of the meeting")
    TERMS = "terms", _("What was agreed")
    SIGNED = "signed", _("It was signed")
    LETTER = "letter", _("The letter with the outcome")
    ARRIVED = "arrived", _("They have the letter")
    ENDING = "ending", _("It was ended, or opened again")


class EntryRows(WrittenRows["Entry"]):
    """Entries, for whoever sees the complaint; and for the one person whose slip they hang on."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the record of the complaint, or as the slip."""
        return seen(viewer, "complaint__") | seen(viewer, "slip__")


class Entry(Written):
    """Something written into a case. `facts` are the answers beside the words, by the names that `work.facts` lists.

    `stage` counts how often the complaint had gone up when it was written: each step looks at the points anew. `once` is
    the key of the form it came from, so that a form sent twice is written down once.
    """

    data: ClassVar[Holding] = holds(
        "complaint",
        P1="once",
        P4="complaint slip number kind of corrects person paper words facts stage on by written_at",
    )
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="entries")
    slip = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    stage = models.PositiveSmallIntegerField()
    once = models.CharField(max_length=22, null=True, unique=True)

    objects = EntryRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="one_entry_of_a_number")]
        indexes = [models.Index(fields=["slip", "number"], name="entries_of_slip")]


class LetterDraftRows(Scoped["LetterDraft"]):
    """Drafts, for whoever sees the complaint."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the record."""
        return seen(viewer, "complaint__")


class LetterDraft(Guarded):
    """The free parts of the outcome letter while they are being written, one draft for each step of the ladder.

    `version` counts the savings: whoever saves over another's words is shown both (TRUST 42).
    """

    FREE: ClassVar[tuple[str, ...]] = ("explanation", "apology", "remedy", "changes")
    data: ClassVar[Holding] = holds(
        "complaint",
        P4="complaint stage version finding explanation apology remedy changes written_by written_at",
    )
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="drafts")
    stage = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=0)
    finding = models.CharField(max_length=12, choices=Finding, blank=True)
    explanation = models.TextField(blank=True)
    apology = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    changes = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = LetterDraftRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "stage"], name="one_draft_a_step")]

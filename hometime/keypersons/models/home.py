"""What passes between a home and here: things from home, where they were used, ideas sent home, and what a child is like."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.families.models import key_children
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.audiences import seen_while_bound
from hometime.records.models import Paper, Record


class IdeaRows(Scoped["Idea"]):
    """Ideas, for the family that may know all, the key person and the office."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record, while the bond lets a parent know all."""
        return seen_while_bound(viewer)

    def whole(self) -> Self:
        """With the child and who sent it."""
        return self.select_related("child", "setting", "sent_by")


class Idea(Record):
    """Something to try at home, tied to what the child is taken with (F8)."""

    data: ClassVar[Holding] = holds("child_file", P1="once", P2="words tied_to sent_by")
    words = models.TextField()
    tied_to = models.CharField(max_length=200)
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    once = models.CharField(max_length=64, unique=True, null=True)  # what makes a form that is sent twice count once

    objects = IdeaRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class ContributionRows(Scoped["Contribution"]):
    """Things from home, for whoever sent them and those who work with the child."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record, while the bond lets a parent know all."""
        return seen_while_bound(viewer)

    def whole(self) -> Self:
        """With the child, who sent it and who thanked."""
        return self.select_related("child", "setting", "sent_by", "thanked_by", "voice", "answers")


class Contribution(Record):
    """A photo, a story, a voice note or a line from home (P12). The other side of the family sees nothing of it."""

    data: ClassVar[Holding] = holds(
        "child_file", P1="once", P2="sent_by written_by thanked_on thanked_by answers voice", P4="words"
    )
    words = models.TextField(blank=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    voice = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    answers = models.ForeignKey(Idea, null=True, on_delete=models.PROTECT, related_name="replies")
    thanked_on = models.DateField(null=True)
    thanked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    once = models.CharField(max_length=64, unique=True, null=True)  # what makes a form that is sent twice count once

    objects = ContributionRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class CitationRows(Scoped["Citation"]):
    """Where things from home were used, as visible as the thing itself."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As what was sent."""
        return seen_while_bound(viewer, "contribution__")


class Citation(Guarded):
    """That something from home was used in a check or a talk, and what it showed."""

    data: ClassVar[Holding] = holds("child_file", P2="contribution used_in by on", P4="words")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="citations")
    used_in = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    words = models.TextField()

    objects = CitationRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "used_in"], name="cited_once_in_one_place")]


class Section(models.TextChoices):
    """What a line about a child tells."""

    NEEDS = "needs", _("What the child needs")
    LIKES = "likes", _("What the child loves")
    CAN = "can", _("What the child can do")
    WORDS = "words", _("The child's own words and names")


class AboutRows(Scoped["AboutLine"]):
    """Lines about a child, for the family, those who work with it, and (what the child needs) the child's room."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record; room staff who are not the key person see what the child needs, and no more (P7)."""
        rows = seen_while_bound(viewer, "record__")
        if viewer.hat != Hat.STAFF or viewer.a_head:
            return rows
        mine = Q(key_children(viewer, "record__child")) if viewer.key_person_ids else Q(pk__in=[])
        return rows & (Q(section=Section.NEEDS) | mine)

    def whole(self) -> Self:
        """With the record it stands on."""
        return self.select_related("record")


class AboutLine(Guarded):
    """One line of the living page about a child: said on a day, read and used on another, true until it is crossed out."""

    data: ClassVar[Holding] = holds("child_file", P2="record section words by family on used_on used_by over_on")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=6, choices=Section)
    words = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    family = models.BooleanField(default=False)
    on = models.DateField()
    used_on = models.DateField(null=True)
    used_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    over_on = models.DateField(null=True)

    objects = AboutRows.as_manager()

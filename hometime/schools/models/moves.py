"""A child's move to school: the plan, visits, what the child and each adult say, and the key person's summary (S1).

One adult never learns from it what another wished or answered. A visit that lies ahead says where the child will be, so an
adult sees it only where the bond gives whereabouts.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.families.models import bonds_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.kernel.spelling import Whether
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.plans.models.support import of_my_side
from hometime.records.audiences import seen
from hometime.records.models import Record
from hometime.schools.models.registers import School

LONGEST_NAME = 120


class Sex(models.TextChoices):
    """How a school's own form asks it; nothing where nobody was asked."""

    F = "F", _("Girl")
    M = "M", _("Boy")


class Support(models.TextChoices):
    """Which support for special needs there is, by the letters that schools use."""

    NONE = "N", _("No support plan")
    PLAN = "K", _("A support plan here")
    EHC = "E", _("An education, health and care plan")


class With(models.TextChoices):
    """Who goes where, on a visit."""

    HERE = "here", _("The teacher comes to us")
    US = "us", _("We go to the school with the child")
    FAMILY = "family", _("The family goes to the school")


class Said(models.TextChoices):
    """What was said about a move, by the child or by an adult."""

    CHILD = "child", _("The child's voice")
    WISH = "wish", _("What the family wishes")
    AGREES = "agrees", _("I agree")
    TALK = "talk", _("I want to talk about it")
    SILENT = "silent", _("Asked, no answer")


ANSWERS = (Said.AGREES, Said.TALK, Said.SILENT)


class SchoolMoveRows(Scoped["SchoolMove"]):
    """Moves, for the family, the key person and the office."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the child, the setting and the school."""
        return self.select_related("child", "setting", "school")


class SchoolMove(Record):
    """The plan for one child's move. The names are as the school writes them; a pupil's number is typed, never made."""

    data: ClassVar[Holding] = holds(
        "child_file",
        P2="school starts_on teacher teacher_email teacher_phone checked_on checked_how",
        P3="surname forename sex upn support lead ended_because",
    )
    school = models.ForeignKey(School, null=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    teacher = models.CharField(max_length=LONGEST_NAME, blank=True)
    teacher_email = models.EmailField(blank=True)
    teacher_phone = models.CharField(max_length=40, blank=True)
    checked_on = models.DateField(null=True)
    checked_how = models.CharField(max_length=200, blank=True)
    surname = models.CharField(max_length=LONGEST_NAME, blank=True)
    forename = models.CharField(max_length=LONGEST_NAME, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    upn = models.CharField(max_length=13, blank=True)
    support = models.CharField(max_length=1, choices=Support, blank=True)
    lead = models.CharField(max_length=200, blank=True)
    ended_because = models.TextField(blank=True)

    objects = SchoolMoveRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class MoveVisitRows(Scoped["MoveVisit"]):
    """Visits."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the plan; one that lies ahead only for an adult who may know where the child will be."""
        rows = seen(viewer, "move__")
        if viewer.hat != Hat.PARENT:
            return rows
        knows_where = Q(Whether(bonds_of(viewer, "move__child", full=True).filter(whereabouts=True)))
        return rows & (Q(on__lt=viewer.today) | knows_where)


class MoveVisit(Guarded):
    """A visit: on which day, who goes where, and what came of it once it was."""

    data: ClassVar[Holding] = holds("child_file", P2="move number on how by", P3="words")
    move = models.ForeignKey(SchoolMove, on_delete=models.PROTECT, related_name="visits")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    how = models.CharField(max_length=6, choices=With)
    words = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = MoveVisitRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["move", "number"], name="one_school_visit_of_a_number")]


class MoveSummaryRows(Scoped["MoveSummary"]):
    """Summaries."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the plan."""
        return seen(viewer, "move__")


class MoveSummary(Guarded):
    """What the key person writes for the school, over the seven areas of learning, and what the child brings with them.

    It is never rewritten: a new one stands beside it, and the latest counts.
    """

    AREAS = ("communication", "social", "physical", "reading", "numbers", "world", "arts")
    OTHERS = ("languages", "in_both", "needs")
    data: ClassVar[Holding] = holds(
        "child_file",
        P2="move number on by",
        P3="communication social physical reading numbers world arts languages in_both needs",
    )
    move = models.ForeignKey(SchoolMove, on_delete=models.PROTECT, related_name="summaries")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    communication = models.TextField()
    social = models.TextField()
    physical = models.TextField()
    reading = models.TextField()
    numbers = models.TextField()
    world = models.TextField()
    arts = models.TextField()
    languages = models.TextField()
    in_both = models.TextField(blank=True)
    needs = models.TextField(blank=True)

    objects = MoveSummaryRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["move", "number"], name="one_school_summary_of_a_number")]


class MoveWordRows(Scoped["MoveWord"]):
    """What was said."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the plan; of the family the own side's words alone."""
        return seen(viewer, "move__") & of_my_side(viewer, "person")


class MoveWord(Guarded):
    """Something that the child showed or said, or an adult wished or answered; answers say to which summary."""

    data: ClassVar[Holding] = holds("child_file", P2="move number what summary person on by", P3="words how")
    move = models.ForeignKey(SchoolMove, on_delete=models.PROTECT, related_name="words")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=6, choices=Said)
    summary = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = MoveWordRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["move", "number"], name="one_school_word_of_a_number")]

"""Support plans: what a child needs, and round by round what is seen, aimed at, done here and at home, and found (F10).

One adult never learns from a plan what another said or did: their rows are shown to their own side and to those who
work with the family.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.families.models.households import fellows
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.audiences import seen
from hometime.records.models import Record


class Place(models.TextChoices):
    """Where a step of a plan is done."""

    HERE = "here", _("Here")
    HOME = "home", _("At home")


class Says(models.TextChoices):
    """What one side of a family says to a round, or that it was asked and said nothing."""

    AGREES = "agrees", _("I agree")
    TALK = "talk", _("I want to talk about it")
    SILENT = "silent", _("Asked, no answer")


def of_my_side(viewer: Viewer, person: str) -> Q:
    """Rows that are nobody's own at home, or the own side's; all of them for those who work here."""
    if viewer.hat == Hat.STAFF:
        return Q()
    nobodys = Q(**{f"{person}__isnull": True})
    if viewer.hat != Hat.PARENT:
        return nobodys
    home = fellows(viewer).values("person")
    return nobodys | Q(**{f"{person}_id": viewer.person_id}) | Q(**{f"{person}_id__in": home})


class SupportPlanRows(Scoped["SupportPlan"]):
    """Support plans, for the family, those who work with it, and professionals while they are named."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the child and the setting."""
        return self.select_related("child", "setting")


class SupportPlan(Record):
    """The plan of one child, as long as support is needed. `need` is what it is for; `ended_because` why it ended."""

    data: ClassVar[Holding] = holds("child_file", P3="need ended_because")
    need = models.TextField()
    ended_because = models.TextField(blank=True)

    objects = SupportPlanRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class RoundRows(Scoped["Round"]):
    """The rounds of plans."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the plan."""
        return seen(viewer, "plan__")


class Round(Guarded):
    """One round: assess (`seen_so_far`, `wishes`), plan (`aim` and the steps), do, and review (`found`, `family_found`)."""

    data: ClassVar[Holding] = holds(
        "child_file", P2="plan number starts review_on reviewed_on", P3="seen_so_far wishes aim found family_found"
    )
    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    starts = models.DateField()
    seen_so_far = models.TextField()
    wishes = models.TextField(blank=True)
    aim = models.TextField()
    review_on = models.DateField()
    reviewed_on = models.DateField(null=True)
    found = models.TextField(blank=True)
    family_found = models.TextField(blank=True)

    objects = RoundRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_round_of_a_number")]


class UndertakingRows(Scoped["Undertaking"]):
    """What is to be done in rounds."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the plan; what is agreed with one home is not shown to another."""
        return seen(viewer, "round__plan__") & of_my_side(viewer, "person")


class Undertaking(Guarded):
    """Who does what, here or at home. `person` is the adult with whom alone it was agreed; nobody means every home."""

    data: ClassVar[Holding] = holds("child_file", P2="round number place person", P3="words who")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=4, choices=Place)
    words = models.TextField()
    who = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = UndertakingRows.as_manager()


class TryRows(Scoped["Try"]):
    """What was done."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the step; what one home did is not shown to another."""
        prefix = "step__round__plan__"
        return seen(viewer, prefix) & of_my_side(viewer, "step__person") & of_my_side(viewer, "person")


class Try(Guarded):
    """Something that was done of a step, and how it went. `person` is the adult who did it at home."""

    data: ClassVar[Holding] = holds("child_file", P2="step on by person", P3="words")
    step = models.ForeignKey(Undertaking, on_delete=models.PROTECT, related_name="tries")
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    objects = TryRows.as_manager()


class ReplyRows(Scoped["Reply"]):
    """What each side says to a round."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the plan, for the own side and those who work here: a professional learns nothing of it."""
        return seen(viewer, "round__plan__") & of_my_side(viewer, "person")


class Reply(Guarded):
    """What an adult says to a round: the latest counts, earlier ones stay. `by` is whoever wrote it down."""

    data: ClassVar[Holding] = holds("child_file", P2="round number person on by", P3="says words")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="replies")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    says = models.CharField(max_length=6, choices=Says)
    words = models.TextField(blank=True)

    objects = ReplyRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_reply_of_a_number")]


class ProfessionalRows(Scoped["Professional"]):
    """Professionals on plans."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the plan."""
        return seen(viewer, "plan__")


class Professional(Guarded):
    """Somebody from outside who works on a plan: for what, and until when. `person` is set where they may sign in."""

    data: ClassVar[Holding] = holds("child_file", P2="plan person starts ends", P3="name agency scope")
    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="professionals")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    agency = models.CharField(max_length=120, blank=True)
    scope = models.TextField()
    starts = models.DateField()
    ends = models.DateField()

    objects = ProfessionalRows.as_manager()

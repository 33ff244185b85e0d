"""A child's settling in: each plan for it beside the one before, the visits, and what both sides said, in order (F6, P8)."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.audiences import seen
from hometime.records.models import Record


class Went(models.TextChoices):
    """How a visit went."""

    WELL = "well", _("It went well")
    MIXED = "mixed", _("Some of it was hard")
    BADLY = "badly", _("It was too hard")


class What(models.TextChoices):
    """What happened, or was said. `stages` says what each makes of the settling in."""

    PROPOSED = "proposed", _("A plan was written")
    AGREES = "agrees", _("The family agrees to the plan")
    DIFFERS = "differs", _("The family wants to talk about the plan")
    WITHOUT = "without", _("The child begins without a plan")
    OURS = "ours", _("What we saw")
    STAYED = "stayed", _("Stayed with the child")
    THEIRS = "theirs", _("What the family said")
    LOOKED = "looked", _("We looked at it together")
    SETTLED = "settled", _("The child has settled in")
    NOT_YET = "not_yet", _("The child has not settled in yet")


# Of what those who work with the child write down, the family reads all but why there was no plan.
FAMILY_READS = (What.PROPOSED, What.OURS, What.LOOKED, What.SETTLED, What.NOT_YET)


class SettlingRows(Scoped["Settling"]):
    """Settlings, for the family that may know all, the key person and the office."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the child and the setting."""
        return self.select_related("child", "setting")


class Settling(Record):
    """How one child settles in, from before the first day until both sides say that it is done."""

    data: ClassVar[Holding] = holds("child_file", P2="first_day settled_on")
    first_day = models.DateField()
    settled_on = models.DateField(null=True)

    objects = SettlingRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class Kept(Scoped[Any]):
    """Rows that belong to a settling in and are as visible as it is."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the record."""
        return seen(viewer, "settling__")


class SettlingPlanRows(Kept):
    """Plans."""


class SettlingPlan(Guarded):
    """One plan for settling in. It is never rewritten: a new one stands beside it, with the reason why."""

    PARTS = ("days", "here", "home", "helps")
    data: ClassVar[Holding] = holds("child_file", P2="settling number on by look_on", P4="days here home helps because")
    settling = models.ForeignKey(Settling, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    look_on = models.DateField()
    days = models.TextField()
    here = models.TextField()
    home = models.TextField()
    helps = models.TextField(blank=True)
    because = models.TextField(blank=True)

    objects = SettlingPlanRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["settling", "number"], name="one_settling_plan_of_a_number")]


class SettlingVisitRows(Kept):
    """Visits."""


class SettlingVisit(Guarded):
    """One visit, or one of the first days: when it was and how it went. Who stayed and what was said are entries of it."""

    data: ClassVar[Holding] = holds("child_file", P2="settling on went by")
    settling = models.ForeignKey(Settling, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    went = models.CharField(max_length=6, choices=Went)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = SettlingVisitRows.as_manager()


class SettlingWordRows(Scoped["SettlingWord"]):
    """What was said: for those who work with the child all of it, for an adult their own words and what is for every family."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """One's own and what those who work here say of the child; nobody's place at a time, nor words of another adult."""
        rows = seen(viewer, "settling__")
        if viewer.hat != Hat.PARENT:
            return rows
        return rows & (models.Q(person_id=viewer.person_id) | models.Q(person__isnull=True, what__in=FAMILY_READS))


class SettlingWord(Guarded):
    """Something that happened or was said, in order. `person` is the adult of the family whose word it is, whoever wrote it
    down; without one it is the word of those who work here. Entries are added, never changed."""

    data: ClassVar[Holding] = holds(
        "child_file", P1="once", P2="settling number what on by person plan visit", P4="words"
    )
    settling = models.ForeignKey(Settling, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=10, choices=What)
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(SettlingPlan, null=True, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(SettlingVisit, null=True, on_delete=models.PROTECT, related_name="entries")
    words = models.TextField(blank=True)
    once = models.CharField(max_length=64, unique=True, null=True)  # what makes a form that is sent twice count once

    objects = SettlingWordRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["settling", "number"], name="one_settling_entry_of_a_number")]

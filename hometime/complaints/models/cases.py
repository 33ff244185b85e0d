"""Complaints as they came in, and the steps that were taken since. Steps are added and never changed (C8, O4)."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from hometime.access.viewer import Viewer
from hometime.complaints.models.choices import AtRisk, Channel, Classed, Finding, Source, Subject
from hometime.complaints.models.written import Locked, Written, WrittenRows
from hometime.kernel import clock
from hometime.kernel.data import Holding, holds
from hometime.kernel.gathering import Gathered
from hometime.kernel.guard import Scoped
from hometime.people.models import Closure, Person
from hometime.records.audiences import seen
from hometime.records.models import Record

# What is written down beside the engine's events: it moves nothing on the ladder.
ASIDE = ("delayed", "outside_named", "allowed", "strand_opened", "strand_entry", "strand_closed")


class ComplaintRows(Scoped["Complaint"]):
    """Complaints, as visible as any record: to the people named on it, never to those whom it concerns."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the setting and the days on which it is closed, the child, and the version of the policy it runs under."""
        closed = Closure.objects.filter(setting=models.OuterRef("setting"))
        return self.select_related("setting", "child", "under", "written_by").annotate(
            closed_days=Gathered(closed, "first_day", "last_day", "what")
        )

    def delete(self) -> Any:
        """Always refused: complaints are disposed of one by one, by a person, and not before their time."""
        raise Locked("Complaints are not deleted in bulk.")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Complaint(Record):
    """What came in, in the person's own words. `held_by` says which step of the ladder has it, as the engine tells.

    `about`, `also_about`, `eyfs_requirement`, `classed` and `staff_view` say how it is sorted now; how it was sorted
    before, and why that changed, stands in its steps. `left_on` is the day from which it is with the allegations
    procedure, while it is.
    """

    data: ClassVar[Holding] = holds(
        "complaint",
        P1="reference",
        P4="received_on received_by channel source complainant about also_about what_happened put_right "
        "eyfs_requirement classed staff_view at_risk serious_harm left_on held_by written_by written_at",
    )
    reference = models.CharField(max_length=7, unique=True)
    received_on = models.DateField()
    received_by = models.CharField(max_length=20)
    channel = models.CharField(max_length=8, choices=Channel)
    source = models.CharField(max_length=10, choices=Source)
    complainant = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=20, choices=Subject)
    also_about = models.JSONField(default=list)
    what_happened = models.TextField()
    put_right = models.TextField(blank=True)
    eyfs_requirement = models.BooleanField(default=False)
    classed = models.CharField(max_length=10, choices=Classed, blank=True)
    staff_view = models.CharField(max_length=10, choices=Classed, blank=True)
    at_risk = models.CharField(max_length=8, choices=AtRisk, blank=True)
    serious_harm = models.BooleanField(default=False)
    left_on = models.DateField(null=True)
    held_by = models.CharField(max_length=40, blank=True)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = ComplaintRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own

    @property
    def subjects(self) -> tuple[str, ...]:
        """Whom or what it is about, as it is sorted now: words of `case.SUBJECTS`, the first one first."""
        return (self.about, *self.also_about)

    def delete(self, *args: Any, **options: Any) -> Any:
        """Refused until the day up to which it must be kept: three years from completion at least (O4)."""
        if self.keep_until is None or clock.today() < self.keep_until:
            raise Locked("A complaint is kept for three years after it was completed, at least.")
        if self.on_hold:
            raise Locked("This complaint is held until somebody says that it may go.")
        return super().delete(*args, **options)


class StepRows(WrittenRows["Step"]):
    """Steps, for whoever sees the complaint."""

    def seen_by(self, viewer: Viewer) -> models.Q:
        """As the record."""
        return seen(viewer, "complaint__")


class Step(Written):
    """Something that happened to a complaint: what (`received`, a word of `case.EVENTS` or `case.BESIDE`, or of
    `ASIDE` below), when, written by whom and when, and in what words.

    `says` holds the answers that the words alone do not give: ids, dates and words of closed lists, and who the outside
    person is.
    """

    data: ClassVar[Holding] = holds(
        "complaint", P4="complaint number event on by written_at words apology finding says"
    )
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    event = models.CharField(max_length=24)
    words = models.TextField(blank=True)
    apology = models.TextField(blank=True)
    finding = models.CharField(max_length=12, choices=Finding, blank=True)
    says = models.JSONField(default=dict)

    objects = StepRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="one_step_of_a_number")]

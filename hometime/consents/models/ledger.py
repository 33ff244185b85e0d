"""The ledger: what each adult was asked for each child, what they said each time, and what a court has ruled (F23 to F26).

No adult ever learns from it what another was asked or said: a parent finds their own rows and nothing else.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.families.facets import Basis, Responsibility
from hometime.families.models import Adult, Child, bonds_of, children_seen, key_children, place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.kernel.spelling import Whether
from hometime.people.models import Person
from hometime.people.roles import OFFICE, Hat
from hometime.records.audiences import seen
from hometime.records.models import Record


class Route(models.TextChoices):
    """How an answer came."""

    SCREEN = "screen", _("On screen, by themselves")
    SPOKEN = "spoken", _("Face to face")
    PHONE = "phone", _("On the telephone")
    PAPER = "paper", _("On paper")
    WRITTEN = "written", _("In a message")
    INTERPRETED = "interpreted", _("Through an interpreter")


def of_the_ledger(viewer: Viewer, prefix: str = "") -> Q:
    """The rows of the ledger that a viewer may read; `prefix` is the way from the queried table to the consent.

    An adult reads their own while they may know of the child; at work the office and the key person read what each said.
    """
    child = f"{prefix}child"
    here = place_of(viewer, f"{child}__")
    if viewer.hat == Hat.PARENT:
        return here & Q(**{f"{prefix}adult__person_id": viewer.person_id}) & Q(Whether(bonds_of(viewer, child)))
    if viewer.hat != Hat.STAFF:
        return Q(pk__in=[])
    if viewer.holds(*OFFICE):
        return here & children_seen(viewer, child)
    if viewer.key_person_ids:
        return here & children_seen(viewer, child) & Q(key_children(viewer, child))
    return Q(pk__in=[])


class ConsentRows(Scoped["Consent"]):
    """What was asked, as a viewer may see it."""

    def seen_by(self, viewer: Viewer) -> Q:
        """One's own; for the office and the key person those of their children."""
        return of_the_ledger(viewer)

    def whole(self) -> Self:
        """With the child, its setting, and the adult."""
        return self.select_related("child__setting", "adult__person")


class Consent(Guarded):
    """One thing that one adult is asked for one child: a kind, perhaps about a record, and for photographs a purpose.

    `words` say what is asked; `where` adds places and times, for whoever may know them. `waits` is true from when it is
    asked until it is answered. `opens` names the address of a page that tells more, about the record.
    """

    data: ClassVar[Holding] = holds(
        "child_file",
        P2="child adult kind purpose about answer_by opens asked_on waits closed_on",
        P3="words where",
    )
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="consents")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=12)
    purpose = models.CharField(max_length=20, blank=True)
    about = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="consents")
    words = models.TextField(blank=True)
    where = models.TextField(blank=True)
    answer_by = models.DateField(null=True)
    opens = models.CharField(max_length=40, blank=True)
    asked_on = models.DateField()
    waits = models.BooleanField(default=True)
    closed_on = models.DateField(null=True)

    objects = ConsentRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "adult", "kind", "purpose"],
                condition=Q(about__isnull=True),
                name="one_standing_consent_of_an_adult",
            ),
            models.UniqueConstraint(
                fields=["child", "adult", "kind", "purpose", "about"], name="one_consent_of_an_adult_about"
            ),
        ]
        indexes = [models.Index(fields=["adult", "waits"], name="consents_that_wait")]


class AnswerRows(Scoped["Answer"]):
    """What was said, as a viewer may see it."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As what was asked."""
        return of_the_ledger(viewer, "consent__")


class Answer(Guarded):
    """What an adult said, once and for all; the latest counts. `by` wrote it down: the adult, or somebody here for them.

    `power` and `basis` are what the bond said of responsibility and what the power to consent rested on, that day.
    """

    data: ClassVar[Holding] = holds("child_file", P3="consent number state route at on by power basis until words")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12)
    route = models.CharField(max_length=12, choices=Route)
    at = models.DateTimeField()
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    power = models.CharField(max_length=16, choices=Responsibility)
    basis = models.CharField(max_length=12, choices=Basis, blank=True)
    until = models.DateField(null=True)
    words = models.TextField(blank=True)

    objects = AnswerRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consent", "number"], name="one_answer_of_a_consent")]


class RulingRows(Scoped["Ruling"]):
    """What courts have ruled, for the safeguarding leads."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the child and the setting."""
        return self.select_related("child", "setting")


class Ruling(Record):
    """What a court order says about a kind of consent: it stands above what all adults say.

    After `until` a yes is none any more, and a no stays until a safeguarding lead has settled it: nothing opens by itself.
    """

    data: ClassVar[Holding] = holds("safeguarding", P4="of_kind purpose allows evidence starts until settled_on")
    of_kind = models.CharField(max_length=12)
    purpose = models.CharField(max_length=20, blank=True)
    allows = models.BooleanField()
    evidence = models.TextField()
    starts = models.DateField()
    until = models.DateField(null=True)
    settled_on = models.DateField(null=True)

    objects = RulingRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own

"""How staff work with services: protocol cards that each of them reads, questions without names, and offers of advice."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.agencies.models.organisations import Organisation
from hometime.families.models import place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat, Role
from hometime.records.audiences import seen
from hometime.records.models import Record

HEAR = (Role.MANAGER, Role.DEPUTY, Role.DSL, Role.DEPUTY_DSL, Role.SENCO)  # who read every question (A10)


class ProtocolRows(Scoped["Protocol"]):
    """Protocol cards, for whoever works at the setting."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the service and the setting."""
        return self.select_related("setting", "agency")


class Protocol(Record):
    """A card that says how to work with a service: the steps, the numbers, and whom to ring out of hours (A6).

    Each time it is put out anew (`edition`) everybody who works here reads it again.
    """

    data: ClassVar[Holding] = holds("settings", P1="agency name steps numbers out_of_hours edition put_out_on")
    agency = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="protocols")
    name = models.CharField(max_length=120)
    steps = models.TextField()
    numbers = models.TextField(blank=True)
    out_of_hours = models.CharField(max_length=120, blank=True)
    edition = models.PositiveSmallIntegerField(default=1)
    put_out_on = models.DateField()

    objects = ProtocolRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class UnderstoodRows(Scoped["Understood"]):
    """Who read which card."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the card."""
        return seen(viewer, "protocol__")


class Understood(Guarded):
    """Somebody read an edition of a card, and says that they understood it."""

    data: ClassVar[Holding] = holds("by_kind", P1="protocol edition person on")
    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="understood")
    edition = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    objects = UnderstoodRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["protocol", "edition", "person"], name="an_edition_is_understood_once")
        ]


class QuestionRows(Scoped["Question"]):
    """Questions without names."""

    def seen_by(self, viewer: Viewer) -> Q:
        """One's own; all of them for the manager, the deputy, the safeguarding leads and the SENCO."""
        if viewer.hat != Hat.STAFF:
            return Q(pk__in=())
        here = place_of(viewer)
        return here if viewer.holds(*HEAR) else here & Q(asked_by_id=viewer.person_id)


class Question(Guarded):
    """A question that somebody asked a service without naming anybody, and what was answered (A10).

    `refers` is that they advise to come back with a name. Which child that is stands in the decision to share alone.
    """

    data: ClassVar[Holding] = holds("by_kind", P1="setting agency asked_by on topic words answer answered_on refers")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    topic = models.CharField(max_length=120)
    words = models.TextField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    refers = models.BooleanField(default=False)

    objects = QuestionRows.as_manager()


class TrainingRows(Scoped["Training"]):
    """Offers of advice and training, for whoever works at the setting."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)


class Training(Record):
    """What a service offers staff: advice or training on a topic (A11, P19). Looked at again twice a year."""

    data: ClassVar[Holding] = holds("settings", P1="agency topic words last_used")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="training")
    topic = models.CharField(max_length=120)
    words = models.TextField()
    last_used = models.DateField(null=True)

    objects = TrainingRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own

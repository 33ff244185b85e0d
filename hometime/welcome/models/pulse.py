"""Whether families felt welcome, as numbers of a month: nobody can be told from them (F2).

An answer is never a row of its own. It makes one of three numbers of its month larger, so that there is nothing that could be
put in order, joined to a person or dated. Beside it stands only that somebody was asked, without what they said; whoever
answers and whoever would rather not leave the same mark, and the same event. Two copies of the whole database, made before
and after a single answer, would still tell it: they are kept under lock by whoever keeps the copies.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.families.models import place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat

ENOUGH = 5  # answers of one way in one month; of fewer somebody could guess whose they are


class Felt(models.TextChoices):
    """What somebody says. The values are the names of the numbers that they make larger."""

    YES = "yes"
    SOMETIMES = "sometimes"
    NO = "no"


def month_of(day: dt.date) -> dt.date:
    """The first day of the month of `day`, by which the month goes here."""
    return day.replace(day=1)


class PulseTallyRows(Scoped["PulseTally"]):
    """The numbers of months that are over, for the manager, the deputy and the owners."""

    def seen_by(self, viewer: Viewer) -> Q:
        """None of the month that is running: whoever looked before and after an answer would know it."""
        if not (viewer.a_head or viewer.hat == Hat.OWNER):
            return Q(pk__in=[])
        return place_of(viewer) & Q(month__lt=month_of(viewer.today))

    def whole(self) -> Self:
        """With the setting."""
        return self.select_related("setting")


class PulseTally(Guarded):
    """How many said what in a month, on the telephone or with a coin in a jar.

    The two ways are never added up: somebody who counted the jar would know the rest.
    """

    data: ClassVar[Holding] = holds("settings", P1="setting month jar", P2="yes sometimes no")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    jar = models.BooleanField(default=False)
    yes = models.PositiveIntegerField(default=0)
    sometimes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)

    objects = PulseTallyRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["setting", "month", "jar"], name="one_pulse_of_a_month")]

    @property
    def enough(self) -> bool:
        """Whether so many answered that nobody can guess who they are."""
        return self.yes + self.sometimes + self.no >= ENOUGH


class PulseAskedRows(Scoped["PulseAsked"]):
    """One's own, so that one is asked once."""

    def seen_by(self, viewer: Viewer) -> Q:
        """A parent's own; nobody else needs to know who was asked."""
        return Q(person_id=viewer.person_id) if viewer.hat == Hat.PARENT else Q(pk__in=[])


class PulseAsked(Guarded):
    """The last month in which somebody was asked about a setting, whether they answered or not. What they said is not here."""

    data: ClassVar[Holding] = holds("person", P2="person setting month")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()

    objects = PulseAskedRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "setting"], name="one_pulse_question_for_a_person")]

"""Households: adults who chose, each for themselves, to see each other's names."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import OuterRef, Q

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.kernel.spelling import Whether
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat


class HouseholdRows(Scoped["Household"]):
    """Households, for their members."""

    def seen_by(self, viewer: Viewer) -> Q:
        """A household one belongs to now."""
        mine = Membership.objects.unscoped("a household is seen by its members").filter(
            household=OuterRef("pk"),
            person_id=viewer.person_id,
            left_on__isnull=True,
        )
        return Q(Whether(mine)) if viewer.hat == Hat.PARENT else Q(pk__in=[])


class Household(Guarded):
    """Adults who each agreed to be shown to one another as one home. Whoever leaves it is gone without a word."""

    data: ClassVar[Holding] = holds("child_file", P3="setting")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")

    objects = HouseholdRows.as_manager()


class MembershipRows(Scoped["Membership"]):
    """Memberships of households, for fellow members."""

    def seen_by(self, viewer: Viewer) -> Q:
        """One's own and those of one's present household; whoever left is no longer there, without a gap."""
        if viewer.hat != Hat.PARENT:
            return Q(pk__in=[])
        return Q(person_id=viewer.person_id) | Q(Whether(fellows(viewer).filter(pk=OuterRef("pk"))))


class Membership(Guarded):
    """One adult in a household, by their own word, until they leave.

    It names the person and does not lead to how they are reached: what a household shares is names.
    """

    data: ClassVar[Holding] = holds("child_file", P3="household person agreed_on left_on")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField()
    left_on = models.DateField(null=True)

    objects = MembershipRows.as_manager()


def fellows(viewer: Viewer) -> MembershipRows:
    """The present memberships of the households that the viewer belongs to now."""
    return Membership.objects.unscoped("a household is by mutual choice").filter(
        left_on__isnull=True,
        household__memberships__left_on__isnull=True,
        household__memberships__person_id=viewer.person_id,
    )

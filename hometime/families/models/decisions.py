"""What was decided about a bond, facet by facet, and the court orders it rests on."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.families.facets import ASKED_BEFORE, Basis
from hometime.families.models.bonds import Bond, children_seen
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Hat, Role


class DecisionRows(Scoped["Decision"]):
    """The history of facets: for those who decide, never for a parent."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Manager, deputy and safeguarding lead of the child's setting."""
        if viewer.hat != Hat.STAFF or not viewer.holds(Role.MANAGER, Role.DEPUTY, Role.DSL, Role.DEPUTY_DSL):
            return Q(pk__in=[])
        return children_seen(viewer, "bond__child") & Q(bond__child__setting_id=viewer.setting_id)

    def asked_again(self, today: dt.date) -> Self:
        """Those in force whose last day is over or whose review is due: read anew each time, so nothing has to run."""
        return self.filter(Q(until__lt=today) | Q(review_on__lte=today), in_force=True)


class Decision(Guarded):
    """One facet of a bond was decided: the value, on what evidence, from when, until when, by whom, to be reviewed when.

    The last one about a facet is `in_force`. After `until` a grant has closed and a restriction has not opened: either
    way somebody is asked again.
    """

    data: ClassVar[Holding] = holds(
        "child_file",
        P4="bond facet value evidence basis starts until decided_by decided_on review_on in_force",
    )
    bond = models.ForeignKey(Bond, on_delete=models.PROTECT, related_name="decisions")
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=80, blank=True)
    evidence = models.TextField(blank=True)
    basis = models.CharField(max_length=12, choices=Basis, default=Basis.DECLARED)
    starts = models.DateField()
    until = models.DateField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    review_on = models.DateField(null=True)
    in_force = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bond", "facet"], condition=Q(in_force=True), name="one_decision_in_force")
        ]

    objects = DecisionRows.as_manager()


class OrderRows(Scoped["Order"]):
    """Court orders, for the safeguarding leads of the child's setting only."""

    def seen_by(self, viewer: Viewer) -> Q:
        """The safeguarding lead and deputy; own family never."""
        if not viewer.a_lead:
            return Q(pk__in=[])
        return children_seen(viewer, "bond__child") & Q(bond__child__setting_id=viewer.setting_id)

    def to_settle(self, today: dt.date) -> Self:
        """Those not settled that have ended or end within four weeks: the safeguarding lead is asked (TRUST 3)."""
        return self.filter(settled_on__isnull=True, expires__lte=today + dt.timedelta(days=max(ASKED_BEFORE)))


class Order(Guarded):
    """A court order or formal instruction about one bond. At its end nothing opens by itself (TRUST 3)."""

    data: ClassVar[Holding] = holds("safeguarding", P4="bond kind issued expires seen_on seen_by settled_on")
    bond = models.ForeignKey(Bond, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=60)
    issued = models.DateField()
    expires = models.DateField(null=True)
    seen_on = models.DateField(null=True)
    seen_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    settled_on = models.DateField(null=True)

    objects = OrderRows.as_manager()

    def asked(self, today: dt.date) -> int | None:
        """At which of its days the lead is asked now: 28 or 7 days before the end, 0 once it is over; None before."""
        if self.expires is None or self.settled_on is not None:
            return None
        left = (self.expires - today).days
        return 0 if left < 0 else min((days for days in ASKED_BEFORE if left <= days), default=None)

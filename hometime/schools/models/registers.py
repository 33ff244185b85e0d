"""Schools of a provider, from the national register or written down by hand, and registers that wait to be taken in.

They are public facts. Each provider keeps its own, so that nobody's mistake changes a telephone number of another's.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.fields import FoldedField
from hometime.kernel.folding import sought
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person, Provider
from hometime.people.roles import Hat, Role


class Stand(models.TextChoices):
    """Where a school stands: open, closed, or no longer in the register of its place."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    GONE = "gone", _("Not in the register any more")


class SchoolRows(Scoped["School"]):
    """Schools, as a viewer may see them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Those of the provider; for whoever works there under their own name, owns it, or has a child there."""
        named = viewer.hat != Hat.STAFF or viewer.posts - {Role.TABLET}
        if viewer.hat not in (Hat.STAFF, Hat.OWNER, Hat.PARENT) or not named:
            return Q(pk__in=[])
        return Q(provider_id=viewer.provider_id)

    def called_like(self, typed: str) -> SchoolRows:
        """Those whose name, town or postcode holds every word that was typed."""
        found = self
        for word in sought(typed):
            found = found.filter(folded__contains=word)
        return found


class School(Guarded):
    """A school. `urn` is its number in the register, and empty for one that was written down by hand.

    `read_on` is the day on which its line was last taken in, or on which somebody wrote it down.
    """

    FACTS = ("urn", "la", "la_name", "number", "name", "phase", "low_age", "street", "town", "postcode", "phone")
    data: ClassVar[Holding] = holds(
        "settings",
        P0="provider urn la la_name number name stand phase low_age street town postcode phone read_on folded",
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    urn = models.CharField(max_length=7, null=True)
    la = models.CharField(max_length=4, blank=True)
    la_name = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=4, blank=True)
    name = models.CharField(max_length=200)
    stand = models.CharField(max_length=6, choices=Stand, default=Stand.OPEN)
    phase = models.CharField(max_length=4, blank=True)
    low_age = models.CharField(max_length=4, blank=True)
    street = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=200, blank=True)
    read_on = models.DateField()
    folded = FoldedField(of=("name", "town", "postcode"))

    objects = SchoolRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "urn"], name="one_school_of_a_number")]
        indexes = [
            models.Index(fields=["provider", "stand", "name", "id"], name="schools_by_name"),
            models.Index(fields=["provider", "la", "stand"], name="schools_of_authority"),
        ]

    @property
    def laestab(self) -> str:
        """Its number at the local authority: seven digits, or nothing where one half is not known."""
        return f"{self.la}/{self.number}" if self.la and self.number else ""

    @property
    def address(self) -> str:
        """Where it is, in a line."""
        return ", ".join(filter(None, (self.street, self.town, self.postcode)))


class RegisterRows(Scoped["Register"]):
    """Registers that wait, for whoever brought them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """One's own, in the office."""
        if not viewer.a_head:
            return Q(pk__in=[])
        return Q(by_id=viewer.person_id, provider_id=viewer.provider_id)


class Register(Guarded):
    """A register that somebody brought: what it would change, until it is taken in or a day has gone.

    `asked` are local authorities as they were typed, `authorities` those that the file has. `done` of `whole` lines are read
    or taken in so far; `trouble` is one of our own sentences.
    """

    class Stage(models.TextChoices):
        """How far it has come: the background work reads it, somebody looks at it, and the background work takes it in."""

        READING = "reading"
        REFUSED = "refused"
        READ = "read"
        TAKING = "taking"
        TAKEN = "taken"

    data: ClassVar[Holding] = holds(
        "draft",
        P1="provider by brought_at asked authorities counts faults stage done whole trouble taken_in_on",
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    asked = models.JSONField(default=list)
    authorities = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    stage = models.CharField(max_length=7, choices=Stage, default=Stage.READ)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=700, blank=True)
    taken_in_on = models.DateField(null=True)

    objects = RegisterRows.as_manager()

    @property
    def under_way(self) -> bool:
        """Whether the background work has it."""
        return self.stage in (self.Stage.READING, self.Stage.TAKING)


def _of_own_register(viewer: Viewer) -> Q:
    if not viewer.a_head:
        return Q(pk__in=[])
    return Q(register__by_id=viewer.person_id, register__provider_id=viewer.provider_id)


class RegisterFileRows(Scoped["RegisterFile"]):
    """Files of registers that wait to be read."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the register."""
        return _of_own_register(viewer)


class RegisterFile(Guarded):
    """A register as it was handed in, until the background work has read it: then it goes, with the heads that it names."""

    data: ClassVar[Holding] = holds("draft", P1="register content")
    register = models.OneToOneField(Register, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    objects = RegisterFileRows.as_manager()


class RegisterPartRows(Scoped["RegisterPart"]):
    """Parts of registers that wait."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the register."""
        return _of_own_register(viewer)


class RegisterPart(Guarded):
    """Some hundred lines of one kind (new, changed, closing or gone) of a register that waits. `lines` is JSON as text,
    so that a whole register never stands in memory as anything else."""

    data: ClassVar[Holding] = holds("draft", P1="register kind number lines")
    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=8)
    number = models.PositiveSmallIntegerField()
    lines = models.TextField()

    objects = RegisterPartRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "kind", "number"], name="one_register_part_of_a_number")
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Its lines."""
        found: list[dict[str, Any]] = json.loads(self.lines)
        return found

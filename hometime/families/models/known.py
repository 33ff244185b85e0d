"""What is known of a child or an adult that not everybody who knows of them may read: rows of their own, seen more closely.

A row is seen whole or not at all, so what has another class of secrecy than its neighbours has another table.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import OuterRef, Q

from hometime.access.viewer import Viewer
from hometime.families.models.bonds import Adult, Bond, Child, bonds_of, children_seen, own_family
from hometime.families.models.reach import place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.kernel.spelling import Whether
from hometime.people.roles import OFFICE, Hat


class KeyFactsRows(Scoped["KeyFacts"]):
    """Key facts about children, as a viewer may see them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Parents who may know all about the child; staff as the child itself, for a room must know an allergy."""
        whole = Q(Whether(bonds_of(viewer, "child", full=True)))
        return (whole if viewer.hat == Hat.PARENT else children_seen(viewer, "child")) & place_of(viewer, "child__")


class KeyFacts(Guarded):
    """Health, needs and languages of a child: what whoever works with the child must know, and some parents may not."""

    data: ClassVar[Holding] = holds("child_file", P3="child languages facts")
    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="+")
    languages = models.JSONField(default=list)
    facts = models.JSONField(default=list)

    objects = KeyFactsRows.as_manager()


class SealedAddressRows(Scoped["SealedAddress"]):
    """Hidden addresses, as a viewer may see them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """One's own; for the manager, the deputy and the safeguarding leads those of the children's adults here."""
        if viewer.hat == Hat.PARENT:
            return Q(adult__person_id=viewer.person_id)
        if viewer.hat != Hat.STAFF or not viewer.holds(*OFFICE):
            return Q(pk__in=[])
        bonds = Bond.objects.unscoped("the scope of an address is that of its adult").filter(adult=OuterRef("adult"))
        theirs = bonds.filter(children_seen(viewer, "child"), child__setting_id=viewer.setting_id)
        return Q(Whether(theirs)) & ~Q(Whether(bonds.filter(own_family(viewer, "child"))))


class SealedAddress(Guarded):
    """Where an adult lives who is not to be found: for the office alone, and on no list (TRUST 7)."""

    data: ClassVar[Holding] = holds("child_file", P4="adult address")
    adult = models.OneToOneField(Adult, on_delete=models.PROTECT, related_name="+")
    address = models.TextField()

    objects = SealedAddressRows.as_manager()

"""What goes with a child: parts that are asked for one by one, what was sent with whose receipt, and the sealed file (S2)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.audiences import seen, seen_while_bound
from hometime.records.models import Record
from hometime.schools.models.moves import LONGEST_NAME, SchoolMove
from hometime.schools.models.registers import School


class What(models.TextChoices):
    """The parts of what goes to a school. The last two are one adult's own, and only that adult sees and allows them."""

    NAMES = "names", _("Names and date of birth")
    LEARNING = "learning", _("What the child can do")
    LANGUAGES = "languages", _("Languages")
    NEEDS = "needs", _("What the child needs")
    VOICE = "voice", _("What the child says")
    FAMILY = "family", _("In the family’s own words")
    ADDRESS = "address", _("Address")


OWN = (What.FAMILY, What.ADDRESS)


class PackPartRows(Scoped["PackPart"]):
    """Parts."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record, while the bond lets a parent know all; an adult's own part only they and those at work."""
        return seen_while_bound(viewer)

    def whole(self) -> Self:
        """With the child, the setting and the plan."""
        return self.select_related("child", "setting", "move__school", "person")


class PackPart(Record):
    """One part of what would go: frozen as it was shown and asked for, so that what goes is what was agreed to.

    `lines` are headings with their words; `fields` the same under the names that schools' own systems use.
    """

    data: ClassVar[Holding] = holds("child_file", P2="move what person", P3="lines fields")
    move = models.ForeignKey(SchoolMove, on_delete=models.PROTECT, related_name="parts")
    what = models.CharField(max_length=9, choices=What)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    lines = models.JSONField(default=list)
    fields = models.JSONField(default=dict)

    objects = PackPartRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own


class ParcelRows(Scoped["Parcel"]):
    """What was sent."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the plan."""
        return seen(viewer, "move__")

    def whole(self) -> Self:
        """With the plan and the school."""
        return self.select_related("move__child", "move__setting", "school")


class Parcel(Guarded):
    """Something that was sent to a school: to whom, on which decision, and its receipt."""

    data: ClassVar[Holding] = holds(
        "child_file", P2="move number school on by decided received_on", P3="to_name received_from"
    )
    move = models.ForeignKey(SchoolMove, on_delete=models.PROTECT, related_name="parcels")
    number = models.PositiveSmallIntegerField()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    to_name = models.CharField(max_length=LONGEST_NAME)
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField(null=True)
    received_from = models.CharField(max_length=200, blank=True)

    objects = ParcelRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["move", "number"], name="one_school_parcel_of_a_number")]


class SentPartRows(Scoped["SentPart"]):
    """The parts of parcels."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the part itself: one adult never learns that another's own words went."""
        return seen_while_bound(viewer, "part__")


class SentPart(Guarded):
    """A part that went with a parcel."""

    data: ClassVar[Holding] = holds("child_file", P2="parcel part")
    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="parts")
    part = models.ForeignKey(PackPart, on_delete=models.PROTECT, related_name="sent")

    objects = SentPartRows.as_manager()


class SealedFileRows(Scoped["SealedFile"]):
    """Safeguarding files that go to a school, for the leads alone."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record; never for a parent, whoever is named on it."""
        return Q(pk__in=[]) if viewer.hat == Hat.PARENT else seen(viewer)

    def whole(self) -> Self:
        """With the child, the setting and the school."""
        return self.select_related("child", "setting", "school")


class SealedFile(Record):
    """A child's safeguarding file on its way from lead to lead: to whom, how the address was found right, what goes, how,
    and the receipt. Where nothing goes, the reason."""

    data: ClassVar[Holding] = holds(
        "safeguarding",
        P4="school to_name to_email to_phone checked_on checked_how contents sent_on decided received_on received_from "
        "nothing_because",
    )
    school = models.ForeignKey(School, null=True, on_delete=models.PROTECT, related_name="+")
    to_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    to_email = models.EmailField(blank=True)
    to_phone = models.CharField(max_length=40, blank=True)
    checked_on = models.DateField(null=True)
    checked_how = models.CharField(max_length=200, blank=True)
    contents = models.TextField(blank=True)
    sent_on = models.DateField(null=True)
    decided = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField(null=True)
    received_from = models.CharField(max_length=200, blank=True)
    nothing_because = models.TextField(blank=True)

    objects = SealedFileRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own

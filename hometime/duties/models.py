"""Duties and the rhythms that bring them back. A duty is as visible as the record it belongs to, and to whoever owes it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.duties.standing import SOON, Every, Standing, standing
from hometime.families.models import Bond, KeyPersonship, key_children, place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Cover, Person, Post, Setting, current
from hometime.people.roles import Hat, Role
from hometime.records.audiences import kept_out, seen
from hometime.records.models import Paper, Party, Record


class Kind(models.TextChoices):
    """How a duty arose, and so what can prove that it was kept."""

    EVENT = "event", _("Something happened")
    RHYTHM = "rhythm", _("It comes round again")
    ATTESTATION = "attestation", _("A person must see for themselves")


class RhythmRows(Scoped["Rhythm"]):
    """Rhythms, as visible as their record."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer, "record__")


class Rhythm(Guarded):
    """Something owed again and again ("regularly", "reviewed", "displayed"), with its interval and where that came from."""

    data: ClassVar[Holding] = holds(
        "duty",
        P1="record clause clause_key kind what verb owed_by months days basis starts stopped",
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="rhythms")
    clause = models.CharField(max_length=4)
    clause_key = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    what = models.CharField(max_length=200)
    verb = models.CharField(max_length=40)
    owed_by = models.CharField(max_length=30, choices=Role)
    months = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    basis = models.CharField(max_length=10, default="proposed")
    starts = models.DateField()
    stopped = models.DateField(null=True)

    objects = RhythmRows.as_manager()

    @property
    def every(self) -> Every:
        """The interval."""
        return Every(self.months, self.days)


class DutyRows(Scoped["Duty"]):
    """Duties, as a viewer may see them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record: whoever owes a duty sees it because they may see what it belongs to."""
        return seen(viewer, "record__")

    def whole(self) -> Self:
        """With the record, its setting, and what brings the duty back."""
        return self.select_related("record", "setting", "rhythm__record")

    def open(self) -> Self:
        """Those neither kept nor lifted."""
        return self.filter(kept_on__isnull=True, lifted_because="")

    def owed_by(self, viewer: Viewer) -> Self:
        """Those that this viewer is to do, in this hat, today.

        A duty of a person is theirs in the post it is owed in; a duty of a post is that of whoever acts in it. Either
        goes with the post while it is handed over, and falls back after the last day.
        """
        mine = Q(pk__in=[])
        for whose, role, place in viewer.acts_in:
            theirs = Q(person_id=whose)
            if role not in (Role.KEY_PERSON, Role.PARENT):
                theirs |= Q(person__isnull=True)
            mine |= Q(owed_role=role) & theirs & (Q(setting_id=place) if place else Q())
        if viewer.key_person_ids:
            mine |= Q(person__isnull=True, owed_role=Role.KEY_PERSON) & Q(key_children(viewer, "record__child"))
        # The posts once more, by themselves: an index cannot be found behind an OR.
        roles = {role for _whose, role, _place in viewer.acts_in} | (
            {Role.KEY_PERSON} if viewer.key_person_ids else set()
        )
        return self.filter(place_of(viewer), mine, hat=viewer.hat, owed_role__in=sorted(roles))

    def by_urgency(self) -> Self:
        """Late first, then by day; those without a day last."""
        return self.order_by(F("due").asc(nulls_last=True), "pk")


class Duty(Guarded):
    """What somebody owes somebody by a day under a clause. Standing is worked out, never stored.

    `owed_role` with no `person` means whoever holds that post on the day one looks. `what` and `verb` are source
    strings of the catalogue of words, translated where they are shown. `missed` says of one that is lifted that it was
    not done while there was time: it is evidence against the clause, and stays.
    """

    data: ClassVar[Holding] = holds(
        "duty",
        P1="setting clause clause_key kind what verb owed_role person hat owed_to due basis why rhythm owed_on "
        "kept_on kept_by lifted_because lifted_by missed",
        P2="record",
        P4="evidence photo about",
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="duties")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(max_length=4)
    clause_key = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    what = models.CharField(max_length=200)
    verb = models.CharField(max_length=40)
    about = models.CharField(max_length=80, blank=True)
    owed_role = models.CharField(max_length=30, choices=Role)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    hat = models.CharField(max_length=10, choices=Hat)
    owed_to = models.CharField(max_length=80, blank=True)
    owed_on = models.DateField()
    due = models.DateField(null=True)
    basis = models.CharField(max_length=10, default="proposed")
    why = models.JSONField(default=dict)
    rhythm = models.ForeignKey(Rhythm, null=True, on_delete=models.PROTECT, related_name="duties")
    kept_on = models.DateField(null=True)
    kept_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    evidence = models.TextField(blank=True)
    photo = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_because = models.CharField(max_length=200, blank=True)
    lifted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    missed = models.BooleanField(default=False)

    objects = DutyRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rhythm"],
                condition=Q(kept_on__isnull=True, lifted_because=""),
                name="one_open_duty_of_a_rhythm",
            ),
            models.CheckConstraint(
                condition=Q(kept_on__isnull=True) | Q(lifted_because=""),
                name="a_duty_is_kept_or_lifted_not_both",
            ),
            models.CheckConstraint(condition=Q(missed=False) | ~Q(lifted_because=""), name="a_missed_duty_says_why"),
        ]
        indexes = [
            models.Index(
                fields=["setting", "owed_role", "due"],
                condition=Q(kept_on__isnull=True),  # SQLite uses a partial index only where no parameter is in it
                name="open_duties_of_post",
            ),
            models.Index(
                fields=["person", "due"],
                condition=Q(kept_on__isnull=True),
                name="open_duties_of_person",
            ),
            models.Index(fields=["setting", "clause", "kept_on"], name="evidence_of_clause"),
            models.Index(fields=["record", "due"], name="duties_of_record"),
        ]

    def standing(self, today: dt.date) -> Standing:
        """Where it stands on `today`."""
        return standing(self.due, today, kept=self.kept_on, lifted=bool(self.lifted_because), missed=self.missed)

    def as_of(self, today: dt.date) -> AsOf:
        """Itself with where it stands on `today`, for a page, which can ask no question that names a day."""
        return AsOf(self, self.standing(today), abs((self.due - today).days) if self.due else None)


@dataclasses.dataclass(frozen=True)
class AsOf:
    """A duty on one day: where it stands, and how many days its own day is away."""

    duty: Duty
    standing: Standing
    days: int | None


def left_undone(viewer: Viewer) -> models.QuerySet[Duty]:
    """Open duties that nobody can do today: nobody acts in the post, or whoever does may not know of the record.

    They go to the owner as late work. Only clause, post, place and day are read: an owner sees that work is left, never
    what it is about; and nothing where the record concerns that owner, or their own family.
    """
    if viewer.hat != Hat.OWNER:
        return Duty.objects.none()
    rows = Duty.objects.unscoped("owners see that work is left, never what it is about").open()
    return (
        rows.filter(place_of(viewer))
        .exclude(owed_role__in=(Role.OWNER, Role.PARENT))
        .exclude(kept_out(viewer, "record__"))
        .exclude(Exists(_able(viewer.today)))
        .only("clause", "owed_role", "setting_id", "due", "owed_on")
    )


def _able(today: dt.date) -> models.QuerySet[Post]:
    """The posts in which somebody can do the duty of the outer query today, cover and key children included."""
    cover = Cover.objects.on(today).filter(post=OuterRef("pk")).values("by")[:1]
    acting = Post.objects.on(today).annotate(doer=Coalesce(Subquery(cover), F("person_id")))
    of_this_duty = acting.filter(
        Q(setting=OuterRef("setting")) | Q(setting__isnull=True, provider=OuterRef("setting__provider")),
        role=OuterRef("owed_role"),
        person_id=Coalesce(OuterRef("person_id"), F("person_id")),
    )
    concerned = Party.objects.unscoped("whoever a record concerns cannot do its duties").filter(
        record=OuterRef(OuterRef("record")), part=Party.Part.CONCERNS, person_id=OuterRef("doer")
    )
    family = Bond.objects.unscoped("nobody does in a work hat what is owed to their own family").filter(
        child=OuterRef(OuterRef("record__child")), adult__person_id=OuterRef("doer")
    )
    theirs = KeyPersonship.objects.unscoped("a child without a key person leaves work undone").filter(
        current(today), child=OuterRef(OuterRef("record__child")), person_id=OuterRef("person_id")
    )
    # A key person's duty is for the key person of that very child, unless it was given to somebody by name.
    fits = ~Q(role=Role.KEY_PERSON) | Q(Exists(theirs)) | Q(person_id=OuterRef("person_id"))
    works_here = Post.objects.on(today).filter(person_id=OuterRef("doer"), provider_id=OuterRef("provider_id"))
    able = of_this_duty.filter(fits, Exists(works_here.exclude(role=Role.PARENT)))
    return able.exclude(Exists(concerned)).exclude(Exists(family))


__all__ = ["SOON", "Duty", "DutyRows", "Kind", "Rhythm", "left_undone"]

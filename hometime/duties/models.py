"""Duties and the rhythms that bring them back. A duty is as visible as the record it belongs to, and to whoever owes
it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.duties.standing import SOON, Every, Standing, standing
from hometime.families.models import KeyPersonship, key_children
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Cover, Person, Post, Setting, current
from hometime.people.roles import Hat, Role
from hometime.records.audiences import seen
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
    """Something owed again and again ("regularly", "reviewed", "displayed"), with its interval and where that came
    from."""

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
        """As the record; and a duty of one's own is always seen by whoever owes it, unless the record concerns them."""
        return seen(viewer, "record__")

    def open(self) -> Self:
        """Those neither kept nor lifted."""
        return self.filter(kept_on__isnull=True, lifted_because="")

    def owed_by(self, viewer: Viewer) -> Self:
        """Those that this viewer is to do, in this hat, today: their own, those of the posts they hold, cover
        included."""
        mine = Q(person_id=viewer.person_id, hat=viewer.hat)
        posts = viewer.posts - {Role.KEY_PERSON, Role.PARENT}
        if posts and viewer.hat == Hat.STAFF:
            mine |= Q(person__isnull=True, owed_role__in=posts, setting_id=viewer.setting_id)
        elif posts and viewer.hat == Hat.OWNER:
            mine |= Q(
                person__isnull=True,
                owed_role__in=posts,
                setting__provider_id=viewer.provider_id,
            )
        if viewer.key_person_ids:
            mine |= Q(
                person__isnull=True,
                owed_role=Role.KEY_PERSON,
                setting_id=viewer.setting_id,
            ) & Q(key_children(viewer, "record__child"))
        return self.filter(mine)

    def by_urgency(self) -> Self:
        """Late first, then by day; those without a day last."""
        return self.order_by(models.F("due").asc(nulls_last=True), "pk")


class Duty(Guarded):
    """What somebody owes somebody by a day under a clause. Standing is worked out, never stored.

    `owed_role` with no `person` means whoever holds that post on the day one looks. `what` and `verb` are source
    strings of the catalogue of words, translated where they are shown.
    """

    data: ClassVar[Holding] = holds(
        "duty",
        P1="setting clause clause_key kind what verb owed_role person hat owed_to due basis why rhythm owed_on "
        "kept_on kept_by lifted_because lifted_by",
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
        ]
        indexes = [
            models.Index(
                fields=["setting", "owed_role", "due"],
                condition=Q(kept_on__isnull=True, lifted_because=""),
                name="open_duties_of_post",
            ),
            models.Index(
                fields=["person", "due"],
                condition=Q(kept_on__isnull=True, lifted_because=""),
                name="open_duties_of_person",
            ),
            models.Index(fields=["setting", "clause", "kept_on"], name="evidence_of_clause"),
            models.Index(fields=["record", "due"], name="duties_of_record"),
        ]

    def standing(self, today: dt.date) -> Standing:
        """Where it stands on `today`."""
        return standing(self.due, today, kept=self.kept_on, lifted=bool(self.lifted_because))


def left_undone(viewer: Viewer) -> models.QuerySet[Duty]:
    """Open duties that nobody can do: the post is empty, or whoever holds it is the one the record concerns.

    They go to the owner as late work. Only clause, post, place and day are read: an owner sees that work is left, never
    what it is about. Give a viewer in the owner's hat.
    """
    today = viewer.today
    at_place = Q(setting=OuterRef("setting")) | Q(setting__isnull=True, provider=OuterRef("setting__provider"))
    concerned = Party.objects.unscoped("whoever a record concerns cannot do its duties").filter(
        record=OuterRef(OuterRef("record")), part=Party.Part.CONCERNS
    )
    away = Cover.objects.on(today).filter(post=OuterRef("pk"))
    held = (
        Post.objects.on(today)
        .filter(at_place, role=OuterRef("owed_role"))
        .exclude(Exists(away))
        .exclude(Q(person_id__in=concerned.values("person_id")))
    )
    covered = (
        Cover.objects.on(today)
        .filter(
            Q(post__setting=OuterRef("setting"))
            | Q(post__setting__isnull=True, post__provider=OuterRef("setting__provider")),
            current(today, "post__"),
            post__role=OuterRef("owed_role"),
        )
        .exclude(by_id__in=concerned.values("person_id"))
    )
    no_key_person = Q(owed_role=Role.KEY_PERSON) & ~Q(
        Exists(
            KeyPersonship.objects.unscoped("a child without a key person leaves work undone").filter(
                current(today), child=OuterRef("record__child")
            )
        )
    )
    rows = Duty.objects.unscoped("owners see that work is left, never what it is about").open()
    rows = rows.filter(setting__provider_id=viewer.provider_id, person__isnull=True)
    if viewer.settings:
        rows = rows.filter(setting_id__in=viewer.settings)
    return rows.filter(no_key_person | (~Q(Exists(held)) & ~Q(Exists(covered)))).exclude(
        owed_role__in=(Role.OWNER, Role.PARENT)
    )


__all__ = ["SOON", "Duty", "DutyRows", "Kind", "Rhythm", "left_undone"]

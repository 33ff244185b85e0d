"""Decisions to share or not to share what is known of a child, what exactly goes, and how it went (F21, F22).

A decision has seven answers. What leaves is written down word for word before it goes, so that what was previewed, what
the agency reads and what is kept are one and the same.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.agencies.models import Professional, Question
from hometime.families.models import Child, bonds_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.kernel.spelling import Whether
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.audiences import seen
from hometime.records.models import Paper, Record
from hometime.sharing.bases import Basis, basis_of
from hometime.sharing.models.choices import OVERRIDES, Got, Ground, Told, Way
from hometime.sharing.models.worries import Worry


class ShareRows(Scoped["Decision"]):
    """Decisions, for those who decide and the safeguarding leads."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer)

    def whole(self) -> Self:
        """With the child, the setting and the persons."""
        return self.select_related("child", "setting", "decided_by", "agreed_by", "professional", "from_worry")


class Decision(Record):
    """One decision. `shares` is the seventh answer, empty until somebody gave it; `decided_by` and `decided_at` belong to it.

    The one it goes to stands here as it was checked on that day, since an address that changes later changes nothing of
    what was sent; `professional` is their row in the register. The family's yes stands in the ledger of consents, about
    this record. `names_because` says why somebody of another family is named in it, and `agreed_by` is the manager who
    agreed to a development worry being passed on. `asked` is the question without names that it began from: the question
    itself knows nothing of that.
    """

    data: ClassVar[Holding] = holds(
        "child_file",
        P4="purpose what to_name to_role to_body to_address to_phone to_checked_on professional need basis told why_not_told "
        "advice shares reasons decided_by decided_at agreed_by agreed_at ground "
        "against_refusal why_not_asked names_because from_worry asked reviewed_by reviewed_on review told_on",
    )
    purpose = models.TextField()
    what = models.TextField()
    to_name = models.CharField(max_length=200)
    to_role = models.CharField(max_length=120, blank=True)
    to_body = models.CharField(max_length=200, blank=True)
    to_address = models.EmailField(blank=True)
    to_phone = models.CharField(max_length=40, blank=True)
    to_checked_on = models.DateField(null=True)
    professional = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    need = models.TextField()
    basis = models.CharField(max_length=30, blank=True)
    told = models.CharField(max_length=6, choices=Told, blank=True)
    why_not_told = models.TextField(blank=True)
    told_on = models.DateField(null=True)
    advice = models.TextField(blank=True)
    shares = models.BooleanField(null=True)
    reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    ground = models.CharField(max_length=12, choices=Ground, blank=True)
    against_refusal = models.BooleanField(default=False)
    why_not_asked = models.TextField(blank=True)
    names_because = models.TextField(blank=True)
    from_worry = models.ForeignKey(Worry, null=True, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(Question, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField(null=True)
    review = models.TextField(blank=True)

    objects = ShareRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(shares=True) | (Q(ground__in=list(Ground)) & ~Q(basis="") & ~Q(told="")),
                name="nothing_leaves_without_ground_basis_and_family",
            ),
            models.CheckConstraint(
                condition=Q(shares__isnull=True) | (~Q(reasons="") & Q(decided_at__isnull=False)),
                name="a_decision_has_reasons_and_a_moment",
            ),
        ]

    @property
    def overrides(self) -> bool:
        """Whether it rests on one of the two grounds instead of the family's permission."""
        return self.ground in OVERRIDES

    @property
    def lawful(self) -> Basis | None:
        """The lawful basis."""
        return basis_of(self.basis)


class ItemRows(Scoped["Item"]):
    """What decisions are about."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the decision."""
        return seen(viewer, "decision__")


class Item(Guarded):
    """One thing that was ticked, word for word as it leaves. `source` is the line of the table that it came from."""

    data: ClassVar[Holding] = holds("child_file", P4="decision number source about title words paper")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=30)
    about = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ItemRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "number"], name="one_item_of_a_number")]


class SendingRows(Scoped["Sending"]):
    """How decisions went out."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the decision."""
        return seen(viewer, "decision__")

    def whole(self) -> Self:
        """With the decision, its child and its setting."""
        return self.select_related("decision__child", "decision__setting")

    def gone(self, now: dt.datetime) -> Self:
        """Those that nobody took back before they went."""
        return self.filter(stopped_at__isnull=True, goes_at__lte=now)

    def still_to_open(self, now: dt.datetime) -> Self:
        """Pages that may still be opened."""
        return self.gone(now).filter(way=Way.LINK, ends_at__gt=now)


class Sending(Guarded):
    """One way out: held back until `goes_at`, so that it can be taken back; then it is gone, and a receipt is owed.

    `digest` is of the secret in the link and `code` the hash of the code that is told by telephone: neither is kept.
    """

    data: ClassVar[Holding] = holds(
        "child_file",
        P4="decision way by at goes_at stopped_at stopped_by message digest code opened_at opened_with ends_at got "
        "got_on got_words got_by",
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="sendings")
    way = models.CharField(max_length=6, choices=Way)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    goes_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    message = models.CharField(max_length=22, blank=True)  # the mail in the outbox, while there is one
    digest = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=128, blank=True)
    opened_at = models.DateTimeField(null=True)
    opened_with = models.CharField(max_length=64, blank=True)
    ends_at = models.DateTimeField(null=True)
    got = models.CharField(max_length=6, choices=Got, blank=True)
    got_on = models.DateField(null=True)
    got_words = models.TextField(blank=True)
    got_by = models.CharField(max_length=200, blank=True)

    objects = SendingRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="one_page_of_a_secret"),
            models.CheckConstraint(condition=Q(goes_at__gte=F("at")), name="nothing_goes_before_it_is_sent"),
        ]

    def state(self, now: dt.datetime) -> str:
        """Where it stands at `now`: stopped, held, received, opened, over or gone."""
        if self.stopped_at is not None:
            return "stopped"
        if now < self.goes_at:
            return "held"
        if self.got:
            return "received"
        if self.ends_at is not None and self.ends_at <= now:
            return "over"
        return "opened" if self.opened_at else "gone"


class PassedOnRows(Scoped["PassedOn"]):
    """What families are told was passed on."""

    def seen_by(self, viewer: Viewer) -> Q:
        """The adults who may know all about the child; at work, as the decision."""
        if viewer.hat == Hat.PARENT:
            return Q(Whether(bonds_of(viewer, "child", full=True)))
        return seen(viewer, "decision__")


class PassedOn(Guarded):
    """What the family is told of something that went out: what, to whom, why, on which ground, when and by whom. Not whose
    yes it was, nor why not.

    It is written with the sending and erased where that is taken back; before `at` no page shows it.
    """

    data: ClassVar[Holding] = holds("child_file", P2="decision child at by ground", P3="to titles why")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    to = models.CharField(max_length=520)
    titles = models.JSONField(default=list)
    why = models.TextField()
    ground = models.CharField(max_length=12, choices=Ground, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PassedOnRows.as_manager()

    @property
    def named(self) -> list[str]:
        """What went, in the reader's language where the words are ours and not somebody's own."""
        return [gettext(title) for title in self.titles]

    @property
    def because(self) -> str:
        """Why it went, in the reader's language where the words are ours."""
        return gettext(self.why) if self.why else ""

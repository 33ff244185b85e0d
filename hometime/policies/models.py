"""What was adopted: the document as it came, the terms read from it and confirmed, and its clauses. Frozen for good."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Recorded, RecordedRows
from hometime.people.models import Person, Provider, Setting
from hometime.policies.library.terms import SCHEME

FROM_THE_DOCUMENT = "the adopted document"  # the source of a contact card that nobody has written themselves


class Frozen(RuntimeError):
    """Something that was adopted was about to be rewritten. Amending is adopting again."""


class FrozenRows(RecordedRows[Any]):
    """Rows that are added and then never changed."""

    def update(self, **values: Any) -> int:
        """Always refused."""
        raise Frozen(f"{self.model.__name__} is never rewritten; adopt a new version")

    def delete(self) -> Any:
        """Always refused."""
        raise Frozen(f"{self.model.__name__} is never deleted")


class FrozenRow(Recorded):
    """A row that is added and then never changed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Adds the row; saving it again is refused."""
        if not self._state.adding:
            raise Frozen(f"{type(self).__name__} is never rewritten; adopt a new version")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> Any:
        """Always refused."""
        raise Frozen(f"{type(self).__name__} is never deleted")


class Document(FrozenRow):
    """A policy document exactly as it was handed in, with its hash."""

    data: ClassVar[Holding] = holds("policy", P0="provider name media_type sha256 content taken_on")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    taken_on = models.DateField()

    objects = FrozenRows.as_manager()


class Adoption(FrozenRow):
    """One numbered part (10, 10.1, 10.2) as adopted for one setting on a day, with the terms that were confirmed.

    The version in force on a day is the latest one adopted on or before it. A record keeps the adoption it runs under.
    """

    data: ClassVar[Holding] = holds(
        "policy",
        P0="setting document number kind title adopted_on adopter terms sequence",
        P1="recorded_on adopted_by",
    )
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="adoptions")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="adoptions")
    number = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    adopted_on = models.DateField()
    adopter = models.CharField(max_length=200, blank=True)
    adopted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()
    sequence = models.PositiveIntegerField()
    terms = models.JSONField(default=dict)

    objects = FrozenRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["setting", "number", "sequence"], name="one_adoption_at_a_time")]
        indexes = [models.Index(fields=["setting", "number", "adopted_on"], name="adoptions_of_setting")]

    @property
    def has_ladder(self) -> bool:
        """Whether complaints climb by this part."""
        return bool(self.terms.get("ladders"))

    @property
    def from_library(self) -> bool:
        """Whether this part was not the setting's own text but the library's, adopted as our proposal."""
        return str(self.terms.get("source", "")).startswith(SCHEME)


class AdoptedClause(FrozenRow):
    """One clause of an adopted part, in its own words, with the ids of the catalogue that it covers."""

    data: ClassVar[Holding] = holds("policy", P0="adoption key position heading text covers actors refers_to")
    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="clauses")
    key = models.CharField(max_length=120)
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    covers = models.JSONField(default=list)
    actors = models.JSONField(default=list)
    refers_to = models.JSONField(default=list)

    objects = FrozenRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["adoption", "key"], name="one_clause_per_key")]


class ContactCard(Recorded):
    """How to reach somebody outside (or the setting itself), kept apart from policy prose, with who checked it and when."""

    class Kind(models.TextChoices):
        """Whose card it is."""

        REGULATOR = "regulator", _("Regulator")
        OFFICER = "officer", _("The local authority's designated officer")
        CARE = "care", _("Children's social care")
        SETTING = "setting", _("Setting")
        PRIVACY = "privacy", _("The regulator for personal information")
        FUNDING = "funding", _("The council, about funded hours")
        CONSUMER = "consumer", _("Advice about fees")
        EQUALITY = "equality", _("Advice about being treated unfairly")
        STAFF = "staff", _("Advice for people at work")
        OTHER = "other", _("Other")

    data: ClassVar[Holding] = holds(
        "settings",
        P0="setting kind name phone email address source checked_on",
        P1="checked_by",
    )
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="contact_cards")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True)
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = RecordedRows.as_manager()


def in_force(setting: Setting, day: Any) -> list[Adoption]:
    """The adoptions in force for a setting on a day: of each number the latest, in the order of their numbers."""
    return latest(Adoption.objects.filter(setting=setting, adopted_on__lte=day).order_by("adopted_on", "sequence"))


def latest(adoptions: Iterable[Adoption]) -> list[Adoption]:
    """Of the adoptions of one setting, oldest first, those that nothing has taken the place of.

    A part without a number takes the place of every older part that does the same work: one complaints procedure is
    followed at a time, whatever it is called.
    """
    held: dict[str, Adoption] = {}
    for adoption in adoptions:
        if adoption.has_ladder:
            held = {number: older for number, older in held.items() if not older.has_ladder}
        held[adoption.number] = adoption
    return sorted(held.values(), key=lambda a: a.number)


def cards_of(setting_id: str) -> list[ContactCard]:
    """The contact cards of a setting: the regulator's first, then other bodies, then the setting's own."""
    kinds = ContactCard.Kind
    others = [kind for kind in kinds if kind not in (kinds.REGULATOR, kinds.CARE, kinds.OFFICER, kinds.SETTING)]
    order = (kinds.REGULATOR, kinds.CARE, kinds.OFFICER, *others, kinds.SETTING)
    cards = ContactCard.objects.filter(setting=setting_id).select_related("checked_by")
    return sorted(cards, key=lambda card: (order.index(kinds(card.kind)), card.name))

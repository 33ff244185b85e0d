"""Children and adults, each bond between one adult and one child, households by mutual choice, key persons by date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q

from hometime.access.viewer import Viewer
from hometime.families.facets import (
    FACETS,
    Collects,
    Contact,
    Information,
    Responsibility,
)
from hometime.families.models.reach import in_my_room, open_bond, place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.fields import FoldedField
from hometime.kernel.folding import folded, sought
from hometime.kernel.guard import Guarded, Scoped
from hometime.kernel.spelling import Whether
from hometime.people.models import Person, Room, Setting, current
from hometime.people.roles import Hat, Role


class ChildRows(Scoped["Child"]):
    """Children, as a viewer may see them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Parents see children they have a full or child-only bond to; staff their key children, room or setting."""
        return children_seen(viewer, "pk") & place_of(viewer)

    def whole(self) -> Self:
        """With the setting and the room."""
        return self.select_related("setting", "room")

    def here(self, day: dt.date) -> Self:
        """Those who have not left by `day`."""
        return self.filter(Q(left__isnull=True) | Q(left__gte=day))

    def called_like(self, typed: str) -> Self:
        """Those whose names hold every word that was typed, whatever its capitals, accents or script."""
        found = self
        for word in sought(typed):
            found = found.filter(folded__contains=word)
        return found


def called(name: str, name_to_use: str | None) -> str:
    """What a child is called: the name to use, else the first of their names."""
    return name_to_use or name.split(maxsplit=1)[0]


def told_apart(children: Sequence[Child]) -> dict[str, str]:
    """What each child is called, by their key; of several with one name, each with as many letters of their last name as tell
    them apart, since lists are read by others too; where even that is one, with the day they were born."""
    alike: dict[str, list[Child]] = {}
    for child in children:
        alike.setdefault(child.called, []).append(child)
    return {
        child.pk: name
        for called_so, these in alike.items()
        for child, name in zip(these, [called_so] if len(these) == 1 else _longer(called_so, these), strict=True)
    }


def _longer(called_so: str, children: Sequence[Child]) -> list[str]:
    last = [child.name.split()[-1] for child in children]
    for length in range(1, max(map(len, last)) + 1):
        if len({name[:length] for name in last}) == len(children):
            return [f"{called_so} {name[:length]}{'.' if length < len(name) else ''}" for name in last]
    return [f"{called_so} {name[0]}. ({child.born:%d/%m})" for child, name in zip(children, last, strict=True)]


def initials_of(name: str) -> str:
    """The initials of a name, for screens that others can see."""
    return "".join(f"{word[0]}." for word in name.split() if word[0].isalpha())


class Child(Guarded):
    """A child who is, was or will be here."""

    data: ClassVar[Holding] = holds(
        "child_file",
        P2="setting room name name_to_use pronunciation born starts left folded",
    )
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    name_to_use = models.CharField(max_length=80, blank=True)
    pronunciation = models.CharField(max_length=120, blank=True)
    born = models.DateField()
    starts = models.DateField(null=True)
    left = models.DateField(null=True)
    folded = FoldedField(of=("name", "name_to_use"))

    objects = ChildRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["setting", "left", "name"], name="children_of_setting")]

    @property
    def called(self) -> str:
        """The name to use."""
        return called(self.name, self.name_to_use)

    @property
    def initials(self) -> str:
        """Initials, for screens that others can see."""
        return initials_of(self.name)

    def is_called(self, name: str) -> bool:
        """Whether this is their name, whatever its capitals and accents."""
        return folded(name) == folded(self.name)


class AdultRows(Scoped["Adult"]):
    """Adults' contact facts, as a viewer may see them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Oneself; for staff, adults of the children they answer for, but none of their own family.

        One's household is no exception: it shares names (`Membership`), and no telephone number, address or need.
        """
        if viewer.hat == Hat.PARENT:
            return Q(person_id=viewer.person_id)
        if viewer.hat != Hat.STAFF:
            return Q(pk__in=[])
        bonds = Bond.objects.unscoped("the scope of adults is that of their children").filter(adult=OuterRef("pk"))
        theirs = bonds.filter(children_seen(viewer, "child"), child__setting_id=viewer.setting_id)
        return Q(Whether(theirs)) & ~Q(Whether(bonds.filter(own_family(viewer, "child"))))


class Adult(Guarded):
    """The family side of a person: how to reach them, what they need. Never shown to another adult.

    A hidden address does not stand here but sealed (`SealedAddress`), since one row is seen whole or not at all.
    """

    class Mode(models.TextChoices):
        """The way somebody chose to be reached."""

        EMAIL = "email"
        TEXT = "text"
        PAPER = "paper"
        CALL = "call"

    data: ClassVar[Holding] = holds(
        "child_file",
        P3="person organisation phone address address_hidden safe_to_ring safe_to_write mode reads speaks interpreter "
        "formats access_needs",
    )
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=120, blank=True)  # the local authority that they act for, if they do
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    address_hidden = models.BooleanField(default=False)
    safe_to_ring = models.CharField(max_length=80, blank=True)
    safe_to_write = models.BooleanField(default=True)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.EMAIL)
    reads = models.JSONField(default=list)  # languages as BCP 47 tags, best first; empty for somebody who does not read
    speaks = models.JSONField(default=list)
    interpreter = models.CharField(max_length=40, blank=True)
    formats = models.JSONField(default=list)  # large print, read aloud, easy read …
    access_needs = models.JSONField(default=list)

    objects = AdultRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(address_hidden=False) | Q(address=""), name="a_hidden_address_stands_sealed"
            )
        ]


class BondRows(Scoped["Bond"]):
    """Bonds, as a viewer may see them."""

    def whole(self) -> Self:
        """With the adult's person and the child's setting."""
        return self.select_related("adult__person", "child__setting")

    def seen_by(self, viewer: Viewer) -> Q:
        """A parent sees their own bonds only; staff those of children they answer for."""
        if viewer.hat == Hat.PARENT:
            return Q(adult__person_id=viewer.person_id) & open_bond(viewer) & place_of(viewer, "child__")
        if viewer.hat != Hat.STAFF:
            return Q(pk__in=[])
        return children_seen(viewer, "child") & Q(child__setting_id=viewer.setting_id)


class Bond(Guarded):
    """What one adult may do and know about one child: the facets in force. What they rest on is sealed in `Decision`."""

    data: ClassVar[Holding] = holds(
        "child_file",
        P2="adult child relation starts ends",
        P3="pr lives_with collect collect_with info whereabouts consent_power contact emergency_order identity_checked",
        P4="hidden_from grants_until runs_out",
    )
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="bonds")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="bonds")
    relation = models.CharField(max_length=40)
    pr = models.CharField(max_length=16, choices=Responsibility, default=Responsibility.UNKNOWN)
    lives_with = models.BooleanField(default=False)
    collect = models.CharField(max_length=12, choices=Collects, default=Collects.UNKNOWN)
    collect_with = models.CharField(max_length=120, blank=True)
    info = models.CharField(max_length=12, choices=Information, default=Information.UNKNOWN)
    whereabouts = models.BooleanField(default=False)
    consent_power = models.CharField(max_length=80, blank=True)
    hidden_from = models.CharField(max_length=12, default="everyone")
    contact = models.CharField(max_length=12, choices=Contact, default=Contact.UNKNOWN)
    emergency_order = models.PositiveSmallIntegerField(null=True)
    identity_checked = models.DateField(null=True)
    grants_until = models.DateField(null=True)  # the last day of what `info` gives; the other facets' days: runs_out
    runs_out = models.JSONField(default=dict)
    starts = models.DateField()
    ends = models.DateField(null=True)

    objects = BondRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["adult", "child"], name="one_bond_between_two")]
        indexes = [models.Index(fields=["child", "starts", "ends"], name="bonds_of_child")]

    def value(self, facet: str, today: dt.date) -> Any:
        """What is in force of a facet today. Unknown means less, never more.

        What gives something does so only between the days of the bond, once somebody here has checked who the adult is,
        and until its own last day. What restricts stays until somebody decides anew.
        """
        known = FACETS[facet]
        value = getattr(self, facet)
        if not known.rights(value):
            return value
        until = str(self.grants_until or "") if facet == "info" else self.runs_out.get(facet, "")
        in_force = (
            self.identity_checked is not None
            and self.identity_checked <= today
            and self.starts <= today
            and (self.ends is None or today <= self.ends)
            and (not until or str(today) <= until)
        )
        return value if in_force else known.least

    def rights(self, today: dt.date) -> frozenset[str]:
        """All that this bond gives today, over every facet."""
        return frozenset().union(*(facet.rights(self.value(facet.name, today)) for facet in FACETS.values()))

    def may_consent(self, kind: str, today: dt.date) -> bool:
        """True where this adult's bond gives the power to consent to `kind` (medication, emergency, outing …) today."""
        return kind in self.value("consent_power", today).split()


class KeyPersonRows(Scoped["KeyPersonship"]):
    """Who the key person is, for whoever sees the child."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the child: parents are told the name and role (F8)."""
        return children_seen(viewer, "child") & place_of(viewer, "child__")


class KeyPersonship(Guarded):
    """The key person or back-up of a child, from one day to another."""

    class Part(models.TextChoices):
        """Key person, or the named back-up."""

        KEY = "key_person"
        BACK_UP = "back_up"

    data: ClassVar[Holding] = holds("child_file", P2="child person part starts ends")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="key_persons")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=Part)
    starts = models.DateField()
    ends = models.DateField(null=True)

    objects = KeyPersonRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["child", "part", "starts"], name="key_persons_of_child"),
            models.Index(fields=["person", "starts", "ends"], name="children_of_key_person"),
        ]


def bonds_of(viewer: Viewer, child: str, *, full: bool = False) -> Any:
    """The viewer's open bonds to the child that the outer query names by `child`. `full` asks for full information."""
    bonds = bonds_of_person(viewer).filter(child=OuterRef(child))
    return bonds.filter(info=Information.FULL) if full else bonds


def bonds_of_person(viewer: Viewer) -> BondRows:
    """The viewer's own open bonds, whatever the hat: what scopes and rules are made of."""
    return (
        Bond.objects.unscoped("a bond is what a scope is made of")
        .filter(open_bond(viewer), adult__person_id=viewer.person_id)
        .order_by()
    )


def own_family(viewer: Viewer, child: str) -> Whether:
    """True for a child the viewer has any bond to, of whatever kind, today or not: in a work hat that is "not found"."""
    return Whether(
        Bond.objects.unscoped("own family is not found in a work hat").filter(
            child=OuterRef(child), adult__person_id=viewer.person_id
        )
    )


def key_children(viewer: Viewer, child: str) -> Whether:
    """True for a child whose key person or back-up today is the viewer, or somebody the viewer covers."""
    return Whether(
        KeyPersonship.objects.unscoped("who the key person is decides who may see").filter(
            current(viewer.today),
            child=OuterRef(child),
            person_id__in=viewer.key_person_ids,
        )
    )


def children_seen(viewer: Viewer, child: str) -> Q:
    """The children a viewer may see at all, as a condition on the outer query's column `child`.

    Parents: an open bond. Staff: manager, deputy, safeguarding leads and SENCO the whole setting; key persons their key
    children; room staff the children of their room until they leave, and another for an hour once they said why. Never
    one's own family in a work hat. Owners, agencies and keepers see no child by their hat alone.
    """
    if viewer.hat == Hat.PARENT:
        return Q(Whether(bonds_of(viewer, child)))
    if viewer.hat != Hat.STAFF:
        return Q(pk__in=[])
    strangers = ~Q(own_family(viewer, child))
    if viewer.holds(Role.MANAGER, Role.DEPUTY, Role.DSL, Role.DEPUTY_DSL, Role.SENCO):
        return strangers
    seen = Q(pk__in=[])
    if viewer.key_person_ids:
        seen |= Q(key_children(viewer, child))
    if viewer.rooms or viewer.said_why:
        seen |= in_my_room(viewer, "" if child == "pk" else f"{child}__")
    return strangers & seen

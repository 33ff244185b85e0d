"""One adult as the office sees them: how they are reached, what they need, their children here, and their household."""

from __future__ import annotations

import dataclasses

from hometime.access.viewer import Viewer
from hometime.families import rules
from hometime.families.models import Adult, Bond, Membership, SealedAddress
from hometime.families.tongues import all_named, named
from hometime.kernel.answers import No


@dataclasses.dataclass(frozen=True)
class AdultPage:
    """The whole page of an adult. `sealed` is an address that is kept from somebody: for the office alone."""

    adult: Adult
    bonds: list[Bond]
    sealed: str
    reads: str
    speaks: str
    interpreter: str
    why_not: No | None


def adult_page(viewer: Viewer, adult: Adult) -> AdultPage:
    """The page of an adult."""
    sealed = SealedAddress.objects.visible_to(viewer).filter(adult=adult).first()
    bonds = Bond.objects.visible_to(viewer).filter(adult=adult).select_related("child").order_by("child__name")
    return AdultPage(
        adult=adult,
        bonds=list(bonds),
        sealed=sealed.address if sealed else "",
        reads=all_named(adult.reads),
        speaks=all_named(adult.speaks),
        interpreter=named(adult.interpreter) if adult.interpreter else "",
        why_not=rules.write_address(viewer, adult),
    )


def others_of(viewer: Viewer, adult: Adult) -> list[Adult]:
    """The other adults of this adult's children: those with whom they may choose to be shown as one home."""
    children = Bond.objects.visible_to(viewer).filter(adult=adult).values("child")
    beside = Bond.objects.visible_to(viewer).filter(child__in=children).exclude(adult=adult).values("adult")
    return list(
        Adult.objects.visible_to(viewer).filter(pk__in=beside).select_related("person").order_by("person__name")
    )


def fellows_of(viewer: Viewer) -> list[Membership]:
    """For a parent: those who belong to one household with them now, by name."""
    mine = Membership.objects.visible_to(viewer).filter(left_on__isnull=True)
    return list(mine.select_related("person", "household").order_by("person__name"))

"""The least that must be written down of every child (EYFS, registration): what is still missing, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from hometime.families.facets import Responsibility
from hometime.families.models import Adult, Bond, Child

SHOULD_HAVE, MUST_HAVE = 3, 2  # emergency contacts: the framework asks for more than two where that can be had


def missing(child: Child, bonds: Sequence[Bond], adults: Sequence[Adult], addressed: frozenset[str]) -> Iterator[str]:
    """What the record of a child still lacks. `addressed` are the adults whose address is written down, sealed or not."""
    if not bonds:
        yield _("No adult is written down. A child needs at least one.")
        return
    if not any(bond.pr in (Responsibility.YES, Responsibility.SHARED) for bond in bonds):
        yield _("Nobody is known to have parental responsibility.")
    if not any(bond.lives_with for bond in bonds):
        yield _("It is not written down with whom the child lives.")
    without = [adult.person.called for adult in adults if adult.pk not in addressed and not adult.organisation]
    if without:
        yield _("No address is written down for %(names)s.") % {"names": ", ".join(without)}
    reachable = {adult.pk for adult in adults if adult.phone}
    contacts = sum(bond.emergency_order is not None and bond.adult_id in reachable for bond in bonds)
    if contacts < MUST_HAVE:
        yield _("There must be at least two people to ring in an emergency.")
    elif contacts < SHOULD_HAVE:
        yield _("Ask for a third person to ring in an emergency.")

"""Telling the family, on the house's own way, that there is something of their child to see."""

from __future__ import annotations

from collections.abc import Collection

from hometime.audit.actions import Actor
from hometime.families.models import Adult, Child
from hometime.families.sides import sides
from hometime.kernel import clock
from hometime.notifications.actions import queue
from hometime.notifications.sentences import Key


def ring_sides(viewer: Actor, child: Child, only: Collection[str] | None = None) -> None:
    """Queues the neutral notice for each adult of each side who may be written to; of `only` these people, where given."""
    for adult in (adult for side in sides(child, clock.today()) for adult in side):
        if only is None or adult.person_id in only:
            ring(viewer, child, adult)


def ring(viewer: Actor, child: Child, adult: Adult) -> None:
    """Queues the neutral notice for one adult, where it is safe to write to them."""
    if adult.safe_to_write:
        queue(viewer, Key.SOMETHING, adult.person, setting=child.setting, language=adult.person.language)

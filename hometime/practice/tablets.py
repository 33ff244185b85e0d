"""The tablets of the practice world: one in the first room of each setting, and one at its door."""

from __future__ import annotations

from collections.abc import Sequence

from hometime.access import enrolling
from hometime.access.models import Tablet
from hometime.access.viewer import hats_of, viewer_for
from hometime.people.roles import Role
from hometime.practice.town import WORKS, Place


def stand(places: Sequence[Place]) -> int:
    """Enrols them as the manager of each place would, and gives how many there are. No browser holds their secrets."""
    stood = 0
    for place in places:
        manager = place.posts[Role.MANAGER][0].person
        viewer = viewer_for(manager, hats_of(manager)[0].key)
        assert viewer is not None  # a manager has a hat to wear
        for use, room in ((Tablet.Use.ROOM, place.rooms[0]), (Tablet.Use.DOOR, None)):
            enrolling.take_up(WORKS, enrolling.prepare(viewer, use, room))
            stood += 1
    return stood

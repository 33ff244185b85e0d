"""What stands of consents in a child's file: verdicts at work; to a parent their own questions and answers alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hometime.access.viewer import Viewer
from hometime.consents.models import Medicine
from hometime.consents.pages import family, staff
from hometime.families.models import Child
from hometime.people.roles import Hat


@dataclasses.dataclass(frozen=True)
class Ours:
    """What a parent finds: what waits for their answer, the medicines they may know of, and the way to the rest."""

    child: Child
    waiting: Sequence[family.Asked]
    medicines: Sequence[Medicine]


def panel(viewer: Viewer, child: Child) -> tuple[str, object] | None:
    """The template of the part, and what it shows; nothing for those who are neither family nor work with the child."""
    if viewer.hat == Hat.STAFF:
        return "consents/file_staff.html", staff.in_file(viewer, child)
    if viewer.hat != Hat.PARENT:
        return None
    mine, medicines = family.mine(viewer, child), staff.open_medicines(viewer, child)
    if not (mine.waiting or mine.said or medicines):
        return None
    return "consents/file_family.html", Ours(child, mine.waiting, medicines)

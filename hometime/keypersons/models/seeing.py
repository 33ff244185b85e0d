"""Who of a family sees what is written here: whoever the record is for, while their bond of today lets them know all."""

from __future__ import annotations

from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.families.models import bonds_of
from hometime.kernel.spelling import Whether
from hometime.people.roles import Hat
from hometime.records.audiences import seen


def seen_while_bound(viewer: Viewer, prefix: str = "", *, full: bool = True) -> Q:
    """As the record at `prefix`; for a parent only while they may know all about the child (without `full`: while
    they may know of the child).

    Being named on a talk is not enough: a court order that arrives today closes what an adult was named on last week.
    """
    rows = seen(viewer, prefix)
    if viewer.hat != Hat.PARENT:
        return rows
    return rows & Q(Whether(bonds_of(viewer, f"{prefix}child", full=full)))

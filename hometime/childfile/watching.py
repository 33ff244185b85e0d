"""How many children's files somebody at work opened within the hour, and whether they were stopped for it (TRUST 11).

A stolen session shows thirty files, then no more until somebody who answers for safety has looked into it.
"""

from __future__ import annotations

import datetime as dt

from hometime.access.viewer import Viewer
from hometime.audit.models import Reading
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people.roles import Hat
from hometime.records.models import Party

MOST = 30  # files of different children
WITHIN = dt.timedelta(hours=1)
MANY = "many_files"  # the kind of record
# The doors of a file. A file seen as a parent sees it counts as one more.
DOORS = (
    "child-file",
    "child-people",
    "child-looked",
    "child-tab",
    "child-copy",
    "child-as-parent",
    "child-bundle-for",
)


def opened_lately(viewer: Viewer) -> set[str]:
    """The ids of those whose files this person opened at work within the hour, in whatever setting."""
    found = Reading.objects.filter(actor=viewer.person_id, hat=Hat.STAFF, door__in=DOORS, at__gt=clock.now() - WITHIN)
    return set(found.values_list("subject", flat=True))


def is_stopped(viewer: Viewer) -> bool:
    """Whether somebody has still to look into why this person opened so many."""
    mine = Party.objects.unscoped("whoever opened too many files opens no more").filter(
        part=Party.Part.CONCERNS, person=viewer.person_id, record__kind=MANY
    )
    owed = Duty.objects.unscoped("whoever opened too many files opens no more").open()
    return owed.filter(record__in=mine.values("record")).exists()


def may_open(viewer: Viewer, subject: str) -> bool:
    """Whether this person may open one more file at work; one that was opened within the hour stays open."""
    opened = opened_lately(viewer)
    return subject in opened or (len(opened) < MOST and not is_stopped(viewer))

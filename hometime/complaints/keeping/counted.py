"""The complaints that somebody may count: the record for the regulator, the figures of a year, and their time to go.

One condition for all of them. Who is on a case counts it. Those who govern count every case that does not concern them or
their own family, since nothing that is counted names anybody. A case that is with the allegations procedure is counted by
those on it alone.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from hometime.access.viewer import Viewer
from hometime.complaints.models import Classed, Complaint
from hometime.families.models import place_of
from hometime.people.roles import Hat
from hometime.records.audiences import kept_out, seen

WITHIN = dt.timedelta(days=28)
NOT_A_CONCERN = Q(classed=Classed.COMPLAINT) | (Q(classed="") & ~Q(staff_view=Classed.CONCERN))


def is_complaint(case: Complaint) -> bool:
    """The same of one case: what the person calls it counts first, then what staff call it."""
    return (case.classed or case.staff_view) != Classed.CONCERN


def counted(viewer: Viewer) -> QuerySet[Complaint]:
    """The complaints, concerns included, that `viewer` may count."""
    rows = Complaint.objects.unscoped("those who govern count what names nobody, unless it concerns them")
    if viewer.hat != Hat.OWNER:
        return rows.filter(seen(viewer))
    governs = place_of(viewer) & ~kept_out(viewer) & Q(left_on__isnull=True)
    return rows.filter(Q(seen(viewer)) | governs)


def complaints_alone(viewer: Viewer) -> QuerySet[Complaint]:
    """Those of them that are complaints: what the person calls it counts first, then what staff call it (O1)."""
    return counted(viewer).filter(NOT_A_CONCERN)

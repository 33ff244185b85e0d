"""The complaints that somebody may count: the record for the regulator, the figures of a year, and their time to go.

One condition for all of them. Who is on a case counts it. Those who govern count every case that does not concern them or
their own family, since nothing that is counted names anybody. A case that is with the allegations procedure is counted by
those on it alone.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from hometime.access.viewer import Viewer
from hometime.complaints.models import Classed, Complaint, Step
from hometime.families.models import place_of
from hometime.people.roles import Hat
from hometime.records.audiences import kept_out, seen

WITHIN = dt.timedelta(days=28)
NOT_A_CONCERN = Q(classed=Classed.COMPLAINT) | (Q(classed="") & ~Q(staff_view=Classed.CONCERN))


def counted(viewer: Viewer) -> QuerySet[Complaint]:
    """The complaints, concerns included, that `viewer` may count."""
    rows = Complaint.objects.unscoped("those who govern count what names nobody, unless it concerns them")
    if viewer.hat != Hat.OWNER:
        return rows.filter(seen(viewer))
    governs = Q(place_of(viewer), ~kept_out(viewer), ~Q(Exists(_with_allegations())))
    return rows.filter(Q(seen(viewer)) | governs)


def complaints_alone(viewer: Viewer) -> QuerySet[Complaint]:
    """Those of them that are complaints: what the person calls it counts first, then what staff call it (O1)."""
    return counted(viewer).filter(NOT_A_CONCERN)


def _with_allegations() -> QuerySet[Step]:
    """The steps by which a case left for the allegations procedure, where it has not come back."""
    steps = Step.objects.unscoped("a case that is with the allegations procedure is for those on it alone")
    back = steps.filter(complaint=OuterRef("complaint"), event="resumed").values("complaint")
    last_back = back.annotate(last=Max("number")).values("last")
    left = steps.filter(complaint=OuterRef("pk"), event="left")
    return left.exclude(Exists(back)) | left.filter(number__gt=last_back)  # type: ignore[no-any-return]

"""Who can be named on a worry, the children whom a writer finds, and the slips that they keep."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.families.models import Child, own_family
from hometime.kernel import clock
from hometime.people.models import Person, Post
from hometime.people.roles import HAT_OF, Hat, Role
from hometime.sharing.models import Slip, Worry

AT_WORK = [role for role, hat in HAT_OF.items() if hat == Hat.STAFF and role != Role.TABLET]
SHOWN = 10  # slips, the newest first


def children_of(viewer: Viewer) -> Sequence[Child]:
    """The children whom the writer may see anyway; for any other child there is a line to write who it is."""
    return list(Child.objects.visible_to(viewer).here(viewer.today).order_by("name", "pk"))


def may_be_meant(viewer: Viewer, worry: Worry) -> Sequence[Child] | None:
    """The children of whom a worry may be, for whoever takes it up; None where it says already. Above the lead they know
    no child of the setting otherwise, so they are told the names here, but of their own family never."""
    if worry.child_id is not None:
        return None
    if viewer.hat != Hat.OWNER:
        return children_of(viewer)
    there = Child.objects.unscoped("whoever takes a worry above the lead says which child it is about")
    others = there.filter(~Q(own_family(viewer, "pk")), setting_id=worry.setting_id)
    return list(others.here(viewer.today).order_by("name", "pk"))


def staff_of(viewer: Viewer) -> Sequence[Person]:
    """Everybody who works or helps at this setting today, but the writer: who a worry may concern."""
    posts = Post.objects.on(viewer.today).filter(setting_id=viewer.setting_id, role__in=AT_WORK)
    people = {post.person_id: post.person for post in posts.select_related("person")}
    people.pop(viewer.person_id, None)
    return sorted(people.values(), key=lambda person: (person.called, person.pk))


@dataclasses.dataclass(frozen=True)
class ShownSlip:
    """A slip in local days and hours."""

    on: dt.date
    at: dt.time
    read_on: dt.date | None
    read_at: dt.time | None


def slips_of(viewer: Viewer) -> Sequence[ShownSlip]:
    """The writer's own slips: when each was written, and when it was read."""
    rows = Slip.objects.visible_to(viewer).order_by("-written_at", "pk")[:SHOWN]
    return [
        ShownSlip(*_local(slip.written_at), *(_local(slip.read_at) if slip.read_at else (None, None))) for slip in rows
    ]


def _local(instant: dt.datetime) -> tuple[dt.date, dt.time]:
    there = instant.astimezone(clock.LONDON)
    return there.date(), there.time()

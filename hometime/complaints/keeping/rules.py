"""Who fills in the record of a case and approves its summary, who shows the record to a regulator, and who disposes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.complaints.models import Complaint
from hometime.kernel.answers import No
from hometime.people.roles import Hat, Role


def answers_for(viewer: Viewer) -> bool:
    """Whether somebody answers for complaints by their post: the manager, the line manager, the owners."""
    return viewer.hat == Hat.OWNER or viewer.holds(Role.MANAGER)


def keep(viewer: Viewer, case: Complaint) -> No | None:
    """On a case that they see: the manager; where it is not the manager's, the line manager or an owner (O1, O3)."""
    if answers_for(viewer):
        return None
    return No(_("The manager does this, or the line manager where it is not the manager's to see."))


def show(viewer: Viewer, thing: Any) -> No | None:
    """The manager shows what the manager may see; owners and the line manager what does not concern themselves (O2)."""
    if answers_for(viewer):
        return None
    return No(_("The manager, the line manager and the owners show this record."))


def dispose(viewer: Viewer, thing: Any) -> No | None:
    """Owners sign for what is disposed of, and hold what must stay (O4)."""
    if viewer.hat == Hat.OWNER and viewer.holds(Role.OWNER):
        return None
    return No(_("An owner signs for this."))

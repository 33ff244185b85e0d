"""Who may do what with services, their people and their visits. Each answers with nothing, or with the reason why not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.agencies.models import Organisation, Professional
from hometime.kernel.answers import No
from hometime.people.roles import Hat, Role

LEADS = (Role.DSL, Role.DEPUTY_DSL)
OFFICE = (Role.MANAGER, Role.DEPUTY)
KEEPERS = (*OFFICE, *LEADS, Role.SENCO)  # who keep in touch with services (P18)


def keep_register(viewer: Viewer, thing: Any) -> No | None:
    """The office, the safeguarding leads and the SENCO keep the register of services (P18)."""
    if viewer.hat == Hat.STAFF and viewer.holds(*KEEPERS):
        return None
    return No(_("Only the manager, a safeguarding lead and the SENCO do this."))


def keep_directory(viewer: Viewer, thing: Any) -> No | None:
    """Everybody who works with children under their own name keeps the directory for families (P3, A11)."""
    if viewer.hat == Hat.STAFF and viewer.posts - {Role.TABLET, Role.VOLUNTEER}:
        return None
    return No(_("Sign in on your own device to do this."))


def take_feeds(viewer: Viewer, thing: Any) -> No | None:
    """The manager and the deputy take in what others publish, and say how the directory works (P20)."""
    if viewer.hat == Hat.STAFF and viewer.holds(*OFFICE):
        return None
    return No(_("Only the manager and the deputy do this."))


def change(viewer: Viewer, service: Organisation) -> No | None:
    """Whoever keeps the register, while the setting works with the service."""
    ended = No(_("You no longer work with this service.")) if service.closed is not None else None
    return keep_register(viewer, service) or ended


def change_professional(viewer: Viewer, professional: Professional) -> No | None:
    """Whoever keeps the register, while they are there."""
    ended = No(_("They no longer work there.")) if professional.ended is not None else None
    return change(viewer, professional.organisation) or ended

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


def change(viewer: Viewer, service: Organisation) -> No | None:
    """Whoever keeps the register, while the setting works with the service."""
    ended = No(_("You no longer work with this service.")) if service.closed is not None else None
    return keep_register(viewer, service) or ended


def change_professional(viewer: Viewer, professional: Professional) -> No | None:
    """Whoever keeps the register, while they are there."""
    ended = No(_("They no longer work there.")) if professional.ended is not None else None
    return change(viewer, professional.organisation) or ended

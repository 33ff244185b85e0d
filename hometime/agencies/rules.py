"""Who may do what with services, their people and their visits. Each answers with nothing, or with the reason why not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.agencies.models import Incident, Involvement, Organisation, Professional, Visit
from hometime.families import working
from hometime.families.models import Child
from hometime.kernel.answers import No
from hometime.people.roles import OFFICE, Hat, Role

KEEPERS = (*OFFICE, Role.SENCO)  # who keep in touch with services (P18)


def keep_register(viewer: Viewer, thing: Any) -> No | None:
    """The office, the safeguarding leads and the SENCO keep the register of services (P18)."""
    if viewer.hat == Hat.STAFF and viewer.holds(*KEEPERS):
        return None
    return No(_("Only the manager, a safeguarding lead and the SENCO do this."))


def keep_directory(viewer: Viewer, thing: Any) -> No | None:
    """Everybody who works with children under their own name keeps the directory for families (P3, A11)."""
    return working.at_work(viewer, thing)


def take_feeds(viewer: Viewer, thing: Any) -> No | None:
    """The manager and the deputy take in what others publish, and say how the directory works (P20)."""
    return working.head(viewer, thing)


def change(viewer: Viewer, service: Organisation) -> No | None:
    """Whoever keeps the register, while the setting works with the service."""
    ended = No(_("You no longer work with this service.")) if service.closed is not None else None
    return keep_register(viewer, service) or ended


def change_professional(viewer: Viewer, professional: Professional) -> No | None:
    """Whoever keeps the register, while they are there."""
    ended = No(_("They no longer work there.")) if professional.ended is not None else None
    return change(viewer, professional.organisation) or ended


def see_visits(viewer: Viewer, thing: Any) -> No | None:
    """Whoever works here by name; a tablet in a room shows no list of visitors."""
    if viewer.at_work:
        return None
    return No(_("This is for those who work here. Ask somebody to look it up."))


def on_visit(viewer: Viewer, visit: Visit) -> No | None:
    """Whoever sees a visit at work writes down how it goes: the host, whoever stays, the key person, the office, the leads."""
    return see_visits(viewer, visit)


def run_visits(viewer: Viewer, thing: Any) -> No | None:
    """The office and the leads say what every visitor is told."""
    return None if viewer.hat == Hat.STAFF and viewer.holds(*OFFICE) else No(_("Only the manager does this."))


def keep_names(viewer: Viewer, thing: Any) -> No | None:
    """The manager and the deputy say how long names of visitors are kept, and erase them."""
    return working.head(viewer, thing)


def look_into(viewer: Viewer, incident: Incident) -> No | None:
    """A safeguarding lead, while it is open."""
    return working.already(incident.closed) or working.lead(viewer, incident)


def reads(viewer: Viewer, incident: Incident) -> No | None:
    """The manager says that they have read what went wrong."""
    return None if viewer.hat == Hat.STAFF and viewer.holds(Role.MANAGER) else No(_("Only the manager does this."))


def work_here(viewer: Viewer, thing: Any) -> No | None:
    """Whoever works here by name reads cards, asks questions without names, and uses what is offered."""
    return see_visits(viewer, thing)


def involve(viewer: Viewer, child: Child) -> No | None:
    """The key person and the back-up, the office, the leads and the SENCO write down who from outside works with a child."""
    if working.works_with(viewer, child, *KEEPERS):
        return None
    return No(_("Only the key person, the office, a safeguarding lead and the SENCO do this."))


def change_involvement(viewer: Viewer, involvement: Involvement) -> No | None:
    """Whoever may write them down, while they are involved."""
    assert involvement.child is not None  # it is about a child
    ended = No(_("They are involved no more.")) if involvement.closed is not None else None
    return involve(viewer, involvement.child) or ended

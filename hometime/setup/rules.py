"""Who may set up: the owners, and for rooms and children the office of the setting."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.kernel.answers import No
from hometime.people.roles import HEADS, Role


def set_up(viewer: Viewer, thing: Any) -> No | None:
    """The owners set up what belongs to the provider."""
    return None if viewer.holds(Role.OWNER) else No(_("The owners set this up."))


def help_to_set_up(viewer: Viewer, thing: Any) -> No | None:
    """The owners, the manager and the deputy may look at the list of pages, and name rooms."""
    if viewer.holds(Role.OWNER, *HEADS):
        return None
    return No(_("The owners and the manager set this up."))


def write_down(viewer: Viewer, thing: Any) -> No | None:
    """Children are written down by the office; an owner may come by to put on that hat, or to leave it to others."""
    return help_to_set_up(viewer, thing)

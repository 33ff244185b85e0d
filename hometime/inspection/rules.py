"""Who may look at the evidence of a setting's policy, and who keeps its contact cards."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hometime.access.rules import settings_of
from hometime.access.viewer import Viewer
from hometime.kernel.answers import No
from hometime.people.roles import Hat, Role


def reach(viewer: Viewer) -> Any:
    """The settings whose policy a viewer answers for: a staff member's one, an owner's all."""
    return settings_of(viewer).select_related("provider")


def is_a_tablet(viewer: Viewer) -> bool:
    """Whether the viewer is a room tablet, which sees what was adopted and none of the evidence."""
    return viewer.hat == Hat.STAFF and viewer.posts <= {Role.TABLET}


def see_evidence(viewer: Viewer, thing: Any) -> No | None:
    """Whoever works here or owns the place; whoever picks up a room tablet is not known."""
    return No(_("A room tablet does not show this. Sign in with your own account.")) if is_a_tablet(viewer) else None


def may_adopt(viewer: Viewer) -> bool:
    """Whether the pages where a policy is handed in open for this viewer (hometime.adoption.rules.prepare)."""
    return viewer.hat == Hat.OWNER or viewer.holds(Role.MANAGER)


def keep_cards(viewer: Viewer, thing: Any) -> No | None:
    """Managers, deputies and owners keep the contact cards of a setting."""
    if viewer.hat == Hat.OWNER or viewer.a_head:
        return None
    return No(_("The manager, the deputy and the owners keep the contact cards."))


def keep_closures(viewer: Viewer, thing: Any) -> No | None:
    """Managers, deputies and owners say when a setting is closed."""
    if viewer.hat == Hat.OWNER or viewer.a_head:
        return None
    return No(_("The manager, the deputy and the owners say when we are closed."))

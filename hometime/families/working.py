"""What the rules of every room ask of whoever works with a family, each with its words for no (F8)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.families.models import Child, key_children
from hometime.kernel.answers import No
from hometime.people.roles import Hat, Role


def at_work(viewer: Viewer, thing: Any) -> No | None:
    """Everybody who works with children under their own name: not a tablet in a room, nor a volunteer."""
    return None if viewer.at_work else No(_("Sign in on your own device to do this."))


def head(viewer: Viewer, thing: Any) -> No | None:
    """The manager and the deputy."""
    return None if viewer.a_head else No(_("Only the manager and the deputy do this."))


def lead(viewer: Viewer, thing: Any) -> No | None:
    """The safeguarding lead and the deputy lead."""
    return None if viewer.a_lead else No(_("Only a safeguarding lead does this."))


def works_with(viewer: Viewer, child: Child, *roles: Role) -> bool:
    """True for staff in one of `roles`, and for the child's key person and back-up, who see the child."""
    return viewer.hat == Hat.STAFF and (viewer.holds(*roles) or _is_key_child(viewer, child))


def key_person(viewer: Viewer, child: Child) -> No | None:
    """The key person, the back-up and the heads of the setting work with a child's family (F8)."""
    if works_with(viewer, child, Role.MANAGER, Role.DEPUTY):
        return None
    return No(_("Only the key person, the back-up and the manager do this."))


def already(done: object) -> No | None:
    """No, where `done` says that it is done: what is over is not done again."""
    return No(_("This is already done. Nothing is left to do here.")) if done else None


def _is_key_child(viewer: Viewer, child: Child) -> bool:
    if not viewer.key_person_ids:
        return False
    return Child.objects.visible_to(viewer).filter(key_children(viewer, "pk"), pk=child.pk).exists()

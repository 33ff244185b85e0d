"""Who may see a file as a parent would, and who gives a child a last day."""

from __future__ import annotations

from hometime.access.viewer import Viewer
from hometime.childfile.watching import may_open
from hometime.families import rules as families
from hometime.families.models import Bond, Child
from hometime.kernel.answers import No
from hometime.people.roles import Hat, Role

SEES_ALL = (Role.MANAGER, Role.DEPUTY, Role.DSL, Role.DEPUTY_DSL, Role.SENCO)


def see_file(viewer: Viewer, child: Child) -> No | None:
    """Whoever sees the child; a tablet and a volunteer do not open files."""
    if viewer.hat == Hat.PARENT:
        return None
    return families.see_children(viewer, child) or _not_too_many(viewer, child.pk)


def see_as_parent(viewer: Viewer, bond: Bond) -> No | None:
    """The office and the child's key person, of an adult whom somebody here has seen."""
    if bond.identity_checked is None:
        return No("Nobody here has seen yet who this is, so there is nothing that they would see.")
    return families.see_adult(viewer, bond.adult) or _not_too_many(viewer, bond.pk)


def name_key_persons(viewer: Viewer, thing: object) -> No | None:
    """The manager and the deputy name key persons (F8)."""
    return families.may_name(viewer)


def leave(viewer: Viewer, child: Child) -> No | None:
    """The office gives a child a last day; never one's own family's."""
    return families.write_key_facts(viewer, child)


def say_why(viewer: Viewer, thing: object) -> No | None:
    """Whoever works with children and does not see every child of the setting by their post."""
    if viewer.tablet:
        return No("Use your own device for this.")
    if viewer.holds(*SEES_ALL):
        return No("You see every child here. Open the list of children.")
    return families.see_children(viewer, None)


def look_at_openings(viewer: Viewer, thing: object) -> No | None:
    """The safeguarding leads."""
    return None if viewer.a_lead else No("Only a safeguarding lead does this.")


def _not_too_many(viewer: Viewer, subject: str) -> No | None:
    """Thirty files of different children within an hour; then a safeguarding lead looks into it (TRUST 11)."""
    if may_open(viewer, subject):
        return None
    return No("You opened many children's files within the hour. Speak to the safeguarding lead, who was told.")

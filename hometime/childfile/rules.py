"""Who may see a file as a parent would, and who gives a child a last day."""

from __future__ import annotations

from hometime.access.viewer import Viewer
from hometime.families import rules as families
from hometime.families.models import Bond, Child
from hometime.kernel.answers import No
from hometime.people.roles import Hat


def see_file(viewer: Viewer, child: Child) -> No | None:
    """Whoever sees the child; a tablet and a volunteer do not open files."""
    return None if viewer.hat == Hat.PARENT else families.see_children(viewer, child)


def see_as_parent(viewer: Viewer, bond: Bond) -> No | None:
    """The office and the child's key person, of an adult whom somebody here has seen."""
    if bond.identity_checked is None:
        return No("Nobody here has seen yet who this is, so there is nothing that they would see.")
    return families.see_adult(viewer, bond.adult)


def name_key_persons(viewer: Viewer, thing: object) -> No | None:
    """The manager and the deputy name key persons (F8)."""
    return families.may_name(viewer)


def leave(viewer: Viewer, child: Child) -> No | None:
    """The office gives a child a last day; never one's own family's."""
    return families.write_key_facts(viewer, child)

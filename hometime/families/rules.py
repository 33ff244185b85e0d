"""Who may decide about a bond, and who may only propose: nobody gives what they do not hold (TRUST 4)."""

from __future__ import annotations

from hometime.access.viewer import Viewer
from hometime.families.models import Bond, Child, bonds_of_person
from hometime.kernel.answers import No
from hometime.people.models import Setting
from hometime.people.roles import Hat, Role

DECIDERS = (Role.MANAGER, Role.DEPUTY, Role.DSL, Role.DEPUTY_DSL)
LEADS = (Role.DSL, Role.DEPUTY_DSL)
ONLY_OFFICE = No("Only the manager, the deputy or a safeguarding lead decides this.")


def register(viewer: Viewer, setting: Setting) -> No | None:
    """The office of that setting writes down who belongs to whom."""
    here = viewer.hat == Hat.STAFF and viewer.setting_id == setting.pk
    return None if here and viewer.holds(*DECIDERS) else ONLY_OFFICE


def decide(viewer: Viewer, bond: Bond) -> No | None:
    """The office of the child's setting; never about one's own family."""
    if viewer.hat != Hat.STAFF or not viewer.holds(*DECIDERS):
        return ONLY_OFFICE
    return None if Bond.objects.visible_to(viewer).filter(pk=bond.pk).exists() else ONLY_OFFICE


def renew(viewer: Viewer, bond: Bond) -> No | None:
    """A restriction on a parent's word alone goes on only where a safeguarding lead says so."""
    if viewer.hat != Hat.STAFF or not viewer.holds(*LEADS):
        return No("Only a safeguarding lead may let this go on.")
    return decide(viewer, bond)


def propose(viewer: Viewer, child: Child) -> No | None:
    """Whoever hears all about the child and has responsibility for them may propose somebody; staff decide."""
    mine = bonds_of_person(viewer).filter(child=child.pk).first()
    if mine is None or not {"hears all", "responsibility"} <= mine.rights(viewer.today):
        return No("Please speak to the manager about this.")
    return None

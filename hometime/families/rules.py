"""Who may decide about a bond, and who may only propose: nobody gives what they do not hold (TRUST 4)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.families.models import (
    Adult,
    Bond,
    Child,
    Decision,
    Membership,
    Order,
    Sheet,
    bonds_of_person,
    key_children,
)
from hometime.kernel.answers import No
from hometime.people.models import Setting
from hometime.people.roles import OFFICE, UNNAMED, Hat

ONLY_OFFICE = No("Only the manager, the deputy or a safeguarding lead decides this.")
NOT_ONESELF = No("Ask a colleague to do this: it is about you or your family.")


def register(viewer: Viewer, setting: Setting) -> No | None:
    """The office of that setting writes down who belongs to whom."""
    here = viewer.hat == Hat.STAFF and viewer.setting_id == setting.pk
    return None if here and viewer.holds(*OFFICE) else ONLY_OFFICE


def see_children(viewer: Viewer, thing: Any) -> No | None:
    """Whoever works with children sees the list of those they work with; a tablet and a volunteer do not."""
    return None if viewer.posts - UNNAMED else No("Ask somebody who works with the children.")


def write_down(viewer: Viewer, thing: Any) -> No | None:
    """The office of the viewer's own setting writes down children, alone or in a list."""
    return None if viewer.hat == Hat.STAFF and viewer.holds(*OFFICE) else ONLY_OFFICE


def settle(viewer: Viewer, order: Order) -> No | None:
    """A safeguarding lead says what holds after an order."""
    return renew(viewer, order.bond)


def bind(viewer: Viewer, child: Child, adult: Adult) -> No | None:
    """The office of the child's setting; nobody binds themselves, nor decides about their own family's children."""
    return NOT_ONESELF if adult.person_id == viewer.person_id else write_key_facts(viewer, child)


def write_key_facts(viewer: Viewer, child: Child) -> No | None:
    """The office of the child's setting; never about one's own family."""
    answer = register(viewer, child.setting)
    if answer is not None:
        return answer
    return None if Child.objects.visible_to(viewer).filter(pk=child.pk).exists() else NOT_ONESELF


def may_name(viewer: Viewer) -> No | None:
    """The manager and the deputy name key persons."""
    return None if viewer.a_head else No("Only the manager or the deputy names a key person.")


def allocate(viewer: Viewer, child: Child) -> No | None:
    """The manager or the deputy of the child's setting says who the key person is (F8); never for one's own family."""
    answer = may_name(viewer)
    if answer is not None:
        return answer
    return None if Child.objects.visible_to(viewer).filter(pk=child.pk).exists() else NOT_ONESELF


def write_address(viewer: Viewer, adult: Adult) -> No | None:
    """The office for the adults of its children; anybody for themselves."""
    if adult.person_id == viewer.person_id and viewer.hat == Hat.PARENT:
        return None
    if viewer.hat != Hat.STAFF or not viewer.holds(*OFFICE):
        return ONLY_OFFICE
    return None if Adult.objects.visible_to(viewer).filter(pk=adult.pk).exists() else NOT_ONESELF


def see_adult(viewer: Viewer, adult: Adult) -> No | None:
    """How a family's adults are reached is for the office and the child's key person; others in the room ask them."""
    if viewer.holds(*OFFICE):
        return None
    theirs = Bond.objects.visible_to(viewer).filter(Q(key_children(viewer, "child")), adult=adult)
    return None if viewer.key_person_ids and theirs.exists() else No("Ask the child's key person or the manager.")


def take_in(viewer: Viewer, sheet: Sheet) -> No | None:
    """Whoever brought a spreadsheet takes it in."""
    return register(viewer, sheet.setting)


def leave(viewer: Viewer, membership: Membership) -> No | None:
    """Whoever belongs to a household leaves it themselves; the office may write down that they did."""
    if viewer.hat == Hat.PARENT:
        mine = membership.person_id == viewer.person_id
        return None if mine else No("Only they themselves can leave this household.")
    return register(viewer, membership.household.setting)


def decide(viewer: Viewer, bond: Bond) -> No | None:
    """The office of the child's setting; never about one's own family."""
    if viewer.hat != Hat.STAFF or not viewer.holds(*OFFICE):
        return ONLY_OFFICE
    return None if Bond.objects.visible_to(viewer).filter(pk=bond.pk).exists() else ONLY_OFFICE


def renew(viewer: Viewer, bond: Bond) -> No | None:
    """A restriction on a parent's word alone goes on only where a safeguarding lead says so."""
    if not viewer.a_lead:
        return No("Only a safeguarding lead may let this go on.")
    return decide(viewer, bond)


def renew_decision(viewer: Viewer, decision: Decision) -> No | None:
    """As `renew`, asked of the decision itself."""
    return renew(viewer, decision.bond)


def propose(viewer: Viewer, child: Child) -> No | None:
    """Whoever hears all about the child and has responsibility for them may propose somebody; staff decide."""
    mine = bonds_of_person(viewer).filter(child=child.pk).first()
    if mine is None or not {"hears all", "responsibility"} <= mine.rights(viewer.today):
        return No("Please speak to the manager about this.")
    return None

"""Who may let somebody go, hand over a post or a code for a day, or enrol a tablet. Out of reach means not found."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.kernel.answers import No
from hometime.people.models import Person, Post, Setting, current
from hometime.people.roles import HAT_OF, Hat, Role

# Whose posts a manager sees to. The rest belong to the provider, and an owner sees to them.
OF_A_SETTING = [role for role, hat in HAT_OF.items() if hat in (Hat.STAFF, Hat.PARENT, Hat.AGENCY)]


def see_posts(viewer: Viewer, thing: Any) -> No | None:
    """Opening the list of posts: managers, deputies, owners."""
    if viewer.hat == Hat.OWNER or viewer.a_head:
        return None
    return No(_("The manager and the owners see to this."))


def settings_of(viewer: Viewer) -> QuerySet[Setting]:
    """The settings that a hat at work answers for, by name: a staff member's one, an owner's all or those named."""
    settings = Setting.objects.filter(provider=viewer.provider_id).order_by("name", "pk")
    reached = [viewer.setting_id] if viewer.setting_id else list(viewer.settings)
    return settings.filter(pk__in=reached) if reached else settings


def reach(viewer: Viewer) -> Q:
    """The posts that a viewer may see to: those of the setting for a manager, those of the provider for an owner."""
    if viewer.hat == Hat.STAFF:
        here = Q(setting=viewer.setting_id, role__in=OF_A_SETTING)
    else:
        here = Q(provider=viewer.provider_id)
        here &= Q(setting__in=viewer.settings) if viewer.settings else Q()
    return here & ~Q(role=Role.PARENT) if is_parent_here(viewer) else here


def is_parent_here(viewer: Viewer) -> bool:
    """Whether the viewer is a parent or carer with this provider too: then a colleague sees to the families' accounts.

    Bonds stand in a storey above, so this keeps out more than one's own family: nobody ends a co-parent's account.
    """
    own = Post.objects.filter(current(viewer.today), person=viewer.person_id, provider=viewer.provider_id)
    return own.filter(role=Role.PARENT).exists()


def let_go(viewer: Viewer, person: Person) -> No | None:
    """Giving somebody a last day. Nobody does it to themselves; a manager not to a manager, nor beyond the setting."""
    if person.pk == viewer.person_id:
        return No(_("Ask somebody else to do this: it is about you."))
    if viewer.hat == Hat.OWNER:
        return None
    if not viewer.holds(Role.MANAGER):
        return No(_("The manager or an owner does this."))
    posts = Post.objects.filter(current(viewer.today), person=person)
    if posts.filter(role=Role.MANAGER).exists():
        return No(_("An owner does this for a manager."))
    if posts.filter(provider=viewer.provider_id).exclude(setting=viewer.setting_id).exists():
        return No(_("They hold a post in another place too. An owner can let them go."))
    return None


def hand_over(viewer: Viewer, post: Post) -> No | None:
    """Handing a post to somebody for stated dates: one's own, or as manager or owner."""
    if viewer.hat == Hat.OWNER or viewer.holds(Role.MANAGER) or post.person_id == viewer.person_id:
        return None
    return No(_("The manager or an owner does this."))


def hand_code(viewer: Viewer, person: Person) -> No | None:
    """Handing over a code for a day, face to face: never to oneself, and to a manager only by an owner."""
    if person.pk == viewer.person_id:
        return No(_("Ask somebody else for a code: nobody hands one to themselves."))
    posts = Post.objects.filter(current(viewer.today), person=person)
    if viewer.hat == Hat.STAFF and posts.exclude(role__in=OF_A_SETTING).exists():
        return No(_("An owner hands this person a code."))
    if viewer.hat == Hat.STAFF and not viewer.holds(Role.MANAGER) and posts.filter(role=Role.MANAGER).exists():
        return No(_("An owner hands a manager a code."))
    return None


def be_on_a_tablet(viewer: Viewer, thing: Any) -> No | None:
    """What only whoever switched in on a tablet in a room is shown."""
    return None if viewer.tablet else No("This page is for the tablet in a room.")


def see_to_tablets(viewer: Viewer, thing: Any) -> No | None:
    """Enrolling tablets and ending them: the manager, and the deputy."""
    if viewer.a_head:
        return None
    return No("The manager sees to the tablets.")

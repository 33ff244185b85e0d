"""Who may do what with an outing. Each answers with nothing, or with the reason why not."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.families import working
from hometime.families.models import own_family
from hometime.kernel.answers import No
from hometime.kernel.spelling import asked_for
from hometime.people.roles import Hat, Role
from hometime.together.models import Invited, Outing


def plan(viewer: Viewer, thing: object) -> No | None:
    """The manager and the deputy."""
    return working.head(viewer, thing)


def change(viewer: Viewer, outing: Outing) -> No | None:
    """The manager and the deputy, until the outing has left."""
    return plan(viewer, outing) or _gone(outing)


def at_the_door(viewer: Viewer, outing: Outing) -> No | None:
    """Whoever goes along and the office, until the doors close; but nobody whose own family is on the list."""
    return on_the_way(viewer, outing) or _gone(outing)


def on_the_way(viewer: Viewer, outing: Outing) -> No | None:
    """Whoever goes along and the office; but nobody whose own family is on the list: they would see a gap in it."""
    if viewer.hat != Hat.STAFF or viewer.posts == {Role.TABLET}:
        return No(_("Sign in under your own name to do this."))
    if any(_of_own_family(outing.pk, viewer)):
        return No(_("Somebody else keeps this list today."))
    return No(_("This outing is over. Nothing is left to do here.")) if outing.closed is not None else None


def answer(viewer: Viewer, invited: Invited) -> No | None:
    """An adult of the family, until the doors close."""
    if viewer.hat != Hat.PARENT:
        return No(_("This is for the family. Write down on the outing's page what they told you."))
    if invited.outing.left_at is not None:
        return No(_("We have left. Ring us, and we talk about it."))
    return No(_("This outing is not taking place.")) if invited.outing.closed is not None else None


def _gone(outing: Outing) -> No | None:
    if outing.left_at is not None:
        return No(_("The doors are closed. The list does not change any more."))
    return No(_("This outing is not taking place.")) if outing.closed is not None else None


@asked_for
def _of_own_family(token: str, viewer: Viewer) -> QuerySet[Invited, tuple[str]]:
    rows = Invited.objects.unscoped("nobody keeps a list on which their own family stands").filter(outing=token)
    return rows.filter(own_family(viewer, "child")).values_list("pk")

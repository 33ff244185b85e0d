"""Who may write a complaint down, and who may take its next step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.complaints.living import deciders
from hometime.complaints.models import Complaint, Step
from hometime.kernel.answers import No
from hometime.people.models import current
from hometime.people.roles import Hat, Role
from hometime.records.models import Party


def write_down(viewer: Viewer, thing: Any) -> No | None:
    """Everybody who works here, and those who govern: but not a tablet in a room, since nobody knows who holds it."""
    if viewer.hat == Hat.OWNER or viewer.posts - {Role.TABLET}:
        return None
    return No(_("Sign in on your own device to do this."))


def take_step(viewer: Viewer, case: Complaint) -> No | None:
    """Whoever has the complaint in hand today, unless they decided a step below this one."""
    mine = Party.objects.visible_to(viewer).filter(current(viewer.today), record=case, part=Party.Part.HANDLER)
    return takes_step(viewer, mine, Step.objects.visible_to(viewer).filter(complaint=case))


def takes_step(viewer: Viewer, parties: Iterable[Party], steps: Iterable[Step]) -> No | None:
    """The same, of a complaint whose current parties and steps are known already."""
    acting = {(whose, str(role)) for whose, role, _place in viewer.acts_in}
    in_hand = {(one.person_id, one.role) for one in parties if one.part == Party.Part.HANDLER and one.hat == viewer.hat}
    if not acting & in_hand:
        return No(_("Somebody else has this in hand. You can read it, and you need do nothing."))
    if viewer.person_id in deciders(list(steps)):
        return No(_("You decided an earlier step. Somebody else decides this one."))
    return None

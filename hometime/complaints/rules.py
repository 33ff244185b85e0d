"""Who may write a complaint down, and who may take its next step."""

from __future__ import annotations

from collections.abc import Sequence
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
    parties = Party.objects.visible_to(viewer).filter(current(viewer.today), record=case)
    return in_hand(viewer, list(parties), list(Step.objects.visible_to(viewer).filter(complaint=case)))


def in_hand(viewer: Viewer, parties: Sequence[Party], steps: Sequence[Step]) -> No | None:
    """The same, for a page that has read who takes part today, and the steps."""
    acting = {(whose, str(role)) for whose, role, _place in viewer.acts_in}
    mine = [party for party in parties if party.part == Party.Part.HANDLER and party.hat == viewer.hat]
    if not any((party.person_id, party.role) in acting for party in mine):
        return No(_("Somebody else has this in hand. You can read it, and you need do nothing."))
    if viewer.person_id in deciders(steps):
        return No(_("You decided an earlier step. Somebody else decides this one."))
    return None

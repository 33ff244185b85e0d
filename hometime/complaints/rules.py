"""Who may write a complaint down, and who may take its next step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.complaints.engine.owing import OF_ALLEGATION
from hometime.complaints.living import deciders, outside_person
from hometime.complaints.models import Complaint, Step
from hometime.duties.models import Duty
from hometime.kernel.answers import No
from hometime.kernel.spelling import asked_for
from hometime.people.models import current
from hometime.people.roles import Hat, Role
from hometime.records.models import Party


def write_down(viewer: Viewer, thing: Any) -> No | None:
    """Everybody who works here, and those who govern: but not a tablet in a room, since nobody knows who holds it."""
    if viewer.hat == Hat.OWNER or viewer.posts - {Role.TABLET}:
        return None
    return No(_("Sign in on your own device to do this."))


def take_step(viewer: Viewer, case: Complaint) -> No | None:
    """Whoever has the complaint in hand today, unless they decided a step below this one.

    What a person from outside decides is written down by whoever sees the case.
    """
    written = list(_steps(case.pk, viewer))
    return _takes_step(viewer, written, in_hand=any(step.in_hand for step in written))  # type: ignore[attr-defined]


@asked_for
def _steps(case: str, viewer: Viewer) -> models.QuerySet[Step]:
    """The steps in order. Whether the case is in these hands is the same for each, and comes with them."""
    mine = models.Q(pk__in=[])
    for whose, role, _place in viewer.acts_in:
        mine |= models.Q(person_id=whose, role=role)
    hands = Party.objects.visible_to(viewer).filter(
        mine, current(viewer.today), record=models.OuterRef("complaint"), part=Party.Part.HANDLER, hat=viewer.hat
    )
    steps = Step.objects.visible_to(viewer).filter(complaint=case).annotate(in_hand=models.Exists(hands))
    return steps.order_by("number")


def takes_step(viewer: Viewer, parties: Iterable[Party], steps: Iterable[Step]) -> No | None:
    """The same, of a complaint whose current parties and steps are known already."""
    written = sorted(steps, key=lambda step: step.number)
    return _takes_step(viewer, written, in_hand=_holds(viewer, parties))


def _takes_step(viewer: Viewer, written: Sequence[Step], *, in_hand: bool) -> No | None:
    if outside_person(written) is not None:
        return None
    if not in_hand:
        return No(_("Somebody else has this in hand. You can read it, and you need do nothing."))
    if viewer.person_id in deciders(written):
        return No(_("You decided an earlier step. Somebody else decides this one."))
    return None


def _holds(viewer: Viewer, parties: Iterable[Party]) -> bool:
    acting = {(whose, str(role)) for whose, role, _place in viewer.acts_in}
    in_hand = {(one.person_id, one.role) for one in parties if one.part == Party.Part.HANDLER and one.hat == viewer.hat}
    return bool(acting & in_hand)


def has_in_hand(viewer: Viewer, case: Complaint) -> No | None:
    """Whoever has the complaint in hand today, in the post in which it was given to them."""
    mine = Party.objects.visible_to(viewer).filter(current(viewer.today), record=case, part=Party.Part.HANDLER)
    if _holds(viewer, mine):
        return None
    return No(_("Somebody else has this in hand. You can read it, and you need do nothing."))


def sort(viewer: Viewer, case: Complaint) -> No | None:
    """Whoever has it in hand sorts it anew, opens its strands, and says why something is late."""
    return has_in_hand(viewer, case)


def leave_ladder(viewer: Viewer, case: Complaint) -> No | None:
    """Everybody at work who sees a complaint hands it to the safeguarding lead the moment a child could be at risk."""
    return No(_("The safeguarding lead has it already.")) if case.left_on is not None else None


def follow_allegation(viewer: Viewer, case: Complaint) -> No | None:
    """Whoever has the allegation in hand sends it back, and lets somebody else read it."""
    if case.left_on is None:
        return No(_("This is not with the safeguarding lead."))
    return has_in_hand(viewer, case)


def tell_outside(viewer: Viewer, case: Complaint) -> No | None:
    """Whoever follows the allegation; once it is back on the ladder, the post that owes the word outside."""
    if case.left_on is not None:
        return has_in_hand(viewer, case)
    owed = Duty.objects.visible_to(viewer).open().filter(record=case, owed_role__in=viewer.posts)
    if any(duty.why.get("action") in OF_ALLEGATION for duty in owed):
        return None
    return No(_("Somebody else has this in hand. You can read it, and you need do nothing."))


def name_outside(viewer: Viewer, case: Complaint) -> No | None:
    """Anybody at work who sees a case that nobody inside is free to decide asks a person from outside."""
    rows = Party.objects.visible_to(viewer).filter(current(viewer.today), record=case, part=Party.Part.HANDLER)
    if rows.exists() and has_in_hand(viewer, case) is not None:
        return No(_("Somebody inside is free to decide this."))
    return None


def say_how_allegations_go(viewer: Viewer, thing: Any) -> No | None:
    """The owners and trustees of a setting."""
    return None if viewer.hat == Hat.OWNER else No(_("The owners say how this goes."))

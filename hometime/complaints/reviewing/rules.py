"""Who may answer and sign a review: an owner who sees it and decided nothing of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.complaints.actions.afterwards import REVIEWS
from hometime.complaints.reviewing.taking_part import part
from hometime.kernel.answers import No
from hometime.records.models import Record


def sign(viewer: Viewer, record: Record) -> No | None:
    """An owner who is free; where nobody is, one who decided may write down what a person from outside found."""
    if record.kind != REVIEWS:
        return No(_("There is nothing to sign here."))
    taking = part(record)
    if viewer.person_id in {person.pk for person in taking.free}:
        return None
    if not taking.free:
        return None
    return No(_("You decided this complaint, so you stand aside. The others look at it."))

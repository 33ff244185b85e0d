"""Who may do what with consents. Each answers with nothing, or with the reason why not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.consents.models import Consent, Giving, Medicine, Photograph, Ruling
from hometime.families import working
from hometime.families.models import Child
from hometime.kernel.answers import No
from hometime.people.roles import OFFICE, Hat


def ask(viewer: Viewer, child: Child) -> No | None:
    """The office and the child's key person ask a family, and write down what they are told."""
    if working.works_with(viewer, child, *OFFICE):
        return None
    return No(_("Only the key person and the office do this."))


def answer(viewer: Viewer, consent: Consent) -> No | None:
    """Whoever was asked, until what it is about has begun. Whether they may still say it is asked before: who may not, finds
    nothing here."""
    return No(_("It has begun, or is over. Please speak to us.")) if consent.closed_on is not None else None


def rule(viewer: Viewer, thing: Any) -> No | None:
    """A safeguarding lead writes down what a court has ruled."""
    return working.lead(viewer, thing)


def settle(viewer: Viewer, ruling: Ruling) -> No | None:
    """A safeguarding lead, once."""
    return rule(viewer, ruling) or (_over() if ruling.settled_on is not None else None)


def give(viewer: Viewer, medicine: Medicine) -> No | None:
    """Whoever works with the child and sees the medicine, until it is stopped."""
    if not viewer.at_work:
        return No(_("Only those who work with the child do this."))
    return _over() if medicine.closed is not None else None


def tell(viewer: Viewer, giving: Giving) -> No | None:
    """Whoever works with the child writes down whom they told."""
    return None if viewer.hat == Hat.STAFF else No(_("Only those who work with the child do this."))


def read(viewer: Viewer, medicine: Medicine) -> No | None:
    """Each adult of the family who sees the medicine."""
    return None


def see(viewer: Viewer, giving: Giving) -> No | None:
    """The second person, once."""
    if giving.witness_id != viewer.person_id:
        return No(_("Only the person who saw it can say so."))
    return _over() if giving.witnessed_at is not None else None


def bring(viewer: Viewer, child: Child) -> No | None:
    """The office and the key person write down a medicine with the family."""
    return ask(viewer, child)


def stop(viewer: Viewer, medicine: Medicine) -> No | None:
    """The office and the key person, once."""
    assert medicine.child is not None  # a medicine is a child's
    return ask(viewer, medicine.child) or (_over() if medicine.closed is not None else None)


def look_into(viewer: Viewer, medicine: Medicine) -> No | None:
    """The manager and the deputy look into what was given without a yes."""
    return working.head(viewer, medicine)


def picture(viewer: Viewer, child: Child) -> No | None:
    """Whoever works with the child keeps photographs for the child's record."""
    return None if viewer.at_work else No(_("Only those who work with the child do this."))


def use(viewer: Viewer, photograph: Photograph) -> No | None:
    """The key person and the office say what a photograph is used for."""
    assert photograph.child is not None  # a photograph lies in a child's file
    return ask(viewer, photograph.child)


def erase_all(viewer: Viewer, child: Child) -> No | None:
    """The manager and the deputy, once a child has left."""
    if no := working.head(viewer, child):
        return no
    return None if child.left is not None and child.left < viewer.today else No(_("This child has not left."))


def _over() -> No:
    return No(_("This is already done. Nothing is left to do here."))

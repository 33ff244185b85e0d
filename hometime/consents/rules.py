"""Who may do what with consents. Each answers with nothing, or with the reason why not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.consents.models import Consent
from hometime.consents.verdicts import may_say
from hometime.families.models import OFFICE, Child, key_children
from hometime.kernel.answers import No
from hometime.people.roles import Hat, Role

LEADS = (Role.DSL, Role.DEPUTY_DSL)
OVER = "Nothing can be changed here any more. Please speak to us."
NOT_YOURS = "Please speak to us about this."


def ask(viewer: Viewer, child: Child) -> No | None:
    """The office and the child's key person ask a family, and write down what they are told."""
    if viewer.hat == Hat.STAFF and (viewer.holds(*OFFICE) or _is_key_child(viewer, child)):
        return None
    return No(_("Only the key person and the office do this."))


def answer(viewer: Viewer, consent: Consent) -> No | None:
    """The adult who was asked, while their bond lets them say it; and until what it is about has begun."""
    if consent.closed_on is not None:
        return No(_(OVER))
    return No(_(NOT_YOURS)) if may_say(consent, viewer.today) is None else None


def write_down(viewer: Viewer, consent: Consent) -> No | None:
    """The office and the key person write down what an adult said to them."""
    return ask(viewer, consent.child) or answer(viewer, consent)


def rule(viewer: Viewer, thing: Any) -> No | None:
    """A safeguarding lead writes down what a court has ruled."""
    return None if viewer.hat == Hat.STAFF and viewer.holds(*LEADS) else No(_("Only a safeguarding lead does this."))


def _is_key_child(viewer: Viewer, child: Child) -> bool:
    if not viewer.key_person_ids:
        return False
    return Child.objects.visible_to(viewer).filter(key_children(viewer, "pk"), pk=child.pk).exists()

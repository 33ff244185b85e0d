"""The emergency card of a child on paper: for whoever helps when there is no time to look anything up (F24)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.consents.standing import Kind, Verdict
from hometime.consents.verdicts import verdicts
from hometime.families.models import Bond, Child, KeyFacts
from hometime.families.sides import HEARS_ALL
from hometime.ui import press
from hometime.ui.days import day_in_words

SHEET = Path(__file__).parents[1] / "sheets" / "card.typ"
VALID = dt.timedelta(days=28)  # a card of paper does not hear of a change; ours
MOST = 4  # telephone numbers on it


def card(viewer: Viewer, child: Child) -> bytes:
    """The card as a tagged PDF. Raises the press's `Busy`."""
    return press.pdf(SHEET, press.printable(told(viewer, child)), viewer.today)


def told(viewer: Viewer, child: Child) -> dict[str, Any]:
    """What the card says: who the child is, what helpers must know, whether treatment was agreed to, and whom to ring."""
    known = KeyFacts.objects.visible_to(viewer).filter(child=child).first()
    standing = verdicts(viewer, [child], Kind.EMERGENCY)[child.pk]
    return {
        "title": _("Emergency card"),
        "name": child.called,
        "born": _("Born on %(day)s") % {"day": day_in_words(child.born, year=True)},
        "place": child.setting.name,
        "phone": child.setting.phone,
        "agreed": _AGREED[standing],
        "facts": list(known.facts) if known else [],
        "ring": _ring(viewer, child),
        "heads": {"facts": _("Health and needs"), "ring": _("Ring, in this order"), "agreed": _("Treatment")},
        "foot": _("Printed on %(day)s. Do not use after %(until)s.")
        % {"day": day_in_words(viewer.today, year=True), "until": day_in_words(viewer.today + VALID, year=True)},
    }


_AGREED = {
    Verdict.YES: "The family has agreed to emergency treatment.",
    Verdict.NO: "The family has not agreed. Ring them at once. Doctors decide what saves life.",
    Verdict.ASK: "The family was not heard yet. Ring them at once. Doctors decide what saves life.",
}


def _ring(viewer: Viewer, child: Child) -> list[dict[str, str]]:
    """Whom to ring: those named for an emergency in their order, then the other adults who may know all about the child."""
    rows = Bond.objects.visible_to(viewer).filter(child=child).select_related("adult__person")
    bonds = rows.order_by(F("emergency_order").asc(nulls_last=True), "starts", "pk")
    return [
        {"name": bond.adult.person.called, "relation": bond.relation, "phone": bond.adult.phone}
        for bond in bonds
        if bond.adult.phone and HEARS_ALL in bond.rights(viewer.today)
    ][:MOST]

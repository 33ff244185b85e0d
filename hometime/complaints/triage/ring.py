"""Who to ring now, where a child could be at risk: shown to whoever reports, with an account or without (C10, TRUST 15)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from hometime.people.models import Setting
from hometime.policies.models import ContactCard, cards_of

EMERGENCY = "999"
TEMPLATE = "complaints/triage/ring_now.html"


@dataclasses.dataclass(frozen=True)
class Ring:
    """One number to ring: whose it is, when to ring it, and when it was last compared. Without a number `missing` says
    how to find it."""

    who: str
    when: str
    phone: str = ""
    checked_on: dt.date | None = None
    missing: str = ""


def ring_now(setting: Setting) -> Sequence[Ring]:
    """Who to ring, the most urgent first. Only numbers that somebody wrote on a card of this setting are given."""
    kinds = ContactCard.Kind
    rows = (
        (kinds.CARE, _("Children's social care"), _("You are worried that a child is being harmed, at home or anywhere.")),
        (kinds.OFFICER, _("The council's lead for worries about staff"),
         _("Somebody who works with children may have harmed a child.")),
        (kinds.REGULATOR, _("Ofsted"), _("You want to tell somebody outside what happened here. You can at any time.")),
    )  # fmt: skip
    cards = cards_of(setting.pk)
    found = [Ring(_("999"), _("A child is in danger now."), EMERGENCY)]
    for kind, who, when in rows:
        held = [card for card in cards if card.kind == kind and card.phone]
        found += [Ring(card.name, when, card.phone, card.checked_on) for card in held] or [
            Ring(who, when, missing=_missing(setting))
        ]
    return found


def _missing(setting: Setting) -> str:
    if setting.phone:
        return _(
            "We do not have this number here. Ring us on %(phone)s and ask for it, or look on your council's website."
        ) % {"phone": setting.phone}
    return _("We do not have this number here. Look on your council's website.")

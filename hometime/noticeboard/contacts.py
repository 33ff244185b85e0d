"""How to reach the setting and those outside it, each with the day on which somebody here last checked it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hometime.kernel.spelling import asked_for
from hometime.people.models import Setting
from hometime.policies.library import open_terms
from hometime.policies.models import ContactCard
from hometime.policies.settling import AGENCY

LIBRARY = "library:10.2"
KINDS = ContactCard.Kind
OTHERS = tuple(
    kind for kind in KINDS if kind not in (KINDS.SETTING, KINDS.REGULATOR)
)  # as listed: the urgent ones first


@dataclasses.dataclass(frozen=True)
class Contact:
    """One card of the board. `checked_on` is None until somebody at the setting compared it with its source.

    `kept` is false for what stands on no card: the setting's own facts, and the regulator as we ship it.
    """

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    checked_on: dt.date | None = None
    kept: bool = False

    @property
    def heading(self) -> str:
        """What stands above the card: its name, or for an agency that nobody has named yet, what it is."""
        return _("Our childminder agency") if self.name == AGENCY else self.name


@dataclasses.dataclass(frozen=True)
class Contacts:
    """The cards of one setting: its own, the regulator's, and those of other bodies."""

    own: Contact
    regulators: Sequence[Contact]
    others: Sequence[Contact] = ()

    @property
    def checked_on(self) -> dt.date | None:
        """The day since which all the cards that stand on paper have been checked; None while any of them was not."""
        days = [card.checked_on for card in self.on_paper]
        return min(day for day in days if day) if all(days) else None

    @property
    def on_paper(self) -> Sequence[Contact]:
        """The cards that posters carry and somebody has to check."""
        return [*([self.own] if self.own.kept else []), *self.regulators]


def contacts(setting: Setting) -> Contacts:
    """The cards of `setting`. One without a regulator's card gets the address we ship, which nobody here has checked:
    families may always turn to the regulator (C21)."""
    kept: dict[str, list[Contact]] = {}
    for card in _cards(setting.pk):
        shown = Contact(card.name, card.phone, card.email, card.address, card.checked_on, kept=True)
        kept.setdefault(card.kind, []).append(shown)
    own = Contact(setting.name, setting.phone, setting.email, setting.address)
    return Contacts(
        own=(kept.get(ContactCard.Kind.SETTING) or [own])[0],
        regulators=kept.get(ContactCard.Kind.REGULATOR) or shipped(),
        others=[card for kind in OTHERS for card in kept.get(kind, ())],
    )


@asked_for
def _cards(setting: str) -> QuerySet[ContactCard]:
    return ContactCard.objects.filter(setting=setting).order_by("name")


@functools.cache
def shipped() -> tuple[Contact, ...]:
    """The regulator as our own library names it."""
    return tuple(Contact(b.name, b.phone or "", b.email or "", b.address or "") for b in open_terms(LIBRARY).bodies)

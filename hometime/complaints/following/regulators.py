"""How to reach those who check on a setting: they may be told at any time (C21)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools

from hometime.policies.library import open_terms
from hometime.policies.models import ContactCard, cards_of

LIBRARY = "library:10.2"


@dataclasses.dataclass(frozen=True)
class Card:
    """How to reach the regulator."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    checked_on: dt.date | None = None


def regulators(setting: str) -> list[Card]:
    """The regulator's cards of a setting; without one the address that our library names, which nobody checked."""
    kept = [card for card in cards_of(setting) if card.kind == ContactCard.Kind.REGULATOR]
    return [Card(card.name, card.phone, card.email, card.address, card.checked_on) for card in kept] or list(_shipped())


@functools.cache
def _shipped() -> tuple[Card, ...]:
    return tuple(Card(b.name, b.phone or "", b.email or "", b.address or "") for b in open_terms(LIBRARY).bodies)

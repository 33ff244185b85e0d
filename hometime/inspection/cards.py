"""What to know about a contact card: where the policy prints something else, and where two numbers are about.

Numbers are compared and shown, never chosen: which one is right only the body itself can say.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from hometime.people.models import Setting
from hometime.policies.models import FROM_THE_DOCUMENT, Adoption, ContactCard, cards_of
from hometime.policies.rules.packs import Contact, latest


@dataclasses.dataclass(frozen=True)
class Shown:
    """A card with what to know about it, and where its details came from unless that is the policy itself."""

    card: ContactCard
    hints: Sequence[str]

    @property
    def source(self) -> str:
        """Where somebody looked; the policy is no source of its own details."""
        return "" if self.card.source == FROM_THE_DOCUMENT else self.card.source


def shown(setting: Setting, standing: Iterable[Adoption]) -> list[Shown]:
    """The cards of a setting under the adoptions `standing`."""
    bodies = [body for adoption in standing for body in adoption.terms.get("bodies", ())]
    found = []
    for card in cards_of(setting.pk):
        printed = [body["phone"] for body in bodies if _same_name(body["name"], card.name) and body["phone"]]
        found.append(Shown(card, [*_unlike_the_policy(card, printed), *_two_numbers(card)]))
    return found


def _unlike_the_policy(card: ContactCard, printed: Iterable[str]) -> list[str]:
    """A hint where the policy prints a number that the card does not have."""
    words = _("Your policy prints %(number)s. Put it right when you next adopt a version.")
    return [words % {"number": number} for number in dict.fromkeys(printed) if _digits(number) != _digits(card.phone)]


def _two_numbers(card: ContactCard) -> list[str]:
    """A hint on a card nobody has checked, where we have seen several numbers for that body and confirmed none."""
    known = next((contact for contact in latest().contacts if _same_name(contact.body, card.name)), None)
    if known is None or card.checked_on or known.for_concerns == known.general:
        return []
    return [_seen(known) % {"body": known.body, "general": known.general, "concerns": known.for_concerns}]


def _seen(known: Contact) -> str:
    if known.status == "check":
        return _(
            "We have seen %(general)s for %(body)s, and %(concerns)s for a worry about a setting. We have confirmed neither: "
            "look at their own page."
        )
    return _("%(body)s gives %(general)s, and %(concerns)s for a worry about a setting. Look at their own page.")


def _same_name(one: str, other: str) -> bool:
    return one.casefold() in other.casefold() or other.casefold() in one.casefold()


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)

"""What stands on every letter about a complaint and cannot be taken out: how to go further, and how to tell the regulator."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from django.utils.translation import gettext as _

from hometime.people.models import Setting
from hometime.policies.models import ContactCard, cards_of
from hometime.records.printing import Block, facts, heading, line
from hometime.ui.days import day_in_words


@dataclasses.dataclass(frozen=True)
class Always:
    """The two things: what to do when one is still not happy, and whom one can tell at any time."""

    not_happy: tuple[str, ...]
    at_any_time: str
    regulators: tuple[tuple[str, str], ...]

    def blocks(self) -> list[Block]:
        """As the last part of a letter."""
        return [heading(_("Not happy about something?")), *(line(each) for each in self.not_happy), *self.outside()]

    def outside(self) -> list[Block]:
        """The regulator alone: on the form itself, which is how one says that one is not happy."""
        return [heading(self.at_any_time), facts(self.regulators)]


def always(setting: Setting) -> Always:
    """What every letter of a setting says, in the language that is active."""
    return Always(
        (
            _("Tell us. You can say it or write it."),
            *(
                [_("Ring us on %(phone)s, or write to us.") % {"phone": f"\u2066{setting.phone}\u2069"}]
                if setting.phone
                else []
            ),
            _("Telling us will never change how we care for your child."),
        ),
        _("You can tell Ofsted at any time. You do not need to ask us first."),
        tuple(_regulators(cards_of(setting.pk))) or ((_("Ofsted"), _("Its details stand on our notice board.")),),
    )


def _regulators(cards: Iterable[ContactCard]) -> Iterable[tuple[str, str]]:
    for card in cards:
        if card.kind == ContactCard.Kind.REGULATOR:
            ways = [card.phone, card.email, *filter(None, map(str.strip, card.address.splitlines()))]
            checked = card.checked_on and _("Details checked on %(day)s.") % {
                "day": day_in_words(card.checked_on, year=True)
            }
            yield card.name, "\n".join(filter(None, [*ways, checked or ""]))

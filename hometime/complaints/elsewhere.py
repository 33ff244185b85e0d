"""Where else somebody can turn with a part of a complaint on which we have no clock: named only from the setting's cards."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext, gettext_noop

from hometime.complaints.models import Strand, StrandKind
from hometime.people.models import Setting
from hometime.policies.models import ContactCard, cards_of

KINDS = ContactCard.Kind
# Whose card belongs to a part, and what is said of it. Ofsted asks for itself, and needs no such line.
TURNS: Mapping[StrandKind, tuple[ContactCard.Kind, str]] = {
    StrandKind.PERSONAL_DATA: (
        KINDS.PRIVACY, gettext_noop("You can also tell the office that guards personal facts. You can do so at any time.")
    ),
    StrandKind.FUNDED_HOURS: (
        KINDS.FUNDING, gettext_noop("You can also ask the council about funded hours, at any time.")
    ),
    StrandKind.FEES: (
        KINDS.CONSUMER, gettext_noop("Ofsted does not usually decide about fees. An advice service can tell you your rights.")
    ),
    StrandKind.DISCRIMINATION: (
        KINDS.EQUALITY, gettext_noop("An advice service can tell you your rights when you are treated unfairly.")
    ),
    StrandKind.STAFF: (
        KINDS.STAFF, gettext_noop("Whoever works here can ask for advice outside, at any time.")
    ),
}  # fmt: skip
# The cards that such a part, or a worry about a child, sends people to. Whoever keeps the cards is owed the writing of each.
WANTED = (KINDS.CARE, KINDS.OFFICER, *(kind for kind, _words in TURNS.values()))


@dataclasses.dataclass(frozen=True)
class Turn:
    """Where else to turn with one part: in words, with the cards that are held, or with `missing` where none is."""

    words: str
    cards: Sequence[ContactCard]
    missing: str


def turns(setting: Setting, strands: Iterable[Strand]) -> list[Turn]:
    """Where else to turn with each of the parts that are open. Asks nothing where there is none."""
    kinds = [StrandKind(strand.kind) for strand in strands if strand.closed_on is None and strand.kind in TURNS]
    held = cards_of(setting.pk) if kinds else []
    return [_turn(setting, kind, held) for kind in dict.fromkeys(kinds)]


def _turn(setting: Setting, kind: StrandKind, held: Sequence[ContactCard]) -> Turn:
    of, words = TURNS[kind]
    cards = [card for card in held if card.kind == of and reached(card)]
    return Turn(gettext(words), cards, "" if cards else _missing(setting))


def reached(card: ContactCard) -> bool:
    """Whether a card says any way to reach whom it is of."""
    return bool(card.phone or card.email or card.address)


def _missing(setting: Setting) -> str:
    if setting.phone:
        return gettext("We do not have their details here. Ring us on %(phone)s and ask for them.") % {
            "phone": setting.phone
        }
    return gettext("We do not have their details here. Ask us for them.")

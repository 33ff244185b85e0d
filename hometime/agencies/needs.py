"""What families look for, in plain words: the directory is read by these, and they stand ready before anything is listed (A12).

A need's number stands in addresses in place of its name, so that a telephone's history tells nobody what was looked for.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _


@dataclasses.dataclass(frozen=True)
class Need:
    """A need in a family's words, what kinds of help there are for it, and words by which a feed's terms are known."""

    number: int
    words: object
    kinds: object
    known_by: re.Pattern[str]


def _need(number: int, words: object, kinds: object, known_by: str) -> Need:
    return Need(number, words, kinds, re.compile(rf"\b(?:{known_by})", re.IGNORECASE))


NEEDS: Mapping[str, Need] = {
    "money": _need(
        1, _("Money worries"), _("Benefits, debts and bills"), "debt|benefit|welfare|money|budget|financ|credit union"
    ),
    "food": _need(2, _("Food and things for the home"), _("Food banks, clothes, a cot"), "food|cloth|furniture|baby bank"),
    "home": _need(3, _("Somewhere to live"), _("Housing, repairs, nowhere to stay"), "hous(?!e?work)|homeless|tenan|shelter"),
    "afraid": _need(
        4, _("Feeling afraid at home"), _("Help when somebody hurts or scares you"), "domestic|abuse|violence|refuge\\b"
    ),
    "drink": _need(
        5, _("Drink or drugs"), _("For you, or for somebody you love"), "drug|alcohol|substance|addict|recovery"
    ),
    "low": _need(6, _("Feeling low or worried"), _("Somebody to talk to"), "mental|counsel|anxi|depress|wellbeing|bereave"),
    "health": _need(
        7, _("Health and your baby"), _("Health visitors, feeding, sleep"), "health visit|midwi|breast|infant|matern|weaning"
    ),
    "extra": _need(
        8, _("A child who needs more support"), _("Advice about special needs"), "SEND|special educ|disab|autis|speech"
    ),
    "childcare": _need(
        9, _("Finding childcare"), _("Places, and help to pay"), "childcare|child care|childmind|nurser|family information"
    ),
    "hub": _need(
        10, _("Family hubs and things to do"), _("Groups, play and courses near you"),
        "family hub|children.s centre|stay and play|play ?group|toddler|toy librar|parenting",
    ),
    "learn": _need(
        11, _("Learning and work"), _("Courses, reading and jobs"), "adult (?:educ|learn)|employ|job|skills|literacy|numeracy"
    ),
    "english": _need(12, _("Learning English"), _("Classes and talking groups"), "ESOL|english (?:class|lang|for)"),
    "culture": _need(
        13, _("People from your country or faith"), _("Groups that speak your language"),
        "cultur|ethnic|faith|mosque|church|gurdwara|temple|refugee|migrant|asylum",
    ),
    "other": _need(14, _("Something else"), _("Other help for families"), "(?!)"),
}  # fmt: skip


def numbered(number: object) -> str:
    """The key of the need that has a number, as it stands in an address; nothing for any other."""
    return next((key for key, need in NEEDS.items() if str(need.number) == str(number)), "")


def needs_of(words: Iterable[str]) -> list[str]:
    """The needs for which something helps, by the words that a feed has for it; `other` where none is known."""
    said = "\n".join(words)
    return [key for key, need in NEEDS.items() if need.known_by.search(said)] or ["other"]

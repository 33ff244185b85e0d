"""What stands in a guide and in what each side asks, by section; and which of them the adopted policy asks for (F1, F5).

What parents must be able to learn comes from the early years foundation stage; safeguarding and the duty to keep people from
being drawn into terrorism come from the clause itself, where it says so.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hometime.people.models import Setting
from hometime.welcome.family import promised
from hometime.welcome.models import Pack

SECTIONS: Mapping[str, Mapping[str, object]] = {
    Pack.GUIDE: {
        "setting": _("Who we are, and our day"),
        "learning": _("How your child learns here"),
        "safeguarding": _("How we keep your child safe"),
        "prevent": _("How we keep people from being drawn into terror: the Prevent duty"),
        "send": _("Help for children with special needs"),
        "food": _("Food and drink"),
        "staff": _("Who works here, and your key person"),
        "reach": _("How to reach us, also when it is urgent"),
    },
    Pack.ASKS: {
        "asks": _("What we ask of you"),
        "offers": _("What you can ask of us"),
    },
}
# Without these a paper is no guide at all, whatever the policy says.
ALWAYS = {Pack.GUIDE: ("setting",), Pack.ASKS: ("asks", "offers")}
CLAUSE = {Pack.GUIDE: "F1", Pack.ASKS: "F5"}


@dataclasses.dataclass(frozen=True)
class Wanted:
    """A section that has to be there, and the words of the clause that asks for it ("" where the house does)."""

    section: str
    clause: str = ""

    @property
    def title(self) -> str:
        """What the section is called."""
        return next(str(titles[self.section]) for titles in SECTIONS.values() if self.section in titles)

    @property
    def because(self) -> str:
        """Why it has to be there."""
        if not self.clause:
            return say("A guide without it tells nothing.")
        return say("Your policy asks for it: “%(clause)s”") % {"clause": self.clause}


def wanted(setting: Setting, kind: str, today: dt.date) -> list[Wanted]:
    """The sections that a pack of a setting must have today, each with the clause that asks for it."""
    clause = promised(setting, CLAUSE[Pack(kind)], today)
    covers: list[str] = []
    if clause is not None and kind == Pack.GUIDE:
        said = clause.adoption.terms.get("parameters", {}).get("F1", {}).get("written_pack_covers", {}).get("value")
        covers = [part for part in (said if isinstance(said, list) else []) if part in SECTIONS[Pack.GUIDE]]
    words = clause.text if clause is not None else ""
    found = [Wanted(section, words) for section in covers]
    return found + [Wanted(section) for section in ALWAYS[Pack(kind)] if section not in covers]


def lacking(setting: Setting, kind: str, sections: Mapping[str, str], today: dt.date) -> list[Wanted]:
    """The sections that a pack must have and does not."""
    return [each for each in wanted(setting, kind, today) if not sections.get(each.section, "").strip()]

"""What the page of a duty asks of whoever says it is done: in what words, and which sentence already stands there.

A sentence stands there only where it is true each time somebody looked and found all well; whoever found something else
writes that instead. What differs each time (with which school, who took part) has no ready sentence: the words are asked.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from hometime.duties.models import Duty


@dataclasses.dataclass(frozen=True)
class Ask:
    """A question (source strings): its label and hint where they are not the usual ones, a sentence that is `ready` to
    send, and whether it `needs` words.

    `way` is an address by its name, with the words of a link, where something can be looked at or done first.
    """

    label: str = ""
    hint: str = ""
    ready: str = ""
    needs: bool = False
    way: tuple[str, str] | None = None


OTHERWISE = _("Was it otherwise? Put it right first, or write what you saw.")
CONTACTS = Ask(
    _("Where did you look?"),
    _("The page, the letter or the call. The policy itself proves nothing."),
    needs=True,
    way=("contacts", _("Change a card")),
)
REVIEW = Ask(
    _("Who took part, and what will change?"),
    _("Families, staff, the forum. New words are adopted as a new version."),
    needs=True,
)
# By the clause that a duty is owed under, or by its own words where it is a rule of the house.
ASKS: Mapping[str, Ask] = {
    "C2": Ask(
        hint=OTHERWISE,
        ready=_("Every family has been told how to complain."),
        way=("told-how", _("Write down who was told, and see who was not")),
    ),
    "F3": Ask(hint=OTHERWISE, ready=_("I looked. Adults can sit down and get a drink.")),
    "F17": Ask(
        _("Where is the complaints procedure?"),
        _("Name the paper and where it lies. When you adopt it here, this is done by itself."),
        needs=True,
    ),
    "O6": Ask(
        hint=OTHERWISE,
        ready=_("I looked. It is up, and easy to read."),
        way=("board", _("See the board on the web")),
    ),
    "P16": REVIEW,
    "Review this policy with families and staff": REVIEW,
    "P17": CONTACTS,
    "C22": CONTACTS,
    "S3": Ask(
        _("What did you do with the school?"),
        _("Which school, on which day, and what you agreed. No child by name."),
        needs=True,
    ),
}
COMPARES = frozenset({"P17", "C22"})  # done only when every contact card was compared with its source


def asked(duty: Duty) -> Ask:
    """What a duty asks."""
    return ASKS.get(duty.clause or duty.what, Ask())

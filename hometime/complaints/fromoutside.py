"""Who from outside decides the step that a case is at, as its page tells whoever arranges it: whom to ask, or who was named."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from django.utils.translation import gettext, gettext_noop

from hometime.complaints.engine.case import REGULATOR, Told
from hometime.complaints.engine.moment import LEFT
from hometime.complaints.living import outside_person
from hometime.complaints.models import Step

ASK = gettext_noop("Write down who it is, and how to reach them. Then write down here what they decide.")
# Why somebody from outside is asked, by the handler that the adopted text names; of any other post nobody here is free.
WHOM = {
    "mediator": gettext_noop(
        "The procedure gives this step to a mediator: somebody from outside, whom both sides accept."
    )
}
NOBODY = gettext_noop("Nobody here is free to take this step. Ask a person from outside to decide it.")


@dataclasses.dataclass(frozen=True)
class FromOutside:
    """What the page says of it: `title`, what to do next, and who was named with how to reach them, where somebody was."""

    title: str
    then: str
    name: str = ""
    reach: str = ""

    @property
    def named(self) -> bool:
        """Whether somebody was asked."""
        return bool(self.name)


def from_outside(told: Told, steps: Sequence[Step], *, in_hand: bool) -> FromOutside | None:
    """Who from outside decides the present step; None where somebody inside has it (`in_hand`), or nobody has to."""
    if in_hand or told.handler in (None, REGULATOR) or told.state == LEFT:
        return None
    named = outside_person(steps)
    if named is not None:
        title = gettext("%(name)s decides this step, from outside.") % {"name": named["name"]}
        return FromOutside(title, gettext("Write down here what they decide."), named["name"], named["reach"])
    return FromOutside(gettext(WHOM.get(told.handler or "", NOBODY)), gettext(ASK))

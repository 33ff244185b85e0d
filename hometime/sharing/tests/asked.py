"""What the tests of the room ask the gate with: a recipient who was checked, a family's yes, and seven answers."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from hometime.consents.models import Route
from hometime.kernel import clock
from hometime.sharing.items import offers
from hometime.sharing.models import Ground, Told
from hometime.sharing.shapes import Answers, Offer, Permission, Recipient
from tests.cast import LONG_AGO, TODAY, Cast

TO = Recipient(
    "Pat Health", "Health visitor", "Town Health", "pat@health.example", "01632 960001", checked_on=LONG_AGO
)  # fmt: skip
NOON = dt.datetime.combine(TODAY, dt.time(12), tzinfo=dt.UTC)


def at(seconds: float) -> Any:
    """The clock so many seconds after noon."""
    return clock.fixed(NOON + dt.timedelta(seconds=seconds))


def yes(cast: Cast) -> Permission:
    """Ava's mother said yes on the telephone."""
    return Permission(cast.people["Mum Full"], Route.PHONE)


def answers(cast: Cast, **other: Any) -> Answers:
    """Seven answers that let something go, with the family's yes."""
    given = Answers(
        purpose="Help with her speech", what="How she speaks here", need="She sees her next week", shares=True,
        reasons="Her mother asks for it", ground=Ground.PERMISSION, basis="consent", told=Told.BEFORE,
        permission=yes(cast),
    )  # fmt: skip
    return dataclasses.replace(given, **other)


def harm(cast: Cast, **other: Any) -> Answers:
    """Seven answers on the ground of harm, with the family not asked."""
    on_harm = {
        "ground": Ground.HARM, "basis": "recognised_interest", "permission": None, "told": Told.NOT,
        "why_not_told": "She would be in danger", "why_not_asked": "She would be in danger",
    }  # fmt: skip
    return answers(cast, **{**on_harm, **other})


def of_ava(cast: Cast, who: str, *sources: str) -> list[Offer]:
    """What somebody could tick of Ava, of these sources."""
    found = offers(cast.viewer(who), cast.children["Ava"], TO.name)
    return [offer for offer in found if not sources or offer.source in sources]

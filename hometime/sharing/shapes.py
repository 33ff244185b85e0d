"""What the gate is asked with: an item that could leave, the one it would go to, and the seven answers of a decision."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hometime.agencies.models import Professional
from hometime.consents.models import Route
from hometime.people.models import Person
from hometime.records.models import Paper
from hometime.sharing.models import Ground, Told, Worry


@dataclasses.dataclass(frozen=True)
class Offer:
    """Something that could leave, word for word. `source` and `about` say where it stands; `key` is what a form ticks.

    `originator` names the agency that told us, and `locked` that it has not agreed to let it go to this recipient.
    """

    source: str
    about: str
    title: str
    words: str = ""
    paper: Paper | None = None
    originator: str = ""
    locked: bool = False

    @property
    def key(self) -> str:
        """What a form ticks."""
        return f"{self.source}:{self.about}"


@dataclasses.dataclass(frozen=True)
class Recipient:
    """Who it goes to, as they are known today. `checked_on` is the day on which somebody checked name, post and address.

    `professional` is their row in the register of agencies, where they are on it.
    """

    name: str
    role: str = ""
    body: str = ""
    address: str = ""
    phone: str = ""
    checked_on: dt.date | None = None
    professional: Professional | None = None

    @property
    def called(self) -> str:
        """Their name with the body that they work for."""
        return f"{self.name}, {self.body}" if self.body else self.name


def recipient_from(one: Professional) -> Recipient:
    """Somebody of the register, as they stand there today; their address counts as checked only while that holds."""
    return Recipient(
        one.name, one.role, one.organisation.name, one.email, one.phone or one.organisation.phone,
        one.verified_on if one.verified else None, one,
    )  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Permission:
    """The yes of one adult that somebody here was told: whose, and by which route. It goes into the ledger of consents.

    Where the adults answered on their own page it stands there already, and nothing is handed in.
    """

    of: Person
    how: Route


@dataclasses.dataclass(frozen=True)
class Answers:
    """The seven answers: 1 `purpose`, 2 `what`, 3 who (the recipient) and `need`, 4 `basis` with its ground, 5 `told` and
    `why_not_told`, 6 `advice`, 7 `shares` with `reasons`. By whom and when is whoever acts, now.

    `permission` is the family's yes where that is the ground. `why_not_asked` is needed where the family was not asked,
    and `against_refusal` says that it was asked and said no. `names_because` is needed where somebody of another family is
    named in what goes.
    """

    purpose: str
    what: str
    need: str
    shares: bool
    reasons: str
    ground: Ground | None = None
    basis: str = ""
    told: Told | None = None
    why_not_told: str = ""
    advice: str = ""
    permission: Permission | None = None
    why_not_asked: str = ""
    against_refusal: bool = False
    names_because: str = ""
    worry: Worry | None = None

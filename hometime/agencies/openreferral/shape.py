"""What a feed says about one service, whichever version it was written in."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping
from typing import Any

NAMES = uuid.UUID("6f1d5f3e-2f0b-5c0e-9a51-8d7c0b1f4e22")  # ids that a feed left out are drawn from this one
STATUSES = ("active", "inactive", "defunct", "temporarily closed")
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclasses.dataclass(frozen=True)
class Body:
    """The organisation that runs a service. A feed that names none leaves it empty."""

    id: str = ""
    name: str = ""
    description: str = ""
    url: str = ""
    email: str = ""


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a service is given. `kind` is physical, postal or virtual; degrees are decimal, None where nobody said."""

    id: str
    kind: str = "physical"
    name: str = ""
    street: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclasses.dataclass(frozen=True)
class Term:
    """What a service is about, in the words of some list (`taxonomy`)."""

    id: str
    name: str
    taxonomy_id: str = ""
    taxonomy: str = ""


@dataclasses.dataclass(frozen=True)
class Cost:
    """What a service costs: for whom or what, how many pounds (two places, or nothing), and the rest in words."""

    option: str = ""
    amount: str = ""
    words: str = ""


@dataclasses.dataclass(frozen=True)
class Times:
    """When a service is open: days of the week (MO …), from and to as HH:MM, or words alone."""

    days: tuple[str, ...] = ()
    opens: str = ""
    closes: str = ""
    words: str = ""


@dataclasses.dataclass(frozen=True)
class Listing:
    """One service. `extra` is what a feed said besides, as it said it; it is kept, and never shown."""

    id: str
    name: str
    description: str = ""
    status: str = "active"
    url: str = ""
    email: str = ""
    fees: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    checked_on: str = ""
    phones: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    body: Body = Body()
    places: tuple[Place, ...] = ()
    terms: tuple[Term, ...] = ()
    costs: tuple[Cost, ...] = ()
    times: tuple[Times, ...] = ()
    extra: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Itself as plain data, which JSON can hold."""
        return dataclasses.asdict(self)


def listing(plain: Mapping[str, Any]) -> Listing:
    """The listing that `Listing.plain` gave. Raises KeyError or TypeError for anything else."""
    parts = {
        "phones": tuple(plain["phones"]),
        "languages": tuple(plain["languages"]),
        "body": Body(**plain["body"]),
        "places": tuple(Place(**each) for each in plain["places"]),
        "terms": tuple(Term(**each) for each in plain["terms"]),
        "costs": tuple(Cost(**each) for each in plain["costs"]),
        "times": tuple(Times(**{**each, "days": tuple(each["days"])}) for each in plain["times"]),
    }
    return Listing(**{**plain, **parts})


def drawn_id(*parts: str) -> str:
    """An id for what has none, always the same one for the same thing."""
    return str(uuid.uuid5(NAMES, "|".join(parts)))

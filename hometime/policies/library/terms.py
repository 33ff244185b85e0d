"""Opens the library's terms (ladders, retention, bodies) of procedures 10.1 and 10.2, addressed as `library:10.2`."""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from hometime.policies.reading import forms
from hometime.policies.reading.forms import Body, Ladder, Limit, Retention, Step

SCHEME = "library:"
SHIPPED = ("10.1", "10.2")


class Unknown(ValueError):
    """An address that the library does not hold, or terms with a word outside the closed vocabulary."""


@dataclasses.dataclass(frozen=True, slots=True)
class Terms:
    """What one procedure of the library says, in the shapes that a reading has. `document` is its text in Markdown."""

    address: str
    number: str
    title: str
    document: str
    ladders: tuple[Ladder, ...]
    retention: tuple[Retention, ...]
    bodies: tuple[Body, ...]

    def text(self) -> str:
        """Gives the whole document that the procedure stands in, as Markdown."""
        return resources.files(__package__).joinpath("documents", self.document).read_text(encoding="utf-8")


@functools.cache
def open_terms(address: str) -> Terms:
    """Gives the terms at an address such as `library:10.2`. Raises `Unknown` for any other address or a broken file."""
    number = address.removeprefix(SCHEME)
    if not address.startswith(SCHEME) or number not in SHIPPED:
        raise Unknown(f"The library does not hold {address!r}. It holds {' and '.join(SCHEME + n for n in SHIPPED)}.")
    table = tomllib.loads(resources.files(__package__).joinpath(f"{number}.toml").read_text(encoding="utf-8"))
    terms = _terms(address, table)
    faults = sorted(_faults(terms))
    if faults:
        raise Unknown(f"The terms at {address} use words that no setting can adopt: {', '.join(faults)}.")
    return terms


def _terms(address: str, table: Mapping[str, Any]) -> Terms:
    return Terms(
        address=address,
        number=table["number"],
        title=table["title"],
        document=table["document"],
        ladders=tuple(_ladder(row) for row in table.get("ladders", ())),
        retention=tuple(Retention(**row) for row in table.get("retention", ())),
        bodies=tuple(Body(**row) for row in table.get("bodies", ())),
    )


def _ladder(row: Mapping[str, Any]) -> Ladder:
    return Ladder(row["audience"], tuple(_step(order, step) for order, step in enumerate(row["steps"], start=1)))


def _step(order: int, row: Mapping[str, Any]) -> Step:
    return Step(
        order=order,
        handler=row["handler"],
        external=row.get("external", False),
        name=row["name"],
        channel=row["channel"],
        starts_here_if=tuple(row.get("starts_here_if", ())),
        clauses=tuple(row["clauses"]),
        limits=tuple(Limit(**limit) for limit in row.get("limits", ())),
    )


def _faults(terms: Terms) -> Iterator[str]:
    steps = [step for ladder in terms.ladders for step in ladder.steps]
    limits = [limit for step in steps for limit in step.limits]
    yield from ({step.handler for step in steps} - set(forms.HANDLERS))
    yield from ({step.channel for step in steps} - set(forms.CHANNELS))
    yield from ({why for step in steps for why in step.starts_here_if} - set(forms.CIRCUMSTANCES))
    yield from ({limit.action for limit in limits} - set(forms.ACTIONS))
    yield from ({limit.unit for limit in limits} - set(forms.UNITS))
    yield from ({limit.runs_from for limit in limits} - set(forms.STARTS))

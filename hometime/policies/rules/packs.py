"""Reads a rule pack and refuses one with an unknown status, an unknown clause or no source."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from hometime.policies.catalogue.shapes import IDS

EDITIONS = ("2025-09",)
STATUSES = frozenset({"law", "guidance", "check"})
DOCUMENTS = frozenset({"complaints", "partnership"})


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """One requirement. `at_most` and `at_least` hold a floor by unit; `shown_by`: clauses that show a text has it."""

    key: str
    says: str
    applies_to: str
    shown_by: tuple[str, ...]
    status: str
    source: str
    checked_on: datetime.date
    at_most: Mapping[str, int] = dataclasses.field(default_factory=dict)
    at_least: Mapping[str, int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Contact:
    """How a body is reached, as last checked."""

    body: str
    general: str
    for_concerns: str
    email: str
    address: tuple[str, ...]
    status: str
    source: str
    checked_on: datetime.date


@dataclasses.dataclass(frozen=True, slots=True)
class Stale:
    """Words that older texts print (only `beside` other words, where given) and what has taken their place."""

    words: str
    now: str
    beside: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Pack:
    """One edition of the rules."""

    edition: str
    in_force_from: datetime.date
    rules: tuple[Rule, ...]
    contacts: tuple[Contact, ...]
    stale: tuple[Stale, ...]

    def rule(self, key: str) -> Rule:
        """Gives the rule of that key. Raises `KeyError` where the edition has none."""
        return {rule.key: rule for rule in self.rules}[key]


def latest() -> Pack:
    """Gives the newest edition that ships."""
    return load(EDITIONS[-1])


@functools.cache
def load(edition: str) -> Pack:
    """Gives an edition such as `2025-09`. Raises `ValueError` for an unknown one, or one that breaks its own rules."""
    if edition not in EDITIONS:
        raise ValueError(f"There is no rule pack {edition!r}. There is {', '.join(EDITIONS)}.")
    table = tomllib.loads(resources.files(__package__).joinpath(f"{edition}.toml").read_text(encoding="utf-8"))
    faults = [fault for row in table["rules"] for fault in _faults(row)]
    if faults:
        raise ValueError(f"Rule pack {edition} cannot be used. {'; '.join(faults)}.")
    return Pack(
        edition=table["edition"],
        in_force_from=table["in_force_from"],
        rules=tuple(Rule(**{**row, "shown_by": tuple(row["shown_by"])}) for row in table["rules"]),
        contacts=tuple(Contact(**{**row, "address": tuple(row["address"])}) for row in table["contacts"]),
        stale=tuple(Stale(**row) for row in table["stale"]),
    )


def _faults(row: Mapping[str, Any]) -> list[str]:
    key = row.get("key", "a rule without a key")
    unknown = [id_ for id_ in row.get("shown_by", ()) if id_ not in IDS]
    return (
        [f"{key}: unknown clause {id_}" for id_ in unknown]
        + ([f"{key}: unknown status"] if row.get("status") not in STATUSES else [])
        + ([f"{key}: unknown kind of document"] if row.get("applies_to") not in DOCUMENTS else [])
        + ([f"{key}: no source"] if not row.get("source") else [])
    )

"""Reads the clause catalogue from its two TOML files, and refuses one that is not whole with every fault named."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any

from hometime.policies.catalogue.shapes import (
    ACTORS,
    BASES,
    EVIDENCE,
    IDS,
    KINDS,
    ROOMS,
    Clause,
    Concept,
    Parameter,
)

_FIELDS = {"says", "plain", "capability", "rooms", "actors", "evidence", "parameters", "needs", "unless"}
_MAY_MISS = {"parameters", "unless"}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Malformed(ValueError):
    """The catalogue breaks its own rules. The message names every fault; mend the TOML and load again."""


@functools.cache
def load() -> Mapping[str, Clause]:
    """Gives the 111 clauses by id, in the order of the policy. Raises `Malformed` when a file breaks a rule."""
    return parse(_toml("clauses.toml"), _toml("concepts.toml"))


def parse(clauses: Mapping[str, Any], concepts: Mapping[str, Any]) -> Mapping[str, Clause]:
    """Turns the two tables into clauses. Raises `Malformed` naming every unknown word, missing field and stray id."""
    known = {slug: Concept(slug, tuple(terms)) for slug, terms in concepts.items()}
    faults = [f"{slug}: a concept needs at least one term" for slug, concept in known.items() if not concept.terms]
    faults += [f"{id_}: not in the catalogue" for id_ in clauses if id_ not in IDS]
    faults += [f"{id_}: missing" for id_ in IDS if id_ not in clauses]
    for id_, table in clauses.items():
        faults += [f"{id_}: {fault}" for fault in _faults(table, known)]
    used = {slug for table in clauses.values() for slug in _concepts_named(table)}
    faults += [f"{slug}: a concept that no clause uses" for slug in known if slug not in used]
    if faults:
        raise Malformed("The clause catalogue cannot be used. " + "; ".join(faults) + ".")
    return MappingProxyType({id_: _clause(id_, clauses[id_], known) for id_ in IDS})


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _faults(table: Mapping[str, Any], concepts: Mapping[str, Concept]) -> Iterable[str]:
    missing = _FIELDS - _MAY_MISS - set(table)
    if missing:
        yield f"without {', '.join(sorted(missing))}"
    yield from (f"unknown field {field}" for field in sorted(set(table) - _FIELDS))
    yield from (f"unknown actor {actor}" for actor in table.get("actors", ()) if actor not in ACTORS)
    yield from (f"unknown room {room}" for room in table.get("rooms", ()) if room not in ROOMS)
    yield from (f"unknown concept {slug}" for slug in _concepts_named(table) if slug not in concepts)
    if table.get("evidence") not in EVIDENCE:
        yield f"unknown evidence {table.get('evidence')}"
    if not _SLUG.fullmatch(table.get("capability", "")):
        yield "a capability is a short name in lower case"
    for parameter in table.get("parameters", ()):
        yield from _parameter_faults(parameter)


def _parameter_faults(parameter: Mapping[str, Any]) -> Iterable[str]:
    name = parameter.get("name", "a parameter without a name")
    if parameter.get("kind") not in KINDS:
        yield f"{name}: unknown kind {parameter.get('kind')}"
    if parameter.get("basis") not in BASES:
        yield f"{name}: unknown basis {parameter.get('basis')}"
    if parameter.get("basis") != "policy" and "value" not in parameter:
        yield f"{name}: what the law sets or we suggest needs a value"


def _concepts_named(table: Mapping[str, Any]) -> list[str]:
    groups = [*table.get("needs", ()), *table.get("unless", ())]
    return [slug for group in groups for slug in group.split("|")]


def _clause(id_: str, table: Mapping[str, Any], concepts: Mapping[str, Concept]) -> Clause:
    return Clause(
        id=id_,
        says=table["says"],
        plain=table["plain"],
        capability=table["capability"],
        rooms=tuple(table["rooms"]),
        actors=tuple(table["actors"]),
        evidence=table["evidence"],
        parameters=tuple(_parameter(parameter) for parameter in table.get("parameters", ())),
        needs=tuple(tuple(concepts[slug] for slug in group.split("|")) for group in table["needs"]),
        unless=tuple(concepts[slug] for slug in table.get("unless", ())),
    )


def _parameter(table: Mapping[str, Any]) -> Parameter:
    value = table.get("value")
    return Parameter(
        name=table["name"],
        kind=table["kind"],
        basis=table["basis"],
        value=tuple(value) if isinstance(value, list) else value,
    )

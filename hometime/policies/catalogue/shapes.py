"""What a clause of the catalogue is, and the closed vocabularies that its table may use. No Django, no clock."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

LENGTHS: Mapping[str, int] = {"P": 25, "G": 3, "F": 30, "A": 12, "S": 3, "C": 22, "X": 9, "O": 7}
IDS = tuple(f"{letter}{number}" for letter, last in LENGTHS.items() for number in range(1, last + 1))
GROUPS: Mapping[str, str] = {
    "P": "policy",
    "G": "opening",
    "F": "families",
    "A": "agencies",
    "S": "schools",
    "C": "complaints of parents",
    "X": "complaints of other services",
    "O": "complaints record",
}

ACTORS = frozenset(
    {
        "parents", "key_person", "any_staff", "setting_manager", "line_manager", "owners_directors_trustees",
        "designated_safeguarding_lead", "senco", "agency_professional", "regulator", "hometime",
    }
)  # fmt: skip
ROOMS = frozenset(
    {
        "inspection", "childfile", "adoption", "noticeboard", "complaints", "keypersons", "welcome", "together",
        "forum", "schools",
        "sharing", "plans", "consents", "agencies", "messages", "duties", "records", "families", "policies",
        "languages", "access", "people",
    }
)  # fmt: skip
EVIDENCE: Mapping[str, str] = {
    "A": "by-product of the work",
    "T": "attested by a named person",
    "V": "voice of those affected",
    "S": "statement, not measured",
}
BASES = frozenset({"policy", "statute", "suggested"})
KINDS = frozenset(
    {
        "choice", "date", "list", "yes_no", "count", "reference", "days", "calendar_days", "open_days", "months",
        "years", "months_of_age",
    }
)  # fmt: skip

Value = str | int | bool | tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Parameter:
    """Something a setting may set. `value` is None where only the setting can say; `basis` tells whose number it is."""

    name: str
    kind: str
    basis: str
    value: Value | None = None

    @property
    def statutory(self) -> bool:
        """Whether the value is the law's, so that no setting may promise less."""
        return self.basis == "statute"


@dataclasses.dataclass(frozen=True, slots=True)
class Concept:
    """One idea and the terms that show it. A term is words in order; `..` allows up to four words between."""

    slug: str
    terms: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Clause:
    """One clause: what it asks for, who acts, what carries it, what proves it, and how its wording is recognised.

    `needs` is a conjunction of alternatives: every inner tuple must have one of its concepts in the sentence.
    """

    id: str
    says: str
    plain: str
    capability: str
    rooms: tuple[str, ...]
    actors: tuple[str, ...]
    evidence: str
    parameters: tuple[Parameter, ...]
    needs: tuple[tuple[Concept, ...], ...]
    unless: tuple[Concept, ...]

    @property
    def group(self) -> str:
        """The letter of the id: P, G, F, A, S, C, X or O."""
        return self.id[0]

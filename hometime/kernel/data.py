"""What a table holds: every field names its class of secrecy (P0 to P4) and every table how long it is kept.

A field that nobody classed makes the house promise `every_field_has_a_class` fail, so nothing slips in unconsidered.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

CLASSES = {
    "P0": "public: policy, poster, term dates",
    "P1": "inside: known to staff, such as posts and rooms",
    "P2": "family: for the child's entitled adults, key person and room",
    "P3": "sensitive: health, language, contacts; each reading is recorded",
    "P4": "sealed: named people only, with a fresh proof of who you are",
}


@dataclasses.dataclass(frozen=True)
class Holding:
    """The classes of a table's fields, and the retention rule (records/retention.py) that its rows follow."""

    kept: str
    classes: Mapping[str, str]


def holds(kept: str, **fields: str) -> Holding:
    """Says what a table holds: `holds("child_file", P2="name room", P3="address")`. A field may be named once only."""
    classes: dict[str, str] = {}
    for level, names in fields.items():
        if level not in CLASSES:
            raise ValueError(f"{level} is not a class of data")
        for name in names.split():
            if name in classes:
                raise ValueError(f"{name} has two classes")
            classes[name] = level
    return Holding(kept, classes)

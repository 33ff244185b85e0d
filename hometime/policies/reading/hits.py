"""What a check hands over when it finds something: the code, where, and the words that fill the sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from hometime.policies.reading.promises import Promise


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """A finding before it is worded. `severity` overrides the usual one of its code."""

    code: str
    clause: str | None
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    severity: str | None = None


def at(code: str, promise: Promise, severity: str | None = None, **words: str) -> Hit:
    """A hit in the clause of a promise."""
    return Hit(code, promise.clause, words, severity)

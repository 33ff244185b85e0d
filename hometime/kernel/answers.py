"""What a rule answers: nothing means yes, and `No` carries the words for the person who asked."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class No:
    """Why something may not be done, in words for the person who asked."""

    words: str

    def __str__(self) -> str:
        return self.words


class Refused(ValueError):
    """What was asked cannot be done; the message says why, in words for the person who asked."""

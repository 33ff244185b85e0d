"""The shapes of settling: a point that is open, the choices it has, what was answered, and the reading that results."""

from __future__ import annotations

import dataclasses
from typing import Literal

from hometime.policies.reading.forms import Question, Reading

Takes = Literal["", "days", "text", "date"]
Whose = Literal["proposal", "owners"]


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be picked: the value that is kept, and the words that a person reads."""

    value: str
    words: str


@dataclasses.dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something to be answered before a document is adopted. The first choice is our proposal.

    `key` stays the same while the clause stays where it is. `takes` says what may be typed instead of picking: a number
    of days ("21", "10 working days"), words, or a date (2026-01-05); empty where only the choices answer. `hole` is the
    known hole of the template where it is one. `clause` is the clause it stands at, `question.clause` where that is said.
    """

    key: str
    question: Question
    choices: tuple[Choice, ...]
    takes: Takes = ""
    hole: str | None = None
    clause: str | None = None

    @property
    def proposal(self) -> str:
        """The value that we propose."""
        return self.choices[0].value


@dataclasses.dataclass(frozen=True, slots=True)
class Answered:
    """One answer as it is frozen: the question, the value and its words, and whose it is."""

    key: str
    ask: str
    value: str
    words: str
    whose: Whose
    clause: str | None = None
    hole: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Settled:
    """A reading with every open point answered: its limits say whose they are, and nothing is asked any more."""

    reading: Reading
    answered: tuple[Answered, ...] = ()

    def value(self, code: str) -> str | None:
        """The value answered to the first point of a code; None where there was no such point."""
        return next((one.value for one in self.answered if one.key.partition(":")[0] == code), None)


class Unsettled(ValueError):
    """A point without an answer, or with one that cannot be. `words` say which and what to do."""

    def __init__(self, point: OpenPoint, words: str) -> None:
        super().__init__(words)
        self.point = point
        self.words = words

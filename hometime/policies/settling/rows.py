"""What a row of the table of open points holds: the choices a code has, and what an answer changes in the reading."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from hometime.policies.reading.forms import Question, Reading
from hometime.policies.settling.forms import Choice, OpenPoint, Takes

NONE = "none"  # the value of "leave it open": no limit is promised
Choices = Callable[[Reading, Question], Sequence[Choice]]
Change = Callable[[Reading, OpenPoint, str], Reading]


def unchanged(reading: Reading, point: OpenPoint, value: str) -> Reading:
    """The change of an answer that only becomes a parameter, or is only kept."""
    return reading


def always(*choices: Choice) -> Choices:
    """Choices that do not depend on the document."""
    return lambda _reading, _question: choices


def no_hole(reading: Reading, question: Question) -> str | None:
    """The hole of a code that is none of the known ones."""
    return None


def hole(id_: str) -> Callable[[Reading, Question], str | None]:
    """The same hole wherever the code is found."""
    return lambda _reading, _question: id_


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One code: its choices (our proposal first), what may be typed, the hole it is, and what an answer changes."""

    choices: Choices
    change: Change = unchanged
    takes: Takes = ""
    hole: Callable[[Reading, Question], str | None] = no_hole


def basis(point: OpenPoint, value: str) -> str:
    """Whose a term is that follows from an answer."""
    return "proposed" if value == point.proposal else "owners"

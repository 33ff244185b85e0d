"""What a rule answers: nothing means yes, and `No` carries the words for the person who asked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Protocol


@dataclasses.dataclass(frozen=True)
class No:
    """Why something may not be done, in words for the person who asked."""

    words: str

    def __str__(self) -> str:
        return self.words


class Refused(ValueError):
    """What was asked cannot be done; the message says why, in words for the person who asked. `field` names the box of a
    form that it is about, where it is about one."""

    def __init__(self, words: str = "", *, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field


class Typed(Protocol):
    """A form that somebody filled in."""

    fields: Any

    def is_valid(self) -> bool:
        """Whether nothing in it is to be put right."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Puts words beside a field, or above the form where there is none."""


def taken(form: Typed, does: Callable[[], object]) -> bool:
    """Does what a form asks for, and gives whether it was done.

    Not done is what has something to be put right, and what is refused: the words of the refusal then stand on the form.
    """
    if not form.is_valid():
        return False
    try:
        does()
    except Refused as no:
        put_beside(form, no)
        return False
    return True


def put_beside(form: Typed, no: Refused) -> None:
    """Puts the words of a refusal beside the box that they are about, or above the form."""
    form.add_error(no.field if no.field in form.fields else None, str(no))

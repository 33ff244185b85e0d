"""One line of the timeline that whoever complained reads."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hometime.ui.days import day_in_words


@dataclasses.dataclass(frozen=True)
class Rung:
    """One line of the timeline. `state` is done, now, late or next; `how` says how its day was counted.

    `exact` is true where it happens on that day, and not by that day.
    """

    state: str
    title: str
    on: dt.date | None = None
    words: str = ""
    sorry: str = ""
    found: str = ""
    how: tuple[str, ...] = ()
    exact: bool = False

    @property
    def by(self) -> str:
        """The day of a promise, in full."""
        return day_in_words(self.on, year=True) if self.on else ""

"""One rung while a ladder is being read: who handles it, what was said of it, and the limits found so far."""

from __future__ import annotations

import dataclasses

from .forms import CIRCUMSTANCES, Limit
from .moving import channel_of

_ANSWERS = ("feedback", "report", "respond")


@dataclasses.dataclass(slots=True, eq=False)
class Rung:
    """A step in the making. `said` holds the sentences that made it, `blocks` the places they came from.

    `office` tells two people under one handler apart, `heading` stands above the sentence that opened the rung, and
    `named_at` is where that sentence names the handler. `beside` are those named with the handler in one breath. A `loose` rung was only said to deal with complaints.
    """

    handler: str
    name: str
    external: bool = False
    office: str = ""
    heading: str = ""
    loose: bool = False
    beside: set[str] = dataclasses.field(default_factory=set)
    named_at: int = 0
    said: list[str] = dataclasses.field(default_factory=list)
    blocks: list[int] = dataclasses.field(default_factory=list)
    about: set[str] = dataclasses.field(default_factory=set)
    found: list[Limit] = dataclasses.field(default_factory=list)

    def say(self, sentence: str, block: int) -> None:
        """Notes a sentence that belongs to this rung."""
        self.said.append(sentence)
        if block not in self.blocks:
            self.blocks.append(block)

    def add(self, limit: Limit) -> None:
        """Adds a limit. The same limit said again is not a second one; the saying that names a start is kept."""
        for place, other in enumerate(self.found):
            if _same(other, limit):
                if other.runs_from == "unstated":
                    self.found[place] = dataclasses.replace(other, runs_from=limit.runs_from, text=limit.text)
                return
        self.found.append(limit)

    def channel(self) -> str:
        """How the complaint reaches this rung, from the sentences that lead to it."""
        channels = (channel_of(sentence) for sentence in self.said[:3])
        return next((channel for channel in channels if channel != "unstated"), "unstated")

    def circumstances(self) -> tuple[str, ...]:
        """When a complaint starts at this rung, in the fixed order of the vocabulary."""
        return tuple(circumstance for circumstance in CIRCUMSTANCES if circumstance in self.about)

    def limits(self) -> tuple[Limit, ...]:
        """The limits in the order they were read."""
        return tuple(self.found)


def _kind(action: str) -> str:
    return "answer" if action in _ANSWERS else action


def _same(one: Limit, other: Limit) -> bool:
    if (one.value, one.unit, _kind(one.action)) != (other.value, other.unit, _kind(other.action)):
        return False
    if one.runs_from == other.runs_from:
        return True
    return one.action != "other" and "unstated" in (one.runs_from, other.runs_from)

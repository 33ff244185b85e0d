"""Draws the ladders that a complaint climbs under the library's own procedure, with our proposals where it is silent."""

from __future__ import annotations

from collections.abc import Iterator

from hometime.cli.drawing.tables import head, table
from hometime.policies.library.wording import library_reading
from hometime.policies.reading.forms import Ladder, Limit, Step
from hometime.policies.settling import proposals, settled

SAYS = """The steps of the library's complaints procedure, 10.2, in its own order. A setting's own ladder is read from its own
document; this one runs where a setting adopts ours, and as a proposal where it adopted none. *policy* is what the text
says; *proposed* is ours, where the text is silent, and becomes a promise only when the owners adopt it."""


def page() -> str:
    """The page, in English."""
    ours = library_reading("10.2")
    drawn = [_drawn(ladder) for ladder in settled(ours, proposals(ours)).reading.ladders]
    return head("Ladders", SAYS) + "".join(drawn)


def _drawn(ladder: Ladder) -> str:
    columns = ("step", "who", "how", "begins here", "limits")
    return f"\n## For {ladder.audience}\n\n" + table(columns, (_row(step) for step in ladder.steps))


def _row(step: Step) -> tuple[str, ...]:
    begins = ", ".join(_words(why) for why in step.starts_here_if)
    who = f"{_words(step.handler)} (outside)" if step.external else _words(step.handler)
    return str(step.order), who, _words(step.channel), begins, "; ".join(_limits(step)) or "none"


def _limits(step: Step) -> Iterator[str]:
    for limit in step.limits:
        yield f"{limit.action} {_length(limit)} ({limit.basis}) from {_words(limit.runs_from)} ({limit.start_basis})"


def _length(limit: Limit) -> str:
    return f"{limit.value} {_words(limit.unit)}"


def _words(name: str) -> str:
    return name.replace("_", " ")

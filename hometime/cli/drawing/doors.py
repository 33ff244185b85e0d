"""Draws every address of the house and for whom its gate opens."""

from __future__ import annotations

from hometime.access.checks import Door, doors
from hometime.cli.drawing.tables import head, table


def page() -> str:
    """The page."""
    rows = sorted((door.route, door.name, _who(door), _needs(door)) for door in doors())
    return (
        head("Doors", "Every address, and for whom it opens.")
        + "\n"
        + table(("address", "name", "opens for", "and"), rows)
    )


def _who(door: Door) -> str:
    if door.gate is None:
        return f"the library: {door.excused}"
    return f"anyone: {door.gate.public}" if door.gate.public else str(door.gate.who)


def _needs(door: Door) -> str:
    gate = door.gate
    if gate is None:
        return ""
    needs = [
        f"sees the {gate.opens._meta.verbose_name}" if gate.opens is not None else "",
        f"may {gate.does.__name__} it (POST only)" if gate.does is not None else "",
        f"may ask to {gate.asks.__name__} it" if gate.asks is not None else "",
        "the reading is recorded" if gate.sensitive else "",
        "a fresh proof of who you are" if gate.step_up else "",
    ]
    return "; ".join(need for need in needs if need)

"""`manage.py check` walks every address and fails for one without a gate."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

# Prefixes of the names of addresses that cannot carry a gate of ours, each with the reason why that is safe. The
# sign-in library's own views carry one like every other, so there is none.
UNGATED: dict[str, str] = {}


@dataclasses.dataclass(frozen=True)
class Door:
    """One address: its route, its name and the view behind it."""

    route: str
    name: str
    view: Any

    @property
    def gate(self) -> Any:
        """The gate before the view, or None."""
        return getattr(self.view, "gate", None)

    @property
    def excused(self) -> str:
        """Why this address needs no gate of ours; empty where it does."""
        return next((why for prefix, why in UNGATED.items() if self.name.startswith(prefix)), "")


def doors(resolver: URLResolver | None = None, before: str = "/") -> Iterator[Door]:
    """Every address of the house."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from doors(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield Door(route, pattern.name or "", pattern.callback)


@register("access")
def every_door_has_a_gate(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """An error for each address without a gate."""
    return [
        Error(
            f"{door.route} has no gate",
            hint="put @gate(...) before its view",
            id="access.E001",
        )
        for door in doors()
        if door.gate is None and not door.excused
    ]

"""Asking a rule before an action does anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor
from hometime.kernel.answers import No, Refused


def ask(viewer: Actor, rule: Callable[..., No | None], *things: Any) -> None:
    """Refuses what the rule says no to. The house itself (imports, the practice world) is not asked."""
    answer = rule(viewer, *things) if isinstance(viewer, Viewer) else None
    if answer is not None:
        raise Refused(str(answer))

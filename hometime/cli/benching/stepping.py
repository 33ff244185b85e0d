"""How long each step of something took by the clock, one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


class Steps:
    """The seconds of each step, by its name, in the order in which they were taken."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, name: str, does: Callable[[], Any]) -> Any:
        """Takes a step, and gives what it made."""
        began = time.monotonic()
        made = does()
        self.seconds[name] = time.monotonic() - began
        return made

    def told(self, content: bytes) -> dict[str, Any]:
        """What is told of a file that went through these steps."""
        return {"bytes": len(content), "steps": self.seconds, "whole": sum(self.seconds.values())}

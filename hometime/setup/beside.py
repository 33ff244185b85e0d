"""The wish for a practice world beside this house, and what became of it: two small files in the data folder.

The pages write the one and read the other; the process that runs the server (hometime.cli.beside) does the reverse.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from pathlib import Path

from hometime.kernel.private import write_private

IDLE, STARTING, READY, FAILED = "idle", "starting", "ready", "failed"


@dataclasses.dataclass(frozen=True)
class Beside:
    """The practice world beside the house whose data folder this is."""

    folder: Path

    @property
    def _told(self) -> dict[str, str]:
        try:
            return dict(json.loads((self.folder / "practice.json").read_text("utf-8")))
        except (OSError, ValueError):
            return {}

    @property
    def state(self) -> str:
        """Idle, starting, ready or failed; empty where nobody would hear a wish."""
        return self._told.get("state", "")

    @property
    def url(self) -> str:
        """The address of the practice world, once it has one."""
        return self._told.get("url", "")

    @property
    def asked(self) -> bool:
        """Whether a wish waits to be heard."""
        return (self.folder / "practice.wish").exists()

    def wish(self) -> None:
        """Wishes for it, where somebody hears and it is not under way."""
        if self.state in (IDLE, FAILED):
            write_private(self.folder / "practice.wish", "")

    def take_wish(self) -> bool:
        """Whether there was a wish; it is gone then."""
        try:
            (self.folder / "practice.wish").unlink()
        except FileNotFoundError:
            return False
        return True

    def say(self, state: str, url: str = "") -> None:
        """Says how it stands."""
        write_private(self.folder / "practice.json", json.dumps({"state": state, "url": url}))

    def forget(self) -> None:
        """Nobody hears wishes any more."""
        for name in ("practice.json", "practice.wish"):
            with contextlib.suppress(FileNotFoundError):
                (self.folder / name).unlink()

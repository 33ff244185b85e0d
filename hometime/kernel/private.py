"""Writing files that only their owner may read."""

from __future__ import annotations

import os
from pathlib import Path


def write_private(place: Path, text: str) -> None:
    """Writes a file that only its owner may read, whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_name(place.name + ".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(place)

"""Forms that count once, however often they are sent: on a bad line a tap is repeated, and an answer may never arrive."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

Row = TypeVar("Row")


def mark_of(once: str, *of: str | bytes | None) -> str | None:
    """The mark by which what a form wrote is known again: of its key, of whose it is and of what it says, so that nobody
    meets another's by a key of their own, and other words from the same page are other words. None for a form without a
    key, which counts each time."""
    if not once:
        return None
    parts = (part if isinstance(part, bytes) else (part or "").encode() for part in (once, *of))
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def written_once(known: Callable[[], Row | None], write: Callable[[], Row]) -> Row:
    """What was written before, else what `write` writes. Of two that are sent at the same moment the second finds the
    first: the mark is unique, and what the second began is taken back."""
    found = known()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        found = known()
        if found is None:
            raise
        return found

"""Ids and references that tell nothing: no order, no time, no name (TRUST 47)."""

from __future__ import annotations

import base64
import contextlib
import random
import secrets
from collections.abc import Iterator
from contextvars import ContextVar

# 30 characters that cannot be mistaken for one another when read aloud or copied by hand.
ALPHABET = "234679ABCDEFGHJKLMNPQRTUVWXYZ5"
_drawn_from: ContextVar[random.Random | None] = ContextVar("seeded ids", default=None)


def token() -> str:
    """A new id: 128 random bits as 22 characters that may stand in an address."""
    seeded = _drawn_from.get()
    if seeded is None:
        return secrets.token_urlsafe(16)
    return base64.urlsafe_b64encode(seeded.randbytes(16)).rstrip(b"=").decode()


def reference() -> str:
    """A short reference that a person can say on the telephone: six of thirty characters, as in K7M-4QF."""
    seeded = _drawn_from.get()
    drawn = [seeded.choice(ALPHABET) if seeded else secrets.choice(ALPHABET) for _ in range(6)]
    return "".join(drawn[:3]) + "-" + "".join(drawn[3:])


@contextlib.contextmanager
def seeded(seed: str) -> Iterator[None]:
    """Draws ids from `seed` while it lasts, so that the practice world is the same every time. Never for real
    families."""
    mark = _drawn_from.set(random.Random(seed))
    try:
        yield
    finally:
        _drawn_from.reset(mark)

"""The hash chain, as pure functions: how an event is sealed to the one before, and how a break in the chain is found.

A chain alone shows edits, back-dating, deletion, swaps and insertion. Only a *witnessed* head, kept where the keeper of
the database cannot reach it, shows that a whole chain was made anew or an older copy put back (TRUST 6).
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any

GENESIS = "0" * 64


@dataclasses.dataclass(frozen=True)
class Link:
    """One event as the chain sees it. `body` is what was recorded; `digest` seals it to the link before."""

    seq: int
    body: Mapping[str, Any]
    digest: str


@dataclasses.dataclass(frozen=True)
class Witnessed:
    """A head that somebody outside keeps: the chain had `digest` at `seq` (a short code stands for its beginning)."""

    seq: int
    code: str


def seal(key: bytes, before: str, seq: int, body: Mapping[str, Any]) -> str:
    """The keyed digest of an event, bound to the digest before it. `body` must be plain JSON."""
    words = json.dumps([before, seq, body], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()


def code_of(digest: str) -> str:
    """Twelve letters that stand for a digest on a letter or in a message: `ABCD-EFGH-IJKL`."""
    letters = base64.b32encode(bytes.fromhex(digest)).decode()[:12]
    return "-".join(letters[i : i + 4] for i in range(0, 12, 4))


def broken(key: bytes, links: Iterable[Link], witnesses: Iterable[Witnessed] = ()) -> list[str]:
    """Plain sentences about every break; empty means the chain is whole as far as its witnesses reach."""
    faults: list[str] = []
    before, expected, digests = GENESIS, 1, {}
    for link in links:
        if link.seq != expected:
            faults.append(f"Event {expected} is missing or out of order; {link.seq} stands in its place.")
        if seal(key, before, link.seq, link.body) != link.digest:
            faults.append(f"Event {link.seq} is not what was recorded.")
        before, expected = link.digest, link.seq + 1
        digests[link.seq] = link.digest
    for witness in witnesses:
        kept = digests.get(witness.seq)
        if kept is None:
            faults.append(f"A witness has event {witness.seq}, which is gone: an older copy was put back.")
        elif code_of(kept) != witness.code:
            faults.append(f"Event {witness.seq} differs from what its witness was given: the chain was made anew.")
    return faults

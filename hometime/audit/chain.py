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
    """One event as the chain sees it. `before` names the digest before it; `digest` seals `body` to that."""

    seq: int
    before: str
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


@dataclasses.dataclass
class Walk:
    """A walk along one chain, link by link, keeping only what is needed: plain sentences about every break so far."""

    key: bytes
    witnesses: Iterable[Witnessed] = ()
    seq: int = 0
    digest: str = GENESIS
    count: int = 0
    faults: list[str] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self._held: dict[int, str] = {}
        self._kept = {witness.seq for witness in self.witnesses}

    def past(self, link: Link) -> None:
        """Looks at the next link."""
        if link.seq != self.seq + 1:
            self.faults.append(f"Event {self.seq + 1} is missing or out of order; {link.seq} stands in its place.")
        if link.before != self.digest or seal(self.key, self.digest, link.seq, link.body) != link.digest:
            self.faults.append(f"Event {link.seq} is not what was recorded.")
        self.seq, self.digest, self.count = link.seq, link.digest, self.count + 1
        if link.seq in self._kept:
            self._held[link.seq] = code_of(link.digest)

    def end(self) -> list[str]:
        """Weighs the witnesses, and gives every fault found; empty means whole, as far as the witnesses reach."""
        for witness in self.witnesses:
            held = self._held.get(witness.seq)
            if held is None:
                self.faults.append(f"A witness has event {witness.seq}, which is gone: an older copy was put back.")
            elif held != witness.code:
                self.faults.append(
                    f"Event {witness.seq} differs from what its witness was given: the chain was made anew."
                )
        return self.faults


def broken(key: bytes, links: Iterable[Link], witnesses: Iterable[Witnessed] = ()) -> list[str]:
    """Plain sentences about every break; empty means the chain is whole as far as its witnesses reach."""
    walk = Walk(key, tuple(witnesses))
    for link in links:
        walk.past(link)
    return walk.end()

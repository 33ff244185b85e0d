"""Keeps papers encrypted at rest: the original as it came, and each safe copy, every one sealed by itself.

A sealed file is AES-256-GCM under a random name. The row it belongs to, and its place in that row, are bound in as
associated data: a file moved to another row, or swapped with a neighbour, no longer opens. Keys come as a ring, so that
an old key still opens what it sealed while everything new uses the current one. (TRUST 25, 29, 32.)
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hometime.records.papers.shapes import Prepared

MARK = b"HTV1"
NONCE = 12
NAME = re.compile(r"[A-Za-z0-9_-]{22}")


class Altered(Exception):
    """A sealed file was changed, swapped or cut short, or does not belong to this row."""


class KeyMissing(Exception):
    """The key that a file was sealed with is not on the ring. The message is the key's id."""


class NotKept(Exception):
    """There is no file of that name."""


@dataclasses.dataclass(frozen=True)
class KeyRing:
    """Keys of 32 bytes by their id (1 to 255 ASCII letters); `current` seals, all of them open."""

    current: str
    keys: Mapping[str, bytes] = dataclasses.field(repr=False)

    def __post_init__(self) -> None:
        if self.current not in self.keys or any(len(key) != 32 for key in self.keys.values()):
            raise ValueError("a key ring needs its current key, and keys of 32 bytes")

    def seal(self, plain: bytes, belongs_to: str) -> bytes:
        """`plain` encrypted with the current key and bound to `belongs_to`."""
        label = self.current.encode("ascii")
        head = MARK + bytes([len(label)]) + label + secrets.token_bytes(NONCE)
        return head + AESGCM(self.keys[self.current]).encrypt(head[-NONCE:], plain, head + belongs_to.encode())

    def open(self, sealed: bytes, belongs_to: str) -> bytes:
        """What was sealed; raises `Altered` or `KeyMissing`."""
        key_id, head = self._head(sealed)
        if key_id not in self.keys:
            raise KeyMissing(key_id)
        try:
            return AESGCM(self.keys[key_id]).decrypt(head[-NONCE:], sealed[len(head) :], head + belongs_to.encode())
        except InvalidTag as wrong:
            raise Altered from wrong

    def is_current(self, sealed: bytes) -> bool:
        """Whether the current key sealed it."""
        return self._head(sealed)[0] == self.current

    @staticmethod
    def _head(sealed: bytes) -> tuple[str, bytes]:
        """The key's id, and the whole head up to the end of the nonce."""
        end = 5 + sealed[4] + NONCE if len(sealed) > 4 else 0
        if not sealed.startswith(MARK) or len(sealed) < end:
            raise Altered
        return sealed[5 : end - NONCE].decode("ascii", "replace"), sealed[:end]


class Store(Protocol):
    """Where sealed files lie: a local folder, or storage elsewhere that keeps the same three promises."""

    def put(self, files: Mapping[str, bytes]) -> None:
        """Keeps sealed files by name, whole and on the disk before it returns, replacing what had those names."""

    def get(self, name: str) -> bytes:
        """The bytes kept under `name`; raises `NotKept`."""

    def remove(self, name: str) -> None:
        """Forgets `name`; no error if it is not there."""


@dataclasses.dataclass(frozen=True)
class Folder:
    """Sealed files in one local folder that only its owner may enter."""

    path: Path

    def __post_init__(self) -> None:
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.chmod(0o700)

    def put(self, files: Mapping[str, bytes]) -> None:
        """Writes beside the place, syncs, then renames: a power cut leaves the old file or the new one, never half."""
        drafts: dict[Path, Path] = {}
        try:
            for name, sealed in files.items():
                place = self._place(name)
                draft = place.with_name(f".{name}.{secrets.token_hex(4)}")
                drafts[draft] = place
                with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
                    written.write(sealed)
                    written.flush()
                    os.fsync(written.fileno())
            for draft, place in drafts.items():
                draft.replace(place)
        except OSError:
            for draft in drafts:
                draft.unlink(missing_ok=True)
            raise
        self._sync()

    def get(self, name: str) -> bytes:
        """Reads the file; raises `NotKept`."""
        try:
            return self._place(name).read_bytes()
        except FileNotFoundError as missing:
            raise NotKept(name) from missing

    def remove(self, name: str) -> None:
        """Deletes the file, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            self._place(name).unlink()
            self._sync()

    def _place(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise NotKept(name)
        return self.path / name

    def _sync(self) -> None:
        """A rename or removal is safe only when the folder itself has reached the disk."""
        folder = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """The names under which one paper's files lie. The row stores these with the hash of the original."""

    original: str
    pages: tuple[str, ...]
    thumbnail: str


@dataclasses.dataclass(frozen=True)
class Vault:
    """A store and the keys to it. `row` is always the id of the paper's own row."""

    store: Store
    ring: KeyRing

    def keep(self, row: str, original: bytes, prepared: Prepared) -> Kept:
        """Seals the original and every safe copy, each apart; either all of them are kept or none."""
        if hashlib.sha256(original).hexdigest() != prepared.sha256:
            raise Altered
        places = _places(original, prepared)
        names = [secrets.token_urlsafe(16) for _ in places]
        try:
            self.store.put(
                {
                    name: self.ring.seal(data, f"{row}/{place}")
                    for name, (place, data) in zip(names, places, strict=True)
                }
            )
        except BaseException:
            for name in names:
                self.store.remove(name)
            raise
        return Kept(names[0], tuple(names[2:]), names[1])

    def original(self, row: str, kept: Kept, sha256: str) -> bytes:
        """The evidence as it came; raises `Altered` unless it is the very file whose hash the row holds."""
        data = self._open(kept.original, f"{row}/original")
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Altered
        return data

    def page(self, row: str, kept: Kept, number: int) -> bytes:
        """The safe copy of page `number`, from 1; raises `NotKept` where there is no such page."""
        if not 1 <= number <= len(kept.pages):
            raise NotKept
        return self._open(kept.pages[number - 1], f"{row}/page/{number}")

    def thumbnail(self, row: str, kept: Kept) -> bytes:
        """The small picture."""
        return self._open(kept.thumbnail, f"{row}/thumbnail")

    def erase(self, kept: Kept) -> None:
        """Removes every file of a paper, when its time is up and a person has confirmed it."""
        for name in (kept.original, kept.thumbnail, *kept.pages):
            self.store.remove(name)

    def renew(self, row: str, kept: Kept) -> int:
        """Seals with the current key what an older key sealed, in place; gives how many files that were."""
        places = {kept.original: "original", kept.thumbnail: "thumbnail"}
        places |= {name: f"page/{number}" for number, name in enumerate(kept.pages, start=1)}
        renewed = 0
        for name, place in places.items():
            sealed = self.store.get(name)
            if not self.ring.is_current(sealed):
                belongs_to = f"{row}/{place}"
                self.store.put({name: self.ring.seal(self.ring.open(sealed, belongs_to), belongs_to)})
                renewed += 1
        return renewed

    def _open(self, name: str, belongs_to: str) -> bytes:
        return self.ring.open(self.store.get(name), belongs_to)


def _places(original: bytes, prepared: Prepared) -> list[tuple[str, bytes]]:
    """What is sealed, in the order that `Vault.keep` counts on: original, thumbnail, pages."""
    pages = [(f"page/{number}", page.data) for number, page in enumerate(prepared.pages, start=1)]
    return [("original", original), ("thumbnail", prepared.thumbnail.data), *pages]

"""The data folder and the key ring that opens it.

A data folder holds `folder.json`: a random id, whether it is a setting's own data or the practice world, and the key
ring sealed with AES-GCM. What unseals the ring is a key file kept outside the folder, HOMETIME_KEY, or a passphrase.
The id and the kind are bound into the seal, so neither can be changed without the key. docs/keys.md says what this
protects.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from hometime.kernel.answers import Refused
from hometime.kernel.private import write_private

from . import environment

Kind = Literal["own", "practice"]
OpenedBy = Literal["file", "key", "passphrase"]
KEY_BYTES = 32
SHORTEST_PASSPHRASE = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Ring:
    """The four keys of a data folder, 64 hexadecimal digits each.

    `database` opens the embedded database, `signing` signs sessions and links, `audit` keys the audit chain, `files`
    seals papers (and fields on PostgreSQL). A restore makes the first two anew and keeps the last two.
    """

    database: str
    signing: str
    audit: str
    files: str

    @classmethod
    def new(cls) -> Ring:
        """Four fresh random keys."""
        return cls(*(secrets.token_hex(KEY_BYTES) for _ in dataclasses.fields(cls)))


@dataclasses.dataclass(frozen=True, slots=True)
class Folder:
    """An open data folder. `known` is false when the folder has not been made yet: its ring then opens nothing."""

    path: Path
    id: str
    kind: Kind
    opened_by: OpenedBy
    ring: Ring
    known: bool = True

    @property
    def database(self) -> Path:
        """The file of the embedded database."""
        return self.path / "hometime.db"

    @property
    def files(self) -> Path:
        """The folder of sealed papers."""
        return self.path / "files"

    @property
    def backups(self) -> Path:
        """The folder of the copies taken before an upgrade."""
        return self.path / "backups"


def open_folder(path: Path, environ: Mapping[str, str] | None = None) -> Folder:
    """Opens the data folder at `path`. A folder that was never made gives one whose `known` is false.

    Raises Refused when folder.json cannot be read, no key is at hand, or the key is the wrong one.
    """
    card = path / "folder.json"
    try:
        told = json.loads(card.read_text("utf-8"))
        identity, kind, opened_by = str(told["id"]), told["kind"], told["opened_by"]
        nonce, sealed = bytes.fromhex(told["nonce"]), bytes.fromhex(told["ring"])
    except FileNotFoundError:
        return Folder(path, "none", "own", "file", Ring.new(), known=False)
    except PermissionError as error:
        raise Refused(f"The data folder {path} may not be read by this user. Run Hometime as its owner.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused(
            f"{card} is damaged. Restore a backup into a new folder: hometime restore FILE --data NEW-FOLDER"
        ) from error
    opener = _opener(identity, opened_by, environ)
    return Folder(
        path,
        identity,
        kind,
        opened_by,
        _unseal(opener, f"{identity}|{kind}", nonce, sealed, path),
    )


def make_folder(
    path: Path,
    kind: Kind,
    environ: Mapping[str, str] | None = None,
    ring: Ring | None = None,
) -> Folder:
    """Makes a data folder readable by its owner only, with a fresh key ring (or `ring`), and opens it.

    HOMETIME_KEY or HOMETIME_PASSPHRASE seal it when set; otherwise a random key file is written outside the folder.
    Raises Refused when a data folder is already there or the disk will not take it.
    """
    card = path / "folder.json"
    if card.exists():
        raise Refused(f"{path} is a data folder already. Name another folder.")
    identity = secrets.token_hex(16)
    try:
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
        opened_by = _chosen_opener(environ)
        if opened_by == "file":
            write_private(key_file(identity, environ), secrets.token_hex(KEY_BYTES))
        ring = ring or Ring.new()
        write_private(
            card,
            json.dumps(_sealed(ring, identity, kind, opened_by, environ), indent=1),
        )
    except OSError as error:
        raise Refused(
            f"The data folder {path} could not be made: {error.strerror}. Name another with --data."
        ) from error
    return Folder(path, identity, kind, opened_by, ring)


def key_file(identity: str, environ: Mapping[str, str] | None = None) -> Path:
    """Where the key file of the data folder with this id lies."""
    return environment.keys_folder(environ) / f"{identity}.key"


def _chosen_opener(environ: Mapping[str, str] | None) -> OpenedBy:
    if environment.said("HOMETIME_KEY", environ):
        return "key"
    if phrase := environment.said("HOMETIME_PASSPHRASE", environ):
        if len(phrase) < SHORTEST_PASSPHRASE:
            raise Refused(f"HOMETIME_PASSPHRASE is too short. Use at least {SHORTEST_PASSPHRASE} characters.")
        return "passphrase"
    return "file"


def _sealed(
    ring: Ring,
    identity: str,
    kind: Kind,
    opened_by: OpenedBy,
    environ: Mapping[str, str] | None,
) -> dict[str, str]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    text = json.dumps(dataclasses.asdict(ring)).encode()
    ring_sealed = AESGCM(_opener(identity, opened_by, environ)).encrypt(nonce, text, f"{identity}|{kind}".encode())
    return {
        "id": identity,
        "kind": kind,
        "opened_by": opened_by,
        "nonce": nonce.hex(),
        "ring": ring_sealed.hex(),
    }


def _unseal(opener: bytes, bound_to: str, nonce: bytes, sealed: bytes, path: Path) -> Ring:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return Ring(**json.loads(AESGCM(opener).decrypt(nonce, sealed, bound_to.encode())))
    except InvalidTag as error:
        raise Refused(
            f"This key does not open the data folder {path}. Nothing was changed. Use the key or passphrase it was "
            "made with, or restore a backup with a recovery key: hometime restore FILE"
        ) from error


def _opener(identity: str, opened_by: OpenedBy, environ: Mapping[str, str] | None) -> bytes:
    if opened_by == "passphrase":
        return _from_passphrase(environment.said("HOMETIME_PASSPHRASE", environ), identity)
    if opened_by == "key":
        return _from_hex(environment.said("HOMETIME_KEY", environ), "HOMETIME_KEY")
    place = key_file(identity, environ)
    try:
        return _from_hex(place.read_text("ascii").strip(), str(place))
    except FileNotFoundError as error:
        raise Refused(
            f"The key file {place} is missing, and the data folder cannot be opened without it. Bring the file back "
            "from where you keep a copy, or restore a backup with a recovery key: hometime restore FILE"
        ) from error
    except PermissionError as error:
        raise Refused(f"The key file {place} may not be read by this user. Run Hometime as its owner.") from error


def _from_hex(text: str, where: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Refused(
            f"{where} must hold 64 hexadecimal digits. Make some with: python3 -c 'import secrets; "
            "print(secrets.token_hex(32))'"
        )
    return key


def _from_passphrase(phrase: str, identity: str) -> bytes:
    if not phrase:
        raise Refused("This data folder opens with a passphrase. Start with --passphrase, or set HOMETIME_PASSPHRASE.")
    return hashlib.scrypt(
        phrase.encode(),
        salt=bytes.fromhex(identity),
        n=2**15,
        r=8,
        p=1,
        maxmem=2**26,
        dklen=KEY_BYTES,
    )

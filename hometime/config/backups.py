"""One encrypted backup file, and the way back from it (docs/backup.md).

A backup is a tar archive encrypted with age to two recovery keys, either of which opens it. Inside: a manifest (counts
of every table, heads of the audit chains, digests of every file), the key ring, the database as one consistent copy,
and the sealed papers. Nothing of it touches the disk unencrypted. A restore makes new database and signing keys, so
that no old cookie or link works, forgets all sessions, and starts with sending off.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import io
import json
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from sqlcipher3 import dbapi2 as sqlcipher

from hometime import __version__
from hometime.kernel import recovery
from hometime.kernel.answers import Refused

from .folder import Folder, Ring

FORM = 1
KEEPERS = recovery.KEEPERS
NIGHTLY_KEPT = 7
DATABASE, MANIFEST, KEYS, FILES = "database", "manifest.json", "keys.json", "files/"


@dataclasses.dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `counts` is rows by table, `heads` the last number and digest of each audit chain."""

    form: int
    version: str
    made_at: str
    kind: str
    counts: dict[str, int]
    heads: dict[str, list[Any]]
    digests: dict[str, str]


def recipients(folder: Folder) -> dict[str, str]:
    """The public halves of the recovery keys, by keeper; empty before they were made."""
    return recovery.recipients(folder.path)


def make_recovery_keys(folder: Folder) -> dict[str, str]:
    """Makes a recovery key for each keeper and gives the secret halves, which are kept nowhere: they are to be
    printed."""
    made = recovery.draw()
    recovery.keep(folder.path, {keeper: recovery.public_of(secret) for keeper, secret in made.items()})
    return made


def write(folder: Folder, target: Path, made_at: str, *, also_for: str = "") -> Manifest:
    """Writes a backup of a data folder to the file `target`, whole or not at all, while the server may be running.

    `made_at` is an instant in ISO form; `also_for` is the public half of one more key that opens this one file, for a
    drill (hometime.config.drills). Raises Refused when there are no recovery keys or the disk will not take it.
    """
    keys = recipients(folder)
    if not keys:
        raise Refused("There are no recovery keys yet. Make them with: hometime backup --new-keys FILE")
    snapshot, part = folder.path / "backup.snapshot", target.with_name(target.name + ".part")
    try:
        snapshot.unlink(missing_ok=True)
        with opened(folder.database, folder.ring.database) as live:
            live.execute("VACUUM INTO ?", [str(snapshot)])
        papers = sorted(each for each in folder.files.rglob("*") if each.is_file()) if folder.files.exists() else []
        names = {DATABASE: snapshot, **{FILES + str(each.relative_to(folder.files)): each for each in papers}}
        with opened(snapshot, folder.ring.database) as copy:
            counts, heads = census(copy)
        digests = {name: _digest(place) for name, place in names.items()}
        manifest = Manifest(FORM, __version__, made_at, folder.kind, counts, heads, digests)
        with part.open("wb") as out:
            os.fchmod(out.fileno(), 0o600)
            to = [*keys.values(), *([also_for] if also_for else [])]
            _encrypt(lambda pipe: _pack(pipe, manifest, folder.ring, names), out, to)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except (OSError, sqlcipher.Error) as error:
        part.unlink(missing_ok=True)
        raise Refused(
            f"The backup could not be written ({error}). No file was left behind. See that {target.parent} has room."
        ) from error
    finally:
        snapshot.unlink(missing_ok=True)
    return manifest


def unpack(file: Path, recovery_key: str, into: Path) -> tuple[Manifest, Ring]:
    """Opens a backup and lays its database and papers in the folder `into`. Every digest and count is checked.

    Raises Refused when the key does not open it, or anything is missing, added or changed.
    """
    inner: dict[str, bytes] = {}
    found: dict[str, str] = {}

    def take(pipe: IO[bytes]) -> None:
        with tarfile.open(fileobj=pipe, mode="r|") as archive:
            for member in archive:
                _take_member(archive, member, into, inner, found)

    _decrypt(file, recovery_key, take)
    try:
        manifest = Manifest(**json.loads(inner[MANIFEST]))
        ring = Ring(**json.loads(inner[KEYS]))
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(f"{file} is not a whole backup of Hometime. Use another one.") from error
    if manifest.form != FORM:
        raise Refused(
            f"{file} was made by Hometime {manifest.version}, which is newer. Install that version to restore it."
        )
    if found != manifest.digests:
        odd = sorted({*found.items()} ^ {*manifest.digests.items()})
        raise Refused(
            f"{file} is damaged: {len({name for name, _ in odd})} of its parts are not what was saved. Use another one."
        )
    check_copy(into / DATABASE, ring.database, manifest)
    return manifest, ring


def check_copy(database: Path, key: str, manifest: Manifest) -> None:
    """Raises Refused unless a database copy is sound and holds exactly what its manifest says."""
    with opened(database, key) as copy:
        sound = copy.execute("PRAGMA integrity_check").fetchall()
        counts, heads = census(copy)
    if sound != [("ok",)] or (counts, heads) != (manifest.counts, manifest.heads):
        raise Refused("The database in this backup is not what was saved. Use another one.")


def change_key(database: Path, old: str, new: str) -> None:
    """Encrypts a database file anew under another key."""
    with opened(database, old) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute(f"PRAGMA rekey = \"x'{new}'\"")


@contextlib.contextmanager
def opened(database: Path, key: str) -> Iterator[Any]:
    """A plain connection to an encrypted database file, outside Django."""
    connection = sqlcipher.connect(str(database), timeout=20, isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute("PRAGMA temp_store = MEMORY")
        yield connection
    finally:
        connection.close()


def census(copy: Any) -> tuple[dict[str, int], dict[str, list[Any]]]:
    """Rows by table, and the head of each audit chain, of an open database."""
    tables = [
        name
        for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if not name.startswith("sqlite_")
    ]
    quoted = {name: '"' + name.replace('"', '""') + '"' for name in tables}
    counts = {name: copy.execute(f"SELECT count(*) FROM {quoted[name]}").fetchone()[0] for name in tables}  # noqa: S608
    rows = copy.execute("SELECT chain, seq, digest FROM audit_head ORDER BY chain") if "audit_head" in tables else ()
    return counts, {chain: [seq, digest] for chain, seq, digest in rows}


def nightly(folder: Folder, made_at: str) -> Path:
    """Writes tonight's backup among the data folder's own, and lets go of all but the last seven."""
    folder.backups.mkdir(mode=0o700, exist_ok=True)
    target = folder.backups / f"nightly-{made_at[:10]}.age"
    write(folder, target, made_at)
    for old in sorted(folder.backups.glob("nightly-*.age"))[:-NIGHTLY_KEPT]:
        old.unlink()
    return target


def _pack(pipe: IO[bytes], manifest: Manifest, ring: Ring, names: dict[str, Path]) -> None:
    with tarfile.open(fileobj=pipe, mode="w|") as archive:
        for name, facts in ((MANIFEST, manifest), (KEYS, ring)):
            content = json.dumps(dataclasses.asdict(facts)).encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for name, place in names.items():
            archive.add(place, arcname=name, recursive=False)


def _take_member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, into: Path, inner: dict[str, bytes], found: dict[str, str]
) -> None:
    content = archive.extractfile(member)
    target = (into / member.name).resolve()
    if content is None or not target.is_relative_to(into.resolve()):
        raise Refused("This backup holds something that Hometime never writes. Use another one.")
    if member.name in (MANIFEST, KEYS):
        inner[member.name] = content.read()
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with target.open("xb") as out:
        os.fchmod(out.fileno(), 0o600)
        while block := content.read(2**20):
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    found[member.name] = digest.hexdigest()


def _encrypt(fill: Callable[[IO[bytes]], None], out: IO[bytes], keys: list[str]) -> None:
    import pyrage

    to = [pyrage.x25519.Recipient.from_str(key) for key in keys]
    _through_pipe(fill, lambda pipe: pyrage.encrypt_io(pipe, out, to))


def _decrypt(file: Path, recovery_key: str, take: Callable[[IO[bytes]], None]) -> None:
    import pyrage

    try:
        identity = pyrage.x25519.Identity.from_str(recovery.plain(recovery_key))
    except pyrage.IdentityError as error:
        raise Refused(
            "That is not a recovery key. It begins with AGE-SECRET-KEY-1 and stands on the printed sheet."
        ) from error
    try:
        with file.open("rb") as source:
            _through_pipe(lambda pipe: pyrage.decrypt_io(source, pipe, [identity]), take)
    except FileNotFoundError as error:
        raise Refused(f"There is no file {file}.") from error
    except pyrage.DecryptError as error:
        raise Refused(
            f"This recovery key does not open {file}, or the file is damaged. Try the other key, then another file."
        ) from error
    except (tarfile.TarError, EOFError) as error:
        raise Refused(f"{file} is damaged or was cut short. Use another one.") from error


def _through_pipe(fill: Callable[[IO[bytes]], Any], drain: Callable[[IO[bytes]], Any]) -> None:
    """Runs `fill` into a pipe in a thread and `drain` from it here; the first trouble of either is raised."""
    reading, writing = os.pipe()
    trouble: list[BaseException] = []

    def feed() -> None:
        try:
            with os.fdopen(writing, "wb") as pipe:
                fill(pipe)
        except BaseException as error:  # noqa: BLE001  # carried over to the caller's thread
            trouble.append(error)

    thread = threading.Thread(target=feed)
    thread.start()
    try:
        with os.fdopen(reading, "rb") as pipe:
            drain(pipe)
    except BaseException as error:
        thread.join()
        # A pipe that the other side left early is only the echo of its own trouble.
        raise (trouble[0] if trouble and not isinstance(trouble[0], BrokenPipeError) else error) from error
    thread.join()
    if trouble:
        raise trouble[0]


def _digest(place: Path) -> str:
    with place.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()

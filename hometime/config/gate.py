"""The start-up gate: a table of set-ups that Hometime refuses to run with, each with a plain sentence on what to do."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from . import environment, site
from .databases import POSTGRESQL_SCHEMES, SOUND_WAL
from .folder import Folder, key_file
from .limits import LOCAL_HOSTS

LOG_WORDS = frozenset({"DEBUG", "INFO", "WARNING", "ERROR"})
LEAST_FREE = 64 * 2**20
LOW_FREE = 2 * 2**30
MOST_WORKERS = 64
LAST_PORT = 65_535
CLOSED_FILE, CLOSED_FOLDER = 0o600, 0o700
# Never repeated in a sentence.
SECRET = frozenset({"HOMETIME_KEY", "HOMETIME_PASSPHRASE", "DATABASE_URL", "HOMETIME_MAIL", "HOMETIME_RETURNS"})


@dataclasses.dataclass(frozen=True, slots=True)
class SetUp:
    """The facts the gate looks at, gathered once: what was said, and what the disk is like."""

    said: Mapping[str, str]
    folder: Folder
    port: int
    sqlite: tuple[int, ...]
    mode: int = CLOSED_FOLDER
    owner: int = 0
    user: int = 0
    key_mode: int = CLOSED_FILE
    trouble: str = ""
    free: int = LOW_FREE
    asked_kind: str = ""
    strange: bool = False

    @property
    def url(self) -> SplitResult:
        """The public address, in parts."""
        return split(self.said["HOMETIME_URL"])

    @property
    def https(self) -> bool:
        """Whether the public address is encrypted."""
        return self.url.scheme == "https"

    @property
    def local(self) -> bool:
        """Whether the public address is this machine."""
        return (self.url.hostname or "") in LOCAL_HOSTS

    @property
    def embedded(self) -> bool:
        """Whether the embedded database is used."""
        return not self.said["DATABASE_URL"]

    @property
    def full(self) -> bool:
        """Whether the disk takes no more, by its own numbers or by what it said when it was tried."""
        return self.free < LEAST_FREE or "No space" in self.trouble or "quota" in self.trouble

    @property
    def keys_inside(self) -> bool:
        """Whether the key file lies inside the data folder that it opens."""
        return self.folder.opened_by == "file" and environment.keys_folder(self.said).is_relative_to(self.folder.path)


@dataclasses.dataclass(frozen=True, slots=True)
class Refusal:
    """One bad set-up: its code, how it is recognised, and what to do about it. `{names}` are filled from `facts`."""

    code: str
    bad: Callable[[SetUp], bool]
    sentence: str


def gather(folder: Folder, port: int, asked_kind: str = "", environ: Mapping[str, str] | None = None) -> SetUp:
    """Looks at the settings and the disk. Writes and removes one small file in the data folder to see that it can."""
    from sqlcipher3 import dbapi2 as sqlcipher

    said = {setting.name: environment.said(setting.name, environ) for setting in environment.TABLE}
    known = folder.path.stat() if folder.path.exists() else None
    return SetUp(
        said=said,
        folder=folder,
        port=port,
        sqlite=sqlcipher.sqlite_version_info,
        mode=stat.S_IMODE(known.st_mode) if known else CLOSED_FOLDER,
        owner=known.st_uid if known else os.geteuid(),
        user=os.geteuid(),
        key_mode=_key_mode(folder, environ),
        trouble=writing_trouble(folder.path),
        free=shutil.disk_usage(folder.path).free if known else LOW_FREE,
        asked_kind=asked_kind,
        strange=not folder.known and folder.path.is_dir() and any(folder.path.iterdir()),
    )


def _key_mode(folder: Folder, environ: Mapping[str, str] | None) -> int:
    """The permissions of the key file; those of a closed file when the folder opens in another way."""
    if folder.opened_by == "file":
        with contextlib.suppress(OSError):
            return stat.S_IMODE(key_file(folder.id, environ).stat().st_mode)
    return CLOSED_FILE


def writing_trouble(path: Path) -> str:
    """Why nothing can be written in the folder at `path`, in the system's words; empty when it can."""
    if not path.exists():
        return ""
    try:
        with tempfile.NamedTemporaryFile(dir=path, prefix=".try-") as attempt:
            attempt.write(b"\0" * 65_536)
            attempt.flush()
            os.fsync(attempt.fileno())
    except OSError as error:
        return error.strerror or "unknown"
    return ""


def split(address: str) -> SplitResult:
    """An address in its parts; all of them empty when it is none."""
    try:
        parts = urlsplit(address)
        _ = parts.port, parts.hostname
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else -1


def _unmailable(setup: SetUp) -> bool:
    mail = setup.said["HOMETIME_MAIL"]
    parts = split(mail)
    return bool(mail) and (parts.scheme not in ("smtp", "smtps") or not parts.hostname)


def _uncollectable(setup: SetUp) -> bool:
    """Whether the mailbox of returned mail is none, or would be asked with its password in the clear."""
    box = setup.said["HOMETIME_RETURNS"]
    parts = split(box)
    sound = parts.scheme == "imaps" or (parts.scheme == "imap" and parts.hostname in LOCAL_HOSTS)
    return bool(box) and not (sound and parts.hostname)


REFUSALS = (
    Refusal(
        "address_unreadable",
        lambda s: s.url.scheme not in ("http", "https") or not s.url.hostname,
        "HOMETIME_URL is '{HOMETIME_URL}', which is not an address. Write it whole, such as https://otter.example",
    ),
    Refusal(
        "address_has_path",
        lambda s: bool(s.url.netloc) and (s.url.path not in ("", "/") or bool(s.url.query or s.url.username)),
        "HOMETIME_URL is '{HOMETIME_URL}'. Give only the beginning, such as https://otter.example, with nothing "
        "after the name.",
    ),
    Refusal(
        "plain_http",
        lambda s: s.url.scheme == "http" and not s.local,
        "HOMETIME_URL is '{HOMETIME_URL}'. Beyond this machine Hometime runs only over https, so that nobody on the "
        "way can read along. Put a web server with a certificate in front (docs/settings.md) and write https://",
    ),
    Refusal(
        "site_not_public",
        lambda s: bool(s.said["HOMETIME_SITE"] and site.trouble(s.said["HOMETIME_SITE"])),
        "HOMETIME_SITE is '{HOMETIME_SITE}', which {site_trouble}. It stands on posters, so give the address that "
        "families can open at home, such as https://otter.example, or leave it out.",
    ),
    Refusal(
        "open_bind",
        lambda s: s.said["HOMETIME_BIND"] not in LOCAL_HOSTS and not s.https,
        "HOMETIME_BIND is '{HOMETIME_BIND}', which lets other machines in without encryption. Leave it out, or set "
        "HOMETIME_URL to the https address that people use.",
    ),
    Refusal(
        "debug_on",
        lambda s: (
            s.said["HOMETIME_DEBUG"].lower() in environment.TRUE_WORDS and not (s.folder.kind == "practice" and s.local)
        ),
        "HOMETIME_DEBUG is on. Its error pages show what people wrote, so it is for the practice world on this "
        "machine only. Leave it out.",
    ),
    Refusal(
        "default_secret",
        lambda s: (
            len(set(s.said["HOMETIME_KEY"].lower())) in range(1, 6) or s.said["HOMETIME_KEY"].startswith("0123456789")
        ),
        "HOMETIME_KEY is a pattern that anybody could guess. Make a random one with: "
        "python3 -c 'import secrets; print(secrets.token_hex(32))'",
    ),
    Refusal(
        "two_openers",
        lambda s: bool(s.said["HOMETIME_KEY"] and s.said["HOMETIME_PASSPHRASE"]),
        "HOMETIME_KEY and HOMETIME_PASSPHRASE are both set. Keep the one that the data folder was made with.",
    ),
    Refusal(
        "keys_inside",
        lambda s: s.keys_inside,
        "HOMETIME_KEYS lies inside the data folder {folder}, so whoever copies the folder has the key too. Choose "
        "another folder for keys.",
    ),
    Refusal(
        "key_readable",
        lambda s: bool(s.key_mode & 0o077),
        "The key file {key} can be read by other users of this machine. Close it with: chmod 600 '{key}'",
    ),
    Refusal(
        "folder_readable",
        lambda s: s.folder.known and bool(s.mode & 0o077),
        "The data folder {folder} can be opened by other users of this machine. Close it with: chmod 700 '{folder}'",
    ),
    Refusal(
        "folder_of_something_else",
        lambda s: s.strange,
        "The folder {folder} holds other files and was not made by Hometime. Name a new or empty folder with --data.",
    ),
    Refusal(
        "folder_of_another",
        lambda s: s.owner != s.user,
        "The data folder {folder} belongs to another user of this machine. Run Hometime as that user, or name "
        "another folder with --data.",
    ),
    Refusal(
        "wrong_kind",
        lambda s: s.folder.known and s.asked_kind == "practice" and s.folder.kind == "own",
        "The data folder {folder} holds a setting's own data, and the practice world must never mix with it. Name "
        "another folder with --data.",
    ),
    Refusal(
        "disk_full",
        lambda s: s.full,
        "The disk that holds {folder} is full. Free at least 64 MB and start again. Nothing was changed.",
    ),
    Refusal(
        "folder_unwritable",
        lambda s: bool(s.trouble) and not s.full,
        "Nothing can be written in the data folder {folder} ({trouble}). Make it writable, or name another with "
        "--data. Nothing was changed.",
    ),
    Refusal(
        "database_address",
        lambda s: (
            not s.embedded
            and (
                split(s.said["DATABASE_URL"]).scheme not in POSTGRESQL_SCHEMES
                or not split(s.said["DATABASE_URL"]).path.strip("/")
            )
        ),
        "DATABASE_URL is not the address of a PostgreSQL database. Write postgresql://user:password@host:5432/name, "
        "or leave it out to use the embedded database.",
    ),
    Refusal(
        "workers",
        lambda s: not 1 <= _number(s.said["HOMETIME_WORKERS"]) <= MOST_WORKERS,
        "HOMETIME_WORKERS is '{HOMETIME_WORKERS}'. Give a number from 1 to 64; 2 is right for most.",
    ),
    Refusal(
        "port",
        lambda s: not 1 <= s.port <= LAST_PORT,
        "{port} is not a port. Give a number from 1 to 65535, such as --port 8000.",
    ),
    Refusal(
        "low_port",
        lambda s: s.port < 1024 and s.user != 0,
        "Port {port} is kept for the system. Choose one from 1024 on, such as --port 8000.",
    ),
    Refusal(
        "log_word",
        lambda s: s.said["HOMETIME_LOG"] not in LOG_WORDS,
        "HOMETIME_LOG is '{HOMETIME_LOG}'. Use DEBUG, INFO, WARNING or ERROR.",
    ),
    Refusal(
        "mail_address",
        _unmailable,
        "HOMETIME_MAIL is not the address of a mail server. Write smtp://user:password@mail.example:587, or leave it "
        "out.",
    ),
    Refusal(
        "returns_address",
        _uncollectable,
        "HOMETIME_RETURNS is not the address of a mailbox. Write imaps://user:password@mail.example:993/INBOX, or leave "
        "it out.",
    ),
)


def refused(setup: SetUp) -> list[tuple[str, str]]:
    """Every refusal that a set-up earns, as (code, sentence), in the table's order. Secrets never appear in a
    sentence."""
    shown = {name: setup.said[name] for name in setup.said if name not in SECRET}
    facts = {
        "folder": str(setup.folder.path),
        "key": str(key_file(setup.folder.id, setup.said)),
        "port": str(setup.port),
        "trouble": setup.trouble,
        "site_trouble": site.trouble(setup.said["HOMETIME_SITE"]),
        **shown,
    }
    return [(each.code, each.sentence.format_map(facts)) for each in REFUSALS if each.bad(setup)]


def notices(setup: SetUp) -> list[str]:
    """What is worth knowing though Hometime runs, in plain sentences."""
    found = []
    if setup.embedded and setup.sqlite < SOUND_WAL:
        version = ".".join(str(part) for part in setup.sqlite)
        found.append(
            f"The database library is version {version}, which can damage a database in its fast mode. Hometime uses "
            "the slower safe mode until the library is 3.51.3 or newer. Run ./start from a fresh copy of Hometime to "
            "renew it."
        )
    if LEAST_FREE <= setup.free < LOW_FREE:
        found.append(f"Only {setup.free // 2**20} MB are free on the disk that holds {setup.folder.path}.")
    return found

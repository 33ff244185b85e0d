"""Every setting that Hometime reads from the environment, in one table: docs/settings.md is drawn from it."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRUE_WORDS = frozenset({"1", "true", "yes", "on"})


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, what it is when nothing is said, and what it does, in plain words."""

    name: str
    default: str
    says: str


TABLE = (
    Setting(
        "HOMETIME_DATA",
        "",
        "The data folder: database, files, sealed key ring, backups taken before an upgrade. Empty means `data/own` "
        "beside the programme (or `~/.local/share/hometime` when it was installed as a package).",
    ),
    Setting(
        "HOMETIME_KEYS",
        "",
        "The folder for the key files that open data folders. Empty means `~/.config/hometime`. Keep it out of the "
        "data folder.",
    ),
    Setting(
        "HOMETIME_KEY",
        "",
        "64 hexadecimal digits that open the data folder, instead of a key file.",
    ),
    Setting(
        "HOMETIME_PASSPHRASE",
        "",
        "A passphrase that opens the data folder, instead of a key file.",
    ),
    Setting(
        "DATABASE_URL",
        "",
        "`postgresql://user:password@host:5432/name` uses PostgreSQL 15 or newer instead of the embedded database.",
    ),
    Setting(
        "HOMETIME_URL",
        "http://localhost:8000",
        "The address people type. It must begin with https:// unless it is localhost.",
    ),
    Setting(
        "HOMETIME_SITE",
        "",
        "The public address for posters and links on paper, usually the same as HOMETIME_URL: https, and a name that "
        "families can reach from home. Empty: posters print telephone and post only, with no code and no link.",
    ),
    Setting(
        "HOMETIME_BIND",
        "127.0.0.1",
        "The network address to listen on. Anything other than this machine needs an https address in HOMETIME_URL.",
    ),
    Setting("HOMETIME_WORKERS", "2", "How many web processes to run."),
    Setting(
        "HOMETIME_DEBUG",
        "",
        "Shows programmers' error pages. Refused outside the practice world on this machine.",
    ),
    Setting(
        "HOMETIME_LOG",
        "INFO",
        "How much to log: DEBUG, INFO, WARNING or ERROR. Logs hold ids, never what people wrote.",
    ),
    Setting(
        "HOMETIME_MAIL",
        "",
        "`smtp://user:password@host:587` sends mail with STARTTLS, `smtps://…:465` with TLS. Empty: mail waits in "
        "the outbox.",
    ),
    Setting(
        "HOMETIME_MAIL_FROM",
        "Hometime <hometime@localhost>",
        "The sender's name and address on mail.",
    ),
    Setting(
        "HOMETIME_RETURNS",
        "",
        "`imaps://user:password@host:993/INBOX`: the mailbox of the sender's address, where notes of mail that did not "
        "arrive come back to. They are read every ten minutes; nothing else there is touched. Empty: nobody looks, and "
        "only what a mail server refuses at once is known.",
    ),
    Setting(
        "HOMETIME_FEEDS",
        "",
        "The hosts from which a directory of services may be fetched, with spaces between. Empty: none; a directory then "
        "comes as a file. Only https to public addresses is ever called.",
    ),
)
DEFAULTS = {setting.name: setting.default for setting in TABLE}


def said(name: str, environ: Mapping[str, str] | None = None) -> str:
    """The text of one setting of TABLE, stripped; its default when the environment does not name it or leaves it empty.

    Raises KeyError for a name that is not in the table, so that no setting can be read without being documented.
    """
    default = DEFAULTS[name]
    return ((os.environ if environ is None else environ).get(name) or default).strip()


def yes(name: str, environ: Mapping[str, str] | None = None) -> bool:
    """Whether a setting of TABLE is switched on."""
    return said(name, environ).lower() in TRUE_WORDS


def home(kind: str, environ: Mapping[str, str] | None = None) -> Path:
    """The data folder for `kind` (own or practice): HOMETIME_DATA, else a folder beside the programme or in the home
    folder."""
    if named := said("HOMETIME_DATA", environ):
        return Path(named).expanduser().absolute()
    if (ROOT / "pyproject.toml").exists():
        return ROOT / "data" / kind
    share = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(share) / "hometime" / kind


def keys_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder that holds key files: HOMETIME_KEYS, else `hometime` in the user's configuration folder."""
    if named := said("HOMETIME_KEYS", environ):
        return Path(named).expanduser().absolute()
    config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(config) / "hometime"

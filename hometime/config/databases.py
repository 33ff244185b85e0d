"""Which database to use: the encrypted embedded one, or PostgreSQL named by DATABASE_URL."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sqlcipher3 import dbapi2 as sqlcipher

from hometime.kernel.answers import Refused

from .folder import Folder

# WAL below this version can corrupt a database (the "WAL-reset" fault, mended in March 2026: sqlite.org/wal.html).
SOUND_WAL = (3, 51, 3)
POSTGRESQL_SCHEMES = ("postgres", "postgresql")


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL where the database library is sound for it, else the slower rollback journal."""
    return "WAL" if version >= SOUND_WAL else "DELETE"


def embedded(folder: Folder) -> dict[str, Any]:
    """Django's description of the encrypted database file in a data folder."""
    return {
        "ENGINE": "hometime.config.sqlcipher",
        "NAME": str(folder.database),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "key": folder.ring.database if folder.known else "",
            "journal_mode": journal_mode(sqlcipher.sqlite_version_info),
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """Django's description of the PostgreSQL database at `url`, with a connection pool in each web process.

    Raises Refused when the address is of another kind or names no database.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in POSTGRESQL_SCHEMES or not name:
        raise Refused(
            "DATABASE_URL is not an address of a PostgreSQL database. Write "
            "postgresql://user:password@host:5432/name, or leave it out to use the embedded database."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": {**query, "pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
    }

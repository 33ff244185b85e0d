"""Brings the database to this version of Hometime: old or new, never between (docs/decisions/upgrade-by-replacement.md).

The embedded database is copied, the copy is migrated, and only then does it take the old one's place in one rename;
the old one is kept among the backups. On PostgreSQL all migrations run in one transaction. A database that knows
migrations which this version does not is from a newer Hometime: it is refused and left as it is.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from hometime.kernel.answers import Refused

from .folder import Folder
from .founding import is_empty, sparingly

KEPT_BACKUPS = 5
OLDEST_POSTGRESQL = 150_000


def upgrade(folder: Folder, stamp: str) -> bool:
    """Migrates where needed and says whether anything was. `stamp` names the copy that is kept of the old database.

    Raises Refused with a plain sentence when the database is newer, cannot be reached, or the disk is full.
    """
    if connection.vendor == "postgresql":
        return _upgrade_postgresql()
    draft = folder.path / "hometime.db.upgrading"
    _remove(draft)
    if folder.database.exists() and not pending():
        return False
    try:
        _upgrade_embedded(folder, draft, stamp)
    except (OperationalError, OSError) as error:
        connection.close()
        _remove(draft)
        raise Refused(
            f"The database could not be brought up to date ({error}). It is as it was before. If the disk is full, "
            f"free {_megabytes(folder.database) * 2 + 64} MB and start again."
        ) from error
    return True


def _upgrade_embedded(folder: Folder, draft: Path, stamp: str) -> None:
    live = connection.settings_dict["NAME"]
    fresh = not folder.database.exists()
    if not fresh:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(draft)])
    connection.close()
    try:
        connection.settings_dict["NAME"] = str(draft)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")  # a draft may be lost; it is synchronised once, when it is whole
        _migrate()
        # One whole file, without a journal beside it: only then may it be renamed.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode = DELETE")
        connection.close()
    finally:
        connection.settings_dict["NAME"] = live
    if not fresh:
        _set_aside(folder, stamp)
    draft.chmod(0o600)
    _sync(draft)
    draft.replace(folder.database)
    _sync(folder.path)


def _set_aside(folder: Folder, stamp: str) -> None:
    """Keeps the old database among the backups, under its own name until the new one replaces it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = DELETE")
        if cursor.fetchone() != ("delete",):
            raise OperationalError("another programme holds the database open")
    connection.close()
    folder.backups.mkdir(mode=0o700, exist_ok=True)
    kept = folder.backups / f"before-upgrade-{stamp}.db"
    kept.unlink(missing_ok=True)
    os.link(folder.database, kept)
    for old in sorted(folder.backups.glob("before-upgrade-*.db"))[:-KEPT_BACKUPS]:
        old.unlink()


def _upgrade_postgresql() -> bool:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise Refused(
            "The PostgreSQL database of DATABASE_URL does not answer. See that it runs, and that name and password "
            "are right."
        ) from error
    if connection.pg_version < OLDEST_POSTGRESQL:  # type: ignore[attr-defined]  # only on this vendor
        raise Refused("This PostgreSQL is older than version 15. Use a newer one, or the embedded database.")
    if not pending():
        return False
    with transaction.atomic():
        _migrate()
    return True


def pending() -> bool:
    """Whether migrations wait; raises Refused when the database is from a newer version."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    unknown = {app for app, name in loader.applied_migrations if (app, name) not in loader.disk_migrations}
    unknown &= loader.migrated_apps
    if unknown:
        raise Refused(
            "This database was last used by a newer version of Hometime, and an older one could damage it. Nothing was "
            "changed. Install the newer version, or restore a backup from before: hometime restore FILE"
        )
    return bool(executor.migration_plan(loader.graph.leaf_nodes()))


def _migrate() -> None:
    with sparingly() if is_empty() else contextlib.nullcontext():
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _remove(draft: Path) -> None:
    for each in draft.parent.glob(f"{draft.name}*"):
        each.unlink()


def _sync(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _megabytes(file: Path) -> int:
    return file.stat().st_size // 2**20 if file.exists() else 0

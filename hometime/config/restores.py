"""The way back from a backup into a new data folder: built beside it, and put in place by one rename when it is
whole."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hometime.kernel.answers import Refused

from . import backups
from .backups import Manifest
from .folder import Folder, Ring, make_folder


@contextmanager
def restoring(file: Path, recovery_key: str, path: Path) -> Iterator[tuple[Folder, Manifest]]:
    """Unpacks a backup into a new data folder beside `path`, for the caller to finish; then renames it to `path`.

    The new folder has database and signing keys of its own. When anything fails, nothing is left behind.
    Raises Refused when `path` holds something already, or the backup is not whole.
    """
    if path.exists() and any(path.iterdir()):
        raise Refused(f"{path} is not empty, and a restore never writes over data. Name a new folder with --data.")
    draft = path.with_name(path.name + ".restoring")
    shutil.rmtree(draft, ignore_errors=True)
    folder = None
    try:
        draft.mkdir(parents=True, mode=0o700)
        manifest, old = backups.unpack(file, recovery_key, draft)
        fresh = Ring.new()
        ring = dataclasses.replace(old, database=fresh.database, signing=fresh.signing)
        folder = make_folder(draft, "practice" if manifest.kind == "practice" else "own", ring=ring)
        (draft / backups.DATABASE).replace(folder.database)
        backups.change_key(folder.database, old.database, ring.database)
        yield folder, manifest
        if path.exists():
            path.rmdir()
        draft.rename(path)
    except OSError as error:
        raise Refused(f"The backup could not be restored ({error.strerror}). Nothing was changed.") from error
    finally:
        if draft.exists():
            shutil.rmtree(draft, ignore_errors=True)
            if folder is not None:
                _forget_key(folder)


def settle(manifest: Manifest) -> None:
    """Inside Django, over the new folder: forgets every session, and switches sending off until a person allows it."""
    from django.contrib.sessions.models import Session
    from django.core.cache import cache

    from hometime.audit.actions import House
    from hometime.people.actions import mark_restored

    Session.objects.all().delete()
    cache.clear()
    mark_restored(House("restore"), dt.datetime.fromisoformat(manifest.made_at))


def _forget_key(folder: Folder) -> None:
    from .folder import key_file

    if folder.opened_by == "file":
        key_file(folder.id).unlink(missing_ok=True)

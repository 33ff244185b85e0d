"""What `hometime start` does before it listens, in a process of its own: the server then keeps none of its memory."""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path

from hometime.kernel.answers import Refused

from . import complain
from .place import open_django


def prepare() -> None:
    """Upgrades the database, gathers the static files, and fills a new practice folder. Raises Refused."""
    open_django()
    from django.conf import settings

    from hometime.config.upgrade import upgrade
    from hometime.ui.words import compile_catalogues

    # The stamp only names a file, and the clock of the house needs a database: so the machine's own time serves.
    if upgrade(settings.FOLDER, time.strftime("%Y%m%d-%H%M%S", time.gmtime())):
        print("The database is up to date.", flush=True)
    gather_static(settings.FOLDER.path)
    compile_catalogues(settings.FOLDER.path / "locale")
    if settings.PRACTICE:
        from .practice_load import fill_if_empty

        fill_if_empty()


def gather_static(folder: Path) -> None:
    """Copies styles, scripts and pictures to the data folder, compressed and named by content, when they have
    changed."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen = Path(storage.path(path)).stat()
            digest.update(f"{path}|{seen.st_size}|{seen.st_mtime_ns}\n".encode())
    stamp = folder / "static" / "gathered"
    if stamp.exists() and stamp.read_text("ascii") == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest.hexdigest(), "ascii")


if __name__ == "__main__":
    try:
        prepare()
    except Refused as refusal:
        sys.exit(complain(str(refusal)))

"""A drill: a backup is written, brought back into a scratch folder by the real restore, verified, and thrown away.

A page of set-up asks for it through a row (hometime.setup.drills); the background work does it here. The keepers' secret
halves are kept nowhere, so this one file is also encrypted to a key that is drawn for the drill, handed on through a
pipe, and forgotten with it. The copy comes back under keys of its own, and nothing of it stays on the disk.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from hometime.kernel import clock, recovery
from hometime.kernel.answers import Refused
from hometime.setup import drills
from hometime.setup.models import Drill

from . import backups, environment
from .backups import Manifest
from .folder import KEY_BYTES, Folder

KEPT = 3  # files of drills; the nightly ones are kept apart
LONGEST_SECONDS = 1800


def perform() -> None:
    """Does the drill that was asked for first, if there is one. Safe to do twice: it then begins anew."""
    drill = drills.next_asked()
    if drill is None:
        return
    if connection.vendor != "sqlite":
        drills.failed(drill, "This house keeps its data in PostgreSQL. Use pg_dump and pg_restore: docs/backup.md.")
        return
    try:
        drills.done(drill, **_drill(settings.FOLDER, drill))
    except Refused as no:
        drills.failed(drill, str(no))
    except subprocess.TimeoutExpired:
        drills.failed(drill, "It took too long and was stopped. Nothing was changed. Try again when the machine rests.")


def _drill(folder: Folder, drill: Drill) -> dict[str, Any]:
    secret = recovery.draw()["owner"]
    folder.backups.mkdir(mode=0o700, exist_ok=True)
    target = folder.backups / f"checked-{clock.now():%Y%m%d-%H%M%S}.age"
    drills.moved(drill, Drill.Stage.WRITING)
    manifest = backups.write(folder, target, clock.now().isoformat(), also_for=recovery.public_of(secret))
    try:
        came_back, found = _come_back(folder, drill, target, secret)
        _compare(manifest, came_back, found)
    except (Refused, subprocess.TimeoutExpired):
        target.unlink(missing_ok=True)  # a file that did not come back is no backup
        raise
    for old in sorted(folder.backups.glob("checked-*.age"))[:-KEPT]:
        old.unlink()
    return {
        "file": str(target),
        "tables": len(manifest.counts),
        "rows": came_back["rows"],
        "papers": len(manifest.digests) - 1,
        "chains": found["chains"],
        "events": found["events"],
    }


def _come_back(folder: Folder, drill: Drill, target: Path, secret: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Restores the file into a scratch folder and verifies it there: what either command found."""
    opener = secrets.token_hex(KEY_BYTES)
    with tempfile.TemporaryDirectory(prefix=".drill-", dir=folder.path) as scratch:
        again = Path(scratch) / "again"
        drills.moved(drill, Drill.Stage.RESTORING)
        came_back = _restored(target, secret, again, opener)
        drills.moved(drill, Drill.Stage.CHECKING)
        return came_back, _run("verify", "--data", str(again), "--json", opener=opener)


def _restored(file: Path, secret: str, into: Path, opener: str) -> dict[str, Any]:
    """Brings the file back with the real command. The key goes through a pipe: it is never on the disk."""
    reading, writing = os.pipe()
    try:
        with os.fdopen(writing, "w", encoding="ascii") as pipe:
            pipe.write(secret)
        key = ("--recovery-key-file", f"/dev/fd/{reading}")
        return _run("restore", str(file), "--data", str(into), *key, "--json", opener=opener, hand_on=(reading,))
    finally:
        os.close(reading)


def _run(*words: str, opener: str, hand_on: tuple[int, ...] = ()) -> dict[str, Any]:
    """Runs a command of ours over the scratch folder, which `opener` opens, and gives what it found. Raises Refused."""
    ours = ("HOMETIME_DATA", "HOMETIME_PASSPHRASE", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    environ = {name: value for name, value in os.environ.items() if name not in ours} | {"HOMETIME_KEY": opener}
    ran = subprocess.run(
        [sys.executable, "-m", "hometime.cli", *words],
        env=environ, cwd=environment.ROOT, pass_fds=hand_on, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL, timeout=LONGEST_SECONDS,
    )  # fmt: skip
    try:
        told: dict[str, Any] = json.loads(ran.stdout)
    except ValueError:
        raise Refused(ran.stderr.strip()[:250] or f"{words[0]} ended without a word.") from None
    return told


def _compare(manifest: Manifest, came_back: dict[str, Any], found: dict[str, Any]) -> None:
    """Raises Refused unless the copy holds what was saved and its chains are whole."""
    if found["faults"]:
        raise Refused(f"The copy came back with faults: {found['faults'][0]}"[:250])
    if came_back["rows"] != sum(manifest.counts.values()):
        raise Refused("The copy that came back does not hold as many rows as were saved.")
    if found["chains"] < len(manifest.heads):
        raise Refused("The copy that came back lacks an audit chain.")

"""A drill brings a real backup back, and says so only when it did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hometime.config.environment import ROOT
from hometime.config.folder import make_folder
from hometime.kernel import recovery

# In a process of its own: a data folder with a database, an owner and keys, and the background work's own function.
SCRIPT = """
import json, sys
from hometime.cli.place import open_django
open_django()
from django.conf import settings
from hometime.config.drills import perform
from hometime.config.upgrade import upgrade
from hometime.kernel import recovery
upgrade(settings.FOLDER, "begin")
from hometime.people.models import Provider
from hometime.setup import drills, founding
from hometime.setup.models import Drill
founding.claim("Ola Owner", "ola@town.example", "three loud otters")
if "keys" in sys.argv:
    secrets = recovery.draw()
    recovery.keep(settings.FOLDER.path, {k: recovery.public_of(s) for k, s in secrets.items()})
drill = drills.ask(founding.SET_UP, Provider.objects.get())
if "torn" in sys.argv:
    from hometime.config import backups
    whole = backups.write
    def torn(folder, target, made_at, **more):
        manifest = whole(folder, target, made_at, **more)
        target.write_bytes(target.read_bytes()[:-400])
        return manifest
    backups.write = torn
perform()
drill = Drill.objects.get()
said = {f: str(getattr(drill, f)) for f in ("stage", "tables", "rows", "papers", "chains", "events", "trouble", "file")}
from hometime.audit.models import Event
said["stages"] = [e.facts["stage"] for e in Event.objects.filter(verb__startswith="drill.m").order_by("seq")]
print(json.dumps(said | ({"owner": secrets["owner"]} if "keys" in sys.argv else {})))
"""


@pytest.fixture
def drilled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Runs a drill over a new data folder and gives what its row says."""

    def run(*how: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HOMETIME_", "DATABASE_", "DJANGO_"))}
        ours = {"HOMETIME_DATA": str(tmp_path / "data"), "HOMETIME_KEYS": str(tmp_path / "keys")}
        monkeypatch.setenv("HOMETIME_KEYS", ours["HOMETIME_KEYS"])
        make_folder(tmp_path / "data", "own")
        ran = subprocess.run(
            [sys.executable, "-c", SCRIPT, *how],
            env={**kept, **ours},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return dict(json.loads(ran.stdout))

    return run


def test_a_drill_restores_a_real_backup_and_leaves_nothing_but_the_file(drilled: object, tmp_path: Path) -> None:
    said = drilled("keys")  # type: ignore[operator]
    assert (said["stage"], said["trouble"]) == ("done", "")
    assert said["stages"] == ["writing", "restoring", "checking"]
    assert int(said["tables"]) > 30 and int(said["rows"]) > 10 and int(said["chains"]) >= 1
    assert Path(said["file"]).exists()
    assert not list((tmp_path / "data").glob(".drill-*"))
    assert len(list((tmp_path / "keys").iterdir())) == 1  # the folder's own key, and none of the scratch copy
    # The keepers' keys open the file too: it is a backup like any other.
    from hometime.config import backups

    manifest, _ = backups.unpack(
        Path(said["file"]), " ".join(recovery.grouped(said["owner"])).lower(), _made(tmp_path / "out")
    )
    assert sum(manifest.counts.values()) == int(said["rows"])


def test_a_torn_file_fails_in_plain_words_and_is_not_kept(drilled: object, tmp_path: Path) -> None:
    said = drilled("keys", "torn")  # type: ignore[operator]
    assert said["stage"] == "failed"
    assert "could not be restored" in said["trouble"] and "Traceback" not in said["trouble"]
    assert said["rows"] == "0"
    assert not list((tmp_path / "data" / "backups").glob("checked-*"))
    assert not list((tmp_path / "data").glob(".drill-*"))


def test_without_recovery_keys_nothing_is_written(drilled: object, tmp_path: Path) -> None:
    said = drilled()  # type: ignore[operator]
    assert said["stage"] == "failed" and "recovery keys" in said["trouble"]
    assert not list((tmp_path / "data" / "backups").glob("*.age"))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder

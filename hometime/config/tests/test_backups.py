"""A backup opens with either recovery key, shows nothing without one, and comes back whole or not at all."""

from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path

import pyrage
import pytest

from hometime.config import backups
from hometime.config.folder import Folder, make_folder, open_folder
from hometime.config.restores import restoring
from hometime.kernel.answers import Refused

CANARY = "canary-9c1e-rosa"
MADE_AT = "2026-03-09T10:11:12+00:00"


@pytest.fixture(autouse=True)
def _keys_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMETIME_KEYS", str(tmp_path / "keys"))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A data folder with a small database and a paper in it."""
    made = make_folder(tmp_path / "data", "own")
    with backups.opened(made.database, made.ring.database) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE notes (words)")
        database.execute("CREATE TABLE audit_head (chain, seq, digest)")
        database.executemany("INSERT INTO notes VALUES (?)", [(CANARY,), ("b",)])
        database.execute("INSERT INTO audit_head VALUES ('house', 7, 'abc')")
    (made.files / "ab").mkdir(parents=True)
    (made.files / "ab" / "paper").write_bytes(os.urandom(100_000))
    return made


@pytest.fixture
def keys(folder: Folder) -> dict[str, str]:
    """The printed recovery keys."""
    return backups.make_recovery_keys(folder)


@pytest.fixture
def backup(folder: Folder, keys: dict[str, str], tmp_path: Path) -> Path:
    """A backup of the folder."""
    backups.write(folder, tmp_path / "otter.age", MADE_AT)
    return tmp_path / "otter.age"


@pytest.mark.parametrize("keeper", backups.KEEPERS)
def test_either_key_restores_everything_under_new_keys(
    folder: Folder, keys: dict[str, str], backup: Path, tmp_path: Path, keeper: str
) -> None:
    with restoring(backup, keys[keeper], tmp_path / "again") as (_, manifest):
        assert manifest.made_at == MADE_AT
        assert manifest.counts == {"audit_head": 1, "notes": 2}
        assert manifest.heads == {"house": [7, "abc"]}
    again = open_folder(tmp_path / "again")
    assert again.id != folder.id
    assert (again.ring.audit, again.ring.files) == (folder.ring.audit, folder.ring.files)
    assert again.ring.database != folder.ring.database
    assert again.ring.signing != folder.ring.signing
    with backups.opened(again.database, again.ring.database) as database:
        assert database.execute("SELECT words FROM notes").fetchall() == [(CANARY,), ("b",)]
    assert (again.files / "ab" / "paper").read_bytes() == (folder.files / "ab" / "paper").read_bytes()
    assert {each.name for each in again.path.iterdir()} == {"folder.json", "hometime.db", "files"}


def test_the_file_shows_nothing_without_a_key(folder: Folder, backup: Path) -> None:
    content = backup.read_bytes()
    for secret in (CANARY, folder.ring.database, folder.ring.audit, "manifest", "notes"):
        assert secret.encode() not in content
    assert backup.stat().st_mode & 0o777 == 0o600


def test_recovery_keys_are_kept_nowhere(folder: Folder, keys: dict[str, str], backup: Path) -> None:
    everything = b"".join(each.read_bytes() for each in folder.path.rglob("*") if each.is_file())
    assert not [key for key in keys.values() if key.encode() in everything]


def test_rows_still_in_the_journal_are_in_the_backup(folder: Folder, keys: dict[str, str], tmp_path: Path) -> None:
    with backups.opened(folder.database, folder.ring.database) as live:
        live.execute("INSERT INTO notes VALUES ('late')")
        manifest = backups.write(folder, tmp_path / "live.age", MADE_AT)
    assert manifest.counts["notes"] == 3


@pytest.mark.parametrize(
    ("key", "words"),
    [("secret", "not a recovery key"), (str(pyrage.x25519.Identity.generate()), "does not open")],
    ids=["no key", "another key"],
)
def test_a_wrong_recovery_key_is_refused(backup: Path, tmp_path: Path, key: str, words: str) -> None:
    with pytest.raises(Refused, match=words), restoring(backup, key, tmp_path / "again"):
        pytest.fail("it opened")
    assert not list(tmp_path.glob("again*"))


@pytest.mark.parametrize("part", range(0, 100, 7))
def test_a_changed_byte_anywhere_is_refused_and_nothing_is_left_behind(
    backup: Path, keys: dict[str, str], tmp_path: Path, part: int
) -> None:
    content = bytearray(backup.read_bytes())
    content[len(content) * part // 100] ^= 0x40
    backup.write_bytes(content)
    before = set((tmp_path / "keys").iterdir())
    with pytest.raises(Refused), restoring(backup, keys["owner"], tmp_path / "again"):
        pytest.fail("it opened")
    assert not list(tmp_path.glob("again*"))
    assert set((tmp_path / "keys").iterdir()) == before


@pytest.mark.parametrize("kept", [0, 200, 20_000])
def test_a_backup_that_was_cut_short_is_refused(backup: Path, keys: dict[str, str], tmp_path: Path, kept: int) -> None:
    backup.write_bytes(backup.read_bytes()[:kept])
    with pytest.raises(Refused), restoring(backup, keys["manager"], tmp_path / "again"):
        pytest.fail("it opened")


def test_a_copied_live_file_is_not_a_backup(folder: Folder, keys: dict[str, str], tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(folder.database.read_bytes())
    with pytest.raises(Refused), restoring(copy, keys["manager"], tmp_path / "again"):
        pytest.fail("it opened")


@pytest.mark.parametrize("name", ["../escaped", "/etc/escaped"])
def test_an_archive_that_reaches_outside_is_refused(
    folder: Folder, keys: dict[str, str], tmp_path: Path, name: str
) -> None:
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = 3
        archive.addfile(entry, io.BytesIO(b"abc"))
    to = [pyrage.x25519.Recipient.from_str(key) for key in backups.recipients(folder).values()]
    hostile = tmp_path / "hostile.age"
    hostile.write_bytes(pyrage.encrypt(inner.getvalue(), to))
    with pytest.raises(Refused, match="never writes"), restoring(hostile, keys["owner"], tmp_path / "again"):
        pytest.fail("it opened")
    assert not list(tmp_path.rglob("escaped"))


def test_a_restore_never_writes_over_data(folder: Folder, keys: dict[str, str], backup: Path) -> None:
    before = folder.database.read_bytes()
    with pytest.raises(Refused, match="is not empty"), restoring(backup, keys["owner"], folder.path):
        pytest.fail("it opened")
    assert folder.database.read_bytes() == before


def test_trouble_while_finishing_a_restore_leaves_nothing(backup: Path, keys: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), restoring(backup, keys["owner"], tmp_path / "again"):
        raise ZeroDivisionError
    assert not list(tmp_path.glob("again*"))


def test_without_recovery_keys_there_is_no_backup(folder: Folder, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no recovery keys"):
        backups.write(folder, tmp_path / "otter.age", MADE_AT)


def test_a_backup_that_cannot_be_written_leaves_no_file(folder: Folder, keys: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(Refused, match="could not be written"):
        backups.write(folder, tmp_path / "nowhere" / "otter.age", MADE_AT)
    assert not list(folder.path.glob("*.snapshot"))


def test_seven_nightly_backups_are_kept(folder: Folder, keys: dict[str, str]) -> None:
    for day in range(1, 10):
        backups.nightly(folder, f"2026-03-0{day}T01:00:00+00:00")
    assert [each.name for each in sorted(folder.backups.iterdir())] == [
        f"nightly-2026-03-0{day}.age" for day in range(3, 10)
    ]

"""An upgrade leaves the old database or the new one, never something between, and refuses a newer one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hometime.config import backups
from hometime.config.environment import ROOT
from hometime.config.folder import make_folder, open_folder

UPGRADE = "import hometime.cli.prepare as p; p.open_django(); from django.conf import settings; "
UPGRADE += "from hometime.config.upgrade import upgrade; print(upgrade(settings.FOLDER, 'test'))"
PLAINLY = "import hometime.cli.prepare as p; p.open_django(); from django.core.management import call_command; "
PLAINLY += "call_command('migrate', verbosity=0); call_command('createcachetable', verbosity=0)"
OLD_ROW = "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('kept', 'x', '2030-01-01')"


class Town:
    """A data folder of the test's own, and its environment for other processes."""

    def __init__(self, tmp_path: Path) -> None:
        self.environ = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("HOMETIME_", "DATABASE_", "DJANGO_"))
            },
            "HOMETIME_DATA": str(tmp_path / "data"),
            "HOMETIME_KEYS": str(tmp_path / "keys"),
            "PYTHONPATH": str(ROOT),
        }
        data = tmp_path / "data"
        self.folder = open_folder(data, self.environ) if data.exists() else make_folder(data, "own", self.environ)

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        """Runs code in a process of its own over this folder."""
        return subprocess.run(
            [sys.executable, "-c", code], env=self.environ, capture_output=True, text=True, check=False
        )

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """Runs a statement on the database, outside Django."""
        with backups.opened(self.folder.database, self.folder.ring.database) as database:
            return list(database.execute(statement).fetchall())

    def everything(self) -> list[tuple[object, ...]]:
        """The shape of the database, and which migrations it knows."""
        shape = self.sql("SELECT type, name, sql FROM sqlite_master ORDER BY name")
        return shape + self.sql("SELECT * FROM django_migrations ORDER BY id")

    def make_older(self) -> None:
        """Takes the last migration of the jobs back, so that the database is of an older version."""
        self.sql("DROP TABLE jobs_job")
        self.sql("DELETE FROM django_migrations WHERE app = 'jobs'")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a database of this version in it, founded once."""
    folder = tmp_path_factory.mktemp("founded")
    done = Town(folder).python(UPGRADE)
    assert done.stdout == "True\n", done.stderr
    return folder


@pytest.fixture
def town(tmp_path: Path, founded: Path) -> Town:
    """A copy of it, with the same keys."""
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    return Town(tmp_path)


def test_a_new_database_is_whole_private_and_not_upgraded_twice(town: Town) -> None:
    assert town.folder.database.stat().st_mode & 0o777 == 0o600
    assert town.sql("SELECT count(*) FROM jobs_job") == [(0,)]
    assert town.python(UPGRADE).stdout == "False\n"
    assert {each.name for each in town.folder.path.iterdir()} == {"folder.json", "hometime.db"}


def test_a_new_database_has_the_very_shape_that_every_step_by_itself_gives(town: Town, tmp_path: Path) -> None:
    """The first migration draws fewer models than Django does (hometime/config/founding.py)."""
    (tmp_path / "plain").mkdir()
    plain = Town(tmp_path / "plain")
    done = plain.python(PLAINLY)
    assert done.returncode == 0, done.stderr
    shape = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    assert len(town.sql(shape)) > 500
    assert town.sql(shape) == plain.sql(shape)
    applied = "SELECT app, name FROM django_migrations ORDER BY app, name"
    assert town.sql(applied) == plain.sql(applied)


def test_an_older_database_is_upgraded_with_its_rows_and_the_old_one_is_kept(town: Town) -> None:
    town.make_older()
    town.sql(OLD_ROW)
    assert town.python(UPGRADE).stdout == "True\n"
    assert town.sql("SELECT session_key FROM django_session") == [("kept",)]
    assert town.sql("SELECT count(*) FROM jobs_job") == [(0,)]
    kept = town.folder.backups / "before-upgrade-test.db"
    with backups.opened(kept, town.folder.ring.database) as old:
        assert old.execute("SELECT count(*) FROM sqlite_master WHERE name = 'jobs_job'").fetchall() == [(0,)]
        assert old.execute("SELECT session_key FROM django_session").fetchall() == [("kept",)]


def test_a_database_from_a_newer_version_is_refused_and_left_alone(town: Town) -> None:
    town.sql("INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '0999_later', '2030-01-01')")
    before = town.everything()
    done = subprocess.run(
        [sys.executable, "-m", "hometime.cli.prepare"], env=town.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "newer version of Hometime" in done.stderr
    assert "Traceback" not in done.stderr
    assert town.everything() == before


def test_a_migration_that_fails_leaves_the_old_database(town: Town) -> None:
    town.make_older()
    town.sql("CREATE TABLE jobs_job (in_the_way)")
    town.sql(OLD_ROW)
    done = town.python(UPGRADE)
    assert done.returncode == 1
    assert "It is as it was before" in done.stderr
    assert town.sql("SELECT session_key FROM django_session") == [("kept",)]
    assert not list(town.folder.path.glob("*.upgrading*"))


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.1, 0.2])
def test_a_killed_upgrade_leaves_a_database_that_works(town: Town, delay: float) -> None:
    town.make_older()
    town.sql(OLD_ROW)
    killed_somewhere(town, delay)
    assert town.sql("PRAGMA integrity_check") == [("ok",)]
    assert town.sql("SELECT session_key FROM django_session") == [("kept",)]
    done = town.python(UPGRADE)
    assert done.stdout in ("True\n", "False\n"), done.stderr
    assert town.sql("SELECT count(*) FROM jobs_job") == [(0,)]
    assert town.sql("SELECT session_key FROM django_session") == [("kept",)]


@pytest.mark.long
@pytest.mark.parametrize("point", range(50))
def test_killed_at_fifty_points_it_works_fifty_times(town: Town, point: int) -> None:
    test_a_killed_upgrade_leaves_a_database_that_works(town, point * 0.012)


def killed_somewhere(town: Town, delay: float) -> None:
    """Starts an upgrade and kills it `delay` seconds after the draft of the new database appeared."""
    process = subprocess.Popen([sys.executable, "-c", UPGRADE], env=town.environ, stdout=subprocess.DEVNULL)
    draft = town.folder.path / "hometime.db.upgrading"
    while process.poll() is None and not draft.exists():
        time.sleep(0.002)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()

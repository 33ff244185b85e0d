"""Every command explains itself, refuses in plain words, and never shows a traceback."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hometime.cli import COMMANDS, commands, main
from hometime.config import backups
from hometime.config.environment import ROOT
from hometime.config.folder import make_folder

Run = Callable[..., subprocess.CompletedProcess[str]]
NAMES = [command.words for command in commands()]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment with a data folder and keys of the test's own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("HOMETIME_", "DATABASE_", "DJANGO_"))
    }
    return {
        **kept,
        "HOMETIME_DATA": str(tmp_path / "data"),
        "HOMETIME_KEYS": str(tmp_path / "keys"),
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def hometime(environ: dict[str, str]) -> Run:
    """Runs the command line in a process of its own."""

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "hometime.cli", *words]
        return subprocess.run(
            command, env={**environ, **more}, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )

    return run


def test_every_command_that_is_listed_has_its_module() -> None:
    assert {"start", "doctor", "backup", "restore", "verify", "jobs", "draw"} <= set(NAMES)
    assert len({command.words for command in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*name.split(), "--help"])
    assert ended.value.code == 0
    assert f"Example: hometime {name}" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("name", NAMES)
def test_every_command_used_wrongly_ends_with_two(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*name.split(), "--no-such-option"])
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_word_that_is_no_command_is_told_and_the_commands_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feed", "the", "otter"]) == 2
    told = capsys.readouterr()
    assert "there is no command 'feed the otter'" in told.err
    assert all(name in told.err for name in NAMES)


def test_help_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "hometime COMMAND" in capsys.readouterr().out


def test_a_fault_inside_is_one_sentence_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from hometime.cli import doctor

    def breaks(said: object) -> int:
        raise ValueError("canary: what somebody wrote")

    monkeypatch.setattr(doctor, "run", breaks)
    assert main(["doctor"]) == 1
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "canary" not in told
    assert "Traceback" not in told


@pytest.mark.parametrize("name", ["doctor", "backup x.age", "verify", "jobs --once"])
def test_without_a_data_folder_it_says_how_to_make_one(hometime: Run, name: str) -> None:
    done = hometime(*name.split())
    assert done.returncode == 1
    assert "hometime start --data" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_refused_before_anything_is_served(hometime: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = hometime("start", "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} cannot be used" in done.stderr
    assert "--port" in done.stderr


def test_a_bad_set_up_is_refused_and_makes_no_folder(hometime: Run, environ: dict[str, str]) -> None:
    done = hometime("start", HOMETIME_URL="http://otter.example")
    assert done.returncode == 1
    assert "only over https" in done.stderr
    assert not Path(environ["HOMETIME_DATA"]).exists()


def test_a_wrong_key_is_refused_and_changes_nothing(hometime: Run, environ: dict[str, str], tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "data", "own", {**environ, "HOMETIME_KEY": "a1b2c3d4e5f60718" * 4})
    before = {each: each.read_bytes() for each in folder.path.iterdir()}
    done = hometime("start", HOMETIME_KEY="18a1b2c3d4e5f607" * 4)
    assert done.returncode == 1
    assert "does not open the data folder" in done.stderr
    assert {each: each.read_bytes() for each in folder.path.iterdir()} == before


def test_a_database_under_another_key_is_refused(hometime: Run, environ: dict[str, str], tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "data", "own", environ)
    with backups.opened(folder.database, "ab" * 32) as database:
        database.execute("CREATE TABLE other (x)")
    before = folder.database.read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "hometime.cli.prepare"], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "The key does not open the database" in done.stderr
    assert "Traceback" not in done.stderr
    assert folder.database.read_bytes() == before


def test_a_backup_is_made_verified_and_restored_with_sending_off(
    hometime: Run, tmp_path: Path, environ: dict[str, str]
) -> None:
    make_folder(tmp_path / "data", "own", environ)
    prepare = [sys.executable, "-m", "hometime.cli.prepare"]
    assert subprocess.run(prepare, env=environ, capture_output=True, check=False).returncode == 0
    file, key = tmp_path / "otter.age", tmp_path / "key"
    made = hometime("backup", str(file), "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["counts"]["django_migrations"] > 10
    key.write_text(next(line.split(": ")[1] for line in made.stderr.splitlines() if "AGE-SECRET-KEY-1" in line))
    tried = hometime("verify", str(file), "--recovery-key-file", str(key))
    assert (tried.returncode, tried.stderr) == (0, "")
    restored = hometime(
        "restore", str(file), "--data", str(tmp_path / "again"), "--recovery-key-file", str(key), "--json"
    )
    assert restored.returncode == 0, restored.stderr
    assert json.loads(restored.stdout)["sending"] is False
    code = (
        "from hometime.cli.place import open_django; open_django(); from hometime.people.models import House; "
        "from django.contrib.sessions.models import Session; h = House.objects.get(); "
        "print(h.sending_on, h.restored_at is not None, Session.objects.count())"
    )
    again = {**environ, "HOMETIME_DATA": str(tmp_path / "again")}
    asked = subprocess.run([sys.executable, "-c", code], env=again, capture_output=True, text=True, check=False)
    assert asked.stdout == "False True 0\n", asked.stderr
    assert hometime("verify", HOMETIME_DATA=str(tmp_path / "again")).returncode == 0

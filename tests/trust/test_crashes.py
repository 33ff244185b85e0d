"""What was said to be saved is saved: after kill -9, with many writers, and on a full disk (TRUST 33, 34, 35)."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from hometime.config.environment import ROOT, TABLE
from tests.databases import SERVER, embedded_only

pytestmark = pytest.mark.own_database


@pytest.fixture
def house(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a house of its own, with an empty setting."""
    with a_house(tmp_path) as env:
        yield env


@contextlib.contextmanager
def a_house(folder: Path) -> Iterator[dict[str, str]]:
    names = {setting.name for setting in TABLE}
    env = {name: value for name, value in os.environ.items() if name not in names}
    env |= {
        "HOMETIME_DATA": str(folder / "data"),
        "HOMETIME_KEYS": str(folder / "keys"),
        "DJANGO_SETTINGS_MODULE": "hometime.config.settings",
    }
    with database_of_its_own() as url:
        env |= {"DATABASE_URL": url} if url else {}
        deed(env, "prepare")
        yield env


@contextlib.contextmanager
def database_of_its_own() -> Iterator[str]:
    """On PostgreSQL a database that only this test uses; nothing on the embedded one."""
    if not SERVER:
        yield ""
        return
    import psycopg

    name = f"crashes_{os.getpid()}_{random.randrange(10**9)}"
    with psycopg.connect(SERVER, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def deed(env: Mapping[str, str], *words: object) -> list[str]:
    """Runs one deed to its end, and gives the lines that it said."""
    command = [sys.executable, "-m", "tests.trust.deeds", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, env=dict(env), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def look(env: Mapping[str, str]) -> Any:
    return json.loads(deed(env, "look")[-1])


def whole(found: Any) -> bool:
    """Nothing half, every row with its event, the chain unbroken, the file sound."""
    return (
        bool(found["half"] == [])
        and found["faults"] == []
        and found["integrity"] == "ok"
        and found["events"] == 2 * len(found["saved"])
    )


@pytest.mark.parametrize("times", [10, pytest.param(200, marks=pytest.mark.long)])
def test_what_was_said_to_be_saved_survives_a_killed_process(times: int, house: dict[str, str]) -> None:
    draw, said = random.Random(9), set()
    command = [sys.executable, "-m", "tests.trust.deeds", "saves"]
    with subprocess.Popen(
        command, cwd=ROOT, env=house, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as parent:
        assert parent.stdin is not None and parent.stdout is not None
        for turn in range(times):
            parent.stdin.write(f"t{turn}\n")
            child, wanted, heard = 0, draw.randint(0, 12), 0
            for line in parent.stdout:
                verb, *words = line.split()
                child = int(words[0]) if verb == "pid" else child
                if verb == "saved":
                    said.add(" ".join(words))
                    heard += 1
                if verb == "gone":
                    break
                if child and heard >= wanted:
                    time.sleep(draw.random() * 0.01)
                    os.kill(child, signal.SIGKILL)
                    wanted = 10**9
        parent.stdin.close()
    found = look(house)
    assert said
    assert said <= set(found["saved"])
    assert whole(found)


@pytest.mark.parametrize("times", [25, pytest.param(200, marks=pytest.mark.long)])
def test_eight_writers_at_once_keep_one_chain_without_an_error(times: int, house: dict[str, str]) -> None:
    assert deed(house, "writers", 2, 4, times) == []
    found = look(house)
    assert len(found["saved"]) == 8 * times
    assert whole(found)


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A real file system of its own that is soon full; skips where this machine does not let us mount one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False) if os.geteuid() == 0 else None
    if done is None or done.returncode:
        pytest.skip("only root may mount a small disk here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def refuses_whole_saves(env: dict[str, str]) -> None:
    lines = [line.split() for line in deed(env, "fill", 20)]
    said = {" ".join(words) for verb, *words in lines if verb == "saved"}
    refused = {f"fill {words[0]}" for verb, *words in lines if verb == "refused"}
    found = look(env)  # reading goes on
    assert said and len(refused) == 20
    assert said <= set(found["saved"])
    assert not refused & set(found["saved"])
    assert whole(found)


@embedded_only
def test_a_full_disk_refuses_whole_saves_and_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "8m"), a_house(tmp_path / "disk") as env:
        refuses_whole_saves(env)


@embedded_only
def test_a_database_that_may_not_grow_refuses_whole_saves_and_loses_nothing(
    house: dict[str, str],
) -> None:
    refuses_whole_saves(house | {"DEEDS_PAGES": "20"})

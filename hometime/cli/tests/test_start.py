"""The server as a whole: whatever ends it takes its processes along, and other commands know its address."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from hometime.cli import place
from hometime.cli.benching.serving import free_port
from hometime.config.environment import ROOT
from hometime.config.folder import Folder, open_folder

PATIENCE = 90  # seconds after which a test gives up waiting; nothing is asserted about how long anything takes


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("HOMETIME_", "DATABASE_", "DJANGO_"))
    }
    return {**kept, "HOMETIME_KEYS": str(tmp_path / "keys"), "HOMETIME_WORKERS": "2", "PYTHONPATH": str(ROOT)}


def awaited(is_so: Callable[[], bool]) -> bool:
    """Whether something came to be so while patience lasted."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if is_so():
            return True
        time.sleep(0.1)
    return False


def answers(port: int) -> bool:
    with contextlib.suppress(OSError, HTTPException):
        asked = HTTPConnection("127.0.0.1", port, timeout=5)
        asked.request("GET", "/healthz", headers={"Connection": "close", "Host": f"localhost:{port}"})
        return asked.getresponse().status == 200
    return False


def listens(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def children(process: int) -> set[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return {int(child) for task in tasks for child in (task / "children").read_text("ascii").split()}


def lives(process: int) -> bool:
    """Whether it runs; one that has ended and was not buried yet does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0] != "Z"
    return False


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to see a process's children")
def test_a_server_that_is_killed_outright_leaves_no_process_behind(environ: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "hometime.cli", "start", "--port", str(port), "--data", str(tmp_path / "data")]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=log, stderr=log)
    try:
        assert awaited(lambda: answers(port)), (tmp_path / "log").read_text("utf-8")
        left = children(server.pid)
        assert len(left) >= 3, "two web processes and the background work"
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait()
    try:
        assert awaited(lambda: not any(map(lives, left)))
        assert not listens(port)
    finally:
        for process in filter(lives, left):
            os.kill(process, signal.SIGKILL)


@pytest.mark.parametrize(
    ("running", "told", "address"),
    [
        ("77\nhttp://localhost:8112\n", "", "http://localhost:8112"),
        ("77\nhttp://localhost:8112\n", "https://ours.example/", "https://ours.example"),
        ("77\n", "", "http://localhost:8000"),
        (None, "", "http://localhost:8000"),
    ],
)
def test_other_commands_name_the_address_at_which_the_server_answers(
    running: str | None, told: str, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOMETIME_URL", raising=False)
    if told:
        monkeypatch.setenv("HOMETIME_URL", told)
    if running is not None:
        (tmp_path / place.RUNNING).write_text(running, "ascii")
    folder: Folder = open_folder(tmp_path)
    assert place.address(folder) == address

"""One of the measured servers, as `hometime start` runs its own: `python -m hometime.cli.benching.serving APP PORT
WORKERS`. No background work runs beside it, so that nothing disturbs the measurement."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from hometime.config.environment import ROOT
from hometime.kernel.answers import Refused

HOMETIME, RULER = "hometime.config.wsgi:application", "bench.floor.wsgi:application"
SECONDS_TO_START = 60


def surroundings(folder: Path, port: int = 0) -> dict[str, str]:
    """The environment of a process that works on `folder`, with keys kept beside it, whatever was set outside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOMETIME_", "DATABASE_URL"))}
    return {
        **kept,
        "HOMETIME_DATA": str(folder),
        "HOMETIME_KEYS": str(folder.parent / "keys"),
        "HOMETIME_URL": f"http://localhost:{port or 8000}",
        "PYTHONPATH": str(ROOT),
    }


def free_port() -> int:
    """A port that nobody listens on: a server on a used one would share it without a word."""
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


@dataclasses.dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: its port, and its first process."""

    port: int
    process: int

    def work(self) -> float:
        """How long its processes have worked on a core so far, in milliseconds; waiting for a turn is no work."""
        return sum(_worked(process) for process in _family(self.process)) / 1e6


def _family(process: int) -> list[int]:
    """A process and all that came from it."""
    children = [
        int(child)
        for task in Path(f"/proc/{process}/task").iterdir()
        for child in (task / "children").read_text("ascii").split()
    ]
    return [process, *(member for child in children for member in _family(child))]


def _worked(process: int) -> int:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text("ascii").split()[0]) for task in tasks)


@contextlib.contextmanager
def running(application: str, folder: Path, ready: str, workers: int = 1) -> Iterator[Served]:
    """Runs `application` over `folder` until the end of the block; gives it once it answers at `ready`."""
    port = free_port()
    command = [sys.executable, "-m", "hometime.cli.benching.serving", application, str(port), str(workers)]
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        server = subprocess.Popen(command, env=surroundings(folder, port), cwd=ROOT, stdout=log, stderr=log)
        try:
            _await(server, port, ready)
            yield Served(port, server.pid)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def _await(server: subprocess.Popen[bytes], port: int, ready: str) -> None:
    from hometime.cli.benching.client import Browser

    for _ in range(SECONDS_TO_START * 10):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError, Refused):
            Browser(port).get(ready)
            return
        time.sleep(0.1)
    raise Refused("A server that was to be measured did not start.")


def main(application: str, port: int, workers: int) -> None:
    """Serves until told to stop."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        application,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

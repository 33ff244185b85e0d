"""The practice world beside a house of one's own: started by one press on the page that offers it, on the next free port.

A page cannot start a server, and should not. It leaves a wish in the data folder (hometime.setup.beside), and the process
that runs the server, which may start others, looks for it. Only a house that serves this machine alone listens to one.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from hometime.config import gate
from hometime.config.folder import Folder
from hometime.setup.beside import FAILED, IDLE, READY, STARTING, Beside

LOOK_SECONDS = 1.0
PORTS_TRIED = 30
# What belongs to the house itself and must not reach the practice world.
OURS = (
    "HOMETIME_DATA", "HOMETIME_URL", "HOMETIME_SITE", "HOMETIME_BIND", "HOMETIME_MAIL", "HOMETIME_KEY",
    "HOMETIME_PASSPHRASE", "DATABASE_URL",
)  # fmt: skip


def practice_folder(own: Path) -> Path:
    """Where the practice world of a house lies: beside it."""
    return own.with_name("practice" if own.name == "own" else f"{own.name}-practice")


@contextlib.contextmanager
def practice_beside(folder: Folder, port: int) -> Iterator[None]:
    """While it lasts, a wish for the practice world is granted; at its end the practice world stops too."""
    setup = gate.gather(folder, port)
    if folder.kind != "own" or not setup.local:
        yield
        return
    told, stop = Beside(folder.path), threading.Event()
    told.say(IDLE)
    watching = threading.Thread(target=_watch, args=(told, practice_folder(folder.path), port, stop), daemon=True)
    watching.start()
    try:
        yield
    finally:
        stop.set()
        watching.join(timeout=30)
        told.forget()


def _watch(told: Beside, path: Path, port: int, stop: threading.Event) -> None:
    running: subprocess.Popen[bytes] | None = None
    url = ""
    while not stop.wait(LOOK_SECONDS):
        if running is not None and running.poll() is not None:
            running = None
            told.say(FAILED)
        if told.take_wish() and running is None and (free := _free_port(port + 1)):
            url = f"http://localhost:{free}"
            told.say(STARTING, url)
            running = _start(path, free)
        elif running is not None and told.state == STARTING and _answers(url):
            told.say(READY, url)
    if running is not None:
        running.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(timeout=20)


def _start(path: Path, port: int) -> subprocess.Popen[bytes]:
    environ = {name: value for name, value in os.environ.items() if name not in OURS} | {"HOMETIME_WORKERS": "1"}
    words = ("start", "--practice", "--port", str(port), "--data", str(path))
    return subprocess.Popen([sys.executable, "-m", "hometime.cli", *words], env=environ, stdin=subprocess.DEVNULL)


def _free_port(first: int) -> int:
    """The first free port from `first` on; 0 where there is none among the next thirty."""
    for port in range(first, min(first + PORTS_TRIED, gate.LAST_PORT)):
        with socket.socket() as attempt, contextlib.suppress(OSError):
            attempt.bind(("127.0.0.1", port))
            return port
    return 0


def _answers(url: str) -> bool:
    place = gate.split(url).netloc
    with contextlib.suppress(OSError, HTTPException):
        asked = HTTPConnection("127.0.0.1", int(place.rpartition(":")[2]), timeout=2)
        asked.request("GET", "/healthz", headers={"Connection": "close", "Host": place})
        return asked.getresponse().status == 200
    return False

"""Run Hometime on this machine: the web server and the background work, until Ctrl-C.

On a fresh data folder everything is made ready first. Prints the address to open in a browser.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from importlib import import_module

from hometime.config import environment, gate
from hometime.config.folder import Folder, key_file, make_folder, open_folder
from hometime.kernel.answers import Refused

from . import place
from .jobs import work_on

EXAMPLE = "hometime start --practice --port 8080"
PORT = 8000
SECONDS_TO_ANSWER = 60
SECONDS_BETWEEN_LOOKS, SECONDS_TO_FINISH = 1.0, 5.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime start` takes."""
    place.arguments(parser)
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help=f"the port to listen on (default: {PORT})")


def run(said: argparse.Namespace) -> int:
    """Checks the set-up, prepares, serves; 0 after Ctrl-C. Raises Refused for a set-up that must not run."""
    path, kind = place.choose(said)
    os.environ.setdefault("HOMETIME_URL", f"http://localhost:{said.port}")
    folder = open_folder(path)
    refuse(gate.gather(folder, said.port, kind))
    if not folder.known:
        folder = make_folder(path, kind)
        refuse(gate.gather(folder, said.port, kind))
        tell_of_key(folder)
    bind = environment.said("HOMETIME_BIND")
    see_port_free(bind, said.port)
    with only_one(folder):
        if subprocess.run([sys.executable, "-m", "hometime.cli.prepare"], check=False).returncode:
            return 1
        serve(bind, said.port, folder)
    return 0


def refuse(setup: gate.SetUp) -> None:
    """Prints notices; raises Refused with every sentence that the set-up earned."""
    found = gate.refused(setup)
    if found:
        raise Refused("\n".join(sentence for _, sentence in found))
    for notice in gate.notices(setup):
        print(f"Note: {notice}", file=sys.stderr)


def tell_of_key(folder: Folder) -> None:
    """Says, once, where the key of a new data folder lies: without it the data cannot be read."""
    if folder.opened_by == "file" and folder.kind == "own":
        print(
            f"The new data folder {folder.path} is encrypted. Its key is the file {key_file(folder.id)}: keep a copy "
            "of that file somewhere safe, away from this machine.",
            flush=True,
        )


def see_port_free(bind: str, port: int) -> None:
    """Raises Refused when something listens on the port already; the server itself would share it without a word."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((bind, port))
        except OSError as error:
            raise Refused(
                f"Port {port} cannot be used ({(error.strerror or 'unknown').lower()}). Perhaps Hometime runs "
                f"already: look at http://localhost:{port} - or choose another port, such as --port "
                f"{port + 1 if port < gate.LAST_PORT else PORT}."
            ) from error


@contextlib.contextmanager
def only_one(folder: Folder) -> Iterator[None]:
    """Holds the data folder for this server; raises Refused when another server of this machine has it."""
    import fcntl

    with (folder.path / place.RUNNING).open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            process = lock.readline().strip() or "unknown"
            raise Refused(
                f"Hometime is running on the data folder {folder.path} already (process {process}). Stop that one "
                "first, or name another folder with --data."
            ) from error
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n{environment.said('HOMETIME_URL')}\n")
        lock.flush()
        yield


def serve(bind: str, port: int, folder: Folder) -> None:
    """Runs the web processes, and the background work beside them, until a signal to stop."""
    load_once()
    jobs = multiprocessing.Process(target=work_on, args=(os.getpid(),), name="background work")
    jobs.start()
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from .beside import practice_beside

    server = Server(
        "hometime.config.wsgi:application",
        address=bind,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(environment.said("HOMETIME_WORKERS")),
        blocking_threads=2,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    threading.Thread(target=announce, args=(port, folder), daemon=True).start()
    starter = os.getpid()
    os.register_at_fork(after_in_child=lambda: end_with(starter))
    try:
        with practice_beside(folder, port):
            server.serve()
    finally:
        jobs.terminate()
        jobs.join(timeout=30)


def end_with(starter: int) -> None:
    """Called in a web process as it begins: it ends when the process that started it is gone, whatever ended that one.

    A server that was killed outright cannot stop its own; left alone they would go on answering on its port.
    """
    if os.getppid() != starter:  # a process of one of the web processes, which has another parent
        return

    def watch() -> None:
        while os.getppid() == starter:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(SECONDS_TO_FINISH)  # for what is being answered
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True, name="watches the starter").start()


def load_once() -> None:
    """Loads the application before the processes part, so that they share its memory for as long as none changes it.

    Where the system starts processes afresh instead (macOS, newer Pythons) each loads it again, and nothing is lost.
    No connection to the database is opened here: none may be shared.
    """
    place.open_django()
    from django.urls import get_resolver

    import_module("hometime.config.wsgi")
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def announce(port: int, folder: Folder) -> None:
    """Prints the address once the server answers."""
    host = gate.split(environment.said("HOMETIME_URL")).netloc
    for _ in range(SECONDS_TO_ANSWER * 10):
        with contextlib.suppress(OSError, HTTPException):
            asked = HTTPConnection("127.0.0.1", port, timeout=2)
            asked.request("GET", "/healthz", headers={"Connection": "close", "Host": host})
            if asked.getresponse().status == 200:
                print(f"\n  Hometime is ready: {environment.said('HOMETIME_URL')}\n", flush=True)
                if folder.kind == "practice":
                    print("  The practice world: everybody in it is made up; every password is `practice`.", flush=True)
                    subprocess.run([sys.executable, "-m", "hometime.cli", "practice", "list", "--short"], check=False)
                else:
                    subprocess.run([sys.executable, "-m", "hometime.cli.first"], check=False)
                return
        time.sleep(0.1)

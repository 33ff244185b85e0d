"""The two sides of a measurement: Hometime and the ruler, each on worlds of the same size, with their visitors signed in."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hometime.cli.benching import rounds, serving
from hometime.cli.benching.client import Browser
from hometime.cli.benching.serving import surroundings
from hometime.config.environment import ROOT
from hometime.config.folder import make_folder
from hometime.kernel.answers import Refused

ROUNDS, EACH = 5, 8
USES = rounds.calls_of(ROUNDS, EACH) + 20  # of whatever is used up by measuring it


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """One measured thing: who does it, what of the ruler it is held against, and what CONTRACTS.md allows."""

    name: str
    who: str
    ruler: str
    times: float
    statements: int
    flat: float


@dataclasses.dataclass(frozen=True, slots=True)
class World:
    """A data folder of Hometime and one of the ruler, filled with the same number of rows, and what is in them."""

    rows: int
    house: Path
    floor: Path
    told: Mapping[str, Any]
    case: int


class House:
    """Hometime on one world, with its visitors signed in."""

    def __init__(self, server: serving.Served, world: World) -> None:
        self.world = world
        self.server = server
        self.used: dict[str, Iterator[str]] = {}
        self._visitors: dict[str, Browser] = {}

    def next_of(self, kind: str) -> str:
        """The next of a list that the world holds: each thing in it can be used once."""
        return next(self.used.setdefault(kind, iter(self.world.told[kind])))

    def visitor(self, who: str) -> Browser:
        """The browser of somebody whom the world names so."""
        if who not in self._visitors:
            browser = self._visitors[who] = Browser(self.server.port)
            token = browser.token("/sign-in/")
            browser.post("/sign-in/practice/", {"person": self.world.told[who], "csrfmiddlewaretoken": token})
            browser.get("/today/")
        return self._visitors[who]


class Floor:
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


@contextlib.contextmanager
def beside(
    worlds: Sequence[World],
    cases: Sequence[Case],
    does: Callable[[House, Case], rounds.Call],
    say: Callable[[str], None],
) -> Iterator[tuple[list[dict[str, Any]], list[House]]]:
    """Measures the cases on all worlds, small first; gives what was found, and our side while its servers still run."""
    with contextlib.ExitStack() as servers:
        houses = [House(servers.enter_context(hometime(world)), world) for world in worlds]
        floors = [Floor(servers.enter_context(ruler(world)), world) for world in worlds]
        found = []
        for case in cases:
            say(case.name)
            found.append(compare(case, does, houses, floors))
        yield found, houses


def compare(
    case: Case, does: Callable[[House, Case], rounds.Call], houses: Sequence[House], floors: Sequence[Floor]
) -> dict[str, Any]:
    """Measures one case on every world, small first: `does` gives what is done again and again on ours."""
    calls = [does(house, case) for house in houses] + [floor.call(case.ruler) for floor in floors]
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


def make_base(workshop: Path) -> None:
    """The practice world, from which every world of a measurement is copied."""
    make_folder(workshop / "base", "practice", surroundings(workshop / "base"))
    run(workshop / "base", "hometime.cli.prepare")


def make_world(workshop: Path, rows: int, filler: str, uses: int) -> World:
    """A world of `rows` rows on either side; `filler` is the module that fills ours, with `uses` things to be used up."""
    house, floor = workshop / f"house-{rows}", workshop / f"floor-{rows}"
    shutil.copytree(workshop / "base", house)  # nothing runs on it, so the copy is whole
    make_folder(floor, "practice", surroundings(floor))
    told = json.loads(run(house, filler, str(rows), str(uses)))
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


def hometime(world: World) -> contextlib.AbstractContextManager[serving.Served]:
    """Our server over a world."""
    return serving.running(serving.HOMETIME, world.house, "/healthz")


def ruler(world: World) -> contextlib.AbstractContextManager[serving.Served]:
    """The ruler's server over a world."""
    return serving.running(serving.RULER, world.floor, "/sign-in/")

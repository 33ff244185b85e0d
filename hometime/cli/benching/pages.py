"""The pages beside the ruler: how many times its cost, how many statements, how many bytes, small and large."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hometime.cli.benching import rounds
from hometime.cli.benching.client import Browser
from hometime.cli.benching.sides import USES, Case, House, beside, make_base, make_world
from hometime.cli.benching.worlds import SLUG

SMALL, LARGE, LONG = 100, 10_000, 100_000
# What a page brings along on a first visit: styles, scripts, letters, its sign.
BROUGHT = re.compile(rb'(?:href|src)="(/static/[^"]+)"')
CASES = (
    Case("Today", "manager", "list", 3.0, 12, 1.3),
    Case("parent's home", "parent", "list", 2.0, 8, 1.3),
    Case("board", "parent", "list", 3.0, 12, 1.3),
    Case("one duty", "manager", "case", 2.5, 8, 1.3),
    Case("keeping a duty", "deputy", "insert", 3.0, 10, 1.1),
)


def measure(workshop: Path, say: Callable[[str], None], long: bool = False) -> dict[str, Any]:
    """Builds the worlds in the folder `workshop`, runs the servers and measures. `say` gets a line of progress."""
    sizes = (SMALL, LONG if long else LARGE)
    say("making the practice world")
    make_base(workshop)
    worlds = []
    for rows in sizes:
        say(f"filling worlds of {rows} records")
        worlds.append(make_world(workshop, rows, "hometime.cli.benching.worlds", USES))
    with beside(worlds, CASES, _does, say) as (found, houses):
        return {"sizes": list(sizes), "cases": found, "bytes": _bytes(houses[-1])}


def _does(house: House, case: Case) -> rounds.Call:
    browser = house.visitor(case.who)
    if case.name == "keeping a duty":
        # The hidden token stays good for the session, so that the form need not be fetched for each.
        token = browser.token(f"/duty/{house.world.told['keep'][-1]}/")
        sent = {"csrfmiddlewaretoken": token, "evidence": "Rang at four and told them."}
        return lambda: browser.post(f"/duty/{house.next_of('keep')}/done/", sent)
    path = {"board": f"/board/{SLUG}/", "one duty": f"/duty/{house.world.told['duty']}/"}.get(case.name, "/today/")
    return lambda: browser.get(path)


def _bytes(house: House) -> dict[str, Any]:
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

"""Complaints beside the ruler: a provider with a hundred of them, and one with a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hometime.cli.benching import rounds
from hometime.cli.benching.sides import USES, Case, House, beside, make_base, make_world

SMALL, LARGE = 100, 100_000
NEW = {
    "what_happened": "The gate at the front stood open when we came. " * 3,
    "about": "care",
    "source": "parent",
    "channel": "written",
    "classed": "complaint",
    "settled": "no",
    "at_risk": "no",
    "read_back": "right",
}
CASES = (
    Case("list", "manager", "list", 2.0, 8, 1.3),
    Case("list, closed ones", "manager", "list", 2.0, 8, 1.3),
    Case("list of somebody with few", "deputy", "list", 2.0, 8, 1.3),
    Case("one case", "manager", "case", 4.0, 10, 1.3),
    Case("next step", "manager", "insert", 3.0, 10, 1.1),
    Case("new complaint", "manager", "insert", 3.0, 10, 1.1),
)


def measure(workshop: Path, say: Callable[[str], None], large: int = LARGE) -> dict[str, Any]:
    """Builds the worlds in the folder `workshop`, runs the servers and measures. `say` gets a line of progress, `large`
    is how many complaints the large world has."""
    say("making the practice world")
    make_base(workshop)
    worlds = []
    for rows in (SMALL, large):
        say(f"filling worlds of {rows:,} complaints")
        worlds.append(make_world(workshop, rows, "hometime.cli.benching.cases", USES))
    with beside(worlds, CASES, _does, say) as (found, _houses):
        papers = {name: [world.told["papers"][name] for world in worlds] for name in worlds[0].told["papers"]}
        return {"sizes": [SMALL, large], "cases": found, "papers": papers}


def _does(house: House, case: Case) -> rounds.Call:
    browser, told = house.visitor(case.who), house.world.told
    if case.name == "new complaint":
        sent = {**NEW, "csrfmiddlewaretoken": browser.token("/complaints/new/")}
        return lambda: browser.post("/complaints/new/", sent)
    if case.name == "next step":
        token = browser.token(f"/complaints/{told['step'][-1]}/")
        sent = {"csrfmiddlewaretoken": token, "words": "Rang and said that we have it."}
        return lambda: browser.post(f"/complaints/{house.next_of('step')}/acknowledged/", sent)
    path = {"one case": f"/complaints/{told['long']}/", "list, closed ones": "/complaints/?which=closed"}
    return lambda: browser.get(path.get(case.name, "/complaints/"))

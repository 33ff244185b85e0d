"""Fill a practice folder with a made-up world. The same numbers and day give the same world, down to every id."""

from __future__ import annotations

import argparse
import datetime as dt
import json

from hometime.config.folder import make_folder, open_folder
from hometime.kernel.answers import Refused

from . import place

EXAMPLE = "hometime practice load --settings 3 --children 24 --years 1 --random 1"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime practice load` takes."""
    place.arguments(parser)
    parser.add_argument("--settings", type=int, default=3, metavar="N", help="how many settings (default: 3)")
    parser.add_argument("--children", type=int, default=24, metavar="N", help="children at each setting (default: 24)")
    parser.add_argument("--years", type=int, default=1, metavar="N", help="years of history (default: 1)")
    parser.add_argument("--random", type=int, default=1, metavar="N", help="which of all such worlds (default: 1)")
    parser.add_argument("--day", type=dt.date.fromisoformat, metavar="DATE", help="the world's today (default: today)")
    parser.add_argument("--json", action="store_true", help="print what was made as JSON")


def run(said: argparse.Namespace) -> int:
    """Loads the world; 0 when it is there. Raises Refused where anybody lives already."""
    said.practice = True
    path, kind = place.choose(said)
    folder = open_folder(path)
    if not folder.known:
        folder = make_folder(path, kind)
    if folder.kind != "practice":
        raise Refused(
            f"{path} holds a setting's own data; the practice world never mixes with it. Name another: --data"
        )
    place.open_django()
    from hometime.config.upgrade import upgrade
    from hometime.practice.world import Size, load

    upgrade(folder, "practice")
    size = Size(settings=said.settings, children=said.children, years=said.years, number=said.random)
    made = load(size, said.day)
    print(json.dumps(made, indent=1) if said.json else ", ".join(f"{count} {what}" for what, count in made.items()))
    return 0


def fill_if_empty() -> None:
    """Loads the usual world into a practice folder where nobody lives yet; Django is open."""
    from hometime.people.models import Provider
    from hometime.practice.world import load

    if not Provider.objects.exists():
        print("Making the practice world …", flush=True)
        load()

"""List the people of the practice world: e-mail, password, hats, and what is special about them."""

from __future__ import annotations

import argparse
import dataclasses
import json

from . import place

EXAMPLE = "hometime practice list --json"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime practice list` takes."""
    place.arguments(parser)
    parser.add_argument("--json", action="store_true", help="print the list as JSON")
    parser.add_argument("--short", action="store_true", help="only one person for each hat")


def run(said: argparse.Namespace) -> int:
    """Prints the list; 0. Raises Refused when the practice world was not made yet."""
    said.practice = True
    place.existing(said)
    place.open_django()
    from hometime.practice.world import listed

    people = listed()
    if said.json:
        print(json.dumps([dataclasses.asdict(who) for who in people], indent=1, ensure_ascii=False))
        return 0
    seen: set[str] = set()
    for who in people:
        hat = who.hats[0].partition(",")[0] if who.hats else ""
        if said.short and hat in seen:
            continue
        seen.add(hat)
        print(f"  {who.email:44} {who.password:10} {'; '.join(who.hats)}{f' - {who.special}' if who.special else ''}")
    return 0

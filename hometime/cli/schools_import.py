"""Take the national register of schools in: show what would change, ask, and write it down.

FILE is the CSV that the department publishes, of any size. Only open schools that take children of five or younger are kept,
of the local authorities that you name by number or name; what the register says of heads is never read. Schools that have
closed or are gone stay, and are told where a child moves to one. Without --yes it asks first; where nobody can be asked, it
shows what would change and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hometime.kernel.answers import Refused

from . import place

if TYPE_CHECKING:
    from hometime.people.models import Provider
    from hometime.schools.actions.registers import Sorted

EXAMPLE = "hometime schools import edubasealldata20260105.csv --authority Kent --authority 887"
SAID_EVERY = 1.0  # seconds between two lines of progress
ORDER = ("read", "new", "changed", "closing", "gone", "same", "wrong", "elsewhere", "older", "not_open")
WORDS = {
    "read": "lines read", "new": "new", "changed": "changed", "closing": "closed since", "gone": "not in the register any more",
    "same": "as they are", "wrong": "cannot be used", "elsewhere": "of other places", "older": "for older children",
    "not_open": "not open",
}  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime schools import` takes."""
    place.arguments(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="the register, as CSV")
    parser.add_argument(
        "--authority", action="append", required=True, metavar="NAME", help="a local authority; may be given again"
    )
    parser.add_argument("--provider", metavar="NAME", help="whose schools (where the house holds several providers)")
    parser.add_argument("--yes", action="store_true", help="take it in without asking")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")


def run(said: argparse.Namespace) -> int:
    """Shows what would change and takes it in where that is wanted; 0. Raises Refused, and then nothing was changed."""
    place.ready(said)
    place.open_django()
    from hometime.audit.actions import House
    from hometime.schools.actions import registers, taking_in

    provider, tells = _provider(said.provider), _Progress()
    try:
        with said.file.open("rb") as stream:
            found = registers.sort_out(provider, stream, said.authority, tells)
    except OSError as error:
        raise Refused(f"{said.file} could not be read. See that the name is right.") from error
    wanted = _wanted(found, said)
    if wanted:
        house = House("command line")
        taking_in.take_in(house, registers.bring(house, provider, found), tells)
    _tell(found, said, wanted)
    return 0


def _provider(name: str | None) -> Provider:
    from hometime.people.models import Provider

    rows = Provider.objects.order_by("name", "pk")
    found = list(rows.filter(name__iexact=name) if name else rows[:2])
    if len(found) == 1:
        return found[0]
    known = ", ".join(rows.values_list("name", flat=True)[:10])
    raise Refused(f"Say whose schools these are with --provider. There are: {known or 'none yet'}.")


def _wanted(found: Sorted, said: argparse.Namespace) -> bool:
    if said.yes or not sys.stdin.isatty():
        return bool(said.yes)
    print(_in_words(found))
    return input("Take it in? Type yes: ").strip().lower() == "yes"


def _tell(found: Sorted, said: argparse.Namespace, done: bool) -> None:
    if said.json:
        told: dict[str, Any] = {
            "taken_in": done, "authorities": found.authorities, "counts": {name: found.counts[name] for name in ORDER},
            "faults": [{"line": line, "fault": fault} for line, fault in found.faults],
        }  # fmt: skip
        print(json.dumps(told, indent=1))
        return
    print(_in_words(found))
    from hometime.schools.pages.schools import FAULTS

    for line, fault in found.faults:
        print(f"Line {line}: {FAULTS[fault]}", file=sys.stderr)
    print("Taken in." if done else "Nothing was written down. Add --yes to take it in.")


def _in_words(found: Sorted) -> str:
    return ", ".join(f"{found.counts[name]:,} {WORDS[name]}" for name in ORDER if found.counts[name]) + "."


class _Progress:
    """Says on standard error how many lines are done, once a second at most."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        if now - self.last >= SAID_EVERY:
            self.last = now
            print(f"… {done:,} lines", file=sys.stderr, flush=True)

"""Play a made-up complaint through a complaints procedure: where it would be, what would be owed, and by when.

SCENARIO.json names a document (a file, or library:10.2), the ladder, the complaint and what happened to it. What the
document leaves open takes our proposal, and is marked so. Nothing is stored.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hometime.complaints.engine.case import Impossible
from hometime.complaints.engine.rehearsing import rehearse
from hometime.complaints.engine.scenario import (
    NoLadder,
    Unreadable,
    audience_of,
    complaint_of,
    day_of,
    events_of,
    procedure_of,
)
from hometime.complaints.engine.telling import as_json
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.policies.library import Unknown, library_reading
from hometime.policies.library.terms import SCHEME
from hometime.policies.reading.forms import Reading
from hometime.policies.settling import proposals, settled

from .policy_read import reading_of

EXAMPLE = "hometime complaint rehearse late-answer.json --policy library:10.2 --today 2026-04-10"
DEFAULT = f"{SCHEME}10.2"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime complaint rehearse` takes."""
    parser.add_argument("scenario", type=Path, metavar="SCENARIO.json", help="the complaint and what happened to it")
    parser.add_argument("--policy", metavar="FILE", help="a document, or library:10.2, instead of the scenario's own")
    parser.add_argument(
        "--today", type=dt.date.fromisoformat, metavar="DATE", help="the day to look at, instead of the scenario's own"
    )
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")


def run(said: argparse.Namespace) -> int:
    """Prints where the complaint would be; 0. Raises Refused for a scenario or document that cannot be played."""
    plain = _scenario(said.scenario)
    try:
        today = said.today or (day_of(plain["today"], "today") if "today" in plain else clock.today())
        complaint, events = complaint_of(plain.get("complaint")), events_of(plain.get("events", []))
        reading = _document(said.policy or plain.get("document", DEFAULT), said.scenario.parent, bool(said.policy))
        procedure = procedure_of(settled(reading, proposals(reading)), audience_of(plain))
        told = as_json(rehearse(procedure, complaint, events, today), procedure, today)
    except (Unreadable, NoLadder, Impossible) as no:
        raise Refused(str(no)) from no
    print(json.dumps(told, indent=1, ensure_ascii=False) if said.json else "\n".join(_lines(told, today)))
    return 0


def _scenario(file: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"{file} could not be read. See that the name is right.") from error
    except ValueError as error:
        raise Refused(f"{file} is not JSON, so it holds no scenario.") from error
    if not isinstance(found, dict):
        raise Refused(f"{file} should hold one object with a complaint and its events.")
    return found


def _document(name: Any, beside: Path, typed: bool) -> Reading:
    """The document: from the library, or a file; a scenario's own is looked for beside it, too."""
    if not isinstance(name, str):
        raise Unreadable("“document” is a file's name, or library:10.2.")
    if name.startswith(SCHEME):
        try:
            return library_reading(name.removeprefix(SCHEME))
        except Unknown as unknown:
            raise Refused(str(unknown)) from unknown
    file = Path(name)
    return reading_of(file if typed or file.exists() else beside / name)


def _lines(told: Mapping[str, Any], today: dt.date) -> Iterator[str]:
    """What a rehearsal told, for people."""
    here = told["at"]
    yield f"On {today.isoformat()}: {told['state'].replace('_', ' ')}."
    if here:
        yield f"With the {here['handler'].replace('_', ' ')}, since {here['since']}."
    if told["barred"]:
        yield f"Kept out of it: {', '.join(who.replace('_', ' ') for who in told['barred'])}."
    yield from told["notes"]
    for duty in told["duties"]:
        yield ""
        yield (
            f"{duty['action'].replace('_', ' ').capitalize()}, owed by the {duty['owed_by'].replace('_', ' ')}: "
            f"{duty['due'] or 'no day'} ({duty['standing'].replace('_', ' ')}; {duty['basis']})"
        )
        yield f"  {duty['why']}"
    yield ""
    yield f"Can happen next: {', '.join(event.replace('_', ' ') for event in told['can_next']) or 'nothing'}."
    regulator = told["regulator"]
    yield f"{regulator['name']} can be told at any time{': ' + regulator['phone'] if regulator['phone'] else ''}."

"""Adopt a policy document for a setting from a day on. What the document leaves open is asked first.

FILE may be library:10.2, our own complaints procedure, for a setting that holds none. `hometime policy read FILE --json`
lists the open points with their keys and choices; an answers file gives a value for each: {"key": "value"}.
Adopting stores the document, freezes what was read and answered, and begins the duties that its clauses promise.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hometime.kernel.answers import Refused
from hometime.policies.library import library_document, library_reading
from hometime.policies.library.terms import SCHEME, Unknown
from hometime.policies.reading.forms import Reading
from hometime.policies.settling import OpenPoint, Settled, Unsettled, open_points, proposals, settled

from . import place
from .policy_read import reading_of

EXAMPLE = "hometime policy adopt policy.docx --setting 'Otter Bridge Pre-School' --on 2026-01-05 --accept-proposals"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime policy adopt` takes."""
    place.arguments(parser)
    parser.add_argument("file", metavar="FILE", help="the document, or library:10.2")
    parser.add_argument(
        "--setting", action="append", required=True, metavar="NAME", help="a setting that adopts it; may be given again"
    )
    parser.add_argument(
        "--on", type=dt.date.fromisoformat, required=True, metavar="DATE", help="the day, as 2026-01-05"
    )
    parser.add_argument(
        "--accept-proposals", action="store_true", help="take our proposal for what is not answered otherwise"
    )
    parser.add_argument("--answers", type=Path, metavar="FILE.json", help="answers to the open points, by their keys")
    parser.add_argument("--json", action="store_true", help="print what was adopted and answered as JSON")


def run(said: argparse.Namespace) -> int:
    """Adopts; 0. Raises Refused, and nothing is changed, when the document cannot be adopted or a question was not answered."""
    reading, content = _document(said.file)
    confirmed = _settled(reading, said)
    folder = place.ready(said)
    place.open_django()
    from hometime.adoption.actions import adopt, open_for
    from hometime.audit.actions import House

    actor = House("command line")
    settings = open_for(actor, reading, said.setting)
    if len({setting.provider_id for setting in settings}) != 1:
        raise Refused("These settings belong to different providers. Adopt the document once for each provider.")
    made = adopt(actor, settings[0].provider, settings, confirmed, content, said.on)
    parts = list(dict.fromkeys(adoption.number or adoption.title for adoption in made))
    if said.json:
        print(json.dumps(_plain(confirmed, parts, [setting.name for setting in settings], said.on), indent=1))
        return 0
    print(
        f"Adopted {', '.join(parts)} for {', '.join(setting.name for setting in settings)} from {said.on.isoformat()}."
    )
    for setting in settings:
        print(f"Its notice board: {place.address(folder)}/board/{setting.slug}/")
    return 0


def _document(name: str) -> tuple[Reading, bytes]:
    if name.startswith(SCHEME):
        number = name.removeprefix(SCHEME)
        try:
            return library_reading(number), library_document(number)
        except Unknown as unknown:
            raise Refused(str(unknown)) from unknown
    return reading_of(Path(name)), Path(name).read_bytes()


def _plain(confirmed: Settled, parts: Sequence[str], settings: Sequence[str], on: dt.date) -> Mapping[str, Any]:
    """What was adopted, as JSON gives it."""
    answers = [
        {"key": a.key, "ask": a.ask, "value": a.value, "words": a.words, "whose": a.whose} for a in confirmed.answered
    ]
    return {"adopted": parts, "settings": settings, "on": on.isoformat(), "answers": answers}


def _settled(reading: Reading, said: argparse.Namespace) -> Settled:
    """The reading with every open point answered: by the command, the file of answers, our proposals, or the keyboard."""
    answers = {**_answered_by(reading, said), **_from_file(reading, said.answers)}
    if said.accept_proposals:
        answers = {**proposals(reading), **answers}
    left = _left(reading, answers)
    if left and not sys.stdin.isatty():
        raise Refused(
            f"The document leaves {len(left)} questions open. Look at them with `hometime policy read`, then add "
            "--accept-proposals to take what we propose, or --answers with a file of your own."
        )
    asked = 0
    while left := _left(reading, answers):  # an answer may leave a whole ladder out, and with it what was asked of it
        asked += 1
        answers[left[0].key] = _ask(reading, left[0], f"{asked} of {asked + len(left) - 1}")
    try:
        return settled(reading, answers)
    except Unsettled as open_:
        raise Refused(f"{open_.words} Nothing was adopted.") from open_


def _left(reading: Reading, answers: Mapping[str, str]) -> list[OpenPoint]:
    return [point for point in open_points(reading, answers) if not answers.get(point.key)]


def _answered_by(reading: Reading, said: argparse.Namespace) -> dict[str, str]:
    """What the command itself answers: the day, and the settings."""
    given = {"adoption_date_unstated": said.on.isoformat(), "settings_unstated": "; ".join(said.setting)}
    return {p.key: given[p.question.code] for p in open_points(reading) if p.question.code in given}


def _from_file(reading: Reading, file: Path | None) -> dict[str, str]:
    """Answers from a JSON file. Raises Refused for one that cannot be read, or that answers what is not asked."""
    if file is None:
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"{file} could not be read. See that the name is right.") from error
    except ValueError as error:
        raise Refused(f"{file} is not JSON. It should look like {{'key': 'answer'}}.".replace("'", '"')) from error
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise Refused(f"{file} should hold one object with a text for every key.")
    strange = sorted(set(found) - {point.key for point in open_points(reading)})
    if strange:
        raise Refused(f"{file} answers “{strange[0]}”, which this document does not ask. Nothing was adopted.")
    return found


def _ask(reading: Reading, point: OpenPoint, place_of: str) -> str:
    """Puts one open point to the person at the keyboard, with its choices numbered, until an answer can be taken."""
    print(f"\n({place_of}) {point.question.ask}")
    for number, choice in enumerate(point.choices, 1):
        print(f"  {number}. {choice.words}{'   (our proposal)' if number == 1 else ''}")
    hint = {"days": ", or a limit such as 21 days or 10 working days", "text": ", or words", "date": ", or a day"}
    while True:
        typed = input(f"  Number{hint.get(point.takes, '')}; Enter takes 1: ").strip() or "1"
        if typed.isdigit() and 1 <= int(typed) <= len(point.choices):
            return point.choices[int(typed) - 1].value
        if typed.isdigit() and point.takes != "days":
            print(f"  There is no answer {typed}.")
            continue
        try:
            settled(reading, {**proposals(reading), point.key: typed})
        except Unsettled as no:
            print(f"  {no.words}")
            continue
        return typed

"""Adopt a policy document for a setting from a day on. What the document leaves open is asked first.

Adopting stores the document, freezes what was read of it, and begins the duties that its clauses promise.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from hometime.config import environment
from hometime.kernel.answers import Refused

from . import place
from .policy_read import reading_of

EXAMPLE = "hometime policy adopt policy.docx --setting 'Otter Bridge Pre-School' --on 2026-01-05 --accept-proposals"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime policy adopt` takes."""
    place.arguments(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="the document")
    parser.add_argument(
        "--setting", action="append", required=True, metavar="NAME", help="a setting that adopts it; may be given again"
    )
    parser.add_argument(
        "--on", type=dt.date.fromisoformat, required=True, metavar="DATE", help="the day, as 2026-01-05"
    )
    parser.add_argument(
        "--accept-proposals", action="store_true", help="take our default for what the text leaves open"
    )


def run(said: argparse.Namespace) -> int:
    """Adopts; 0. Raises Refused, and nothing is changed, when the document cannot be adopted or a question was not answered."""
    reading = reading_of(said.file)
    content = said.file.read_bytes()
    place.ready(said)
    place.open_django()
    from hometime.adoption.actions import adopt, open_for
    from hometime.audit.actions import House

    actor = House("command line")
    if not said.accept_proposals:
        _ask([(question.ask, question.proposal) for question in reading.questions])
    settings = open_for(actor, reading, said.setting)
    if len({setting.provider_id for setting in settings}) != 1:
        raise Refused("These settings belong to different providers. Adopt the document once for each provider.")
    made = adopt(actor, settings[0].provider, settings, reading, content, said.on)
    parts = ", ".join(dict.fromkeys(adoption.number or adoption.title for adoption in made))
    print(f"Adopted {parts} for {', '.join(setting.name for setting in settings)} from {said.on.isoformat()}.")
    for setting in settings:
        print(f"Its notice board: {environment.said('HOMETIME_URL')}/board/{setting.slug}/")
    return 0


def _ask(questions: list[tuple[str, str]]) -> None:
    """Puts each open question to the person at the keyboard; only "yes, as proposed" goes on."""
    if questions and not sys.stdin.isatty():
        raise Refused(
            f"The document leaves {len(questions)} questions open. Look at them with `hometime policy read`, then add "
            "--accept-proposals to take what we propose."
        )
    for ask, proposal in questions:
        if input(f"{ask}\n  We propose: {proposal}\n  Take it? [yes/no] ").strip().lower() not in ("y", "yes"):
            raise Refused(
                "Nothing was adopted. Mend the document, or adopt it in the browser, where answers can be changed."
            )

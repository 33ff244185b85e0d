"""Print what a policy document says: its clauses, ladders, limits, and what it leaves open. Nothing is stored.

Reads docx, pdf, html, md and txt. What the text does not say is shown as unstated, never guessed.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from hometime.kernel.answers import Refused
from hometime.policies.reading import read_file
from hometime.policies.reading.forms import Reading, as_json
from hometime.policies.settling import open_points
from hometime.policies.telling import told

EXAMPLE = "hometime policy read policy.docx --json"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime policy read` takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the document")
    parser.add_argument("--json", action="store_true", help="print the reading as JSON")


def run(said: argparse.Namespace) -> int:
    """Prints the reading; 0, or 1 when nothing of the document could be read (the problems say why)."""
    reading = reading_of(said.file)
    print(json.dumps(_plain(reading), indent=1, ensure_ascii=False) if said.json else told(reading))
    return 0 if reading.source.complete or reading.parts else 1


def _plain(reading: Reading) -> dict[str, Any]:
    """The reading, with the open points that an adoption answers: `policy adopt --answers` takes their keys."""
    points = [
        {
            "key": point.key,
            "ask": point.question.ask,
            "clause": point.clause,
            "hole": point.hole,
            "takes": point.takes,
            "choices": [as_json(choice) for choice in point.choices],
        }
        for point in open_points(reading)
    ]
    return {**as_json(reading), "points": points}


def reading_of(file: Path) -> Reading:
    """Reads a document; raises Refused when there is no such file or it may not be read."""
    try:
        return read_file(file)
    except OSError as error:
        raise Refused(
            f"{file} could not be read ({(error.strerror or 'unknown').lower()}). See that the name is right."
        ) from error

"""Print what a policy document says: its clauses, ladders, limits, and what it leaves open. Nothing is stored.

Reads docx, pdf, html, md and txt. What the text does not say is shown as unstated, never guessed.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from hometime.kernel.answers import Refused
from hometime.policies.reading import read_file
from hometime.policies.reading.forms import Reading, as_json
from hometime.policies.telling import told

EXAMPLE = "hometime policy read policy.docx --json"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime policy read` takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the document")
    parser.add_argument("--json", action="store_true", help="print the reading as JSON")


def run(said: argparse.Namespace) -> int:
    """Prints the reading; 0, or 1 when nothing of the document could be read (the problems say why)."""
    reading = reading_of(said.file)
    print(json.dumps(as_json(reading), indent=1, ensure_ascii=False) if said.json else told(reading))
    return 0 if reading.source.complete or reading.parts else 1


def reading_of(file: Path) -> Reading:
    """Reads a document; raises Refused when there is no such file or it may not be read."""
    try:
        return read_file(file)
    except OSError as error:
        raise Refused(
            f"{file} could not be read ({(error.strerror or 'unknown').lower()}). See that the name is right."
        ) from error

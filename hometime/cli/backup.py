"""Write one encrypted backup file: database, papers, keys and a manifest. Works while the server runs.

The first time it makes two recovery keys and prints them once. Either opens every backup; Hometime keeps neither.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path

from hometime.config import backups, environment
from hometime.kernel import clock
from hometime.kernel.answers import Refused

from . import place

EXAMPLE = "hometime backup /media/stick/otter.age"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime backup` takes."""
    place.arguments(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    parser.add_argument(
        "--new-keys", action="store_true", help="make new recovery keys; older backups keep their old ones"
    )
    parser.add_argument("--json", action="store_true", help="print the manifest as JSON")


def run(said: argparse.Namespace) -> int:
    """Writes the backup; 0 when it is whole. Raises Refused when it could not be written."""
    folder = place.existing(said)
    if environment.said("DATABASE_URL"):
        raise Refused(
            "This command backs up the embedded database. For PostgreSQL use pg_dump: docs/backup.md shows how."
        )
    if said.new_keys or not backups.recipients(folder):
        tell_keys(backups.make_recovery_keys(folder))
    manifest = backups.write(folder, said.file.expanduser().absolute(), clock.now().isoformat())
    if said.json:
        print(json.dumps(dataclasses.asdict(manifest), indent=1))
    else:
        rows = sum(manifest.counts.values())
        print(f"{said.file}: {rows} rows in {len(manifest.counts)} tables, {len(manifest.digests) - 1} papers.")
    return 0


def tell_keys(keys: dict[str, str]) -> None:
    """Prints the recovery keys to standard error, so that a redirected manifest does not carry them."""
    lines = [
        "Recovery keys. Either opens every backup from now on, on any machine. They are shown this once and kept "
        "nowhere:",
        "write or print each on its own sheet, and give the second to an owner or trustee.",
        *(f"  for the {keeper}: {key}" for keeper, key in keys.items()),
    ]
    print("\n".join(lines), file=sys.stderr)

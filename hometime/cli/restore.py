"""Bring a backup back into a new data folder, on this machine or another. Needs the file and either recovery key.

The restored copy signs everybody out and sends nothing until a person switches sending on.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from pathlib import Path

from hometime.config.folder import key_file
from hometime.config.restores import restoring, settle
from hometime.kernel.answers import Refused

from . import place

EXAMPLE = "hometime restore /media/stick/otter.age --data restored"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime restore` takes."""
    place.arguments(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    key_argument(parser)
    parser.add_argument("--json", action="store_true", help="print what was restored as JSON")


def run(said: argparse.Namespace) -> int:
    """Restores; 0 when the new folder is whole. Raises Refused and leaves nothing behind otherwise."""
    path, _ = place.choose(said)
    with restoring(said.file.expanduser(), recovery_key(said), path) as (draft, manifest):
        os.environ["HOMETIME_DATA"] = str(draft.path)
        os.environ.pop("DATABASE_URL", None)
        place.open_django()
        from django.db import connection

        from hometime.config.upgrade import upgrade

        upgrade(draft, "restore")
        settle(manifest)
        connection.close()
    facts = {"data": str(path), "made_at": manifest.made_at, "rows": sum(manifest.counts.values()), "sending": False}
    if said.json:
        print(json.dumps(facts, indent=1))
        return 0
    print(
        f"Restored into {path} from the backup of {manifest.made_at[:16]} UTC: {facts['rows']} rows. Everybody is "
        "signed out and nothing is sent until somebody switches sending on. Start it with: hometime start --data "
        f"{path}"
    )
    if draft.opened_by == "file":
        print(f"Its new key is the file {key_file(draft.id)}: keep a copy away from this machine.")
    return 0


def key_argument(parser: argparse.ArgumentParser) -> None:
    """Adds `--recovery-key-file` to a command that opens a backup."""
    parser.add_argument(
        "--recovery-key-file", type=Path, metavar="FILE", help="a file that holds a recovery key (default: ask for it)"
    )


def recovery_key(said: argparse.Namespace) -> str:
    """The recovery key, from the file that was named or from the keyboard. Raises Refused when neither gives one."""
    if said.recovery_key_file:
        try:
            return str(said.recovery_key_file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise Refused(f"The recovery key could not be read from {said.recovery_key_file}.") from error
    if not sys.stdin.isatty():
        raise Refused("A recovery key is needed. Name the file that holds it: --recovery-key-file FILE")
    return getpass.getpass("Recovery key: ", stream=sys.stderr)

"""Check that nothing is broken: the database and its audit chain, or, with FILE, that a backup could be restored."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hometime.config import backups

from . import place
from .restore import key_argument, recovery_key

Found = dict[str, Any]
EXAMPLE = "hometime verify /media/stick/otter.age"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime verify` takes."""
    place.arguments(parser)
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="a backup to try (default: the live database)"
    )
    parser.add_argument(
        "--code",
        action="append",
        default=[],
        metavar="PLACE:NUMBER:CODE",
        help="a check code that an owner wrote down, as otter-bridge:120:ABCD-EFGH-IJKL, or one that stands on a "
        "timeline, letter or paper of a complaint, after its reference, as K7M-4QF:ABCD-EFGH-IJKL; may be given again",
    )
    key_argument(parser)
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")


def run(said: argparse.Namespace) -> int:
    """0 when all is whole, 1 when something is broken: each fault is printed."""
    found = of_backup(said) if said.file else of_database(said)
    faults = found["faults"]
    if said.json:
        print(json.dumps(found, indent=1))
    else:
        print("\n".join([*faults, str(found["says"])]))
    return 1 if faults else 0


def of_backup(said: argparse.Namespace) -> Found:
    """Opens a backup in a temporary folder, compares all of it with its manifest, and deletes it again."""
    with tempfile.TemporaryDirectory(prefix="hometime-verify-") as folder:
        manifest, _ = backups.unpack(said.file.expanduser(), recovery_key(said), Path(folder))
    rows = sum(manifest.counts.values())
    return {
        "faults": [],
        "says": f"{said.file} is whole: {rows} rows, made at {manifest.made_at[:16]} UTC.",
        "made_at": manifest.made_at,
        "rows": rows,
    }


def of_database(said: argparse.Namespace) -> Found:
    """Checks the live database's own structure and every link of its audit chains."""
    place.existing(said)
    place.open_django()
    from hometime.audit.proof import verify

    links, faults = kept_outside(said.code)
    verdict = verify(links)
    faults = [*structure_faults(), *faults, *verdict.faults]
    return {
        "faults": faults,
        "says": f"{verdict.events} events in {verdict.chains} chains were checked: "
        + ("something is broken." if faults else "all is whole."),
        "chains": verdict.chains,
        "events": verdict.events,
    }


def kept_outside(codes: Iterable[str]) -> tuple[list[tuple[str, int, str]], list[str]]:
    """The links that check codes stand for, as (chain, number, code), and what already speaks against some of them.

    Two parts are a complaint's reference and the code on one of its papers; three are an owner's code. Raises `Refused`.
    """
    from hometime.complaints.proof import told_by
    from hometime.today.assurance import written_down

    links: list[tuple[str, int, str]] = []
    faults: list[str] = []
    for words in codes:
        reference, _, code = words.strip().upper().partition(":")
        if code and ":" not in code:
            told = told_by(reference, code.strip())
            links += [told.link] if told.link else []
            faults += told.faults
        else:
            links.append(written_down(words))
    return links, faults


def structure_faults() -> list[str]:
    """What the embedded database says is wrong with itself, as sentences; PostgreSQL looks after its own."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        broken = [f"The database file is damaged: {words}." for (words,) in cursor.fetchall() if words != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        lost = {table for table, *_ in cursor.fetchall()}
    return broken + [f"Table {table} points at rows that are gone." for table in sorted(lost)]

"""Which data folder a command works on, and how Django is opened over it."""

from __future__ import annotations

import argparse
import getpass
import os
import subprocess
import sys
from pathlib import Path

from hometime.config import environment
from hometime.config.folder import Folder, Kind, make_folder, open_folder
from hometime.kernel.answers import Refused

RUNNING = "running"  # the file in the data folder that a server holds: its process, and the address it answers at


def address(folder: Folder) -> str:
    """Where people reach this house: the address that was set, else that of the server that ran here last."""
    told = environment.said("HOMETIME_URL")
    running = folder.path / RUNNING
    if "HOMETIME_URL" in os.environ or not running.is_file():
        return told.rstrip("/")
    lines = running.read_text("ascii").split()
    return (lines[1] if len(lines) > 1 else told).rstrip("/")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds `--data`, `--practice` and `--passphrase` to a command."""
    parser.add_argument("--data", metavar="FOLDER", help="the data folder (default: HOMETIME_DATA, else data/own)")
    parser.add_argument("--practice", action="store_true", help="the practice world (default folder: data/practice)")
    parser.add_argument("--passphrase", action="store_true", help="ask for the passphrase that opens the data folder")


def choose(said: argparse.Namespace) -> tuple[Path, Kind]:
    """Settles the data folder from the command line, tells child processes of it, and asks for a passphrase when told
    to."""
    kind: Kind = "practice" if said.practice else "own"
    path = Path(said.data).expanduser().absolute() if said.data else environment.home(kind)
    os.environ["HOMETIME_DATA"] = str(path)
    if said.passphrase:
        os.environ["HOMETIME_PASSPHRASE"] = getpass.getpass("Passphrase: ", stream=sys.stderr)
    return path, kind


def existing(said: argparse.Namespace) -> Folder:
    """The data folder that a command works on; raises Refused when it has not been made."""
    path, _ = choose(said)
    folder = open_folder(path)
    if not folder.known:
        raise Refused(f"There is no data folder at {path} yet. Make one with: hometime start --data {path}")
    return folder


def ready(said: argparse.Namespace) -> Folder:
    """The data folder that a command works on, made and brought up to date where needed. Raises Refused."""
    path, kind = choose(said)
    folder = open_folder(path)
    if not folder.known:
        folder = make_folder(path, kind)
    if subprocess.run([sys.executable, "-m", "hometime.cli.prepare"], check=False).returncode:
        raise Refused(f"The data folder {path} could not be made ready. Nothing was changed.")
    return folder


def open_django() -> None:
    """Starts Django over the chosen data folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hometime.config.settings")
    import django

    django.setup()

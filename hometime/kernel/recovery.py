"""Recovery keys: two, for two keepers, either of which opens every backup. Only their public halves are ever kept.

They stand this low because both the command line and the pages of set-up make them (docs/backup.md).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from hometime.kernel.answers import Refused
from hometime.kernel.private import write_private

KEEPERS = ("manager", "owner")
PREFIX = "AGE-SECRET-KEY-1"
GROUP = LAST_GROUP = 6  # signs of a group on the printed sheet


def recipients(folder: Path) -> dict[str, str]:
    """The public halves kept in a data folder, by keeper; empty before keys were made."""
    try:
        return dict(json.loads((folder / "recipients.json").read_text("utf-8")))
    except FileNotFoundError:
        return {}


def keep(folder: Path, public: Mapping[str, str]) -> None:
    """Keeps public halves in a data folder: backups are for these keys from now on."""
    write_private(folder / "recipients.json", json.dumps(dict(public), indent=1))


def draw() -> dict[str, str]:
    """Fresh secret halves, by keeper. Nothing is kept of them."""
    from pyrage import x25519

    return {keeper: str(x25519.Identity.generate()) for keeper in KEEPERS}


def public_of(secret: str) -> str:
    """The public half of a secret key, however it was spaced. Raises Refused for what is no key."""
    import pyrage

    try:
        return str(pyrage.x25519.Identity.from_str(plain(secret)).to_public())
    except pyrage.IdentityError as error:
        raise Refused(
            "That is not a recovery key. It begins with AGE-SECRET-KEY-1 and stands on the printed sheet."
        ) from error


def plain(typed: str) -> str:
    """A key as it was made: without the spaces of the printed groups, in capitals."""
    return "".join(typed.split()).upper()


def grouped(secret: str) -> list[str]:
    """A key in short groups for printing and typing: its fixed beginning, then groups of six with the odd one first."""
    begin = len(PREFIX) + (len(secret) - len(PREFIX)) % GROUP
    odd = [secret[len(PREFIX) : begin]] if begin > len(PREFIX) else []
    return [PREFIX, *odd, *(secret[at : at + GROUP] for at in range(begin, len(secret), GROUP))]

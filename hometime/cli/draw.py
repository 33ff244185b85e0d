"""Draw docs/generated/ and docs/settings.md again from the code. A test fails when a drawing and the code differ."""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import tomllib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from hometime.config import environment
from hometime.config.environment import ROOT

from . import place

EXAMPLE = "hometime draw"


@dataclasses.dataclass(frozen=True, slots=True)
class Drawing:
    """A file below docs/, and the function that gives its text from the code."""

    file: str
    draws: Callable[[], str]


def arguments(parser: argparse.ArgumentParser) -> None:
    """`hometime draw` takes nothing."""


def run(said: argparse.Namespace) -> int:
    """Writes each drawing that changed and names it; 0."""
    place.open_django()
    for file, text in drawn().items():
        if not file.exists() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            print(f"Drew {file.relative_to(ROOT)}.")
    return 0


def drawn() -> dict[Path, str]:
    """Every drawing's place and text, as the code is now. Django is open."""
    return {ROOT / "docs" / drawing.file: drawing.draws() for drawing in DRAWINGS}


def storeys() -> str:
    """The storeys from roof to ground, each package with the first sentence of its docstring."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = next(each for each in project["tool"]["importlinter"]["contracts"] if each.get("exhaustive"))
    rows = ["# Storeys", "", "From the roof down; each imports only from storeys below it.", ""]
    for layer in contract["layers"]:
        names = [name.strip(" ()") for name in layer.split("|")]
        rows += [f"- **{name}**: {sentence}" for name in names if (sentence := _first_sentence(f"hometime.{name}"))]
    return "\n".join(rows) + "\n"


def _first_sentence(package: str) -> str:
    if find_spec(package) is None:
        return ""
    words = " ".join((importlib.import_module(package).__doc__ or "").split())
    return words.split(". ")[0].rstrip(".") + "."


def doors() -> str:
    """Every address, its name, for whom its gate opens, and the clauses it cites."""
    from hometime.access.checks import doors as every_door

    rows = [
        "# Doors",
        "",
        "Every address of the house, for whom it opens, and the clauses that its page answers for.",
        "",
        "| address | name | opens for | clauses |",
        "|---|---|---|---|",
    ]
    for door in sorted(every_door(), key=lambda door: door.route):
        who = door.gate.who if door.gate else door.excused
        cites = ", ".join(door.gate.cites) if door.gate else ""
        rows.append(f"| `{door.route}` | {door.name} | {who} | {cites} |")
    return "\n".join(rows) + "\n"


def settings() -> str:
    """The table of settings that may be given in the environment."""
    rows = [
        "# Settings",
        "",
        "Hometime needs none of these: `./start` runs without. Each is a variable of the environment; `hometime "
        "doctor`",
        "looks at them all and says what is wrong.",
        "",
        "| setting | when nothing is said | what it does |",
        "|---|---|---|",
    ]
    rows += [
        f"| `{each.name}` | {f'`{each.default}`' if each.default else ''} | {each.says} |" for each in environment.TABLE
    ]
    return "\n".join(rows) + "\n" + BEHIND_A_WEB_SERVER


BEHIND_A_WEB_SERVER = """
## Behind a web server with a certificate

Hometime itself speaks plain http to this machine only. For use beyond it, put a web server with a certificate in front,
let it pass requests to port 8000 with the headers `Host` and `X-Forwarded-Proto: https` (and remove any that came from
outside), and set `HOMETIME_URL` to the https address. For example with Caddy:

    otter.example {
        reverse_proxy 127.0.0.1:8000
    }
"""


def _page(name: str) -> Callable[[], str]:
    """A page of hometime.cli.drawing, imported when it is drawn: Django must be open."""
    return lambda: str(importlib.import_module(f"hometime.cli.drawing.{name}").page())


DRAWINGS = (
    Drawing("generated/audiences.md", _page("audiences")),
    Drawing("generated/clauses.json", _page("clauses")),
    Drawing("generated/data.md", _page("data")),
    Drawing("generated/ladders.md", _page("ladders")),
    Drawing("generated/unscoped.md", _page("unscoped")),
    Drawing("generated/storeys.md", storeys),
    Drawing("generated/doors.md", doors),
    Drawing("settings.md", settings),
)

"""Drawing: pages of docs/generated/ made from the code itself. One literal table; a test fails when a page has drifted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hometime.cli.drawing import audiences, data, doors, unscoped
from hometime.config.environment import ROOT

FOLDER = ROOT / "docs" / "generated"
PAGES: dict[str, Callable[[], str]] = {
    "audiences.md": audiences.page,
    "data.md": data.page,
    "doors.md": doors.page,
    "unscoped.md": unscoped.page,
}


def draw(folder: Path = FOLDER) -> list[str]:
    """Writes every page that has drifted into `folder`, and gives their names."""
    folder.mkdir(parents=True, exist_ok=True)
    stale = drifted(folder)
    for name in stale:
        (folder / name).write_text(PAGES[name](), "utf-8")
    return stale


def drifted(folder: Path = FOLDER) -> list[str]:
    """The pages that are not there, or no longer say what the code says."""
    return [
        name
        for name, page in PAGES.items()
        if not (folder / name).exists() or (folder / name).read_text("utf-8") != page()
    ]

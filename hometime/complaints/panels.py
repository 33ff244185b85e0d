"""The panels of a case's page: each part of the room adds one, and the page draws those that this viewer gets."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Literal

from hometime.access.viewer import Viewer
from hometime.complaints.intake.panel import came_in
from hometime.complaints.models import Complaint


@dataclasses.dataclass(frozen=True)
class Panel:
    """A part of a case's page: its template, what that template calls `panel`, and on which side of the page it stands.

    `story` stands below what was said; `next` beside it, below what can be done now.
    """

    template: str
    shown: Any
    side: Literal["story", "next"] = "next"


def triage(viewer: Viewer, case: Complaint) -> Panel:
    """How the case is sorted, and the way to what stands beside its ladder. Asks nothing of the database."""
    return Panel("complaints/triage/panel.html", case)


def _came_in(viewer: Viewer, case: Complaint) -> Panel | None:
    """How it came in, and what was said since."""
    shown = came_in(viewer, case)
    return Panel("complaints/intake/panel.html", shown, "story") if shown else None


def keeping(viewer: Viewer, case: Complaint) -> Panel | None:
    """The record of the case and its summary: what is missing, what is to be read, and what is like it."""
    from hometime.complaints.keeping.panels import kept  # it builds on what this page is made of

    return Panel("complaints/keeping/panel.html", kept(viewer, case))


def on_paper(viewer: Viewer, case: Complaint) -> Panel | None:
    """The way to its papers, and to interpreters and translations."""
    return Panel("complaints/printing/panel.html", case)


# In the order they are drawn. A function gives None where this viewer has nothing to see or do there.
PANELS: tuple[Callable[[Viewer, Complaint], Panel | None], ...] = (triage, _came_in, keeping, on_paper)


def panels(viewer: Viewer, case: Complaint) -> list[Panel]:
    """The panels that this viewer sees on a case."""
    return [panel for draw in PANELS if (panel := draw(viewer, case)) is not None]

"""Whose version of a file a bundle is: the rows of the one adult; and, where staff make it, no more than they may see."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from hometime.access.viewer import Viewer
from hometime.families.models import Child
from hometime.ui.days import day_in_words


@dataclasses.dataclass(frozen=True)
class Eyes:
    """One adult's eyes on one child. `maker` is whoever works here and makes the bundle for them."""

    viewer: Viewer
    child: Child
    maker: Viewer | None = None

    def rows(self, table: Any) -> Any:
        """The rows of a guarded table that the adult sees; made by staff, only those that they see too."""
        rows = table.objects.visible_to(self.viewer)
        if self.maker is None:
            return rows
        return rows.filter(pk__in=table.objects.visible_to(self.maker).values("pk"))


def day(on: dt.date | None) -> str:
    """A day as it stands on paper; nothing for no day."""
    return day_in_words(on, year=True) if on else ""


def dated(on: dt.date | None, title: object) -> str:
    """The line above something that happened."""
    return f"{day(on)}: {title}" if on else str(title)

"""Asking "Why?": staff see their key children and their room; another child of the setting opens for an hour to whoever
says why, and the safeguarding leads are told at once (TRUST 10). What is sealed does not open this way."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hometime.access.viewer import Viewer
from hometime.childfile.models import Opening
from hometime.families.models import Child, own_family
from hometime.kernel.answers import Refused

LASTS = dt.timedelta(minutes=60)
TOLD_AFTER = dt.timedelta(days=3)  # until then a lead may decide that the family is not told
LISTED = dt.timedelta(days=28)
NOBODY = "No other child by this name is here. Type the first and the last name as they are written down."
TOO_OFTEN = "You typed many names. Wait an hour, or ask the manager."


class Several(Refused):
    """There are two children by that name; the room tells which."""


@dataclasses.dataclass(frozen=True)
class Week:
    """A week that begins on a Monday, and what was opened in it, the latest first."""

    monday: dt.date
    openings: list[Opening]


def named(viewer: Viewer, name: str, room: str = "") -> Child | None:
    """The child of the viewer's setting who is called exactly this and has not left; None where there is none.

    Never one of the viewer's own family. `room` tells which of two by one name; without it they are `Several`. Nobody is
    listed: whoever needs a child knows the name.
    """
    here = Child.objects.unscoped("whoever says why names the child").here(viewer.today).called_like(name)
    theirs = here.filter(setting=viewer.setting_id).exclude(own_family(viewer, "pk"))
    found = [child for child in theirs.select_related("setting") if child.is_called(name)]
    if len(found) > 1:
        found = [child for child in found if room and child.room_id == room]
        if len(found) != 1:
            raise Several("There are two children by this name. Choose the room too.")
    return found[0] if found else None


def weeks(viewer: Viewer) -> list[Week]:
    """What was opened in the last four weeks, week by week, as far as this lead may see it; what waits stands longer."""
    rows = Opening.objects.visible_to(viewer).whole().order_by("-began", "pk")
    found: dict[dt.date, list[Opening]] = {}
    for opening in rows:
        day = opening.opened
        if opening.closed is None or day > viewer.today - LISTED:
            found.setdefault(day - dt.timedelta(days=day.weekday()), []).append(opening)
    return [Week(monday, openings) for monday, openings in found.items()]


def by_whom(child: Child) -> dict[tuple[str, dt.date], Opening]:
    """The openings of a child's file by day and person, the last where there are several on one day."""
    rows = Opening.objects.unscoped("who has looked says why, where a lead lets it").filter(child=child)
    return {(opening.by_id, opening.opened): opening for opening in rows.order_by("began", "pk")}


def is_told(opening: Opening, day: dt.date) -> bool:
    """Whether a family is told of an opening by `day`: once a lead has looked at it, or three days on; and never where
    a lead said why not."""
    return not opening.hidden_because and (opening.closed is not None or day >= opening.opened + TOLD_AFTER)

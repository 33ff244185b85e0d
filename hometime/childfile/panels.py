"""What rooms add to a child's file: the file draws the parts that this viewer gets, and knows nothing of the rooms."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.families.models import Child


@dataclasses.dataclass(frozen=True)
class Panel:
    """A part of the file: its template, and what that template calls `panel`."""

    template: str
    shown: Any


@dataclasses.dataclass(frozen=True)
class Part:
    """Which tab a room's part stands under, and the function that draws it: None where this viewer gets nothing there.

    `as_parent` says that staff who see the file as a parent would may be shown it too. What a parent is told alone (a
    complaint, a private word, anything with named people) must leave it False.
    """

    tab: str
    draw: Callable[[Viewer, Child], Panel | None]
    as_parent: bool = False
    sealed: bool = False  # what only points to a sealed case: it never stands on the copy that leaves the house


def _complaints(viewer: Viewer, child: Child) -> Panel | None:
    """The way to the complaints about the child that this viewer is on; to anybody else there is no such tab (C8, C15)."""
    from hometime.complaints.keeping import (
        pointers,
    )  # read where it is drawn: the file stands whichever rooms there are

    found = pointers(viewer, child)
    return Panel("childfile/complaints_card.html", found) if found else None


def _settling(viewer: Viewer, child: Child) -> Panel | None:
    """How the child settles in: for the family that may know all, and those who work with it (F6)."""
    from hometime.welcome.pages.settling import panel

    found = panel(viewer, child)
    return Panel("childfile/settling_card.html", found) if found else None


def _joining(viewer: Viewer, child: Child) -> Panel | None:
    """Who joins with the child, what each was given to read, and how to greet them: each adult finds themselves alone (F5)."""
    from hometime.welcome.pages.joining import at_the_door, panel

    found, notes = panel(viewer, child), at_the_door(viewer, child)
    return Panel("childfile/joining_card.html", {"joining": found, "notes": notes}) if found or notes else None


def _support(viewer: Viewer, child: Child) -> Panel | None:
    """The support plans of a child (F10)."""
    from hometime.plans.pages import support  # read where it is drawn, as above

    found = support.in_file(viewer, child)
    return Panel("plans/file_support.html", found) if found else None


def _agreed(viewer: Viewer, child: Child) -> Panel | None:
    """The way to agreed tasks, for those who are on them; to anybody else there is nothing (F11)."""
    from hometime.plans.pages import safety  # read where it is drawn, as above

    found = safety.in_file(viewer, child)
    return Panel("plans/file_safety.html", found) if found else None


def _sharing(viewer: Viewer, child: Child) -> Panel | None:
    """What was decided to share, for those who decide; what was passed on, for a family that may know (F22)."""
    from hometime.sharing.pages.sharing import in_file  # read where it is drawn, as above

    found = in_file(viewer, child)
    return Panel("sharing/file.html", found) if found else None


def _outside(viewer: Viewer, child: Child) -> Panel | None:
    """What the family was pointed to: for whoever offered it, those who work with the child, and the adult who wants it (P3)."""
    from hometime.agencies.pages import signposts  # read where it is drawn, as above

    found = signposts.in_file(viewer, child)
    return Panel("agencies/file_offers.html", found) if found else None


def _involved(viewer: Viewer, child: Child) -> Panel | None:
    """Who from outside works with the child, and who visited: for those who may know of each (A1)."""
    from hometime.agencies.pages import involved  # read where it is drawn, as above

    found = involved.in_file(viewer, child)
    return Panel("agencies/file_involved.html", found) if found else None


def _consents(viewer: Viewer, child: Child) -> Panel | None:
    """At work what stands; to a parent what they themselves were asked and said, and nobody else (F23 to F26)."""
    from hometime.consents.pages import in_file  # read where it is drawn, as above

    found = in_file.panel(viewer, child)
    return Panel(*found) if found else None


def _move(viewer: Viewer, child: Child) -> Panel | None:
    """The child's move to school, for the family that may know all, and those who work with it (S1)."""
    from hometime.schools.pages import moves  # read where it is drawn, as above

    found = moves.panel(viewer, child)
    return Panel("schools/file_move.html", found) if found else None


def _onward(viewer: Viewer, child: Child) -> Panel | None:
    """The way to what goes from lead to lead, for the leads; to anybody else there is nothing (S2)."""
    from hometime.schools.pages import sealed  # read where it is drawn, as above

    found = sealed.panel(viewer, child)
    return Panel("schools/file_sealed.html", found) if found else None


# The tabs of a file, in their order (EXPERIENCE 3.6); one in which a viewer has nothing does not show.
TABS = {
    "plans": _("Plans"),
    "checks": _("Checks and meetings"),
    "agreements": _("Agreements"),
    "home": _("From home"),
    "outside": _("Help from outside"),
    "matters": _("Matters in hand"),
    "school": _("Moving on to school"),
}
# Each room adds its parts here, in the order in which they are drawn under their tab.
PARTS: tuple[Part, ...] = (
    Part("plans", _support, as_parent=True),
    Part("plans", _agreed, sealed=True),
    Part("plans", _settling),
    Part("agreements", _joining),
    Part("agreements", _sharing, sealed=True),
    Part("agreements", _consents),
    Part("matters", _complaints, sealed=True),
    Part("outside", _involved, sealed=True),
    Part("outside", _outside, sealed=True),
    Part("school", _move),
    Part("school", _onward, sealed=True),
)


def tabs_of(viewer: Viewer, child: Child, *, copied: bool = False) -> dict[str, list[Panel]]:
    """The tabs in which this viewer has something, each with its panels. `copied` leaves out what is sealed."""
    found: dict[str, list[Panel]] = {tab: [] for tab in TABS}
    for part in PARTS:
        if copied and part.sealed:
            continue
        panel = part.draw(viewer, child)
        if panel is not None:
            found[part.tab].append(panel)
    return {tab: panels for tab, panels in found.items() if panels}


def seen_as_parent(viewer: Viewer, child: Child) -> list[Panel]:
    """The panels that a parent sees and that staff may see with them."""
    return [panel for part in PARTS if part.as_parent and (panel := part.draw(viewer, child)) is not None]

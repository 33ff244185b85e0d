"""Lines of a spreadsheet held against the children who are here: what is new, what is changed, and what is wrong."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.families.importing.rows import AdultRow, ChildRow
from hometime.families.models import Bond, Child, KeyFacts
from hometime.kernel.folding import folded
from hometime.people.models import Room, Setting

Mark = tuple[str, dt.date | None]


@dataclasses.dataclass(frozen=True)
class Known:
    """A child who is here: what is known of them, and by what their adults are known again. `ours` where it may be
    changed by whoever looks, and not by a colleague."""

    child: Child
    ours: bool
    languages: Sequence[str] = ()
    facts: Sequence[str] = ()
    adults: frozenset[str] = frozenset()

    def has(self, adult: AdultRow) -> bool:
        """Whether this adult is bound to the child already: by their address, or by their name."""
        return bool({adult.email, folded(adult.name)} & self.adults)


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What one line would become: new, changed, same, left (a colleague sees to it), or wrong."""

    KINDS: ClassVar = ("new", "changed", "same", "left", "wrong")
    row: ChildRow
    kind: str
    known: Known | None = None
    room: Room | None = None
    changes: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    more_adults: tuple[AdultRow, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether a child would be written down without any adult."""
        return self.kind == "new" and not self.row.adults


def known_here(viewer: Viewer, setting: Setting) -> dict[Mark, Known]:
    """The children of a setting, by the mark of a line. One's own family is known too, and left to a colleague."""
    there = Child.objects.unscoped("the same child is not written down twice, whoever brings the list")
    mine = set(Child.objects.visible_to(viewer).filter(setting=setting).values_list("pk", flat=True))
    facts = {each.child_id: each for each in KeyFacts.objects.visible_to(viewer)}
    adults: dict[str, set[str]] = {}
    bonds = Bond.objects.visible_to(viewer).filter(child__setting=setting)
    for child, name, email in bonds.values_list("child", "adult__person__name", "adult__person__email"):
        adults.setdefault(child, set()).update(filter(None, (folded(name), email)))
    return {
        (folded(child.name), child.born): Known(
            child,
            child.pk in mine,
            facts[child.pk].languages if child.pk in facts else (),
            facts[child.pk].facts if child.pk in facts else (),
            frozenset(adults.get(child.pk, ())),
        )
        for child in there.filter(setting=setting).select_related("room", "setting")
    }


def compare(
    rows: Sequence[ChildRow], known: Mapping[Mark, Known], rooms: Mapping[str, Room], own: str = ""
) -> list[Outcome]:
    """What each row would become. `own` is the address of whoever looks: a colleague writes down their own family."""
    return [_outcome(row, known.get(row.mark), rooms.get(folded(row.more.room)), own) for row in rows]


def _outcome(row: ChildRow, known: Known | None, room: Room | None, own: str) -> Outcome:
    if row.faults:
        return Outcome(row, "wrong", known, room)
    if own and own in {adult.email for adult in row.adults}:
        return Outcome(row, "left", known, room)
    if known is None:
        return Outcome(row, "new", None, room, more_adults=row.adults)
    if not known.ours:
        return Outcome(row, "left", known, room)
    changes = _changes(row, known, room)
    adults = tuple(adult for adult in row.adults if not known.has(adult))
    return Outcome(row, "changed" if changes or adults else "same", known, room, changes, adults)


def _changes(row: ChildRow, known: Known, room: Room | None) -> dict[str, Any]:
    """What the line says otherwise. What it says nothing about stays as it is."""
    child, more = known.child, row.more
    says: dict[str, tuple[Any, Any]] = {
        "room": (room, child.room),
        "starts": (row.starts, child.starts),
        "name_to_use": (more.name_to_use, child.name_to_use),
        "languages": (list(more.languages), list(known.languages)),
        "facts": (list(more.facts), list(known.facts)),
    }
    return {name: said for name, (said, there) in says.items() if said and said != there}


def changes_in_words(outcome: Outcome) -> list[str]:
    """What would change about a child who is here, a line each."""
    words = {
        "room": _("Room"), "starts": _("First day here"), "name_to_use": _("Name to use"),
        "languages": _("Languages"), "facts": _("Health and needs"),
    }  # fmt: skip
    return [
        f"{words[name]}: {', '.join(value) if isinstance(value, list) else value}"
        for name, value in outcome.changes.items()
    ]

"""The list of children that somebody works with: searched by name in any script, by room, those who left apart."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.families.models import Child, ChildRows, KeyPersonship
from hometime.people.models import Room, current

ROWS = 25


@dataclasses.dataclass(frozen=True)
class Line:
    """A child with the key person whom they have today, and whether they are yet to come or have left."""

    child: Child
    key_person: str
    note: str


@dataclasses.dataclass(frozen=True)
class Listing:
    """One page of the list, and how it was narrowed."""

    lines: list[Line]
    page: Page[Any]
    typed: str
    room: str
    left: bool
    rooms: list[tuple[str, str]]


def listing(viewer: Viewer, typed: str, room: str, number: Any, *, left: bool) -> Listing:
    """The children that `viewer` works with whose name holds what was typed."""
    children = _found(viewer, typed, room, left=left)
    page = Paginator(children.select_related("room").order_by("name", "pk"), ROWS).get_page(number)
    keys = _key_persons(viewer, [child.pk for child in page])
    lines = [Line(child, ", ".join(keys.get(child.pk, [])), _note(child, viewer)) for child in page]
    rooms = list(Room.objects.filter(setting=viewer.setting_id).order_by("name").values_list("pk", "name"))
    return Listing(lines, page, typed, room, left, rooms)


def _found(viewer: Viewer, typed: str, room: str, *, left: bool) -> ChildRows:
    children = Child.objects.visible_to(viewer).called_like(typed)
    children = children.filter(left__lt=viewer.today) if left else children.here(viewer.today)
    return children.filter(room=room) if room else children


def _key_persons(viewer: Viewer, children: list[str]) -> dict[str, list[str]]:
    held = KeyPersonship.objects.visible_to(viewer).filter(
        Q(current(viewer.today)), part=KeyPersonship.Part.KEY, child__in=children
    )
    found: dict[str, list[str]] = {}
    for each in held.select_related("person").order_by("person__name"):
        found.setdefault(each.child_id, []).append(each.person.called)
    return found


def _note(child: Child, viewer: Viewer) -> str:
    if child.left and child.left < viewer.today:
        return "left"
    return "coming" if child.starts and child.starts > viewer.today else ""

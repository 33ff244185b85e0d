"""The children of a room on its tablet, for whoever switched in there: first names, what they need and are given, what to write."""

from __future__ import annotations

import dataclasses
from collections import Counter

from django.http import HttpRequest, HttpResponse

from hometime.access import rules
from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.audit.actions import record_reading
from hometime.consents.models import Medicine
from hometime.families.models import Child, KeyFacts, key_children
from hometime.people.roles import Hat
from hometime.ui.pages import page

DOOR = "room"


@dataclasses.dataclass(frozen=True)
class Here:
    """One child of the room. `needs` is what whoever works with them must know, `mine` a key child of the viewer's."""

    child: Child
    name: str
    needs: list[str]
    mine: bool
    medicines: list[Medicine]


def children_here(viewer: Viewer) -> list[Here]:
    """The children of the viewer's rooms who have begun and not left, by the name they are called."""
    visible = Child.objects.visible_to(viewer).here(viewer.today).filter(room__in=viewer.rooms)
    children = list(visible.filter(starts__lte=viewer.today))
    known = KeyFacts.objects.visible_to(viewer).filter(child__in=[child.pk for child in children])
    needs = {facts.child_id: list(facts.facts) for facts in known}
    mine = set(visible.filter(key_children(viewer, "pk")).values_list("pk", flat=True)) if viewer.key_person_ids else ()
    often = Counter(child.called for child in children)
    given = _medicines(viewer, children)
    found = [
        Here(
            child,
            _named(child, alone=often[child.called] == 1),
            needs.get(child.pk, []),
            child.pk in mine,
            given.get(child.pk, []),
        )
        for child in children
    ]
    return sorted(found, key=lambda each: (each.name, each.child.pk))


def _medicines(viewer: Viewer, children: list[Child]) -> dict[str, list[Medicine]]:
    """What is given to these children in these days."""
    today = viewer.today
    rows = Medicine.objects.visible_to(viewer).filter(child__in=[child.pk for child in children], closed__isnull=True)
    found: dict[str, list[Medicine]] = {}
    for medicine in rows.filter(starts__lte=today, ends__gte=today).order_by("opened", "pk"):
        found.setdefault(str(medicine.child_id), []).append(medicine)
    return found


@gate(hats=(Hat.STAFF,), asks=rules.be_on_a_tablet, cites=("P7",))
def room(request: HttpRequest) -> HttpResponse:
    """The children of this room today. That somebody read what a child needs is written down."""
    viewer = viewer_of(request)
    here = children_here(viewer)
    for each in here:
        if each.needs:
            record_reading(viewer, each.child, DOOR)
    return page(request, "today/room.html", "children", {"here": here, "today": viewer.today})


def _named(child: Child, *, alone: bool) -> str:
    """The name a child is called; of two who are called the same, with the first letter of the last name."""
    last = child.name.split()[-1]
    return child.called if alone or last == child.called else f"{child.called} {last[0]}."

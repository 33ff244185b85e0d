"""Who from outside is involved with a child: in the child's file, and one of them with their advice."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from hometime.access.viewer import Viewer
from hometime.agencies import rules
from hometime.agencies.forms.involved import AdviceForm, InvolveForm
from hometime.agencies.models import Advice, Involvement, Professional
from hometime.agencies.pages.visits import Seen
from hometime.agencies.pages.visits import in_file as visits_in_file
from hometime.families.models import Child
from hometime.people.roles import Hat


@dataclasses.dataclass(frozen=True)
class Map:
    """Who is involved with a child and who was, and their visits, as this viewer may know them."""

    child: Child
    now: Sequence[Involvement]
    before: Sequence[Involvement]
    visits: Sequence[Seen]
    may_add: bool
    at_work: bool


def in_file(viewer: Viewer, child: Child) -> Map | None:
    """What a child's file shows; None where there is nothing for this viewer."""
    rows = Involvement.objects.visible_to(viewer).filter(child=child).select_related("professional__organisation")
    there = list(rows.order_by("-leads", "since", "pk"))
    visits = visits_in_file(viewer, child)
    may_add = viewer.hat == Hat.STAFF and rules.involve(viewer, child) is None
    if not there and not visits and not may_add:
        return None
    return Map(
        child=child,
        now=[one for one in there if one.until is None],
        before=[one for one in there if one.until is not None],
        visits=visits,
        may_add=may_add,
        at_work=viewer.hat == Hat.STAFF,
    )


def involve_form(viewer: Viewer, data: Any = None) -> InvolveForm:
    """The form about somebody who is involved; only a lead may seal it."""
    known = Professional.objects.visible_to(viewer).current().select_related("organisation").order_by("name", "pk")
    return InvolveForm(list(known), data, leads=viewer.a_lead)


@dataclasses.dataclass(frozen=True)
class InvolvedPage:
    """Somebody who is involved, what they advised, and what this viewer may do now."""

    involvement: Involvement
    advice: Sequence[Advice]
    forms: Mapping[str, Any]


def involved_page(viewer: Viewer, involvement: Involvement, typed: Mapping[str, Any] | None = None) -> InvolvedPage:
    """One involvement. `typed` is a form that has something to put right, by its name."""
    may = rules.change_involvement(viewer, involvement) is None
    advice = Advice.objects.visible_to(viewer).filter(involvement=involvement).select_related("by")
    return InvolvedPage(
        involvement,
        list(advice.order_by("-on", "-number")),
        {**({"advise": AdviceForm()} if may else {}), **(typed or {})},
    )

"""One adult and one child: every facet in plain words, with what it rests on, its days, and who decided it."""

from __future__ import annotations

import dataclasses
from typing import Any

from hometime.access.viewer import Viewer
from hometime.families import rules
from hometime.families.facets import FACETS
from hometime.families.models import Bond, Decision, Order
from hometime.families.words import SAID, Said, in_words
from hometime.kernel.answers import No
from hometime.people.models import Post
from hometime.people.roles import Role


@dataclasses.dataclass(frozen=True)
class Shown:
    """A facet as it is: in words, what is in force of it today where that is less, and the decision it rests on."""

    said: Said
    value: str
    today: str
    decision: Decision | None
    before: list[Decision]


@dataclasses.dataclass(frozen=True)
class BondPage:
    """The whole page of a bond."""

    bond: Bond
    facets: list[Shown]
    orders: list[Order]
    signs_in: bool
    lead: bool
    why_not: No | None


def bond_page(viewer: Viewer, bond: Bond) -> BondPage:
    """The page of a bond, as whoever decides about it sees it."""
    decisions: dict[str, list[Decision]] = {}
    found = Decision.objects.visible_to(viewer).filter(bond=bond).select_related("decided_by")
    for decision in found.order_by("-decided_on", "-pk"):
        decisions.setdefault(decision.facet, []).append(decision)
    person = bond.adult.person
    posts = Post.objects.on(viewer.today).filter(person=person, role=Role.PARENT, provider=viewer.provider_id)
    return BondPage(
        bond=bond,
        facets=[_facet(viewer, bond, name, decisions.get(name, [])) for name in FACETS],
        orders=list(Order.objects.visible_to(viewer).filter(bond=bond).select_related("seen_by").order_by("-issued")),
        signs_in=bool(person.email) and posts.exists(),
        lead=viewer.a_lead,
        why_not=rules.decide(viewer, bond),
    )


def _facet(viewer: Viewer, bond: Bond, name: str, decisions: list[Decision]) -> Shown:
    kept, today = getattr(bond, name), bond.value(name, viewer.today)
    in_force = next((decision for decision in decisions if decision.in_force), None)
    return Shown(
        said=SAID[name],
        value=in_words(name, kept),
        today="" if today == kept else in_words(name, today),
        decision=in_force,
        before=[_in_words(decision) for decision in decisions if not decision.in_force],
    )


def _in_words(decision: Decision) -> Decision:
    kept: Any = decision.value
    decision.value = in_words(decision.facet, kept == "True" if kept in ("True", "False") else kept)
    return decision

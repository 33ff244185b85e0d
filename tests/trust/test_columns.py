"""Field by field: what a query for a viewer can bring home, over every column and every table that a row leads to.

Pages choose what they show; this asks what they could show. Each text about Ava, her mother and a barred father's hidden
address carries a mark; every guarded table is read for every persona, with all that its rows point at.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from hometime.access.viewer import Viewer, viewer_for
from hometime.families import actions as families
from hometime.families.models import Adult, Membership
from hometime.kernel.guard import Guarded
from tests.cast import HOUSE
from tests.trust.test_canaries import Marked, marked, world
from tests.trust.world import PERSONAS, World

__all__ = ["marked", "world"]

OFFICE = {"manager", "deputy", "lead"}
AVAS = {"key", "back-up", "senco", "bank", "worker", *OFFICE}  # staff who answer for Ava or work in her room
# Whose queries reach a field of P3 or P4 of families. A field that is not listed is reached by nobody.
REACH: dict[str, set[str]] = {
    "families.KeyFacts.languages": {"full", *AVAS},
    "families.KeyFacts.facts": {"full", *AVAS},
    "families.SealedAddress.address": {"barred", *OFFICE},  # it is his own
    **{
        f"families.Adult.{column}": {"full", *AVAS}
        for column in (
            *("phone", "address", "safe_to_ring", "reads", "speaks", "interpreter", "formats", "access_needs"),
            "organisation",
        )
    },
    "families.Bond.collect_with": {"full", *AVAS},
    "families.Sheet.headings": {"manager"},
    "families.Sheet.rows": {"manager"},
    "families.Sheet.seen": {"manager"},
    "families.Decision.evidence": OFFICE,
    "families.Order.kind": {"lead"},
}

CLOSE = {
    f"{model._meta.label}.{field}"
    for model in apps.get_app_config("families").get_models()
    for field, level in model.data.classes.items()  # type: ignore[attr-defined]
    if level in ("P3", "P4")
}


def viewer_of(world: World, persona: str) -> Viewer:
    name, hat, place = PERSONAS[persona]
    who = world.cast.people[name]
    viewer = viewer_for(who, f"{hat}:{world._place(who, hat, place)}")
    assert viewer is not None
    return viewer


def texts(model: type[models.Model], depth: int = 3) -> Iterator[str]:
    """Every text column of a table and of the guarded tables that its rows point at, as the way there."""
    for field in model._meta.concrete_fields:
        to = field.related_model
        if isinstance(to, type) and issubclass(to, Guarded) and depth:
            yield from (f"{field.name}__{way}" for way in texts(to, depth - 1))
        elif isinstance(field, models.CharField | models.TextField | models.JSONField):
            yield field.name


@pytest.fixture
def home(marked: Marked) -> Marked:
    """The marked world, in which Ava's mother and grandmother share a household."""
    cast = marked.world.cast
    families.form_household(HOUSE, cast.setting, [cast.adults["Mum Full"], cast.adults["Gran Unknown"]])
    return marked


def test_no_query_brings_home_a_field_that_its_viewer_may_not_read(home: Marked) -> None:
    tables = [model for model in apps.get_models() if issubclass(model, Guarded)]
    found: dict[str, set[str]] = {}
    for persona in PERSONAS:
        viewer = viewer_of(home.world, persona)
        for model in tables:
            rows = model._default_manager.visible_to(viewer).values_list(*texts(model))  # type: ignore[attr-defined]
            said = repr(list(rows))
            for word, field in home.marks.items():
                if word in said and field in CLOSE:
                    found.setdefault(field, set()).add(persona)
    assert found == REACH


def test_a_fellow_of_the_household_reads_a_name_and_nothing_else(home: Marked) -> None:
    gran = viewer_of(home.world, "unknown")
    names = Membership.objects.visible_to(gran).values_list("person__name", flat=True)
    assert home.world.cast.people["Mum Full"].name in names
    assert [adult.person_id for adult in Adult.objects.visible_to(gran)] == [gran.person_id]

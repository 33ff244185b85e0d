"""What stories share: each is watched (docs/clauses.md), in a practice house where a password is enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from hometime.access.tests.conftest import fresh_counts
from hometime.families import actions as families
from hometime.families.models import Child
from hometime.kernel import clock, ids
from hometime.notifications.tests.conftest import line, office
from hometime.people import actions as people
from tests.cast import FULL, HOUSE, TODAY, Cast, adult
from tests.stories import village as villages
from tests.stories.village import Village
from tests.stories.watching import pytest_pyfunc_call, pytest_sessionfinish

__all__ = ["fresh_counts", "line", "office", "pytest_pyfunc_call", "pytest_sessionfinish"]


@pytest.fixture
def practice(fresh_counts: None, settings: LazySettings) -> None:
    """A practice house, in which nobody needs a second factor."""
    settings.PRACTICE = True
    people.open_house(HOUSE, practice=True)


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast at a setting that adopted a policy with both ladders, a week ago."""
    villages.with_both_ladders(cast)
    return cast


@pytest.fixture
def dot(town: Cast) -> Child:
    """A child of the cast's setting who begins in a fortnight, with a mother and a father who live apart."""
    begins = families.register_child(
        HOUSE, town.setting, "Dot Child", dt.date(2024, 1, 5), room=town.room, starts=villages.FIRST
    )
    town.children["Dot"] = begins
    for name, relation in (("Mum Dot", "mother"), ("Dad Dot", "father")):
        adult(town, name, begins, relation, **FULL)
    families.allocate(HOUSE, begins, town.people["Kay Person"], TODAY - dt.timedelta(days=1))
    return begins


@pytest.fixture
def village(practice: None) -> Iterator[Village]:
    """Two providers with three settings, on the day of the stories. Nothing is adopted yet."""
    with clock.fixed(TODAY), ids.seeded("the village"):
        yield villages.found()

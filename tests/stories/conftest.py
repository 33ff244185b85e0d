"""What stories share: each is watched (watching.py, docs/clauses.md), in a practice house where a password is enough."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core.cache import cache

from hometime.kernel import clock, ids
from hometime.notifications.tests.conftest import line, office, really_committed, triggers_again
from hometime.people import actions as people
from tests.cast import HOUSE, TODAY
from tests.stories import village as villages
from tests.stories.village import Village
from tests.stories.watching import pytest_pyfunc_call, pytest_sessionfinish

__all__ = ["line", "office", "pytest_pyfunc_call", "pytest_sessionfinish", "really_committed", "triggers_again"]


@pytest.fixture
def practice(db: None, settings: LazySettings) -> Iterator[None]:
    """A practice house, in which nobody needs a second factor, and nobody's tries are counted yet."""
    settings.PRACTICE = True
    cache.clear()
    people.open_house(HOUSE, practice=True)
    yield
    cache.clear()


@pytest.fixture
def village(practice: None) -> Iterator[Village]:
    """Two providers with three settings, on the day of the stories. Nothing is adopted yet."""
    with clock.fixed(TODAY), ids.seeded("the village"):
        yield villages.found()

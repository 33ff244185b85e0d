"""What every test may use: the cast, on a still clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hometime.kernel import clock, ids


@pytest.fixture
def cast(db: None) -> Iterator[object]:
    """The small cast of tests/cast.py, on its own day, with ids that are the same every time."""
    from tests import cast as casting

    with clock.fixed(casting.TODAY), ids.seeded("the cast"):
        yield casting.town()

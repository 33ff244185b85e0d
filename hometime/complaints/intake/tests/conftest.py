"""What tests of the doors share: the cast at a setting with both ladders, in a practice house."""

from __future__ import annotations

import pytest

from hometime.access.tests.conftest import fresh_counts
from tests.cast import Cast
from tests.stories import village
from tests.stories.conftest import practice

__all__ = ["fresh_counts", "practice"]


@pytest.fixture
def town(practice: None, cast: Cast) -> Cast:
    """The cast at a setting that adopted a policy with both ladders, in a house where a password is enough."""
    village.with_both_ladders(cast)
    return cast

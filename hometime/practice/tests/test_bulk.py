"""Worlds written in bulk: who owes what in them, and that everybody sees their own."""

from __future__ import annotations

import pytest

from hometime.audit.models import Event
from hometime.audit.proof import verify
from hometime.duties.models import Duty
from hometime.kernel.guard import Unrecorded
from hometime.practice import bulk
from hometime.records.models import Record
from tests.cast import HOUSE, TODAY, Cast

ROWS = 1_000


@pytest.fixture
def full(cast: Cast) -> Cast:
    """The cast, with a thousand records behind them."""
    written = bulk.fill(HOUSE, cast.setting, ROWS, cast.people["Mum Full"], to_keep=5)
    assert written == ROWS + 5
    return cast


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("Mo Manager", ROWS // bulk.OPEN_FOR_MANAGER),
        ("Dee Deputy", 5),
        ("Mum Full", bulk.FULL_PAGE),
        ("Far Mum", 0),
        ("Kay Person", 0),
    ],
)
def test_everybody_owes_their_share_and_sees_it(full: Cast, name: str, count: int) -> None:
    viewer = full.viewer(name)
    owed = Duty.objects.visible_to(viewer).owed_by(viewer).open()
    assert owed.count() == count


def test_a_world_in_bulk_is_one_event_and_leaves_the_chain_whole(full: Cast) -> None:
    assert Event.objects.filter(verb="world.filled").count() == 1
    assert verify().whole


def test_what_was_kept_was_kept_in_time_long_ago(full: Cast) -> None:
    kept = Duty.objects.unscoped("a test looks at a world in bulk").filter(kept_on__isnull=False)
    assert not kept.filter(kept_on__gte=TODAY).exists()
    assert all(duty.kept_on == duty.due == duty.owed_on for duty in kept[:50])
    assert Record.objects.unscoped("a test looks at a world in bulk").filter(kind="note").count() == ROWS + 5


def test_the_rows_cannot_be_written_outside_the_action(cast: Cast) -> None:
    with pytest.raises(Unrecorded):
        Record.objects.bulk_create([Record(setting=cast.setting, kind="note", opened=TODAY)])

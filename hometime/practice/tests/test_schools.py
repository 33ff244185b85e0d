"""Two children of the practice world move to school, at different stages, and the log of partners is filled."""

from __future__ import annotations

import pytest

from hometime.practice import world
from hometime.schools.models import LogEntry, MoveSummary, Parcel, Partnership, SchoolMove, SealedFile, SentPart


@pytest.mark.django_db
def test_two_children_move_at_different_stages_with_one_part_refused() -> None:
    world.load(world.Size(children=14))
    assert SchoolMove.objects.unscoped("a test looks").count() == 2
    assert MoveSummary.objects.unscoped("a test looks").count() == 1
    assert Partnership.objects.unscoped("a test looks").count() == 3
    assert LogEntry.objects.unscoped("a test looks").count() == 4
    assert Parcel.objects.unscoped("a test looks").filter(received_on__isnull=True).count() == 1
    sent = set(SentPart.objects.unscoped("a test looks").values_list("part__what", flat=True))
    assert "learning" in sent and "family" in sent and "needs" not in sent
    assert (
        SealedFile.objects.unscoped("a test looks").filter(sent_on__isnull=False, received_on__isnull=True).count() == 1
    )

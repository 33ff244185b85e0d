"""The families and key persons of the practice world have lived through every kind of page there is."""

from __future__ import annotations

import pytest

from hometime.keypersons.models import Contribution, Meeting, PrivateWord, ProgressCheck
from hometime.plans.models import Round, SafetyTask
from hometime.practice import world
from hometime.sharing.models import Worry


@pytest.mark.django_db
def test_there_is_something_of_each_kind_open_and_done() -> None:
    made = world.load(world.Size(children=14))
    assert made["talks and checks"] > 10
    for table in (Meeting, ProgressCheck, PrivateWord):
        rows = table.objects.unscoped("a test looks")
        assert rows.filter(closed__isnull=True).exists() and rows.filter(closed__isnull=False).exists()
    assert Contribution.objects.unscoped("a test looks").filter(thanked_on__isnull=True).exists()
    assert Contribution.objects.unscoped("a test looks").filter(citations__isnull=False).exists()
    assert Round.objects.unscoped("a test looks").filter(reviewed_on__isnull=True, number=2).exists()
    assert set(SafetyTask.objects.unscoped("a test looks").values_list("shown", flat=True)) == {True, False}
    assert Worry.objects.unscoped("a test looks").exists()

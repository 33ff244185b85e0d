"""The complaints of the practice world stand at every step, and are the same every time."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.complaints.models import Complaint
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.practice import world
from hometime.practice.complaints import TOLD
from hometime.practice.complaints_keeping import OLDER

DAY = dt.date(2026, 11, 20)


@pytest.mark.django_db
def test_the_practice_world_holds_complaints_at_every_step() -> None:
    with clock.fixed(DAY):
        made = world.load(world.Size(children=14), DAY)
        cases = Complaint.objects.unscoped("a test looks")
        owed = Duty.objects.unscoped("a test looks").open().filter(record__in=cases.values("pk"))
        assert made["complaints"] == cases.count() == len(TOLD) + len(OLDER)
        assert cases.filter(closed__isnull=False).count() == 2 + len(OLDER)
        assert {duty.owed_role for duty in owed} == {"setting_manager", "line_manager", "designated_safeguarding_lead"}
        assert {str(duty.standing(DAY)) for duty in owed} >= {"overdue", "owed"}
        assert all(case.under_id for case in cases)

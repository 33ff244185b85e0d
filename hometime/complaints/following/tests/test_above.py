"""Whom whoever complained can ask next, as their own page says it."""

from __future__ import annotations

import dataclasses

import pytest

from hometime.complaints.actions import Said, write_down
from hometime.complaints.engine.case import Procedure
from hometime.complaints.following import above
from hometime.complaints.living import replay
from hometime.complaints.models import Complaint, Step
from tests.cast import TODAY, Cast
from tests.stories.conftest import town

__all__ = ["town"]


def steps(case: Complaint) -> list[Step]:
    return list(Step.objects.unscoped("a test looks").filter(complaint=case).order_by("number"))


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1, "months", "within 1 month."),
        (10, "working_days", "within 10 working days."),
        (14, "days", "within 14 days."),
    ],
)
def test_within_how_long_the_next_answers_is_said_in_the_unit_of_the_policy(
    town: Cast, monkeypatch: pytest.MonkeyPatch, value: int, unit: str, said: str
) -> None:
    case = write_down(town.viewer("Mo Manager"), town.setting, Said(TODAY, "The gate stood open.", channel="written"))
    plain = above.procedure

    def otherwise(*asked: object) -> Procedure:
        found = plain(*asked)  # type: ignore[arg-type]
        told = tuple(
            dataclasses.replace(
                step, limits=tuple(dataclasses.replace(limit, value=value, unit=unit) for limit in step.limits)
            )
            for step in found.ladder.steps
        )
        return dataclasses.replace(found, ladder=dataclasses.replace(found.ladder, steps=told))

    told = replay(case, steps(case), TODAY)
    monkeypatch.setattr(above, "procedure", otherwise)
    assert any(line.endswith(f"They answer {said}") for line in above.next_up(case, steps(case), told))

"""A job is done by one worker at a time, and by another when the first was killed."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.jobs import leases
from hometime.jobs.leases import Work
from hometime.jobs.models import Job

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
done: list[str] = []


def succeed() -> None:
    done.append("done")


def fail() -> None:
    raise ValueError("canary: what somebody wrote")


WORK = Work("tests.work", f"{__name__}:succeed", every=HOUR, lease=10 * MINUTE)
FAILING = Work("tests.failing", f"{__name__}:fail", every=HOUR)


def test_a_job_is_due_at_once_and_then_after_its_interval() -> None:
    held = leases.claim(WORK, NOON)
    assert held
    leases.settle(held, NOON)
    assert leases.claim(WORK, NOON + HOUR - MINUTE) is None
    assert leases.claim(WORK, NOON + HOUR) is not None


def test_two_workers_never_hold_the_same_job() -> None:
    assert leases.claim(WORK, NOON) is not None
    assert leases.claim(WORK, NOON) is None


def test_a_job_that_a_killed_worker_left_is_done_by_another() -> None:
    killed = leases.claim(WORK, NOON)
    assert killed
    assert leases.claim(WORK, NOON + 9 * MINUTE) is None
    second = leases.claim(WORK, NOON + 11 * MINUTE)
    assert second
    leases.settle(killed, NOON + 12 * MINUTE)
    assert Job.objects.get(name=WORK.name).claimed_by == second.token, "the first came back too late to settle it"
    leases.settle(second, NOON + 13 * MINUTE)
    assert Job.objects.get(name=WORK.name).done_at == NOON + 13 * MINUTE


def test_the_work_is_called() -> None:
    done.clear()
    held = leases.claim(WORK, NOON)
    assert held
    assert leases.do(held) == ""
    assert done == ["done"]


def test_trouble_is_told_by_its_kind_alone_and_tried_again_later_and_later(caplog: pytest.LogCaptureFixture) -> None:
    now = NOON
    waits = []
    for _ in range(9):
        held = leases.claim(FAILING, now)
        assert held
        trouble = leases.do(held)
        leases.settle(held, now, trouble)
        row = Job.objects.get(name=FAILING.name)
        assert row.trouble == "ValueError"
        waits.append(row.due_at - now)
        now = row.due_at
    assert waits[:3] == [MINUTE, 2 * MINUTE, 4 * MINUTE]
    assert max(waits) == HOUR
    assert "canary" not in caplog.text


def test_success_forgets_earlier_trouble() -> None:
    held = leases.claim(WORK, NOON)
    assert held
    leases.settle(held, NOON, "ValueError")
    again = leases.claim(WORK, NOON + HOUR)
    assert again
    leases.settle(again, NOON + HOUR)
    row = Job.objects.get(name=WORK.name)
    assert (row.failures, row.trouble) == (0, "")

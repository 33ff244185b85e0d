"""Whoever runs a setting is told on Today that reminders stand still, or that the clock cannot be right; nothing that is
late is missing meanwhile."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hometime.access.viewer import Viewer
from hometime.duties.actions import Task, owe
from hometime.jobs.models import Job
from hometime.kernel import clock
from hometime.people.roles import Role
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.today.pages import board
from tests.cast import HOUSE, TODAY, Cast

RING = Task("C5", "Ring them", "I rang", Role.MANAGER)


def titles(viewer: Viewer) -> list[str]:
    return [alarm.title for alarm in board(viewer, None).alarms]


def ran(hours: int) -> None:
    """The worker did something so many hours ago, and nothing since."""
    at = clock.now() - dt.timedelta(hours=hours)
    Job.objects.update_or_create(name="remind", defaults={"due_at": at, "done_at": at})


@pytest.fixture(params=["with something to do", "with nothing to do"])
def manager(request: pytest.FixtureRequest, cast: Cast) -> Viewer:
    """The manager; with something owed since yesterday, or with an empty list."""
    if request.param == "with something to do":
        record = open_record(HOUSE, cast.setting, "note", "A note", Audience.STAFF)
        owe(HOUSE, record, RING, due=TODAY - dt.timedelta(days=1))
    return cast.viewer("Mo Manager")


def test_after_26_hours_without_the_worker_the_manager_reads_since_when_and_all_that_is_late(manager: Viewer) -> None:
    assert titles(manager) == ["Reminders have not run yet."]
    ran(26)
    assert titles(manager) == []
    late = [row.what for row in board(manager, None).rows]
    ran(27)
    assert titles(manager) == ["Reminders have not run since Sunday 8 March 2026."]
    ran(72)
    assert titles(manager) == ["Reminders have not run since Friday 6 March 2026."]
    assert [row.what for row in board(manager, None).rows] == late


def test_a_clock_behind_the_last_event_is_unsure(manager: Viewer) -> None:
    ran(1)
    for minutes, said in ((1, []), (3, ["The clock is unsure."])):
        with clock.fixed(clock.now() - dt.timedelta(minutes=minutes)):
            assert titles(manager) == said


def test_whoever_does_not_run_the_place_is_not_troubled(cast: Cast) -> None:
    assert titles(cast.viewer("Kay Person")) == titles(cast.viewer("Mum Full")) == []
    assert titles(cast.viewer("Lin Manager")) == ["Reminders have not run yet."]


def test_in_a_practice_house_only_a_worker_that_stopped_is_told(manager: Viewer, settings: LazySettings) -> None:
    settings.PRACTICE = True
    with clock.fixed(clock.now() - dt.timedelta(hours=1)):
        assert titles(manager) == []
    ran(27)
    assert len(titles(manager)) == 1


def test_it_costs_no_statement_of_its_own(cast: Cast) -> None:
    record = open_record(HOUSE, cast.setting, "note", "A note", Audience.STAFF)
    for role in (Role.MANAGER, Role.KEY_PERSON):
        owe(HOUSE, record, Task("C5", "Ring them", "I rang", role), due=TODAY)
    spent = []
    for viewer in (cast.viewer("Mo Manager"), cast.viewer("Kay Person")):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            board(viewer, None)
        spent.append(len(asked))
    assert spent[0] == spent[1]

"""Two people take the same step of one case at the same moment, in two threads over a database that really commits."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from hometime.access.viewer import Viewer
from hometime.complaints.actions import Said, take_step, write_down
from hometime.complaints.handling.actions.answering import answer_at_once
from hometime.complaints.models import Complaint, Entry, Kind, Step
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from tests import cast as people
from tests.cast import TODAY, Cast

SAID = {"words": "We looked into it.", "apology": "We are sorry.", "finding": "not_upheld", "on": None}
WAYS: dict[str, Callable[[Viewer, Complaint], object]] = {
    "acknowledged": lambda viewer, case: take_step(viewer, case, "acknowledged", words="I rang."),
    "answered": lambda viewer, case: answer_at_once(viewer, case, SAID),
    "not_satisfied": lambda viewer, case: take_step(viewer, case, "not_satisfied", words="They want more."),
}


@pytest.fixture
def house(transactional_db: None) -> Iterator[Cast]:
    """The cast, in a database that commits."""
    with clock.fixed(TODAY):
        yield people.town()


@pytest.mark.parametrize("event", WAYS)
def test_of_two_who_take_one_step_at_the_same_moment_one_is_written_down(house: Cast, event: str) -> None:
    viewers = [house.viewer(name) for name in ("Mo Manager", "Dee Deputy")]
    case = write_down(viewers[0], house.setting, Said(TODAY, "The gate stood open.", channel="written"))
    meet = threading.Barrier(2, timeout=20)

    def takes(viewer: Viewer) -> str:
        mine = Complaint.objects.unscoped("a test looks").get(pk=case.pk)
        try:
            meet.wait()
            WAYS[event](viewer, mine)
        except Refused as no:
            return str(no)
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(2) as threads:
        tries = [threads.submit(contextvars.copy_context().run, takes, viewer) for viewer in viewers]
        told = sorted(each.result() for each in tries)
    assert told[1] == "taken" and told[0].startswith("This was done a moment ago"), told
    steps = Step.objects.unscoped("a test looks").filter(complaint=case)
    assert steps.filter(event=event).count() == 1
    assert sorted(steps.values_list("number", flat=True)) == list(range(1, steps.count() + 1))
    letters = Entry.objects.unscoped("a test looks").filter(complaint=case, kind=Kind.LETTER)
    assert letters.count() == (event == "answered")
    keys = [duty.why["key"] for duty in Duty.objects.unscoped("a test looks").open().filter(record=case)]
    assert len(keys) == len(set(keys)), "nothing is owed twice"

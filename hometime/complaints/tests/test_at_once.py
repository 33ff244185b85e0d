"""Two people take the same step of one case at the same moment, and one form is sent five times at once: in threads, over a
database that really commits."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from hometime.access.viewer import Viewer
from hometime.complaints.actions import Said, take_step, write_down
from hometime.complaints.handling.actions.answering import answer_at_once
from hometime.complaints.intake.actions import Came, take_in
from hometime.complaints.models import Arrival, Complaint, Door, Entry, Kind, Step
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from tests import cast as people
from tests.cast import TODAY, Cast

SAID = {"words": "We looked into it.", "apology": "We are sorry.", "finding": "not_upheld", "on": None}
SENDERS = 5
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


@pytest.mark.parametrize("times", [1, pytest.param(67, marks=pytest.mark.long)])  # of three steps: 200 races and one
@pytest.mark.parametrize("event", WAYS)
def test_of_two_who_take_one_step_at_the_same_moment_one_is_written_down(house: Cast, event: str, times: int) -> None:
    """And the other is told so: nothing is lost without a word (TRUST 42)."""
    viewers = [house.viewer(name) for name in ("Mo Manager", "Dee Deputy")]
    with ThreadPoolExecutor(2) as threads:
        for _race in range(times):
            case = write_down(viewers[0], house.setting, Said(TODAY, "The gate stood open.", channel="written"))
            told = at_once(threads, [partial(takes, viewer, case, event) for viewer in viewers])
            assert told[1] == "taken" and told[0].startswith("This was done a moment ago"), told
            written_once(case, event)


def takes(viewer: Viewer, case: Complaint, event: str) -> str:
    """Takes a step with what somebody read of the case themselves, and gives what they are told."""
    mine = Complaint.objects.unscoped("a test looks").get(pk=case.pk)
    try:
        WAYS[event](viewer, mine)
    except Refused as no:
        return str(no)
    return "taken"


def written_once(case: Complaint, event: str) -> None:
    """One step, numbered in order, with one letter where it was answered, and nothing owed twice."""
    steps = Step.objects.unscoped("a test looks").filter(complaint=case)
    assert steps.filter(event=event).count() == 1
    assert sorted(steps.values_list("number", flat=True)) == list(range(1, steps.count() + 1))
    letters = Entry.objects.unscoped("a test looks").filter(complaint=case, kind=Kind.LETTER)
    assert letters.count() == (event == "answered")
    keys = [duty.why["key"] for duty in Duty.objects.unscoped("a test looks").open().filter(record=case)]
    assert len(keys) == len(set(keys)), "nothing is owed twice"


def at_once(threads: ThreadPoolExecutor, does: Sequence[Callable[[], str]]) -> list[str]:
    """Does it all at the same moment, each over a connection of its own, and gives what each was told, in order."""
    meet = threading.Barrier(len(does), timeout=60)

    def one(what: Callable[[], str]) -> str:
        try:
            meet.wait()
            return what()
        finally:
            connection.close()

    tries = [threads.submit(contextvars.copy_context().run, one, what) for what in does]
    return sorted(each.result() for each in tries)


@pytest.mark.parametrize("forms", [3, pytest.param(500, marks=pytest.mark.long)])
def test_of_a_form_that_is_sent_five_times_at_once_one_complaint_comes(house: Cast, forms: int) -> None:
    """Each sending gives the one that was made: a double tap, or a line that drops and sends again (TRUST 41)."""
    roo = house.viewer("Roo Room")
    with ThreadPoolExecutor(SENDERS) as threads:
        for number in range(forms):
            made = at_once(threads, [partial(sends, roo, house, f"form {number}")] * SENDERS)
            assert len(set(made)) == 1, "each gives the same"
    assert Complaint.objects.unscoped("a test looks").count() == forms
    assert Arrival.objects.unscoped("a test looks").count() == forms
    assert Step.objects.unscoped("a test looks").filter(event="received").count() == forms


def sends(viewer: Viewer, house: Cast, once: str) -> str:
    """Sends one form, and gives the id of the complaint that it made."""
    said = Said(TODAY, "The gate stood open.", channel="written")
    return str(take_in(viewer, house.setting, said, Came(Door.STAFF, once=once)).pk)

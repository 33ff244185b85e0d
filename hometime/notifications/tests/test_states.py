"""What follows from each answer of a mail server, and that every message ends somewhere a person can see."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometime.notifications.states import MOST_ATTEMPTS, MOVES, REACHED, Outcome, Reason, State, after, may_move, pause


@given(st.lists(st.sampled_from(Outcome), min_size=1, max_size=80))
def test_nobody_gets_a_message_three_times_and_none_is_tried_for_ever(answers: list[Outcome]) -> None:
    unsure, arrived, counted = False, 0, 0
    for attempts, outcome in enumerate(answers, start=1):
        state, reason = after(outcome, attempts, unsure)
        arrived += outcome in (Outcome.SENT, Outcome.UNSURE)  # at worst, every unsure one did arrive
        counted += outcome is not Outcome.OURS
        unsure = unsure or outcome is Outcome.UNSURE
        assert may_move(State.SENDING, state)
        assert (state is State.BOUNCED) == (reason is not None)
        if state is not State.QUEUED:
            break
    assert arrived <= 2
    assert counted <= MOST_ATTEMPTS


@pytest.mark.parametrize(
    ("outcome", "attempts", "unsure", "then"),
    [
        (Outcome.SENT, 1, False, (State.SENT, None)),
        (Outcome.REFUSED, 1, False, (State.BOUNCED, Reason.REFUSED)),
        (Outcome.LATER, 1, False, (State.QUEUED, None)),
        (Outcome.LATER, MOST_ATTEMPTS, False, (State.BOUNCED, Reason.GAVE_UP)),
        (Outcome.UNSURE, 1, False, (State.QUEUED, None)),
        (Outcome.UNSURE, 2, True, (State.BOUNCED, Reason.UNSURE_TWICE)),
        (Outcome.OURS, MOST_ATTEMPTS + 5, False, (State.QUEUED, None)),
    ],
)
def test_each_outcome_leads_somewhere(
    outcome: Outcome, attempts: int, unsure: bool, then: tuple[State, Reason | None]
) -> None:
    assert after(outcome, attempts, unsure) == then


def test_all_attempts_together_take_about_a_day() -> None:
    total = sum((pause(number) for number in range(1, MOST_ATTEMPTS)), dt.timedelta())
    assert dt.timedelta(hours=20) < total < dt.timedelta(hours=26)
    assert [pause(number).total_seconds() / 60 for number in (1, 2, 3, 7, 8, 50)] == [1, 2, 4, 60, 60, 60]


def test_a_message_that_came_back_has_not_reached_anybody() -> None:
    assert State.BOUNCED not in REACHED
    assert may_move(State.SENT, State.BOUNCED)
    assert may_move(State.BOUNCED, State.READ_OUT)


def test_every_state_can_be_reached_and_the_last_ones_are_final() -> None:
    assert set().union(*MOVES.values()) == set(State)
    assert {state for state, moves in MOVES.items() if not moves} == {State.READ_OUT, State.STOPPED}

"""Where a message can stand, which moves there are, and what follows from each answer of the mail server. Pure."""

from __future__ import annotations

import datetime as dt
import enum

MOST_ATTEMPTS = 28
LONGEST_PAUSE = dt.timedelta(hours=1)


class State(enum.StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    BOUNCED = "bounced"
    HANDED_OVER = "handed_over"
    READ_OUT = "read_out"
    STOPPED = "stopped"


class Outcome(enum.StrEnum):
    """What one attempt came to.

    `unsure` means that the line broke after the text had begun to go: it may have arrived. `ours` means that the server
    will not have our own account or sender; that says nothing about the person.
    """

    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"
    UNSURE = "unsure"
    OURS = "ours"


class Reason(enum.StrEnum):
    """Why a message bounced."""

    REFUSED = "refused"
    RETURNED = "returned"
    GAVE_UP = "gave_up"
    UNSURE_TWICE = "unsure_twice"
    NO_ADDRESS = "no_address"
    UNSENDABLE = "unsendable"


MOVES: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING, State.BOUNCED, State.HANDED_OVER, State.READ_OUT, State.STOPPED}),
    State.SENDING: frozenset({State.SENDING, State.QUEUED, State.SENT, State.BOUNCED, State.STOPPED}),
    State.SENT: frozenset({State.BOUNCED, State.HANDED_OVER, State.READ_OUT}),
    State.BOUNCED: frozenset({State.HANDED_OVER, State.READ_OUT, State.STOPPED}),
    State.HANDED_OVER: frozenset({State.READ_OUT}),
    State.READ_OUT: frozenset(),
    State.STOPPED: frozenset(),
}
# A deadline to tell somebody is met only by these, and no longer by `sent` once the mail has come back (TRUST 40).
REACHED = frozenset({State.SENT, State.HANDED_OVER, State.READ_OUT})


def may_move(now: State, then: State) -> bool:
    """Whether a message may go from `now` to `then`."""
    return then in MOVES[now]


def after(outcome: Outcome, attempts: int, unsure_before: bool) -> tuple[State, Reason | None]:
    """Where a message goes after an attempt, and why if it bounced. `attempts` counts this one.

    A message that may already have arrived is tried once more and no more: nobody gets it three times, and when the
    second try is unsure too, a person rings.
    """
    if outcome is Outcome.SENT:
        return State.SENT, None
    if outcome is Outcome.REFUSED:
        return State.BOUNCED, Reason.REFUSED
    if outcome is Outcome.UNSURE and unsure_before:
        return State.BOUNCED, Reason.UNSURE_TWICE
    if outcome is not Outcome.OURS and attempts >= MOST_ATTEMPTS:
        return State.BOUNCED, Reason.GAVE_UP
    return State.QUEUED, None


def pause(attempts: int) -> dt.timedelta:
    """How long to wait after that many attempts: a minute, two, four, up to an hour. 28 attempts take about a day."""
    return min(dt.timedelta(minutes=2 ** min(attempts - 1, 6)), LONGEST_PAUSE)

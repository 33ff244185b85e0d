"""Sends what is due, one message at a time: claim it, speak to the mail server outside any transaction, settle it.

A claim is a lease. A worker that is killed leaves its message claimed; when the lease runs out another takes it, and
treats it as one that may have arrived (TRUST 40). No mail is ever sent from inside a transaction (TRUST 35).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Callable

from django.conf import settings

from hometime.audit.actions import Actor, action, note
from hometime.kernel import clock
from hometime.notifications import mail
from hometime.notifications.actions import bounce, locked
from hometime.notifications.hours import Haste, when
from hometime.notifications.mail import Line
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key, say
from hometime.notifications.states import Outcome, Reason, State, after, pause
from hometime.people.actions import the_house

LEASE = dt.timedelta(minutes=5)
MOST_AT_ONCE = 500


@dataclasses.dataclass(frozen=True, slots=True)
class Whereto:
    """Where a message goes, and the neutral name it shows as sender."""

    address: str
    called: str = mail.NEUTRAL


Find = Callable[[Message], Whereto | None]


def own_address(message: Message) -> Whereto | None:
    """The address on the message, else the one its person signs in with; an empty one where there is none.

    A caller from a storey above gives a finder of its own, which knows contact facts and bonds and is asked at the
    moment of sending: None from it stops the message, because this person may not know of it any more (TRUST 2).
    """
    return Whereto(message.address or (message.person.email if message.person else "") or "")


def sending_is_on() -> bool:
    """Whether this installation may send: it knows a mail server, and is no practice world and no restored copy (28).

    While it may not, mail waits in the outbox and no attempt is counted.
    """
    house = the_house()
    return bool(settings.MAIL_ON) and house is not None and house.sending_on and not house.practice


def deliver_due(actor: Actor, line: Line | None = None, find: Find = own_address) -> Counter[str]:
    """Sends every e-mail that is due and gives the number of each outcome. Safe to run twice and side by side."""
    tally: Counter[str] = Counter()
    if not sending_is_on():
        return tally
    line = line or Line()
    try:
        for _ in range(MOST_AT_ONCE):
            message = claim(actor)
            if message is None:
                break
            outcome = _deliver(actor, message, line, find)
            tally[outcome] += 1
            if outcome == Outcome.OURS:  # the server will not have us: more tries now would only annoy it
                break
    finally:
        line.hang_up()
    return tally


@action
def claim(actor: Actor) -> Message | None:
    """Takes the next due message under a lease; None when there is none that another worker is not just taking."""
    now = clock.now()
    while True:
        due = Message.objects.unscoped("the outbox is emptied for nobody in particular").due(now)
        message = locked(due, skip=True).first()
        if message is None:
            return None
        left_behind, unsure_before = message.state == State.SENDING, message.unsure
        message.state, message.leased_until = State.SENDING, now + LEASE
        message.attempts += 1
        message.unsure = unsure_before or left_behind
        message.save(update_fields=["state", "leased_until", "attempts", "unsure"])
        note("message.claimed", message, left_behind=left_behind)
        if not (left_behind and unsure_before):
            return message
        bounce(message, Reason.UNSURE_TWICE)


def _deliver(actor: Actor, message: Message, line: Line, find: Find) -> str:
    """One message, from claimed to settled; gives the outcome or the state it was settled in."""
    whereto = find(message)
    if whereto is None:
        return settle(actor, message, State.STOPPED)
    if not whereto.address:
        return settle(actor, message, State.BOUNCED, Reason.NO_ADDRESS)
    try:
        words = say(Key(message.sentence), message.language, message.fillings)
        built = mail.build(whereto.address, words, message.pk, settings.DEFAULT_FROM_EMAIL, whereto.called)
    except ValueError:  # a setting that lost its number since, an address that is none: a person has to see to it
        return settle(actor, message, State.BOUNCED, Reason.UNSENDABLE)
    outcome = line.attempt(built)
    state, reason = after(outcome, message.attempts, message.unsure)
    settle(actor, message, state, reason, outcome)
    return outcome


@action
def settle(
    actor: Actor, message: Message, state: State, reason: Reason | None = None, outcome: Outcome | None = None
) -> str:
    """Writes down what came of a claimed message; "lost" where the lease ran out and another worker has it now."""
    mine = Message.objects.unscoped("a claim is settled by whoever holds it").filter(
        pk=message.pk, state=State.SENDING, leased_until=message.leased_until
    )
    if locked(mine).first() is None:
        return "lost"
    if reason is not None:
        bounce(message, reason)
        return state
    now = clock.now()
    message.state, message.leased_until = state, None
    message.unsure = message.unsure or outcome is Outcome.UNSURE
    message.attempts -= outcome is Outcome.OURS  # our own trouble uses up nobody's attempts
    if state is State.QUEUED:
        message.due_at = _again_at(message, now)
    else:
        message.once = ""
        message.sent_at = now if state is State.SENT else None
    message.save(update_fields=["state", "leased_until", "unsure", "attempts", "due_at", "once", "sent_at"])
    note(f"message.{state}", message, attempts=message.attempts)
    return state


def _again_at(message: Message, now: dt.datetime) -> dt.datetime:
    """When to try again. A retry keeps to the hours of the day, but its daily place it has already."""
    haste = Haste.TODAY if message.haste == Haste.ORDINARY else Haste(message.haste)
    return when(now + pause(max(message.attempts, 1)), haste)

"""Queueing messages and settling them by hand or by a note of return. What sends the mail stands in `delivering`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from hometime.audit.actions import Actor, action, note, person_of
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.notifications import hours
from hometime.notifications.hours import Haste, IsWorking, when
from hometime.notifications.models import Channel, Message
from hometime.notifications.returns import Return
from hometime.notifications.sentences import MAY_GO_TO_AN_ADDRESS, NOTICES, Key, say
from hometime.notifications.states import Reason, State, may_move
from hometime.people.models import Person, Setting

Row = TypeVar("Row", bound=Model)
STILL_COUNTS = (State.QUEUED, State.SENDING, State.SENT)


@action
def queue(
    viewer: Actor,
    sentence: Key,
    person: Person,
    *,
    channel: Channel = Channel.EMAIL,
    setting: Setting | None = None,
    language: str = "en",
    haste: Haste = Haste.ORDINARY,
    earliest: dt.datetime | None = None,
    most_a_day: int = hours.MOST_A_DAY_FOR_A_PARENT,
    is_working: IsWorking = hours.weekdays,
) -> Message:
    """Queues a notice (`something` or `ring`) for a person, in the same transaction as what it is about.

    One that still waits for the same person and says the same is given back instead, brought forward where this one has
    more haste: two notices with the same words would only tell how many there are. Raises `Refused` or `Unsayable`.
    """
    if sentence not in NOTICES:
        raise Refused("This is not a notice. Account mails are queued by themselves.")
    message = Message(
        sentence=sentence, person=person, channel=channel, setting=setting, language=language, haste=haste
    )  # fmt: skip
    say(sentence, language, message.fillings)
    now = clock.now()
    # Two actions that queue for one person at once go one after the other.
    locked(Person.objects.filter(pk=person.pk)).first()
    waiting = _waiting(message)
    others = _taken(person, now, leaving_out=waiting)
    due = when(max(earliest or now, now), haste, others, most_a_day, is_working)
    if waiting is None:
        return _put(message, now, due)
    # One that was tried before waits for the mail server's sake; haste must not shorten that pause.
    if due < waiting.due_at and not waiting.attempts:
        waiting.due_at, waiting.haste = due, haste
        waiting.save(update_fields=["due_at", "haste"])
        note("message.brought_forward", waiting, due_at=due.isoformat())
    return waiting


def ring_the_bell(viewer: Actor, people: Iterable[Person], setting: Setting) -> None:
    """A notice to each of these at once, at whatever hour, but for whoever acts: something waits for them, and no more."""
    for person in sorted(people, key=lambda person: person.pk):
        if person.pk != person_of(viewer):
            queue(viewer, Key.SOMETHING, person, setting=setting, language=person.language, haste=Haste.AT_ONCE)


@action
def queue_account_mail(
    viewer: Actor,
    sentence: Key,
    *,
    person: Person | None = None,
    address: str = "",
    once: str = "",
    language: str = "en",
    earliest: dt.datetime | None = None,
) -> Message:
    """Queues a mail about somebody's own account, to go at once. `once` is its single-use link or code, if it has one.

    `earliest` holds it back until then, so that it can still be stopped.
    `address` is for the few sentences that may go to an address which no person holds (yet, or any more).
    """
    if sentence in NOTICES:
        raise Refused("This is a notice, not an account mail.")
    if address and sentence not in MAY_GO_TO_AN_ADDRESS:
        raise Refused("This sentence goes to persons only.")
    message = Message(
        sentence=sentence, person=person, address=address, once=once, language=language,
        channel=Channel.EMAIL, haste=Haste.AT_ONCE,
    )  # fmt: skip
    say(sentence, language, message.fillings)
    now = clock.now()
    return _put(message, now, max(earliest or now, now))


@action
def hand_over(viewer: Actor, message: Message) -> Message:
    """Marks a message as put into the person's hand, or texted from the setting's own telephone."""
    return _settle(viewer, message, State.HANDED_OVER, handed_over_at=clock.now())


@action
def read_out(viewer: Actor, message: Message) -> Message:
    """Marks a message as read out to the person, face to face or on the telephone."""
    return _settle(viewer, message, State.READ_OUT, read_out_at=clock.now())


@action
def stop(viewer: Actor, message: Message) -> Message:
    """Stops a message that is no longer to go: its matter has ended, or this person may not know of it any more."""
    return _settle(viewer, message, State.STOPPED)


@action
def record_bounce(viewer: Actor, returned: Return) -> Message | None:
    """Marks the message that a note of return tells about. None where it is not ours, or was settled since."""
    named = Message.objects.unscoped("a note of return names its message").filter(pk=returned.token)
    message = locked(named).first()
    if message is None or not may_move(State(message.state), State.BOUNCED):
        return None
    bounce(message, Reason.RETURNED, status=returned.status)
    return message


def bounce(message: Message, reason: Reason, **facts: str) -> None:
    """Marks a message as not arrived, inside an action."""
    message.state, message.reason, message.bounced_at = State.BOUNCED, reason, clock.now()
    message.leased_until, message.once = None, ""
    message.save(update_fields=["state", "reason", "bounced_at", "leased_until", "once"])
    note("message.bounced", message, reason=reason, **facts)


def bounced_since(instant: dt.datetime) -> QuerySet[Message]:
    """Notices that bounced at `instant` or later and that nobody has settled: each becomes a duty to ring."""
    found = Message.objects.unscoped("a notice that bounced becomes a duty to ring")
    return found.filter(state=State.BOUNCED, bounced_at__gte=instant, sentence__in=NOTICES).order_by("bounced_at", "pk")


def _put(message: Message, now: dt.datetime, due: dt.datetime) -> Message:
    message.queued_at, message.due_at = now, due
    message.save()
    note("message.queued", message, sentence=message.sentence, channel=message.channel, due_at=due.isoformat())
    return message


def _settle(viewer: Actor, message: Message, then: State, **stamps: Any) -> Message:
    """Moves a message by hand, once: the row is changed only if it still stands where we saw it."""
    if not may_move(State(message.state), then):
        raise Refused("This is already done. Nothing was changed.")
    by = person_of(viewer)
    same = Message.objects.unscoped("a message is settled once").filter(pk=message.pk, state=message.state)
    if not same.update(state=then, by_id=by, leased_until=None, once="", **stamps):
        raise Refused("Somebody did this a moment ago. Nothing was changed.")
    message.refresh_from_db(from_queryset=Message.objects.unscoped("a message is settled once"))
    note(f"message.{then}", message)
    return message


def _waiting(message: Message) -> Message | None:
    """A notice that still waits and would be the same to whoever receives it."""
    found = Message.objects.unscoped("a notice joins one that still waits")
    return found.filter(
        state=State.QUEUED, person=message.person, setting=message.setting,
        channel=message.channel, sentence=message.sentence,
    ).first()  # fmt: skip


def _taken(person: Person, now: dt.datetime, leaving_out: Message | None) -> list[dt.date]:
    """The days from today on that already have an ordinary notice for this person, from whatever setting."""
    today = clock.local_date(now)
    found = Message.objects.unscoped("one ordinary notice a day, whoever it comes from").filter(
        person=person, haste=Haste.ORDINARY, state__in=STILL_COUNTS, due_at__gte=now - dt.timedelta(days=2)
    )
    if leaving_out is not None:
        found = found.exclude(pk=leaving_out.pk)
    days = [clock.local_date(sent or due) for sent, due in found.values_list("sent_at", "due_at")]
    return [day for day in days if day >= today]


def locked(rows: QuerySet[Row], *, skip: bool = False) -> QuerySet[Row]:
    """The rows, locked until the action ends; `skip` passes over those that another action holds.

    On SQLite every action holds the only pen from its beginning, so there is nothing to lock.
    """
    return rows.select_for_update(skip_locked=skip) if connection.features.has_select_for_update else rows

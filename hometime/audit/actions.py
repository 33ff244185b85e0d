"""Actions: the only way to change a guarded table. One action is one transaction, and it leaves an audit event.

    @action
    def keep(viewer: Viewer, duty: Duty, words: str) -> Duty:
        ...
        note("duty.kept", duty, clause=duty.clause)

An action that wrote and noted nothing is rolled back with `Unrecorded`. An action inside another joins it, and takes
it down when it fails: an outer action that carried on would save half of what the inner one began.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, ParamSpec, Protocol, TypeVar

from django.conf import settings
from django.db import connection, models, transaction

from hometime.audit import chain as chains
from hometime.audit.models import HOUSE, Event, Head, Reading
from hometime.kernel import clock
from hometime.kernel.guard import Unrecorded, writing

P = ParamSpec("P")
T = TypeVar("T")


class Actor(Protocol):
    """Who acts: a viewer (hometime.access.viewer) or the house itself."""

    @property
    def person_id(self) -> str: ...
    @property
    def hat(self) -> str: ...
    @property
    def setting_id(self) -> str: ...


LONGEST_PART = 20  # as long as a hat in the audit


@dataclasses.dataclass(frozen=True)
class House:
    """The house itself as an actor: jobs, imports, the practice world. `part` names which, in a word or two.

    Raises ValueError for a longer name than the audit holds: the embedded database would not say so.
    """

    part: str
    person_id: str = HOUSE
    setting_id: str = ""

    def __post_init__(self) -> None:
        if len(self.part) > LONGEST_PART:
            raise ValueError(f"{self.part!r} is too long a name for a part of the house.")

    @property
    def hat(self) -> str:
        """The part of the house that acts."""
        return self.part


def person_of(actor: Actor) -> str | None:
    """The acting person's id, or None where the house itself acts: what a column that names a person holds."""
    return None if actor.person_id == HOUSE else actor.person_id


@dataclasses.dataclass
class _Notes:
    actor: Actor
    events: list[dict[str, Any]]
    broken_off: str = ""
    heads: dict[str, Head] = dataclasses.field(default_factory=dict)


_notes: ContextVar[_Notes | None] = ContextVar("events of the action under way", default=None)


def action(does: Callable[P, T]) -> Callable[P, T]:
    """Makes a function an action. Its first argument is the viewer (or `House`) who acts."""

    @functools.wraps(does)
    def inside(*args: P.args, **kwargs: P.kwargs) -> T:
        joined = _notes.get()
        actor, verb = args[0], does.__name__
        with _joining(joined, actor, verb) if joined else _recording(actor, verb):  # type: ignore[arg-type]
            return does(*args, **kwargs)

    inside.is_action = True  # type: ignore[attr-defined]
    return inside


@contextlib.contextmanager
def _joining(notes: _Notes, actor: Actor, verb: str) -> Iterator[None]:
    """An action inside another: its events are its own actor's, and are sealed with the outer one's."""
    outer, notes.actor = notes.actor, actor
    try:
        yield
    except BaseException:
        notes.broken_off = verb
        raise
    finally:
        notes.actor = outer


@contextlib.contextmanager
def _recording(actor: Actor, verb: str) -> Iterator[None]:
    notes = _Notes(actor, [])
    mark = _notes.set(notes)
    try:
        with transaction.atomic(), writing(verb) as under_way:
            yield
            if notes.broken_off:
                raise Unrecorded(f"{verb} carried on after {notes.broken_off} inside it had failed")
            if under_way.writes and not notes.events:
                raise Unrecorded(f"{verb} wrote {under_way.writes} times and noted no event")
            _append(notes)
    finally:
        _notes.reset(mark)


def note(verb: str, subject: models.Model, *, chain: str = "", **facts: Any) -> None:
    """Notes what the action did to `subject`. `facts` are ids, dates and words from closed lists, never typed text.

    `chain` defaults to the subject's setting, then the actor's, then the house's own chain.
    """
    notes = _notes.get()
    if notes is None:
        raise Unrecorded(f"{verb}: an event can be noted only inside an action")
    place = chain or getattr(subject, "setting_id", "") or notes.actor.setting_id or HOUSE
    now = clock.now()
    notes.events.append(
        {
            "chain": place,
            "at": now,
            "on": clock.local_date(now),
            "actor": notes.actor.person_id,
            "hat": str(notes.actor.hat),
            "verb": verb,
            "subject_type": subject._meta.label_lower,
            "subject": str(subject.pk),
            "facts": {name: value if isinstance(value, int) else str(value) for name, value in facts.items()},
        }
    )


def chain_stands(head: Head) -> None:
    """Tells the action under way where a chain stands, as it was read with something else that the action reads.

    Events are put on there only where the chain still stands so; where it has gone on, its head is taken as always.
    """
    notes = _notes.get()
    if notes is not None:
        notes.heads[head.chain] = head


def _append(notes: _Notes) -> None:
    """Seals the noted events onto their chains. Each chain's head row is taken in order, so two actions cannot
    deadlock."""
    rows: list[Event] = []
    for place in sorted({event["chain"] for event in notes.events}):
        events = [event for event in notes.events if event["chain"] == place]
        known = notes.heads.get(place)
        rows += (_put_on(known, events) if known else []) or _put_on(_take_head(place), events)
    Event.objects.bulk_create(rows)


def _put_on(head: Head, events: list[dict[str, Any]]) -> list[Event]:
    """Seals events onto a chain, whose head moves on. No rows, and no move, where it does not stand at `head` any more."""
    rows: list[Event] = []
    seq, digest = head.seq, head.digest
    for event in events:
        row = Event(**event, seq=seq + 1, before=digest)
        row.digest = chains.seal(bytes.fromhex(settings.AUDIT_KEY), digest, row.seq, body_of(row))
        seq, digest = row.seq, row.digest
        rows.append(row)
    # The row is locked by this, and the condition is looked at once more under the lock.
    still = Head.objects.filter(chain=head.chain, seq=head.seq, digest=head.digest)
    return rows if still.update(seq=seq, digest=digest) else []


def _take_head(place: str) -> Head:
    # On SQLite the transaction is IMMEDIATE, so it already holds the only pen; row locks do nothing there.
    heads = Head.objects.select_for_update() if connection.features.has_select_for_update else Head.objects
    head = heads.filter(chain=place).first()
    if head is None:
        head, _ = Head.objects.get_or_create(chain=place, defaults={"digest": chains.GENESIS})
        head = heads.get(chain=place)
    return head


def body_of(event: Event) -> dict[str, Any]:
    """What of an event goes under its seal: everything but the seal itself, as plain JSON."""
    return {
        "chain": event.chain,
        "at": event.at.isoformat(),
        "on": event.on.isoformat(),
        "actor": event.actor,
        "hat": event.hat,
        "verb": event.verb,
        "subject_type": event.subject_type,
        "subject": event.subject,
        "facts": event.facts,
    }


def record_reading(actor: Actor, subject: models.Model, door: str) -> None:
    """Writes down that `actor` opened `subject` by the page named `door` (TRUST: every reading of P3 and P4)."""
    now = clock.now()
    Reading.objects.create(
        at=now,
        on=clock.local_date(now),
        actor=actor.person_id,
        hat=str(actor.hat),
        chain=getattr(subject, "setting_id", "") or actor.setting_id or HOUSE,
        subject_type=subject._meta.label_lower,
        subject=str(subject.pk),
        door=door,
    )

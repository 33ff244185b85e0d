"""Opening and closing records, and naming who takes part or whom it concerns."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from hometime.audit.actions import Actor, action, note
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person, Setting
from hometime.people.roles import HAT_OF, Hat, Role
from hometime.policies.models import Adoption
from hometime.records.models import Party, Record
from hometime.records.retention import RULES, keep_until


@dataclasses.dataclass(frozen=True)
class Named:
    """A person to be named on a record, by id: in which part and hat.

    `role` is the post in which somebody has it in hand: the case then follows whoever acts in that post.
    """

    person: str
    part: str
    hat: Hat = Hat.STAFF
    role: Role | None = None


@action
def open_record(
    viewer: Actor,
    setting: Setting,
    kind: str,
    title: str,
    audience: str,
    *,
    child: Child | None = None,
    under: Adoption | None = None,
) -> Record:
    """Opens a record for an audience; `under` is the adoption it runs under to its end."""
    if child is not None and child.setting_id != setting.pk:
        raise Refused("This child goes to another setting. Open the record there.")
    record = Record(
        setting=setting,
        kind=kind,
        title=title,
        audience=audience,
        child=child,
        under=under,
        opened=clock.today(),
    )
    record.save()
    note("record.opened", record, kind=kind, audience=audience)
    return record


@action
def name_party(
    viewer: Actor, record: Record, person: Person, part: str, *, hat: Hat = Hat.STAFF, role: Role | None = None
) -> Party:
    """Names a person on a record. Whoever it concerns loses sight of it with this very action.

    `role` is the post in which somebody has it in hand: the case then follows whoever acts in that post.
    """
    [party] = parties_of(record, [Named(person.pk, part, hat, role)])
    name_all(viewer, record, [party])
    return party


def parties_of(record: Record, named: Sequence[Named]) -> list[Party]:
    """The parts of persons as they would be named on a record from today, in that order; `name_all` names them."""
    if any(one.role is not None and HAT_OF[one.role] != one.hat for one in named):
        raise Refused("This post is not held in that hat.")
    today = clock.today()
    return [
        Party(record=record, person_id=one.person, part=one.part, hat=one.hat, role=one.role or "", starts=today)
        for one in named
    ]


@action
def name_all(viewer: Actor, record: Record, parties: Sequence[Party]) -> None:
    """Names several persons on a record (as `parties_of` gives them) with one statement, and an event for each."""
    if parties:
        Party.objects.bulk_create(parties)
    for party in parties:
        note("party.named", record, person=party.person_id, part=party.part)


@action
def end_party(viewer: Actor, party: Party) -> Party:
    """Ends a person's part from today on: whoever had something in hand hands it on within the day."""
    party.ends = clock.today() - dt.timedelta(days=1)
    party.save(update_fields=["ends"])
    note("party.ended", party.record, person=party.person_id, part=party.part)
    return party


@action
def close_record(viewer: Actor, record: Record, *, kept: str = "by_kind", on: dt.date | None = None) -> Record:
    """Closes a record and sets how long it must be kept at least, from its retention rule."""
    record.closed = on or clock.today()
    if RULES[kept].trigger == "closed":
        record.keep_until = keep_until(kept, record.closed)
    record.save(update_fields=["closed", "keep_until"])
    note("record.closed", record, kept=kept)
    return record


@action
def reopen_record(viewer: Actor, record: Record) -> Record:
    """Opens a closed record again: the time for which it is kept begins anew when it is closed next."""
    record.closed = record.keep_until = None
    record.save(update_fields=["closed", "keep_until"])
    note("record.reopened", record)
    return record

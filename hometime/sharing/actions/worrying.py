"""Handing a worry about a child to the safeguarding lead, saying that it was read, and saying what is done about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task
from hometime.families.models import Bond, Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.kernel.holding import hold
from hometime.people.models import Person, Setting, allegations_route, holders
from hometime.people.roles import HAT_OF, Role
from hometime.records.actions import close_record, name_party
from hometime.records.audiences import Audience
from hometime.records.models import Party
from hometime.sharing.actions.tasks import ANSWER, DECIDE, READ, done, opens, owe_taker
from hometime.sharing.models import OVERRIDES, Slip, Worry

KIND = "worry"
ABOVE = (Role.LINE_MANAGER, Role.OWNER)  # who takes a worry that concerns the lead, the first that is free


@action
def worry(viewer: Actor, child: Child, words: str, concerns: Sequence[Person] = ()) -> None:
    """Hands a worry about a child to the safeguarding lead at once. Whoever wrote it sees it no more.

    `concerns` are those who work here and are part of it: they never see it. Where the lead is one of them it goes to the
    owner named for allegations, or else to the line manager or an owner.
    """
    _hand_over(viewer, child.setting, words, child=child, concerns=concerns)


@action
def worry_about_somebody(
    viewer: Actor, setting: Setting, about: str, words: str, concerns: Sequence[Person] = ()
) -> None:
    """As `worry`, about a child whom the writer does not find on their own list: `about` says who it is."""
    if not about.strip():
        raise Refused("Say which child it is, as well as you can.")
    _hand_over(viewer, setting, words, about=about.strip(), concerns=concerns)


def _hand_over(
    viewer: Actor,
    setting: Setting,
    words: str,
    *,
    child: Child | None = None,
    about: str = "",
    concerns: Sequence[Person],
) -> None:
    if not words.strip():
        raise Refused("Write down what worries you.")
    now, barred = clock.now(), {person.pk for person in concerns}
    role, takers = takers_of(setting, child, barred, clock.local_date(now))
    above = role in ABOVE
    record = Worry(
        setting=setting, child=child, about=about, kind=KIND, title="A worry", opened=clock.local_date(now),
        audience=Audience.NAMED if above else Audience.SAFEGUARDING, words=words.strip(), written_at=now,
        written_by_id=person_of(viewer), slip=_slip(viewer, setting, now),
    )  # fmt: skip
    record.save()
    note("worry.written", record)
    for person in concerns:
        name_party(viewer, record, person, Party.Part.CONCERNS)
    for person in takers if above else ():
        name_party(viewer, record, person, Party.Part.HANDLER, hat=HAT_OF[role], role=role)
    _owe(viewer, record, READ)


def takers_of(
    setting: Setting, child: Child | None, barred: Collection[str], day: dt.date
) -> tuple[Role, Sequence[Person]]:
    """The post that takes a worry, and those who hold it and are free of it.

    The leads take it unless it concerns the lead, or none of them is free of the child's own family. Then nobody who works
    beside them does: it goes to the owner named for allegations, or else above.
    """
    kept_out = {*barred, *_family(child)}
    leads = holders(setting, Role.DSL, day)
    free = _free((*leads, *holders(setting, Role.DEPUTY_DSL, day)), kept_out)
    if free and not any(person.pk in barred for person in leads):
        return Role.DSL, free
    if named := _named_for_allegations(setting, kept_out, day):
        return named
    for role in ABOVE:
        if found := _free(holders(setting, role, day), kept_out):
            return role, found
    return Role.DSL, ()


def _named_for_allegations(
    setting: Setting, kept_out: Collection[str], day: dt.date
) -> tuple[Role, Sequence[Person]] | None:
    """The owner named for allegations, in the post that they hold today; None where nobody is named, or they are not free."""
    route = allegations_route(setting)
    for role in ABOVE if route is not None and route.owner_id else ():
        found = [one for one in _free(holders(setting, role, day), kept_out) if route and one.pk == route.owner_id]
        if found:
            return role, found
    return None


def _free(persons: Iterable[Person], kept_out: Collection[str]) -> list[Person]:
    return [person for person in persons if person.pk not in kept_out]


def _family(child: Child | None) -> Iterable[str]:
    if child is None:
        return ()
    bonds = Bond.objects.unscoped("a worry is not for the child's own family").filter(child=child)
    return bonds.values_list("adult__person_id", flat=True)


def _slip(viewer: Actor, setting: Setting, now: dt.datetime) -> Slip | None:
    person = person_of(viewer)
    if person is None:
        return None
    slip = Slip(setting=setting, person_id=person, written_at=now)
    slip.save()
    return slip


@action
def read(viewer: Actor, record: Worry) -> None:
    """Says that a worry was read; whoever wrote it learns that, and nothing else."""
    if hold(record).read_at is not None:
        raise Refused("This is already done. Nothing was changed.")
    record.read_at = clock.now()
    record.save(update_fields=["read_at"])
    if record.slip is not None:
        record.slip.read_at = record.read_at
        record.slip.save(update_fields=["read_at"])
    note("worry.read", record)
    done(viewer, record, READ, "Read.")
    _owe(viewer, record, ANSWER)


@action
def take_up(viewer: Actor, record: Worry, did: str, ground: str = "", child: Child | None = None) -> None:
    """Says what is done about a worry, and which of the two grounds of F21 it is, if it is one.

    On either ground somebody has to decide, the same day, whether an agency needs to know. Otherwise it is closed.
    `child` is whom it is about, where whoever wrote it did not find them; without a child nothing could be decided, so
    a ground is refused.
    """
    if hold(record).taken_up_at is not None:
        raise Refused("This is already done. Nothing was changed.")
    if not did.strip():
        raise Refused("Say what you do about it.")
    if record.child is None and child is None and ground in OVERRIDES:
        raise Refused("Say first which child it is. Ask whoever wrote it down.", field="child")
    if record.child is None and child is not None:
        _name_child(record, child)
    if record.read_at is None:
        read(viewer, record)
    record.taken_up_at, record.did, record.ground = clock.now(), did.strip(), ground
    record.save(update_fields=["taken_up_at", "did", "ground"])
    note("worry.taken_up", record, ground=ground or "none")
    done(viewer, record, ANSWER, did)
    if ground in OVERRIDES:
        _owe(viewer, record, DECIDE)
    else:
        close_record(viewer, record, kept="safeguarding")


def _name_child(record: Worry, child: Child) -> None:
    if child.setting_id != record.setting_id:
        raise Refused("This child goes to another setting.", field="child")
    record.child = child
    record.save(update_fields=["child"])
    note("worry.child_named", record)


@action
def decided(viewer: Actor, record: Worry, words: str) -> None:
    """A worry was decided on, to share or not to share; with that nothing of it is owed any more."""
    done(viewer, record, DECIDE, words)
    note("worry.decided", record)
    if record.closed is None:
        close_record(viewer, record, kept="safeguarding")


def _owe(viewer: Actor, record: Worry, task: Task) -> None:
    """Owes a task on a worry, today, to whoever takes it."""
    owe_taker(viewer, record, task, clock.today(), opens("worry", record))

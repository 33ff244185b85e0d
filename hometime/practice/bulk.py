"""Worlds too large to be lived through: records and duties written in bulk, for measuring only.

What is written looks as if years of work lay behind it: nearly everything was kept long ago, some is open. It is one
action with one event, since nobody did it; so such a world proves nothing about the audit.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterator, Mapping

from hometime.audit.actions import Actor, action, note
from hometime.duties.models import Duty, Kind
from hometime.families.models import Bond, Child
from hometime.kernel import clock
from hometime.people.models import Person, Setting
from hometime.people.roles import HAT_OF, Role
from hometime.records.audiences import Audience
from hometime.records.models import Record

OPEN_FOR_MANAGER = 20  # one record in so many is open and the manager's …
OPEN_FOR_PARENTS = 50  # … and one in so many a parent's, in turn
FULL_PAGE = 40  # however small the world, so that a list is full and its page is the same in all sizes
BATCH = 500


@dataclasses.dataclass(frozen=True)
class Share:
    """How many of the records hold a duty that this post still owes: `person` by name, else whoever holds the post."""

    role: Role
    count: int
    person: Person | None = None


@action
def fill(viewer: Actor, setting: Setting, rows: int, parent: Person, to_keep: int = 0) -> int:
    """Writes `rows` records of `setting`, each with one duty; `to_keep` more are open and the deputy's, due today.

    `parent` gets a full page of open duties; the other parents share the rest of theirs. Gives how many were written.
    """
    children = list(Child.objects.unscoped("a world is filled in bulk").filter(setting=setting).order_by("pk"))
    bonds = Bond.objects.unscoped("a world is filled in bulk").filter(child__in=children, info="full")
    families = {bond.adult.person: bond.child for bond in bonds.select_related("adult__person", "child").order_by("pk")}
    others = [person for person in families if person != parent]
    shares = [
        Share(Role.DEPUTY, to_keep),
        Share(Role.PARENT, FULL_PAGE, parent),
        Share(Role.MANAGER, max(FULL_PAGE, rows // OPEN_FOR_MANAGER)),
        *(Share(Role.PARENT, rows // OPEN_FOR_PARENTS // len(others), person) for person in others),
    ]
    owed = itertools.chain.from_iterable(itertools.repeat(share, share.count) for share in shares)
    everything = _pairs(setting, itertools.cycle(children), families, owed, rows + to_keep)
    written = 0
    while pairs := list(itertools.islice(everything, BATCH)):
        Record.objects.bulk_create([record for record, _ in pairs])
        Duty.objects.bulk_create([duty for _, duty in pairs])
        written += len(pairs)
    note("world.filled", setting, chain=setting.pk, records=written)
    return written


def _pairs(
    setting: Setting, children: Iterator[Child], families: Mapping[Person, Child], owed: Iterator[Share], count: int
) -> Iterator[tuple[Record, Duty]]:
    """Records with their duties: first those that are owed, then those that the manager kept long ago."""
    today = clock.today()
    for number in range(count):
        share = next(owed, None)
        role = share.role if share else Role.MANAGER
        named = share.person if share else None
        child = families[named] if named else next(children)
        opened = today - dt.timedelta(days=30 + number % 1000)
        record = Record(
            setting=setting, child=child, kind="note", title="A note", audience=Audience.FAMILY, opened=opened
        )
        duty = Duty(
            record=record,
            setting=setting,
            clause="F16",
            kind=Kind.EVENT,
            what="A message did not arrive. Ring a parent.",
            verb="I rang them",
            about=child.initials,
            owed_role=role,
            person=named,
            hat=HAT_OF[role],
            owed_on=opened,
            due=today + dt.timedelta(days=number % 60 - 20) if share else opened,
            kept_on=None if share else opened,
            evidence="" if share else "Rang at four and told them.",
        )
        yield record, duty

"""What the room owes, by whom, and how many days it leaves."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.utils.translation import gettext_noop as _

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty, DutyRows
from hometime.kernel import clock
from hometime.people.models import holders
from hometime.people.roles import HAT_OF, Role
from hometime.records.actions import close_record, name_party
from hometime.records.models import Party, Record
from hometime.sharing.models import Decision

READ = Task("F21", _("Read a worry that somebody here wrote down"), _("Open it"), Role.DSL)
ANSWER = Task("F21", _("Say what is done about a worry"), _("Open it"), Role.DSL)
DECIDE = Task("F21", _("Decide whether somebody outside needs to know"), _("Decide"), Role.DSL)
AGREE = Task("F21", _("Agree to pass something on to an agency, or not"), _("Open it"), Role.MANAGER)
TELL = Task("F22", _("Tell the family what was passed on"), _("Open it"), Role.MANAGER)
REVIEW = Task("F22", _("Look again at what went without the family's yes"), _("Open it"), Role.DSL)
ARRIVED = Task("A2", _("Make sure that what was sent arrived"), _("Open it"), Role.MANAGER)
HEAR = Task("A3", _("Hear from an agency whether its words may go further"), _("Open it"), Role.DSL)
BOOK_UNREAD = Task("P23", _("Ask another place whether it has read its book"), _("Open it"), Role.KEY_PERSON)
BOOK_READ = Task("P23", _("Read what another place wrote in its book"), _("Open it"), Role.KEY_PERSON)
BOOK_ENDS = Task(
    "P23", _("A book with another place ends: end it, or ask the family anew"), _("Open it"), Role.KEY_PERSON
)
# Our own proposals, since nothing names a day: each is shown as proposed.
DAYS = {ARRIVED: 3, TELL: 7, REVIEW: 7, HEAR: 14, BOOK_UNREAD: 5, BOOK_READ: 1}
# In which of their posts somebody answers for what they decided, the first that they hold.
POSTS = (Role.DSL, Role.DEPUTY_DSL, Role.MANAGER, Role.DEPUTY, Role.SENCO, Role.KEY_PERSON)


def post_of(viewer: Actor, otherwise: Role) -> Role:
    """The post in which somebody decides: it then follows whoever acts in that post."""
    if isinstance(viewer, Viewer):
        return next((role for role in POSTS if viewer.holds(role)), otherwise)
    return otherwise


def opens(door: str, thing: Any) -> dict[str, Any]:
    """The page that a duty opens."""
    return {"opens": [door, thing.pk]}


def in_days(task: Task, day: dt.date) -> dt.date:
    """The day by which a task is done that begins on `day`."""
    return day + dt.timedelta(days=DAYS[task])


def owe_taker(viewer: Actor, record: Record, task: Task, due: dt.date, why: dict[str, Any]) -> None:
    """Owes a task to its post, or to whoever above the lead has the record in hand: a post beside them cannot see it."""
    rows = Party.objects.unscoped("whoever has a worry in hand answers for it and for what comes of it").filter(
        record=record, part=Party.Part.HANDLER, ends__isnull=True
    )
    above = rows.select_related("person").order_by("pk").first()
    if above is not None:
        task = dataclasses.replace(task, owed_by=Role(above.role))
    owe(viewer, record, task, due=due, person=above.person if above is not None else None, why=why)


@action
def name_leads(viewer: Actor, record: Record) -> None:
    """Names the safeguarding leads on a record whose audience would leave them out; it follows whoever acts in the post."""
    for role in (Role.DSL, Role.DEPUTY_DSL):
        for person in holders(record.setting, role, clock.today()):
            name_party(viewer, record, person, Party.Part.NAMED, hat=HAT_OF[role], role=role)


@action
def name_heads(viewer: Actor, record: Record) -> Role | None:
    """Names the manager, or the deputy, on a record whose audience would leave them out, so that they can agree to it.

    Nobody is named whom the record concerns. Gives the post that is left to agree.
    """
    concerned = Party.objects.unscoped("whom it concerns is never asked to agree").filter(
        record=record, part=Party.Part.CONCERNS, ends__isnull=True
    )
    barred = set(concerned.values_list("person_id", flat=True))
    for role in (Role.MANAGER, Role.DEPUTY):
        free = [person for person in holders(record.setting, role, clock.today()) if person.pk not in barred]
        for person in free:
            name_party(viewer, record, person, Party.Part.NAMED, hat=HAT_OF[role], role=role)
        if free:
            return role
    return None


def done(viewer: Actor, record: Record, task: Task, words: str) -> None:
    """Keeps what is open of a task on a record."""
    for duty in _open(record).filter(what=task.what).order_by("pk"):
        keep(viewer, duty, words)


def let_off(viewer: Actor, record: Record, task: Task, because: str) -> None:
    """Lifts what is open of a task on a record."""
    for duty in _open(record).filter(what=task.what).order_by("pk"):
        lift(viewer, duty, because)


def close_when_done(viewer: Actor, decision: Decision) -> None:
    """Closes a decision once it was carried out and nothing of it is owed any more."""
    if decision.closed is None and not _open(decision).exists():
        close_record(viewer, decision, kept="safeguarding" if decision.overrides else "child_file")


def _open(record: Record) -> DutyRows:
    return Duty.objects.unscoped("what was owed is kept when it is done").open().filter(record=record)

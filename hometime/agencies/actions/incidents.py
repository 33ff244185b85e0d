"""What went wrong on a visit: written down with when and why, told to the leads and the manager at once, and looked into."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.utils.translation import gettext_noop as _

from hometime.agencies.course import course_of, instant
from hometime.agencies.models import Incident, Visit
from hometime.agencies.visiting import CLAUSE_OF, Stage, What, stage
from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.notifications.actions import ring_the_bell
from hometime.people.models import holders
from hometime.people.roles import Role
from hometime.records.actions import close_record, name_party
from hometime.records.audiences import Audience
from hometime.records.models import Party

INCIDENT = "visit_incident"  # the kind of their records
ALONE = Task("A7", _("Look into a visit on which nobody stayed with the visitor"), _("Open it"), Role.DSL)
OTHER_CHILD = Task("A8", _("Look into a visit on which the visitor met another child"), _("Open it"), Role.DSL)
READ = Task("A7", _("Read what went wrong on a visit"), _("Open it"), Role.MANAGER)
READ_OTHER = Task("A8", _("Read that a visitor met another child"), _("Open it"), Role.MANAGER)
TASKS = {What.ALONE: (ALONE, READ), What.OTHER_CHILD: (OTHER_CHILD, READ_OTHER)}
ON_A_VISIT = (Stage.TOGETHER, Stage.ALONE, Stage.OVER)
TOLD_AT_ONCE = (Role.DSL, Role.DEPUTY_DSL, Role.MANAGER)


@dataclasses.dataclass(frozen=True)
class Happened:
    """What went wrong, as it is typed: from when to when on the day of the visit, and why."""

    what: str
    starts: dt.time
    ends: dt.time
    words: str


@action
def tell(viewer: Actor, visit: Visit, happened: Happened) -> Incident:
    """Writes down what went wrong on a visit. The leads and the manager owe a look at it today, and are told at once."""
    if stage(course_of(visit)) not in ON_A_VISIT:
        raise Refused("Nobody is on this visit, or it is finished. Tell the safeguarding lead in person.")
    starts, ends = _span(visit, happened)
    if not happened.words.strip():
        raise Refused("Say why it happened.")
    what = What(happened.what)
    made = Incident(
        setting=visit.setting, kind=INCIDENT, title="Something went wrong on a visit", audience=Audience.SAFEGUARDING,
        child=visit.child if visit.audience != Audience.SAFEGUARDING else None, opened=clock.today(), of_visit=visit,
        what=what, starts=starts, ends=ends, words=happened.words.strip(), by_id=person_of(viewer),
    )  # fmt: skip
    made.save()
    note("visit.went_wrong", made, what=what, clause=CLAUSE_OF[what])
    for manager in holders(visit.setting, Role.MANAGER, clock.today()):
        name_party(viewer, made, manager, Party.Part.NAMED, role=Role.MANAGER)
    for task in TASKS[what]:
        owe(viewer, made, task, due=clock.today(), why={"opens": ["visit-incident", made.pk]})
    _ring_the_bell(viewer, made)
    return made


def _span(visit: Visit, happened: Happened) -> tuple[dt.datetime, dt.datetime]:
    """From when to when. The minute that was typed last counts as a whole: seconds are nobody's to type."""
    starts, ends = instant(visit, happened.starts), instant(visit, happened.ends)
    if ends < starts:
        raise Refused("It ended before it began. Look at the two times.")
    return starts, min(ends + dt.timedelta(seconds=59, microseconds=999_999), max(clock.now(), ends))


def _ring_the_bell(viewer: Actor, made: Incident) -> None:
    """A notice to each of those who are told, at whatever hour; it says no more than that there is something."""
    told = {person for role in TOLD_AT_ONCE for person in holders(made.setting, role, clock.today())}
    ring_the_bell(viewer, told, made.setting)


@action
def settle(viewer: Actor, incident: Incident, words: str) -> None:
    """A lead says what is done about what went wrong; with that it is looked into."""
    _open(incident)
    if not words.strip():
        raise Refused("Say what you do about it.")
    incident.settled = words.strip()
    incident.save(update_fields=["settled"])
    for duty in _duties(incident):
        if duty.owed_role == Role.DSL:
            keep(viewer, duty, words)
    note("visit.looked_into", incident)
    close_record(viewer, incident, kept="safeguarding")


@action
def read(viewer: Actor, incident: Incident) -> None:
    """The manager says that they have read what went wrong."""
    for duty in _duties(incident):
        if duty.owed_role == Role.MANAGER:
            keep(viewer, duty, "Read.")
    note("visit.incident_read", incident)


def _open(incident: Incident) -> None:
    if incident.closed is not None:
        raise Refused("This is already done. Nothing was changed.")


def _duties(incident: Incident) -> list[Duty]:
    rows = Duty.objects.unscoped("what an incident owes goes with it").open().filter(record=incident)
    return list(rows.order_by("owed_role", "pk"))

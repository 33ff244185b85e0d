"""How long the names of visitors are kept: proposed for erasing when their time is over, and erased by somebody's hand.

It is for those who came for the house, by the door: family, contractors, inspectors, services. Whoever came to see a child
stands in that child's file for as long as the file is kept, and a visit that went wrong goes with what was told of it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from hometime.agencies.models import Asked, Letter, Visit, VisitorNotes
from hometime.agencies.models.visits import VisitRows
from hometime.audit.actions import Actor, action, note
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.duties.standing import Every, next_due
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.people.roles import Role
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.records.models import Record

VISITORS = "visitors"  # a kind of record: what is owed about the visitors of a setting
ERASE = Task("", _("Names of visitors have been kept long enough: erase them"), _("Look at them"), Role.MANAGER)
WITHIN = dt.timedelta(days=14)  # ours


@dataclasses.dataclass(frozen=True)
class Kept:
    """For how many months names are kept, who says so (a policy, a law, an insurer), and when somebody compared the two."""

    months: int
    source: str
    checked_on: dt.date | None


@action
def say_how_long(viewer: Actor, setting: Setting, said: Kept) -> VisitorNotes:
    """Says how long names of visitors are kept, on whose word. Raises `Refused` for a day to come, or no word of whose."""
    if said.checked_on is None or said.checked_on > clock.today():
        raise Refused("Give the day on which somebody looked it up. It cannot be to come.")
    if not said.source.strip() or said.months < 1:
        raise Refused("Say for how many months, and where that stands.")
    notes = notes_of(setting)
    notes.keep_months, notes.keep_source, notes.keep_checked_on = said.months, said.source.strip(), said.checked_on
    notes.save()
    note("visitors.kept_for", notes, chain=setting.pk, months=said.months, checked_on=said.checked_on)
    _see_to(viewer, setting)
    return notes


def notes_of(setting: Setting) -> VisitorNotes:
    """What a setting says of its visitors; where it said nothing yet, a row that is not saved."""
    return VisitorNotes.objects.filter(setting=setting).first() or VisitorNotes(setting=setting)


def over(setting: Setting) -> VisitRows:
    """The visits for the house whose names have been kept long enough: by the day on which they came, or were to come."""
    last = _last_day(notes_of(setting).keep_months)
    ends = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), tzinfo=clock.LONDON)
    rows = Visit.objects.unscoped("names of visitors are erased when their time is over")
    return rows.filter(
        Q(expected_on__isnull=True) | Q(expected_on__lte=last),
        Q(arrived_at__isnull=True) | Q(arrived_at__lt=ends),
        setting=setting, child__isnull=True, incidents__isnull=True, opened__lte=last,
    ).exclude(name="")  # fmt: skip


def _last_day(months: int) -> dt.date:
    """The last day of which names have been kept for so many months by today."""
    today, every = clock.today(), Every(months=months)
    day = today - dt.timedelta(days=28 * months)
    while next_due(day, every, day) > today:
        day -= dt.timedelta(days=1)
    return day


@action
def erase_names(viewer: Actor, setting: Setting) -> int:
    """Erases the names whose time is over, with what else tells who it was. That somebody came, when, and who met them stays.

    Gives how many visits it did this for.
    """
    visits = list(over(setting).order_by("opened", "pk").values_list("pk", flat=True))
    rows = Visit.objects.unscoped("names of visitors are erased when their time is over").filter(pk__in=visits)
    rows.update(name="", agency="", purpose="", called_off="", professional=None)
    letters = Letter.objects.unscoped("names of visitors are erased when their time is over")
    letters.filter(visit__in=visits).update(to="")
    asked = Asked.objects.unscoped("names of visitors are erased when their time is over")
    asked.filter(visit__in=visits).update(words="")
    note("visitors.erased", setting, chain=setting.pk, visits=len(visits))
    for duty in _owed(setting):
        keep(viewer, duty, f"Erased on {len(visits)} visits.")
    return len(visits)


@action
def see_to_visitors(viewer: Actor) -> int:
    """Owes each setting the erasing of names whose time is over; nothing goes by itself. Safe to run again. Gives how many
    settings owe it."""
    return sum(_see_to(viewer, setting) for setting in Setting.objects.order_by("pk"))


def _see_to(viewer: Actor, setting: Setting) -> bool:
    there, owed = over(setting).exists(), _owed(setting)
    if there and not owed:
        owe(viewer, _record(viewer, setting), ERASE, due=clock.today() + WITHIN, why={"page": "visits"})
    for duty in [] if there else owed:
        lift(viewer, duty, "They are kept for longer now.")
    return there


def _owed(setting: Setting) -> list[Duty]:
    rows = Duty.objects.unscoped("the names of visitors are owed to be erased once").open()
    return list(rows.filter(setting=setting, record__kind=VISITORS, what=ERASE.what).order_by("pk"))


def _record(viewer: Actor, setting: Setting) -> Record:
    rows = Record.objects.unscoped("what is owed about visitors stands on one record")
    found = rows.filter(setting=setting, kind=VISITORS).order_by("opened", "pk").first()
    return found or open_record(viewer, setting, VISITORS, "Visitors", Audience.STAFF)

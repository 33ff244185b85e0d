"""The directory is kept: signposts are listed, looked at again and taken off, and offered to families (P3, P20, A11, A12)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Min, Q
from django.utils.translation import gettext_noop as _

from hometime.agencies.models import Directory, Kind, Mark, Offer, Organisation, Signpost, State, Way
from hometime.agencies.needs import NEEDS
from hometime.agencies.places import outward
from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.duties.standing import Every, next_due
from hometime.families.models import Adult, Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.people.roles import Role
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.records.models import Record

SIGNPOSTS = "signposts"  # a kind of record
CHECK = {
    "for_families": Task(
        "P3", _("Look through the directory for families: is it all still right?"), _("Look through it"), Role.MANAGER
    ),
    "for_staff": Task(
        "A11",
        _("Look through the services that advise you: is it all still right?"),
        _("Look through it"),
        Role.MANAGER,
    ),
}
MONTHS = 6  # our suggestion; a setting may say another number
FIRST_CHECK = dt.timedelta(days=28)  # what came in by a feed is looked at within four weeks: ours too


@dataclasses.dataclass(frozen=True)
class Facts:
    """What somebody typed of a signpost."""

    name: str
    needs: Sequence[str]
    description: str = ""
    run_by: str = ""
    phone: str = ""
    url: str = ""
    email: str = ""
    street: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    where: str = "place"
    price: str = "ask"
    cost_words: str = ""
    open_words: str = ""
    languages: Sequence[str] = ()
    recommended_for: str = ""
    for_families: bool = True
    for_staff: bool = False
    organisation: Organisation | None = None


OF_MARKS = ("needs", "languages")


@action
def list_signpost(viewer: Actor, setting: Setting, facts: Facts, *, checked: bool = True) -> Signpost:
    """Puts somewhere to find help on the list. Whoever types it in has checked it today, unless they say otherwise."""
    row = Signpost(setting=setting, listed_on=clock.today())
    _write(row, facts)
    if checked:
        row.checked_on, row.checked_by_id = clock.today(), person_of(viewer)
    row.save()
    mark(row, facts.needs, facts.languages)
    note("signpost.listed", row)
    look_again(viewer, setting)
    return row


@action
def change_signpost(viewer: Actor, signpost: Signpost, facts: Facts, *, checked: bool = True) -> Signpost:
    """Changes what is said of it."""
    _write(signpost, facts)
    if checked:
        signpost.checked_on, signpost.checked_by_id = clock.today(), person_of(viewer)
    signpost.save()
    Mark.objects.unscoped("the marks of a signpost are written anew").filter(signpost=signpost).delete()
    mark(signpost, facts.needs, facts.languages)
    note("signpost.changed", signpost)
    look_again(viewer, signpost.setting)
    return signpost


def _write(row: Signpost, facts: Facts) -> None:
    """Writes the facts into the row. Raises `Refused` where something is missing."""
    if not facts.name.strip():
        raise Refused("Give its name.")
    if not facts.needs or set(facts.needs) - set(NEEDS):
        raise Refused("Choose at least one thing that it helps with.")
    if not (facts.for_families or facts.for_staff):
        raise Refused("Say whom it is for: families, those who work here, or both.")
    if not any((facts.phone, facts.url, facts.email, facts.street, facts.town)):
        raise Refused("Say how somebody reaches it: a telephone number, an address, or a page.")
    for name, value in vars(facts).items():
        if name not in OF_MARKS:
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.postcode = row.postcode.upper()
    row.outward = outward(row.postcode)


def mark(row: Signpost, needs: Iterable[str], languages: Iterable[str]) -> None:
    """Writes down what a signpost helps with, and which languages are spoken there."""
    marks = [(Kind.NEED, value) for value in needs] + [(Kind.TONGUE, value) for value in languages]
    Mark.objects.bulk_create(
        [Mark(signpost=row, kind=kind, value=value[:40]) for kind, value in dict.fromkeys(marks) if value]
    )


@action
def check(viewer: Actor, signpost: Signpost) -> None:
    """Somebody looked: it is all still right."""
    if signpost.state == State.OFF:
        raise Refused("It is off the list. Put it back first.")
    signpost.checked_on, signpost.checked_by_id = clock.today(), person_of(viewer)
    signpost.save(update_fields=["checked_on", "checked_by"])
    note("signpost.checked", signpost)
    look_again(viewer, signpost.setting)


@action
def take_off(viewer: Actor, signpost: Signpost, because: str) -> None:
    """Takes it off the list. It stays in the house with those who were pointed to it, and its page says that it is off."""
    if signpost.state == State.OFF:
        raise Refused("This is already done. Nothing was changed.")
    if not because.strip():
        raise Refused("Say why it is taken off.")
    signpost.state, signpost.off_because = State.OFF, because.strip()
    signpost.save(update_fields=["state", "off_because"])
    note("signpost.taken_off", signpost)
    look_again(viewer, signpost.setting)


@action
def put_back(viewer: Actor, signpost: Signpost) -> None:
    """Puts it back on the list: whoever does so has looked."""
    if signpost.state != State.OFF:
        raise Refused("This is already done. Nothing was changed.")
    signpost.state, signpost.off_because = State.LISTED, ""
    signpost.checked_on, signpost.checked_by_id = clock.today(), person_of(viewer)
    signpost.save(update_fields=["state", "off_because", "checked_on", "checked_by"])
    note("signpost.put_back", signpost)
    look_again(viewer, signpost.setting)


@action
def set_up(
    viewer: Actor, setting: Setting, *, months: int = MONTHS, postcode: str = "",
    latitude: float | None = None, longitude: float | None = None,
) -> Directory:  # fmt: skip
    """Says where the setting stands, so that miles can be told, and how often signposts are looked at again."""
    if not 1 <= months <= 24:
        raise Refused("Choose from 1 to 24 months.")
    if (latitude is None) != (longitude is None):
        raise Refused("Give both numbers of the place, or none.")
    if postcode.strip() and not outward(postcode):
        raise Refused("This is not a postcode. Write it like ME2 1AA.")
    row = directory_of(setting)
    row.months, row.postcode = months, postcode.strip().upper()
    row.latitude, row.longitude = latitude, longitude
    row.save()
    note("directory.set_up", row, months=months)
    look_again(viewer, setting)
    return row


def directory_of(setting: Setting) -> Directory:
    """What a setting says of its directory; where it said nothing yet, a row that is not saved."""
    found = Directory.objects.unscoped("where a setting stands is public").filter(setting=setting).first()
    return found or Directory(setting=setting, months=MONTHS)


@dataclasses.dataclass(frozen=True)
class Given:
    """How something was offered: to which adult, in which language, which way. `why` is empty unless the adult agreed."""

    way: str
    language: str
    adult: Adult | None = None
    kept_for_them: bool = False
    why: str = ""
    agreed: bool = False


@action
def offer(viewer: Actor, child: Child, signpost: Signpost, given: Given) -> Offer:
    """Writes down that a family was pointed to something, without why unless the adult agreed (P3, A12)."""
    if signpost.setting_id != child.setting_id or signpost.state == State.OFF or not signpost.for_families:
        raise Refused("This is not on the list for families. Choose another one.")
    if given.way not in Way.values:
        raise Refused("Say how they were given it.")
    if given.why.strip() and not given.agreed:
        raise Refused("Why is written down only where they agreed to it. Leave it out, or tick that they agreed.")
    if given.kept_for_them and given.adult is None:
        raise Refused("Say which adult wants to find it again.")
    row = Offer(
        setting=child.setting, child=child, adult=given.adult, signpost=signpost, on=clock.today(),
        by_id=person_of(viewer), language=given.language, way=given.way, kept_for_them=given.kept_for_them,
        why=given.why.strip(),
    )  # fmt: skip
    row.save()
    note("signpost.offered", row, way=given.way)
    return row


@action
def see_to_signposts(viewer: Actor) -> int:
    """Owes each setting with a directory its next look through it. Safe to run again. Gives how many settings there are."""
    listed = Signpost.objects.unscoped("a directory is looked at again").exclude(state=State.OFF)
    settings = Setting.objects.filter(pk__in=listed.order_by().values("setting")).order_by("pk")
    for setting in settings:
        look_again(viewer, setting)
    return len(settings)


def look_again(viewer: Actor, setting: Setting) -> None:
    """Within an action: owes the next look for the day on which the first signpost falls due, and keeps one that was done."""
    rows = Signpost.objects.unscoped("a directory is looked at again").filter(setting=setting).exclude(state=State.OFF)
    for flag, task in CHECK.items():
        due = _falls_due(rows.filter(**{flag: True}), directory_of(setting).months)
        owed = Duty.objects.unscoped("a look through the directory is owed once").open()
        duty = owed.filter(setting=setting, record__kind=SIGNPOSTS, what=task.what).first()
        if duty is None and due is not None:
            _owe(viewer, setting, task, due)
        elif duty is not None and due != duty.due:
            _go_on(viewer, setting, duty, task, due)


def _falls_due(rows: Any, months: int) -> dt.date | None:
    """The day on which the first of some signposts is to be looked at."""
    found = rows.aggregate(
        checked=Min("checked_on"), listed=Min("listed_on", filter=Q(checked_on__isnull=True)), all=Count("pk")
    )
    days = []
    if found["checked"] is not None:
        days.append(next_due(found["checked"], Every(months=months), found["checked"]))
    if found["listed"] is not None:
        days.append(found["listed"] + FIRST_CHECK)
    return min(days, default=None)


def _go_on(viewer: Actor, setting: Setting, duty: Duty, task: Task, due: dt.date | None) -> None:
    if due is None:
        lift(viewer, duty, "Nothing is on the list any more.")
        return
    if duty.due is not None and due > duty.due:
        keep(viewer, duty, "Looked through: each entry that was due is checked or off the list.")
    else:
        lift(viewer, duty, "There is more to look at, and sooner.")
    _owe(viewer, setting, task, due)


def _owe(viewer: Actor, setting: Setting, task: Task, due: dt.date) -> None:
    rows = Record.objects.unscoped("a directory is looked at on one record").filter(kind=SIGNPOSTS, setting=setting)
    record = rows.first() or open_record(viewer, setting, SIGNPOSTS, "The directory for families", Audience.SETTING)
    owe(viewer, record, task, due=due, why={"page": "signposts"})

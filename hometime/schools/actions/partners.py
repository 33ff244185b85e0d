"""The log of what is done with partner schools, and by when they are met again (S3). Once a term is our suggestion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from hometime.agencies.actions.unnamed import keep_word, only_words
from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.people.roles import Role
from hometime.records.actions import close_record
from hometime.records.audiences import Audience
from hometime.schools.models import Did, LogEntry, Partnership, School, Stand
from hometime.schools.moving import TERM

PARTNER = "school_partner"  # the kind of record
MEET = Task(
    "S3", _("Meet a school that you work with again, and write down what came of it"), _("Open it"), Role.MANAGER
)


@action
def begin(viewer: Actor, setting: Setting, school: School, next_on: dt.date | None = None) -> Partnership:
    """Takes a school up as a partner; it is met on `next_on`, or within a term."""
    there = Partnership.objects.unscoped("a school is a partner once")
    if there.filter(setting=setting, school=school, closed__isnull=True).exists():
        raise Refused("You work with this school already. Open it and go on there.")
    if school.provider_id != setting.provider_id or school.stand != Stand.OPEN:
        raise Refused("Choose a school that is open.")
    made = Partnership(
        setting=setting, kind=PARTNER, title="A partner school", audience=Audience.SETTING, opened=clock.today(),
        school=school,
    )  # fmt: skip
    made.save()
    note("partner.begun", made, school=school.pk)
    _meet_on(viewer, made, next_on)
    return made


@action
def write(
    viewer: Actor, partner: Partnership, what: str, words: str, *,
    on: dt.date | None = None, next_on: dt.date | None = None, no_names: Collection[str] = (),
) -> LogEntry:  # fmt: skip
    """Writes down what was done with a partner. It keeps what is owed on it, and what the adopted policy owes each term.

    Others read it, so it names nobody of a family; `no_names` are words that are no names there, as whoever writes it says.
    """
    _open(partner)
    day = on or clock.today()
    if day > clock.today():
        raise Refused("The day must be today or earlier.")
    if what not in Did.values or not words.strip():
        raise Refused("Write what you did.")
    words_only = only_words(partner.setting, [words], no_names)
    before = LogEntry.objects.unscoped("entries stand in the order in which they came").filter(partnership=partner)
    made = LogEntry(
        partnership=partner, number=before.count() + 1, on=day, what=what, words=words.strip(), by_id=person_of(viewer)
    )
    made.save()
    note("partner.written", partner, what=what, on=day)
    keep_word(viewer, partner.setting, made, words_only)
    for duty in _owed(partner, day):
        keep(viewer, duty, "Written in the log of a partner school.", on=day)
    if next_on is not None or not _to_meet(partner):
        _meet_on(viewer, partner, next_on)
    return made


def _owed(partner: Partnership, day: dt.date) -> list[Duty]:
    """What was owed on `day` of a partner, and what the adopted policy owed of any partner once a term."""
    rows = Duty.objects.unscoped("an entry in the log keeps what was owed of it").open()
    mine = Q(record=partner) | Q(setting=partner.setting, rhythm__isnull=False)
    found = rows.filter(mine, clause="S3", owed_on__lte=day)
    return list(found.select_related("rhythm__record").order_by("due", "pk"))


def _to_meet(partner: Partnership) -> list[Duty]:
    rows = Duty.objects.unscoped("a partner is met on one day").open().filter(record=partner)
    return list(rows.order_by("due", "pk"))


def _meet_on(viewer: Actor, partner: Partnership, next_on: dt.date | None) -> None:
    day = next_on or clock.today() + TERM
    if day <= clock.today():
        raise Refused("The next day must lie ahead.")
    for duty in _to_meet(partner):
        lift(viewer, duty, "Another day was agreed.")
    partner.next_on = day
    partner.save(update_fields=["next_on"])
    why = {"opens": ["school-partner", partner.pk], "suggested": next_on is None}
    owe(viewer, partner, MEET, due=day, about=partner.school.name[:80], why=why)


@action
def end(viewer: Actor, partner: Partnership, because: str) -> None:
    """Ends the work with a partner, with the reason; what was written stays."""
    _open(partner)
    if not because.strip():
        raise Refused("Say why you no longer work with this school.")
    partner.ended_because, partner.next_on = because.strip()[:200], None
    partner.save(update_fields=["ended_because", "next_on"])
    for duty in _to_meet(partner):
        lift(viewer, duty, "You no longer work with this school.")
    note("partner.ended", partner)
    close_record(viewer, partner)


def _open(partner: Partnership) -> None:
    if partner.closed is not None:
        raise Refused("You no longer work with this school. Nothing was changed.")

"""Whether families felt welcome: one more in the numbers of the month, and what lay in the jar (F2)."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError
from django.db.models import F

from hometime.audit.actions import Actor, House, action, note
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.welcome.models import Felt, PulseAsked, PulseTally
from hometime.welcome.models.pulse import month_of

PULSE = House("pulse")  # who writes an answer down: whoever gave it is not known any more
LATER = "later"  # rather not, this month
BEFORE = 2  # months back for which the jar may still be counted
DONE = "This is already done. Nothing was changed."


@action
def tell(house: House, person_id: str, setting: Setting, felt: str) -> None:
    """Counts what somebody felt, and that they were asked this month; both in one step, with one event that names neither.

    Raises Refused for what is no answer, and where they were asked this month already.
    """
    if felt not in (*Felt.values, LATER):
        raise Refused("Choose one of the answers.")
    month = month_of(clock.today())
    try:
        _ask(person_id, setting, month)
        if felt != LATER:
            _count(setting, month, felt)
    except IntegrityError:  # the same tap came twice at once: the first one counts
        raise Refused(DONE) from None
    note("pulse.asked", setting, chain=setting.pk)


@action
def count_jar(viewer: Actor, setting: Setting, month: dt.date, *, yes: int, sometimes: int, no: int) -> PulseTally:
    """Writes down what lay in the jar in a month, altogether; counted once more, the later numbers count."""
    if month not in months():
        raise Refused("Choose this month or one of the two before it.")
    rows = PulseTally.objects.unscoped("a month has one jar")
    made = rows.filter(setting=setting, month=month, jar=True).first() or PulseTally(
        setting=setting, month=month, jar=True
    )
    made.yes, made.sometimes, made.no = yes, sometimes, no
    made.save()
    note("pulse.jar", made, month=month, yes=yes, sometimes=sometimes, no=no)
    return made


def months() -> list[dt.date]:
    """The months for which the jar may be counted today, the latest first."""
    found = [month_of(clock.today())]
    for _each in range(BEFORE):
        found.append(month_of(found[-1] - dt.timedelta(days=1)))
    return found


def _ask(person_id: str, setting: Setting, month: dt.date) -> None:
    asked = PulseAsked.objects.unscoped("somebody is asked once a month").filter(person_id=person_id, setting=setting)
    if not asked.exists():
        PulseAsked(person_id=person_id, setting=setting, month=month).save()
    elif not asked.filter(month__lt=month).update(month=month):
        raise Refused(DONE)


def _count(setting: Setting, month: dt.date, felt: str) -> None:
    tally = PulseTally.objects.unscoped("an answer is one more in a number").filter(
        setting=setting, month=month, jar=False
    )
    if not tally.exists():
        PulseTally(setting=setting, month=month).save()
    tally.update(**{felt: F(felt) + 1})

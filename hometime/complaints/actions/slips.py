"""The slips of a case, each naming one witness or the person told: they end with it, and are kept for as long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from hometime.audit.actions import Actor
from hometime.complaints.models import Complaint, Entry, Kind
from hometime.duties.actions import lift
from hometime.duties.models import Duty
from hometime.languages.actions import BOOK, call_off
from hometime.languages.models import Booking, Status
from hometime.records.actions import close_record, reopen_record
from hometime.records.models import Record

OVER = "The complaint was closed before an interpreter was found."


def slips_of(case: Complaint, *kinds: Kind) -> QuerySet[Record]:
    """The slips of a case; with kinds only those that such an entry was given on."""
    entries = Entry.objects.unscoped("a slip goes the way of its case").filter(complaint=case, slip__isnull=False)
    if kinds:
        entries = entries.filter(kind__in=kinds)
    return Record.objects.unscoped("a slip goes the way of its case").filter(pk__in=entries.values("slip"))


def close_slips(viewer: Actor, case: Complaint, on: dt.date) -> None:
    """Closes the slips with the case, to be kept for as long, and owes no witness a statement any more.

    Whom it was about still reads their page, and what was found is still put there.
    """
    waiting = Duty.objects.unscoped("nobody is asked about what is over").open()
    for duty in waiting.filter(record__in=slips_of(case, Kind.ASKED)):
        lift(viewer, duty, "It is not needed any more.")
    for slip in slips_of(case):
        close_record(viewer, slip, kept="complaint", on=on)


def call_off_interpreters(viewer: Actor, duties: Iterable[Duty]) -> None:
    """Calls off each interpreter who is still to be found, by the duties of a case that is over. Whoever is booked
    already stays booked: somebody has to ring them."""
    still = [duty.pk for duty in duties if duty.clause == BOOK.clause and not (duty.kept_on or duty.lifted_because)]
    rows = Booking.objects.unscoped("nobody is looked for, for a case that is over").filter(duty__in=still)
    for booking in rows.filter(status=Status.ASKED).order_by("asked_at", "pk") if still else ():
        call_off(viewer, booking, OVER)


def reopen_slips(viewer: Actor, case: Complaint) -> None:
    """Opens the slips with the case. A witness who had not answered can be asked again."""
    for slip in slips_of(case).filter(closed__isnull=False):
        reopen_record(viewer, slip)

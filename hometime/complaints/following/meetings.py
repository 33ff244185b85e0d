"""The talks about a complaint, as whoever made it reads them: those offered, those held, and the interpreter who comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hometime.complaints.following.rungs import Rung
from hometime.complaints.handling.facts import Form
from hometime.complaints.models import Arrival, Complaint, Entry, Kind, Step
from hometime.families.tongues import named
from hometime.kernel import clock
from hometime.languages.models import Booking, Status

HOW_WE_MEET = {
    Form.PERSON: gettext_noop("We meet in person."),
    Form.PHONE: gettext_noop("We speak on the phone."),
    Form.VIDEO: gettext_noop("We speak by video."),
}


def meetings(case: Complaint, steps: Sequence[Step]) -> list[tuple[dt.date, Rung]]:
    """The talks that were held with a parent. Another service's meeting is a step of its own."""
    if any(step.event == "met" for step in steps):
        return []
    return [(entry.on, Rung("done", _("We met you about it."), entry.on)) for entry in _of(case, Kind.HELD)]


def offers(arrival: Arrival) -> list[Rung]:
    """What lies ahead: a talk that was offered, at which times, and the interpreter who is booked for it or asked for."""
    case = arrival.complaint
    over = {entry.of_id for kind in (Kind.HELD, Kind.REFUSED) for entry in _of(case, kind)}
    open_ones = [entry for entry in _of(case, Kind.MEETING) if entry.pk not in over]
    offered = [_offer(entry) for entry in open_ones[-1:]]
    return [*offered, *_interpreters(arrival)]


def _of(case: Complaint, kind: str) -> list[Entry]:
    rows = Entry.objects.unscoped("whoever complained reads which talks were offered and held")
    return list(rows.filter(complaint=case, kind=kind).order_by("number"))


def _offer(entry: Entry) -> Rung:
    how = [_(HOW_WE_MEET[Form(entry.facts["form"])]), _("Tell us which of these times is good for you.")]
    return Rung("next", _("We would like to talk with you."), words="\n".join(entry.facts["times"]), how=tuple(how))


def _interpreters(arrival: Arrival) -> Iterator[Rung]:
    """Those for whoever complained. An interpreter who is asked for on the case is for that talk, and for nobody else."""
    rows = Booking.objects.unscoped("whoever complained is told that an interpreter comes")
    rows = rows.filter(record=arrival.complaint_id).open()
    for booking in rows.order_by("on", "asked_at"):
        if booking.adult_id not in (None, arrival.adult_id) or (booking.on is not None and booking.on < clock.today()):
            continue
        tongue = named(booking.language)
        if booking.status == Status.BOOKED and booking.on:
            title = _("An interpreter helps us talk: %(language)s.") % {"language": tongue}
            yield Rung("next", title, booking.on, how=(booking.at,) if booking.at else (), exact=True)
        else:
            yield Rung("next", _("We are finding an interpreter for you: %(language)s.") % {"language": tongue})

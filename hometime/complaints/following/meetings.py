"""The talks about a complaint, as whoever made it reads them: those offered, those held, and the interpreter who comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hometime.complaints.following.rungs import Rung
from hometime.complaints.handling.facts import Form
from hometime.complaints.handling.talks import KINDS, answer_to, open_offer
from hometime.complaints.models import Arrival, Complaint, Entry, Kind, Step
from hometime.families.tongues import named
from hometime.kernel import clock
from hometime.languages.models import Booking, Status

HOW_WE_MEET = {
    Form.PERSON: gettext_noop("We meet in person."),
    Form.PHONE: gettext_noop("We speak on the phone."),
    Form.VIDEO: gettext_noop("We speak by video."),
}
ANOTHER = gettext_noop("You asked for another time. We will offer you one.")
WISHES = {
    "evening": gettext_noop("You can only come in the evening."),
    "interpreter": gettext_noop("You want an interpreter."),
}


def talks(case: Complaint) -> list[Entry]:
    """What was written down about talks, in order."""
    rows = Entry.objects.unscoped("whoever complained reads which talks were offered and held")
    return list(rows.filter(complaint=case, kind__in=KINDS).order_by("number"))


def meetings(written: Sequence[Entry], steps: Sequence[Step]) -> list[tuple[dt.date, Rung]]:
    """The talks that were held with a parent, and those that they did not want. Another service's meeting is a step of
    its own."""
    told = {Kind.REFUSED: _("We asked to meet you. You did not want to.")}
    if not any(step.event == "met" for step in steps):
        told[Kind.HELD] = _("We met you about it.")
    shown = [entry for entry in written if entry.kind in told and not entry.corrects_id]
    return [(entry.on, Rung("done", told[Kind(entry.kind)], entry.on)) for entry in shown]


def offers(arrival: Arrival, written: Sequence[Entry]) -> list[Rung]:
    """What lies ahead: a talk that was offered, at which times, and the interpreter who is booked for it or asked for."""
    offer = open_offer(written)
    offered = [_offer(offer, answer_to(offer, written))] if offer else []
    return [*offered, *_interpreters(arrival)]


def _offer(offer: Entry, answer: Entry | None) -> Rung:
    """A talk that is offered, or at the time that they chose, with what they wish for."""
    said = answer.facts if answer else {}
    times = [said["time"]] if said.get("time") else offer.facts["times"]
    how = [_(HOW_WE_MEET[Form.PHONE if said.get("phone") else Form(offer.facts["form"])])]
    if answer is None:
        how.append(_("Tell us which of these times is good for you."))
    else:
        how.append(_("You said that this time is good for you.") if said["time"] else _(ANOTHER))
    how += [_(words) for wish, words in WISHES.items() if said.get(wish)]
    return Rung("next", _("We would like to talk with you."), words="\n".join(times), how=tuple(how))


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

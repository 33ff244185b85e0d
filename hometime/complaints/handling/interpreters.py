"""The interpreters of a case's meetings: asked for with the offer, and how far that has come, in words for both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor
from hometime.complaints.handling.facts import Form
from hometime.complaints.models import Arrival, Complaint, Entry, Kind
from hometime.families.models import Adult
from hometime.languages.actions import ask_for_interpreter, language_of
from hometime.languages.models import Booking, Status, Way

WAYS = {Form.PERSON: Way.IN_PERSON, Form.PHONE: Way.PHONE, Form.VIDEO: Way.VIDEO}
MEETING = _("The meeting about it")
# What the case says beside an offer that was made with an interpreter.
FOR_US = {
    Status.ASKED: _("an interpreter is asked for, not booked yet"),
    Status.BOOKED: _("an interpreter is booked"),
    Status.CAME: _("with an interpreter"),
    Status.NOT_CAME: _("the interpreter did not come"),
    Status.CANCELLED: _("the interpreter was called off"),
}


def wish(viewer: Actor, case: Complaint, language: str, form: str) -> Booking:
    """Asks for an interpreter for a meeting that is offered, in `language` or that of whoever complained (X4, F18).

    Raises `Refused` where no language is known.
    """
    way = WAYS[Form(form)]
    return ask_for_interpreter(viewer, case, _complainant(case), language, way=way, what_for=gettext(MEETING))


def language_known(case: Complaint) -> bool:
    """Whether it is written down in which language whoever complained wants to talk."""
    adult = _complainant(case)
    return adult is not None and bool(language_of(adult))


def _complainant(case: Complaint) -> Adult | None:
    came = Arrival.objects.unscoped("an interpreter is for whoever complained").filter(complaint=case)
    arrival = came.select_related("adult").first()
    return arrival.adult if arrival else None


def asked_with(entries: Iterable[Entry]) -> list[str]:
    """The ids of the bookings that were asked for with an offer."""
    return [
        entry.facts["booking"]
        for entry in entries
        if entry.kind in (Kind.MEETING, Kind.CHOSEN) and not entry.corrects_id and entry.facts.get("booking")
    ]


def for_us(viewer: Viewer, entries: Iterable[Entry]) -> Mapping[str, str]:
    """How far each booking has come, in words for the case. Asks nothing where no interpreter was asked for."""
    ids = asked_with(entries)
    rows = Booking.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "status") if ids else ()
    return {pk: gettext(FOR_US[Status(status)]) for pk, status in rows}

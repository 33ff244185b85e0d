"""The timeline on paper for whoever complained: by reference and code, or signed in. Each making is written down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.access.guessing import too_often
from hometime.audit.actions import Actor
from hometime.complaints.following.entering import arrival_of, remember
from hometime.complaints.following.views import BY_CODE, PUBLIC
from hometime.complaints.intake.rules import own
from hometime.complaints.models import Arrival
from hometime.complaints.printing.actions import make_theirs
from hometime.complaints.printing.views import BUSY, sheet
from hometime.people.roles import Hat
from hometime.ui import press
from hometime.ui.troubles import trouble

LIMITS = {"code": "10/m/ip"}


@gate(public=PUBLIC, cites=("C3",))
def here(request: HttpRequest) -> HttpResponse:
    """The timeline of the complaint that this browser follows."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    arrival = arrival_of(request)
    if arrival is None:
        return redirect("follow")
    return remember(_made(request, BY_CODE, arrival), arrival)


@gate(hats=(Hat.PARENT,), opens=Arrival, does=own, cites=("C3",))
def told(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """The timeline of one's own complaint."""
    return _made(request, viewer_of(request), arrival)


def _made(request: HttpRequest, who: Actor, arrival: Arrival) -> HttpResponse:
    if too_often(request, "hometime.complaints.theirs", LIMITS):
        return trouble(request, BUSY)
    try:
        return sheet(make_theirs(who, arrival.complaint), "attachment")
    except press.Busy:
        return trouble(request, BUSY)

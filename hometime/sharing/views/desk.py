"""The desk of the safeguarding leads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from hometime.access.gate import gate, viewer_of
from hometime.people.roles import Hat
from hometime.sharing import rules
from hometime.sharing.pages.desk import desk
from hometime.ui.pages import page


@gate(hats=(Hat.STAFF,), asks=rules.lead, step_up=True, cites=("F21", "F22", "A3"))
def the_desk(request: HttpRequest) -> HttpResponse:
    """What lies on the desk of a lead, new worries first."""
    context = {"desk": desk(viewer_of(request))}
    return page(request, "sharing/desk.html", "today", context, menu="desk")

"""What goes to a school: asked for part by part, allowed or not, sent, printed, and received."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.agencies.actions.letters import letter_cards
from hometime.consents.actions.asking import answer
from hometime.consents.standing import State
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.roles import Hat
from hometime.schools import rules
from hometime.schools.actions import moves, packs
from hometime.schools.forms import packs as forms
from hometime.schools.forms import staff
from hometime.schools.models import PackPart, Parcel, SchoolMove
from hometime.schools.pages.files import MADE, made
from hometime.schools.pages.moves import parts_shown
from hometime.schools.views.moves import BOTH, NOT_TAKEN, PARENT, STAFF, take
from hometime.sharing.models import Way
from hometime.ui.pages import page

ANSWERS = {"yes": State.GIVEN, "no": State.REFUSED}


@gate(hats=STAFF, opens=SchoolMove, does=rules.plan, cites=("S2",))
def offer(request: HttpRequest, found: SchoolMove) -> HttpResponse:
    """Asks the family for each part of what would go."""
    return take(request, found, "offer", staff.Plain({}), lambda: packs.offer(viewer_of(request), found))


@gate(hats=BOTH, opens=PackPart, sensitive="P3", cites=("S2",))
def part(request: HttpRequest, found: PackPart, why_not: str = "") -> HttpResponse:
    """One part, exactly as it would go."""
    viewer = viewer_of(request)
    shown = next((each for each in parts_shown(viewer, found.move) if each.part.pk == found.pk), None)
    context = {"part": found, "shown": shown, "why_not": why_not, "family": viewer.hat == Hat.PARENT}
    status = NOT_TAKEN if why_not else 200
    return page(request, "schools/family/part.html", "children", context, menu="my_children", status=status)


@gate(hats=PARENT, opens=PackPart, does=rules.allow, cites=("S2",))
def allow(request: HttpRequest, found: PackPart, said: str) -> HttpResponse:
    """An adult says yes or no to one part."""
    viewer = viewer_of(request)
    asked = packs.asked_of(found, viewer.person_id)
    if said not in ANSWERS or asked is None:
        raise Http404
    try:
        answer(viewer, asked, ANSWERS[said])
    except Refused as no:
        return part(request, token=found.pk, why_not=str(no))
    return redirect(moves.PAGE, found.move_id)


@gate(hats=STAFF, opens=SchoolMove, does=rules.send, cites=("S2",))
def send(request: HttpRequest, found: SchoolMove) -> HttpResponse:
    """Sends exactly the parts that the family said yes to."""
    form = forms.SendForm(request.POST)
    return take(
        request, found, "send", form,
        lambda: packs.send_parts(viewer_of(request), found, Way(form.cleaned_data["way"])),
    )  # fmt: skip


@gate(hats=STAFF, opens=Parcel, does=rules.receive, cites=("S2",))
def received(request: HttpRequest, found: Parcel) -> HttpResponse:
    """Writes the receipt down, or what came of asking for it."""
    form, viewer = forms.ReceivedForm(request.POST), viewer_of(request)

    def does() -> None:
        given = form.cleaned_data
        if given["received_from"]:
            packs.receive(viewer, found, given["received_from"], given["on"])
        else:
            packs.chase(viewer, found, given["asked"])

    return take(request, found.move, "received", form, does)


@gate(hats=STAFF, opens=Parcel, asks=rules.print_parcel, sensitive="P3", cites=("S2",))
def file(request: HttpRequest, found: Parcel, kind: str) -> HttpResponse:
    """What went, as a page to print, a PDF, or for the school's own system. It stands as it was allowed."""
    if kind not in MADE:
        raise Http404
    if kind == "page":
        cards = letter_cards(found.move.setting)
        context: dict[str, Any] = {"parcel": found, "parts": packs.parts_sent(found), "cards": cards}
        return page(request, "schools/staff/parcel.html", "children", context, menu="my_children")
    response = HttpResponse(made(found, kind, clock.today()), content_type=MADE[kind])
    response["Content-Disposition"] = f'attachment; filename="papers.{kind}"'
    return response

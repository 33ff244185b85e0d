"""Photographs: an album for each side, taking one in, using it, printing it, and erasing it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.consents import rules
from hometime.consents.actions import picturing as acts
from hometime.consents.forms import staff
from hometime.consents.models import Photograph
from hometime.consents.pages.photographs import album as album_of
from hometime.consents.pages.photographs import may_be_seen, photograph_page, taking
from hometime.consents.picturing import in_the_way
from hometime.consents.standing import Purpose
from hometime.consents.views.medicines import BOTH, NOT_TAKEN, SIDE, STAFF
from hometime.consents.words import PURPOSES
from hometime.families.models import Child
from hometime.kernel.answers import taken
from hometime.records.papers import showing
from hometime.ui.pages import page


@gate(hats=BOTH, opens=Child, sensitive="P3", cites=("F26",))
def album(request: HttpRequest, child: Child) -> HttpResponse:
    """The photographs of a child, as far as they may be shown today."""
    viewer = viewer_of(request)
    side, menu = SIDE[viewer.hat]
    context = {"album": album_of(viewer, child)}
    return page(request, f"consents/{side}/album.html", "children", context, menu=menu)


@gate(hats=STAFF, opens=Child, asks=rules.picture, cites=("F26",))
def take(request: HttpRequest, child: Child) -> HttpResponse:
    """Takes a photograph in; who must not be on one stands at the top, and beside each name."""
    viewer = viewer_of(request)
    shown = taking(viewer, child)
    form = (
        staff.TakeForm(shown.others, shown.names, shown.flags, request.POST, request.FILES)
        if request.method == "POST"
        else staff.TakeForm(shown.others, shown.names, shown.flags)
    )
    made: list[Photograph] = []
    if request.method == "POST" and taken(form, lambda: made.append(acts.take(viewer, child, form.said()))):
        return redirect("photograph", made[0].pk)
    context = {"shown": shown, "form": form}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "consents/staff/take.html", "children", context, menu="children", status=status)


@gate(hats=STAFF, opens=Photograph, sensitive="P3", cites=("F26",))
def one(request: HttpRequest, photograph: Photograph, typed: dict[str, Any] | None = None) -> HttpResponse:
    """One photograph: who is on it and what it is used for."""
    context = {"shown": photograph_page(viewer_of(request), photograph, typed)}
    status = NOT_TAKEN if typed else 200
    return page(request, "consents/staff/photograph.html", "children", context, menu="children", status=status)


@gate(hats=BOTH, opens=Photograph, sensitive="P3", cites=("F26",))
def picture(request: HttpRequest, photograph: Photograph) -> HttpResponse:
    """The picture itself, asked anew of every child on it each time: not found where one of them may not be shown."""
    viewer = viewer_of(request)
    if photograph.paper is None or not may_be_seen(viewer, [photograph]):
        raise Http404
    answer = showing.picture(photograph.paper, 1)
    answer["Content-Disposition"], answer["Cache-Control"] = 'inline; filename="photograph"', "no-store"
    return answer


@gate(hats=STAFF, opens=Photograph, does=rules.use)
def use(request: HttpRequest, photograph: Photograph) -> HttpResponse:
    """Uses a photograph for a purpose, or takes that back."""
    viewer, form = viewer_of(request), staff.UseForm(request.POST)
    does = acts.take_back if request.POST.get("do") == "back" else acts.use
    if taken(form, lambda: does(viewer, photograph, form.cleaned_data["purpose"])):
        return redirect("photograph", photograph.pk)
    return one(request, token=photograph.pk, typed={"use": form})


@gate(hats=STAFF, opens=Photograph, asks=rules.use, sensitive="P3", cites=("F26",))
def printed(request: HttpRequest, photograph: Photograph, purpose: str) -> HttpResponse:
    """A photograph to print for a purpose; or, in its place, whom it may not be printed of."""
    if purpose not in set(Purpose) or photograph.paper_id is None:
        raise Http404
    blocked = in_the_way(photograph, purpose, viewer_of(request).today)
    context = {"photograph": photograph, "blocked": blocked, "purpose": PURPOSES[Purpose(purpose)]}
    return page(request, "consents/staff/print.html", "children", context, menu="children")


@gate(hats=STAFF, opens=Photograph, does=rules.use)
def erase(request: HttpRequest, photograph: Photograph) -> HttpResponse:
    """Erases one."""
    acts.erase(viewer_of(request), photograph)
    return redirect("photographs", photograph.child_id)


@gate(hats=STAFF, opens=Child, does=rules.erase_all)
def erase_all(request: HttpRequest, child: Child) -> HttpResponse:
    """Erases all in the file of a child who has left."""
    acts.erase_all(viewer_of(request), child)
    return redirect("photographs", child.pk)

"""A safeguarding file on its way from lead to lead: for the leads alone, each time with a fresh proof of who they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families.models import Child
from hometime.kernel.answers import Refused, taken
from hometime.people.roles import Hat
from hometime.schools import rules
from hometime.schools.actions import sealed as actions
from hometime.schools.forms import packs as forms
from hometime.schools.models import SealedFile
from hometime.schools.pages.sealed import sealed_page
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)


@gate(hats=STAFF, opens=Child, does=rules.lead, step_up=True, cites=("S2",))
def begin(request: HttpRequest, child: Child) -> HttpResponse:
    """Begins to hand a safeguarding file over."""
    viewer = viewer_of(request)
    try:
        found = actions.open_file(viewer, child)
    except Refused:
        found = SealedFile.objects.visible_to(viewer).filter(child=child, closed__isnull=True).get()
    return redirect(actions.PAGE, found.pk)


@gate(hats=STAFF, opens=SealedFile, sensitive="P4", step_up=True, cites=("S2",))
def sealed(request: HttpRequest, found: SealedFile, typed: dict[str, Any] | None = None) -> HttpResponse:
    """One safeguarding file on its way."""
    context = {"shown": sealed_page(viewer_of(request), found, typed)}
    return page(request, "schools/staff/sealed.html", "message", context, status=422 if typed else 200)


def _take(request: HttpRequest, found: SealedFile, name: str, form: Form, does: Callable[[], Any]) -> HttpResponse:
    if taken(form, does):
        return redirect(actions.PAGE, found.pk)
    return sealed(request, token=found.pk, typed={name: form})


@gate(hats=STAFF, opens=SealedFile, does=rules.carry, step_up=True, cites=("S2",))
def hand_over(request: HttpRequest, found: SealedFile) -> HttpResponse:
    """Sends it to the lead of the school."""
    form = forms.GoingForm(request.POST)
    return _take(request, found, "going", form, lambda: actions.hand_over(viewer_of(request), found, form.going()))


@gate(hats=STAFF, opens=SealedFile, does=rules.carry, step_up=True, cites=("S2",))
def received(request: HttpRequest, found: SealedFile) -> HttpResponse:
    """Writes the receipt down, or what came of asking for it."""
    form, viewer = forms.ReceivedForm(request.POST), viewer_of(request)

    def does() -> None:
        given = form.cleaned_data
        if given["received_from"]:
            actions.receive(viewer, found, given["received_from"], given["on"])
        else:
            actions.chase(viewer, found, given["asked"])

    return _take(request, found, "received", form, does)


@gate(hats=STAFF, opens=SealedFile, does=rules.carry, step_up=True)
def nothing(request: HttpRequest, found: SealedFile) -> HttpResponse:
    """Writes down why nothing goes."""
    form = forms.NothingForm(request.POST)
    return _take(
        request, found, "nothing", form, lambda: actions.nothing_goes(viewer_of(request), found, **form.cleaned_data)
    )

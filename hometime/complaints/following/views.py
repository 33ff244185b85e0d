"""Following one's own complaint: with reference and code, or signed in as the parent who made it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from hometime.access.gate import gate, viewer_of
from hometime.access.guessing import WAIT
from hometime.audit.actions import Actor, House
from hometime.complaints.following import actions, entering
from hometime.complaints.following.forms import (
    AddForm,
    EnterForm,
    FairForm,
    FurtherForm,
    LetterForm,
    MinutesForm,
    RightForm,
    WhenForm,
    WithdrawForm,
)
from hometime.complaints.following.timeline import timeline
from hometime.complaints.handling.forthem import for_them
from hometime.complaints.intake.limits import ADDED, take, try_code
from hometime.complaints.intake.rules import own
from hometime.complaints.models import Arrival
from hometime.kernel.answers import Refused
from hometime.people.roles import Hat
from hometime.ui.pages import Visitor, page

BY_CODE = House("by_code")
FORMS: dict[str, type[forms.Form]] = {
    "add": AddForm,
    "further": FurtherForm,
    "withdraw": WithdrawForm,
    "fair": FairForm,
    "points": RightForm,
    "minutes": MinutesForm,
    "letter": LetterForm,
    "when": WhenForm,
}
ACTS: dict[str, Callable[[Actor, Arrival, dict[str, Any]], Any]] = {
    "add": lambda who, arrival, said: actions.add(who, arrival.complaint, said["words"], said["once"]),
    "further": lambda who, arrival, said: actions.take_further(who, arrival.complaint, said["words"], said["once"]),
    "withdraw": lambda who, arrival, said: actions.withdraw(who, arrival.complaint, said["words"]),
    "fair": lambda who, arrival, said: actions.say_how_fair(
        who, arrival.complaint, said["answer"], said["words"], said["once"]
    ),
    "points": lambda who, arrival, said: actions.say_right(who, arrival.complaint, said),
    "minutes": lambda who, arrival, said: actions.say_right(who, arrival.complaint, said, minutes=True),
    "when": lambda who, arrival, said: actions.choose_time(who, arrival.complaint, said),
    "letter": lambda who, arrival, _said: actions.open_letter(who, arrival.complaint),
}
# The timeline shows each step of either ladder with its day, and lets whoever complained take it to the next.
SHOWS = ("C3", "C11", "C14", "C17", "C18", "C19", "C21", "X2", "X4", "X6", "X7", "X8", "X9")
PUBLIC = "whoever complained may never have an account: reference and code are asked for, and guesses are slowed"


@gate(public=PUBLIC, cites=("C3",))
def enter(request: HttpRequest) -> HttpResponse:
    """Asks for the reference and the code, and lets the browser follow that complaint for half an hour."""
    form = EnterForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        typed = form.cleaned_data
        if not try_code(request, typed["reference"]):
            form.add_error(None, gettext("There were many tries. Wait five minutes, then try again, or ring us."))
            status = WAIT
        else:
            found = entering.arrival_by_code(typed["reference"], typed["code"])
            if found is not None:
                return entering.remember(redirect("follow-here"), found)
            form.add_error(None, gettext("That reference and code do not fit together. Check both and try again."))
    status = 422 if form.errors and status != WAIT else status
    _visitor(request, None)
    return page(request, "complaints/following/enter.html", "message", {"form": form}, status=status)


@gate(public=PUBLIC, cites=SHOWS)
def here(request: HttpRequest) -> HttpResponse:
    """The timeline of the complaint that this browser follows."""
    arrival = entering.arrival_of(request)
    if arrival is None:
        return redirect("follow")
    _visitor(request, arrival)
    return entering.remember(_shown(request, arrival, ""), arrival)


@gate(public=PUBLIC, cites=("C11", "C16", "C17"))
def act(request: HttpRequest, act: str) -> HttpResponse:
    """Does one of the things that whoever complained may do."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    arrival = entering.arrival_of(request)
    if arrival is None:
        return redirect("follow")
    _visitor(request, arrival)
    return _done(request, BY_CODE, arrival, act, "")


@gate(public="it takes away the right to follow from the browser that asks, and nothing else")
def stop(request: HttpRequest) -> HttpResponse:
    """The browser follows the complaint no more."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return entering.forget(redirect("follow"))


@gate(hats=(Hat.PARENT,), cites=("C3",))
def mine(request: HttpRequest) -> HttpResponse:
    """What this parent has told us: their own complaints, nobody else's."""
    rows = Arrival.objects.visible_to(viewer_of(request)).select_related("complaint")
    found = list(rows.order_by("-complaint__received_on", "-complaint__written_at")[:100])
    return page(request, "complaints/following/mine.html", "message", {"arrivals": found}, menu="home")


@gate(hats=(Hat.PARENT,), opens=Arrival, sensitive="P4", cites=SHOWS)
def told(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """The timeline of one's own complaint."""
    return _shown(request, arrival, arrival.pk)


@gate(hats=(Hat.PARENT,), opens=Arrival, does=own, cites=("C11", "C16", "C17"))
def told_act(request: HttpRequest, arrival: Arrival, act: str) -> HttpResponse:
    """Does one of the things that whoever complained may do."""
    return _done(request, viewer_of(request), arrival, act, arrival.pk)


def _shown(
    request: HttpRequest, arrival: Arrival, token: str, typed: dict[str, forms.Form] | None = None
) -> HttpResponse:
    links = {
        name: reverse("told-act", args=[token, name]) if token else reverse("follow-act", args=[name]) for name in FORMS
    }
    context = {
        "shown": timeline(arrival),
        "theirs": for_them(arrival.complaint),
        "forms": {name: (typed or {}).get(name) or form() for name, form in FORMS.items()},
        "links": links,
        "typed": typed or {},
        "paper": reverse("told-paper", args=[token]) if token else reverse("follow-paper"),
        "by_code": not token,
    }
    menu = "home" if token else ""
    return page(
        request, "complaints/following/timeline.html", "message", context, menu=menu, status=422 if typed else 200
    )


def _done(request: HttpRequest, who: Actor, arrival: Arrival, act: str, token: str) -> HttpResponse:
    if act not in FORMS:
        raise Http404
    form = FORMS[act](request.POST)
    if form.is_valid():
        if take(request, ADDED, arrival.pk) is None:
            form.add_error(
                None, gettext("You have sent much today. Your words are still here. Ring us to tell us more.")
            )
        else:
            try:
                ACTS[act](who, arrival, form.cleaned_data)
            except Refused:
                if not actions.done_already(arrival.complaint, act):
                    form.add_error(None, gettext("This cannot be done now. Ring us, and we will help you."))
            if not form.errors:
                return redirect("told", token) if token else redirect("follow-here")
    return _shown(request, arrival, token, {act: form})


def _visitor(request: HttpRequest, arrival: Arrival | None) -> None:
    """Draws the page for whoever holds it, and not for somebody who may be signed in on the same device."""
    setting = arrival.complaint.setting if arrival else None
    request.shown = Visitor(setting.name, setting.phone) if setting else Visitor()  # type: ignore[attr-defined]

"""Visits for those who work here: the list, one visit and what is done on it, its letter, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.agencies import rules
from hometime.agencies.actions import erasing, incidents, letters, visits
from hometime.agencies.forms import visits as forms
from hometime.agencies.models import Asked, Incident, Route, Visit, VisitorNotes
from hometime.agencies.pages.visits import expect_form, form_of, visit_page, visits_page
from hometime.kernel.answers import taken
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)
NOT_TAKEN = 422


def _home(request: HttpRequest) -> Setting:
    setting = viewer_of(request).home
    assert setting is not None  # staff are at one setting
    return setting


@gate(hats=STAFF, asks=rules.see_visits, cites=("A4",))
def all_visits(request: HttpRequest, typed: Mapping[str, Any] | None = None) -> HttpResponse:
    """Who is here now, who is expected, and who was here; and a visit that is planned."""
    context = {"shown": visits_page(viewer_of(request), _home(request), typed, request.GET.get("page"))}
    return page(
        request, "agencies/staff/visits.html", "people", context, menu="visits", status=NOT_TAKEN if typed else 200
    )


@gate(hats=STAFF, does=rules.see_visits)
def expect(request: HttpRequest) -> HttpResponse:
    """Plans a visit."""
    viewer, setting = viewer_of(request), _home(request)
    form, made = expect_form(viewer, setting, request.POST), []
    if taken(form, lambda: made.append(visits.expect(viewer, setting, form.comes()))):
        return redirect("visit", made[0].pk)
    return all_visits(request, typed={"expect": form})


@gate(hats=STAFF, does=rules.run_visits)
def notes(request: HttpRequest) -> HttpResponse:
    """Says what every visitor is told."""
    viewer, setting = viewer_of(request), _home(request)
    form = forms.NotesForm(setting, request.POST)
    if taken(form, lambda: letters.say_to_visitors(viewer, setting, **form.said())):
        return redirect("visits")
    return all_visits(request, typed={"notes": form})


@gate(hats=STAFF, does=rules.keep_names)
def names(request: HttpRequest, name: str) -> HttpResponse:
    """Says how long names of visitors are kept (`keep`), or erases those whose time is over (`erase`)."""
    viewer, setting = viewer_of(request), _home(request)
    if name == "erase":
        erasing.erase_names(viewer, setting)
        return redirect("visits")
    if name != "keep":
        raise Http404
    form = forms.KeepForm(request.POST)
    if taken(form, lambda: erasing.say_how_long(viewer, setting, form.kept())):
        return redirect("visits")
    return all_visits(request, typed={"keep": form})


@gate(hats=STAFF, opens=Visit, sensitive="P3", cites=("A7", "A8"))
def visit(request: HttpRequest, about: Visit, typed: Mapping[str, Any] | None = None) -> HttpResponse:
    """One visit: who stays, what is lacking, and what can be done now."""
    context = {"shown": visit_page(viewer_of(request), about, typed)}
    status = NOT_TAKEN if typed else 200
    return page(request, "agencies/staff/visit.html", "people", context, menu="visits", status=status)


def _asked(viewer: Viewer, about: Visit) -> Asked:
    found = Asked.objects.visible_to(viewer).select_related("visit").filter(visit=about).first()
    if found is None:
        raise Http404
    return found


# What each act does with what was typed.
ACTS: Mapping[str, Callable[[Viewer, Visit, Any], object]] = {
    "sent": lambda viewer, about, form: letters.sent(viewer, about, form.cleaned_data["route"]),
    "came": lambda viewer, about, _form: visits.arrive(viewer, about),
    "call-off": lambda viewer, about, form: visits.call_off(viewer, about, form.cleaned_data["because"]),
    "take-in": lambda viewer, about, form: visits.take_in(viewer, about, **form.said()),
    "hand-over": lambda viewer, about, form: visits.hand_over(viewer, about, form.chosen, form.cleaned_data["at"]),
    "away": lambda viewer, about, form: visits.go_away(viewer, about, form.cleaned_data["at"]),
    "back": lambda viewer, about, form: visits.come_back(viewer, about, form.chosen, form.cleaned_data["at"]),
    "gone": lambda viewer, about, form: visits.leave(viewer, about, form.cleaned_data["at"]),
    "incident": lambda viewer, about, form: incidents.tell(viewer, about, form.happened()),
    "finish": lambda viewer, about, form: visits.finish(viewer, about, form.said(), form.cleaned_data["words"]),
    "given": lambda viewer, about, _form: letters.given(viewer, about),
    "paper": lambda viewer, about, form: letters.answer(
        viewer, _asked(viewer, about), form.cleaned_data["says"], form.cleaned_data["words"], Route.PAPER
    ),
}


@gate(hats=STAFF, opens=Visit, does=rules.on_visit, cites=("A4", "A7", "A8"))
def act(request: HttpRequest, about: Visit, name: str) -> HttpResponse:
    """Does one thing on a visit, and goes back to it."""
    if name not in ACTS:
        raise Http404
    viewer = viewer_of(request)
    form = form_of(name, viewer, about, request.POST)
    if taken(form, lambda: ACTS[name](viewer, about, form)):
        return redirect("visit", about.pk)
    return visit(request, token=about.pk, typed={name: form})


@gate(hats=STAFF, opens=Visit, cites=("A4", "P24"))
def letter(request: HttpRequest, about: Visit) -> HttpResponse:
    """The confirmation, to be printed: when, where, who meets them, what helps, and the two contact cards."""
    told = VisitorNotes.objects.filter(setting=about.setting).first()
    context = {"visit": about, "notes": told, "cards": letters.letter_cards(about.setting)}
    return page(request, "agencies/staff/letter.html", "people", context, menu="visits")


@gate(hats=STAFF, opens=Visit, cites=("A4", "P24"))
def slip(request: HttpRequest, about: Visit) -> HttpResponse:
    """The one question afterwards, to be printed or read as a link, with the two contact cards."""
    asked = _asked(viewer_of(request), about)
    link = request.build_absolute_uri(f"/question/{asked.pk}/")
    context = {"visit": about, "asked": asked, "link": link, "cards": letters.letter_cards(about.setting)}
    return page(request, "agencies/staff/slip.html", "people", context, menu="visits")


@gate(hats=STAFF, opens=Incident, sensitive="P4", step_up=True, cites=("A7", "A8"))
def incident(request: HttpRequest, about: Incident, typed: Any = None) -> HttpResponse:
    """What went wrong on a visit, for the leads and the manager."""
    viewer = viewer_of(request)
    form = typed or (forms.SettleForm() if rules.look_into(viewer, about) is None else None)
    context = {"incident": about, "form": form, "reads": rules.reads(viewer, about) is None}
    return page(
        request, "agencies/staff/incident.html", "people", context, menu="visits", status=NOT_TAKEN if typed else 200
    )


@gate(hats=STAFF, opens=Incident, does=rules.look_into, step_up=True)
def settle(request: HttpRequest, about: Incident) -> HttpResponse:
    """A lead says what they do about it."""
    form = forms.SettleForm(request.POST)
    if taken(form, lambda: incidents.settle(viewer_of(request), about, form.cleaned_data["words"])):
        return redirect("visit-incident", about.pk)
    return incident(request, token=about.pk, typed=form)


@gate(hats=STAFF, opens=Incident, does=rules.reads, step_up=True)
def read(request: HttpRequest, about: Incident) -> HttpResponse:
    """The manager says that they have read it."""
    incidents.read(viewer_of(request), about)
    return redirect("visit-incident", about.pk)

"""The list of the complaints in one's hands, and one case with its next step."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.complaints import actions, rules
from hometime.complaints.forms import StepForm
from hometime.complaints.handling.actions.answering import answer_at_once
from hometime.complaints.handling.views import back
from hometime.complaints.keeping.forms import ways
from hometime.complaints.listing import listed
from hometime.complaints.models import Complaint
from hometime.complaints.pages import case_page
from hometime.kernel.answers import Refused, put_beside
from hometime.people.roles import Hat
from hometime.ui.pages import page

WHO = (Hat.STAFF, Hat.OWNER)


@gate(hats=WHO, asks=rules.write_down, cites=("C3",))
def complaints(request: HttpRequest) -> HttpResponse:
    """The complaints that this viewer is on, with the day of what is owed next."""
    viewer = viewer_of(request)
    found = listed(viewer, request.GET.get("page"), closed=request.GET.get("which") == "closed")
    context = {"list": found, "keeping": ways(viewer)}
    return page(request, "complaints/list.html", "message", context, menu="complaints")


@gate(hats=WHO, opens=Complaint, sensitive="P4", cites=("C1", "C3", "C7", "C8", "C9", "C21"))
def complaint(request: HttpRequest, case: Complaint, typed: tuple[str, StepForm] | None = None) -> HttpResponse:
    """One complaint: its five steps and the next act, what happened since, the work on it, and who is on it."""
    asked = request.GET
    shown = case_page(viewer_of(request), case, typed, asked.get("page"), asked=asked)
    context = {"shown": shown}
    status = 422 if typed else 200
    return page(request, "complaints/case.html", "message", context, menu="complaints", status=status)


@gate(hats=WHO, opens=Complaint, does=rules.take_step)
def step(request: HttpRequest, case: Complaint, event: str) -> HttpResponse:
    """Takes one step with the words that were typed; an answer makes its letter, and hands it over."""
    if event not in actions.BY_HAND:
        raise Http404
    viewer, form = viewer_of(request), StepForm(event, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            if event == "answered":
                answer_at_once(viewer, case, said)
                return back(viewer, case)
            before = case.held_by
            actions.take_step(viewer, case, event, **said)
        except Refused as no:
            put_beside(form, no)
        else:
            # Whoever had it before it moved to no other hands still sees it.
            return redirect("complaint", case.pk) if case.held_by == before else back(viewer, case)
    return complaint(request, token=case.pk, typed=(event, form))

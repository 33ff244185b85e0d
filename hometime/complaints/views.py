"""Writing a complaint down, the list of those in one's hands, and one case with its next step."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.complaints import actions, rules
from hometime.complaints.forms import StepForm, WriteDownForm
from hometime.complaints.listing import listed
from hometime.complaints.models import Complaint
from hometime.complaints.pages import case_page
from hometime.kernel.answers import Refused
from hometime.people.roles import Hat
from hometime.ui.pages import page

WHO = (Hat.STAFF, Hat.OWNER)


@gate(hats=WHO, asks=rules.write_down, cites=("C3",))
def complaints(request: HttpRequest) -> HttpResponse:
    """The complaints that this viewer is on, with the day of what is owed next."""
    found = listed(viewer_of(request), request.GET.get("page"), closed=request.GET.get("which") == "closed")
    return page(request, "complaints/list.html", "message", {"list": found}, menu="complaints")


@gate(hats=WHO, asks=rules.write_down, cites=("C1", "C7", "C8", "C9"))
def new(request: HttpRequest) -> HttpResponse:
    """Writes down what somebody said or handed in, and hands it to whoever takes the first step."""
    viewer = viewer_of(request)
    form = WriteDownForm(viewer, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            case = actions.write_down(viewer, *form.setting_and_said())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            mine = Complaint.objects.visible_to(viewer).filter(pk=case.pk).exists()
            return redirect("complaint", case.pk) if mine else redirect("complaint-taken")
    status = 422 if form.errors else 200
    return page(request, "complaints/new.html", "write", {"form": form}, menu="complaints", status=status)


@gate(hats=WHO, asks=rules.write_down)
def taken(request: HttpRequest) -> HttpResponse:
    """What is said to whoever wrote down a complaint that is not theirs to see: that it went where it belongs."""
    return page(request, "complaints/taken.html", "write", menu="complaints")


@gate(hats=WHO, opens=Complaint, sensitive="P4", cites=("C1", "C3", "C7", "C8", "C9", "C21"))
def complaint(request: HttpRequest, case: Complaint, typed: tuple[str, StepForm] | None = None) -> HttpResponse:
    """One complaint: what was said, what happened since, what is owed by when and why, and what can happen next."""
    context = {"shown": case_page(viewer_of(request), case, typed)}
    status = 422 if typed else 200
    return page(request, "complaints/case.html", "message", context, menu="complaints", status=status)


@gate(hats=WHO, opens=Complaint, does=rules.take_step)
def step(request: HttpRequest, case: Complaint, event: str) -> HttpResponse:
    """Takes one step with the words that were typed."""
    if event not in actions.BY_HAND:
        raise Http404
    form = StepForm(event, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.take_step(viewer_of(request), case, event, **said)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return _back(request, case)
    return complaint(request, token=case.pk, typed=(event, form))


def _back(request: HttpRequest, case: Complaint) -> HttpResponse:
    """To the case; to the list where the step took it out of this viewer's hands."""
    still = Complaint.objects.visible_to(viewer_of(request)).filter(pk=case.pk).exists()
    return redirect("complaint", case.pk) if still else redirect("complaints")

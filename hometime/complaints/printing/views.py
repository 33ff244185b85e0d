"""Papers of a case to be made, the empty form for everybody, and filled forms that come back."""

from __future__ import annotations

import datetime as dt
import functools
import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation

from hometime.access.gate import gate, viewer_of
from hometime.access.guessing import too_often
from hometime.complaints.models import Complaint
from hometime.complaints.printing import actions, rules
from hometime.complaints.printing.blank import NEW, blank
from hometime.complaints.printing.forms import PhotoForm
from hometime.complaints.printing.pages import FORMS, on_paper
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.records.printing import SHEET
from hometime.ui import press
from hometime.ui.pages import page
from hometime.ui.troubles import trouble
from hometime.ui.words import LANGUAGES

WHO = (Hat.STAFF, Hat.OWNER)
LIMITS = {"form": "60/m/ip", "code": "20/m/ip"}
BUSY = 429


@gate(hats=WHO, opens=Complaint, sensitive="P4", cites=("C8", "C20", "O2"))
def papers(request: HttpRequest, case: Complaint, typed: tuple[str, object] | None = None) -> HttpResponse:
    """What can be made on paper of a case, and what was."""
    shown = on_paper(viewer_of(request), case, typed)  # type: ignore[arg-type]  # a form with its name
    status = 422 if typed else 200
    return page(
        request, "complaints/printing/papers.html", "message", {"shown": shown}, menu="complaints", status=status
    )


@gate(hats=WHO, opens=Complaint, does=rules.make)
def make(request: HttpRequest, case: Complaint, what: str) -> HttpResponse:
    """Makes one paper of a case."""
    if what not in FORMS:
        raise Http404
    form = FORMS[what](request.POST, auto_id=f"id_{what}_%s")
    if form.is_valid():
        try:
            return sheet(actions.make(viewer_of(request), case, what, **form.cleaned_data), "attachment")
        except Refused as no:
            form.add_error(None, str(no))
        except press.Busy:
            return trouble(request, BUSY)
    return papers(request, token=case.pk, typed=(what, form))


@gate(hats=WHO, opens=Complaint)
def form_for_case(request: HttpRequest, case: Complaint) -> HttpResponse:
    """The empty form with the code of a case, for more words about it."""
    return _blank(request, case.setting, case.reference)


@gate(public="how to complain is for everybody (C2, O6)", cites=("C2", "O6"))
def empty_form(request: HttpRequest, slug: str) -> HttpResponse:
    """The empty form of a setting, in the language asked for, in large print where that is asked for."""
    return _blank(request, get_object_or_404(Setting, slug=slug), NEW)


@gate(hats=WHO, asks=rules.file_photo, cites=("C12",))
def photo(request: HttpRequest) -> HttpResponse:
    """Files a photograph of a filled form where its code says; a new one is written down first."""
    form = PhotoForm(request.POST or None, request.FILES or None)
    filed = False
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if too_often(request, "hometime.complaints.forms", LIMITS):
            return trouble(request, BUSY)
        try:
            actions.file_photo(viewer_of(request), said["code"], said["photo"].read(), said["photo"].name)
        except Refused as no:
            form.add_error("code" if "code" in str(no) else "photo", str(no))
        else:
            form, filed = PhotoForm(), True
    status = 422 if form.errors else 200
    context = {"form": form, "filed": filed}
    return page(request, "complaints/printing/photo.html", "write", context, menu="complaints", status=status)


def _blank(request: HttpRequest, setting: Setting, reference: str) -> HttpResponse:
    language = request.GET.get("language") or translation.get_language() or ""
    language = language if language in dict(LANGUAGES) else LANGUAGES[0][0]
    with translation.override(language):
        wanted = blank(setting, clock.today(), reference=reference, large=request.GET.get("size") == "large")
        if too_often(request, "hometime.complaints.forms", LIMITS):
            return trouble(request, BUSY)
        try:
            return sheet(_set_once(json.dumps(wanted.data(), sort_keys=True), wanted.printed_on))
        except press.Busy:
            return trouble(request, BUSY)


@functools.lru_cache(maxsize=32)
def _set_once(data: str, on: dt.date) -> bytes:
    """The same empty form is set once in a process."""
    return press.pdf(SHEET, json.loads(data), on)


def sheet(made: bytes, how: str = "inline") -> HttpResponse:
    """A PDF. What is about somebody is handed over as a file, so that no page of the browser's history shows it."""
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'{how}; filename="paper.pdf"', "Cache-Control": "no-store"},
    )

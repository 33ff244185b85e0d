"""Writing into a case, the letter in three screens, and the page of somebody who was asked or told."""

from __future__ import annotations

import functools
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.complaints import rules
from hometime.complaints.handling import pages
from hometime.complaints.handling.actions import answering, asking
from hometime.complaints.handling.actions.looking import UnfitPaper
from hometime.complaints.handling.assembling import addressee
from hometime.complaints.handling.forms import StateForm
from hometime.complaints.handling.letter_forms import GiveForm, LetterForm
from hometime.complaints.handling.writings import WRITINGS, fits
from hometime.complaints.models import Complaint, Entry, Kind
from hometime.kernel.answers import Refused, put_beside
from hometime.people.roles import Hat
from hometime.ui.pages import page

WHO = (Hat.STAFF, Hat.OWNER)


def back(viewer: Viewer, case: Complaint) -> HttpResponse:
    """To the case; to the list where what was done took it out of this viewer's hands."""
    still = Complaint.objects.visible_to(viewer).filter(pk=case.pk).exists()
    return redirect("complaint", case.pk) if still else redirect("complaints")


@gate(hats=WHO, opens=Complaint, asks=rules.take_step, sensitive="P4", cites=("C13", "C15", "X3"))
def write(request: HttpRequest, case: Complaint, what: str, of: str = "") -> HttpResponse:
    """One thing to write into a case, with its form."""
    viewer = viewer_of(request)
    writing = WRITINGS.get(what)
    beside = pages.beside(viewer, case, of) if of else None
    if writing is None or (of and beside is None) or not fits(writing, beside):
        raise Http404
    make = functools.partial(writing.form, viewer, case, beside, pages.points_of(viewer, case))
    form = make(request.POST, request.FILES) if request.method == "POST" else make()
    if form.is_valid():
        try:
            writing.does(form)
        except UnfitPaper as no:
            form.add_error("paper", str(no))
        except Refused as no:
            put_beside(form, no)
        else:
            return back(viewer, case)
    context = {
        "case": case,
        "form": form,
        "title": gettext(writing.title),
        "verb": gettext(writing.verb),
        "beside": beside,
    }
    status = 422 if form.errors else 200
    return page(request, "complaints/handling/write.html", "write", context, menu="complaints", status=status)


@gate(hats=WHO, opens=Complaint, asks=rules.take_step, sensitive="P4", cites=("C14",))
def letter(request: HttpRequest, case: Complaint) -> HttpResponse:
    """The free parts of the letter with the outcome. Saved, it leads to the letter as it would be given."""
    viewer = viewer_of(request)
    draft, points = answering.draft_of(case), pages.points_of(viewer, case)
    form = LetterForm(draft, points, request.POST if request.method == "POST" else None)
    theirs = None
    if form.is_valid():
        said = form.cleaned_data
        try:
            answering.save_draft(viewer, case, said["version"], form.parts(), said.get("finding", ""))
        except answering.Overtaken as no:
            theirs = no.draft
            form = LetterForm(draft, points, {**request.POST.dict(), "version": str(theirs.version)})
            form.add_error(None, str(no))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("complaint-letter-preview", case.pk)
    context = {"case": case, "form": form, "points": points, "theirs": theirs, "held_up": pages.held_up(points)}
    status = 422 if form.errors else 200
    return page(request, "complaints/handling/letter.html", "write", context, menu="complaints", status=status)


@gate(hats=WHO, opens=Complaint, asks=rules.take_step, sensitive="P4", cites=("C14", "C21"))
def preview(request: HttpRequest, case: Complaint) -> HttpResponse:
    """The letter as it would be given, how hard it is to read, and how it is given."""
    viewer = viewer_of(request)
    draft = answering.draft_of(case)
    shown = pages.previewed(viewer, case, draft)
    typed = request.POST if request.method == "POST" else None
    form = GiveForm(draft.version, addressee(case).language, typed, answering.ways_to_give(case))
    if form.is_valid():
        said = form.cleaned_data
        try:
            answering.give(
                viewer, case, said["how"], on=said["on"], language=said["language"], grade=shown.grade,
                version=said["version"], once=said["once"], reader=said["reader"],
            )  # fmt: skip
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return back(viewer, case)
    theirs = answering.preview_in(viewer, case, draft, viewer.today, form["language"].value())
    context = {"case": case, "shown": shown, "form": form, "theirs": theirs}
    status = 422 if form.errors else 200
    return page(request, "complaints/handling/preview.html", "write", context, menu="complaints", status=status)


@gate(hats=WHO, opens=Complaint, sensitive="P4", cites=("C14", "C21"))
def given(request: HttpRequest, case: Complaint, entry: str) -> HttpResponse:
    """A letter that was given, as it was frozen, with its check code."""
    found = pages.beside(viewer_of(request), case, entry)
    if found is None or found.kind != Kind.LETTER:
        raise Http404
    context = {"case": case, "letter": found, "shown": pages.given(found)}
    return page(request, "complaints/handling/given.html", "message", context, menu="complaints")


@gate(hats=WHO, opens=Entry, sensitive="P4", cites=("C13",))
def asked(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The page of somebody who was asked for a statement, or told what is said of them: theirs alone."""
    viewer = viewer_of(request)
    if entry.person_id != viewer.person_id or entry.kind not in (Kind.ASKED, Kind.TOLD):
        raise Http404
    form = StateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.POST.get("nothing"):
        return _tried(request, entry, form, lambda: asking.add_nothing(viewer, entry))
    if form.is_valid():
        said: dict[str, Any] = form.cleaned_data
        return _tried(
            request, entry, form,
            lambda: asking.state(viewer, entry, said["words"], companion=said["companion"], once=said["once"]),
        )  # fmt: skip
    return _asked(request, entry, form)


def _tried(request: HttpRequest, entry: Entry, form: StateForm, does: Any) -> HttpResponse:
    try:
        does()
    except Refused as no:
        form.is_valid()
        form.add_error(None, str(no))
        return _asked(request, entry, form)
    return redirect("asked", entry.pk)


def _asked(request: HttpRequest, entry: Entry, form: StateForm) -> HttpResponse:
    context = {"shown": pages.asked_page(viewer_of(request), entry), "form": form}
    status = 422 if form.errors else 200
    return page(request, "complaints/handling/asked.html", "write", context, menu="today", status=status)

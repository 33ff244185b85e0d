"""The progress check at two: the family's part, the summary, and the copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.kernel.answers import Refused, taken
from hometime.keypersons import rules
from hometime.keypersons.actions import checking
from hometime.keypersons.forms import family, work
from hometime.keypersons.models import Part, ProgressCheck
from hometime.keypersons.pages.check import check_page, in_words, people_of
from hometime.keypersons.views.children import BOTH, SIDE, STAFF
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.sharing.pages.sharing import known_to
from hometime.ui.pages import page


@gate(hats=BOTH, opens=ProgressCheck, sensitive="P4", cites=("P4", "F15"))
def check(request: HttpRequest, about: ProgressCheck, typed: dict[str, Any] | None = None) -> HttpResponse:
    """One check: its window, the family's part, and the summary; for the family once it is finished."""
    viewer = viewer_of(request)
    context = {"shown": check_page(viewer, about, typed)}
    template = f"keypersons/{SIDE[viewer.hat]}/check.html"
    return page(request, template, "children", context, menu="my_children", status=422 if typed else 200)


@gate(hats=(Hat.PARENT,), opens=ProgressCheck, asks=rules.take_part, cites=("F15",))
def mine(request: HttpRequest, about: ProgressCheck) -> HttpResponse:
    """An adult's own part, before anything is written here."""
    viewer = viewer_of(request)
    latest = Part.objects.visible_to(viewer).filter(check_of=about).order_by("on", "pk").last()
    said = {name: getattr(latest, name) for name in family.PartForm.base_fields} if latest else None
    form = family.PartForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_valid():
        checking.take_part(viewer, about, Person.objects.get(pk=viewer.person_id), form.said())
        return redirect("check", about.pk)
    context = {"check": about, "form": form}
    status = 422 if form.errors else 200
    return page(request, "keypersons/family/part.html", "children", context, menu="home", status=status)


@gate(hats=STAFF, opens=ProgressCheck, asks=rules.write_check, cites=("F15",))
def write(request: HttpRequest, about: ProgressCheck) -> HttpResponse:
    """Writes the summary: kept as a draft, or finished."""
    form = work.CheckForm(about, request.POST if request.method == "POST" else None)
    if form.is_valid():
        does = checking.finish if request.POST.get("do") == "finish" else checking.draft
        try:
            does(viewer_of(request), about, form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("check", about.pk)
    context = {"check": about, "form": form}
    status = 422 if form.errors else 200
    return page(request, "keypersons/staff/check_write.html", "children", context, menu="my_children", status=status)


def _take(request: HttpRequest, about: ProgressCheck, name: str, form: Form, does: Callable[..., Any]) -> HttpResponse:
    """Does what a form says, and goes back to the check; what was typed stays where something is to be put right."""
    if taken(form, lambda: does(viewer_of(request), about, **form.cleaned_data)):
        return redirect("check", about.pk)
    return check(request, token=about.pk, typed={name: form})


@gate(hats=STAFF, opens=ProgressCheck, does=rules.write_check)
def told(request: HttpRequest, about: ProgressCheck) -> HttpResponse:
    """Writes down an adult's part for them."""
    form = work.ToldPartForm(people_of(about, viewer_of(request)), request.POST)
    if form.is_valid() and form.who is not None:
        checking.take_part(viewer_of(request), about, form.who, form.said())
        return redirect("check", about.pk)
    return check(request, token=about.pk, typed={"told": form})


@gate(hats=STAFF, opens=ProgressCheck, does=rules.write_check)
def asked(request: HttpRequest, about: ProgressCheck) -> HttpResponse:
    """Writes down that the family was asked again."""
    return _take(request, about, "asked", work.AskedForm(request.POST), checking.ask)


@gate(hats=STAFF, opens=ProgressCheck, does=rules.copy_check, cites=("F15", "F22"))
def copy(request: HttpRequest, about: ProgressCheck) -> HttpResponse:
    """Sends the health visitor a copy through the gate: exactly what stands on the page."""
    viewer = viewer_of(request)
    form = work.CopyForm(known_to(viewer), request.POST)
    if taken(
        form, lambda: checking.copy(viewer, about, form.professional(), form.cleaned_data["way"], in_words(about))
    ):
        return redirect("check", about.pk)
    return check(request, token=about.pk, typed={"copy": form})


@gate(hats=STAFF, opens=ProgressCheck, does=rules.write_check)
def elsewhere(request: HttpRequest, about: ProgressCheck) -> HttpResponse:
    """Another setting does the check."""
    return _take(request, about, "elsewhere", work.ElsewhereForm(request.POST), checking.leave_to_others)

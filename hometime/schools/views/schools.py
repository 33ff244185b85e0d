"""Schools near the setting: the list, partners with their log, and the national register."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.kernel.answers import Refused, taken
from hometime.people.models import Provider, Setting
from hometime.people.roles import Hat
from hometime.schools import rules
from hometime.schools.actions import partners, registers, taking_in
from hometime.schools.forms import schools as forms
from hometime.schools.models import Partnership, Register, School
from hometime.schools.pages.schools import partner_page, register_page, schools_page
from hometime.ui.pages import page

STAFF, WORKS = (Hat.STAFF,), (Hat.STAFF, Hat.OWNER)
NOT_TAKEN = 422
TITLE = "people"


@gate(hats=WORKS, asks=rules.see_schools, cites=("S3",))
def schools(request: HttpRequest, typed: forms.SchoolForm | None = None) -> HttpResponse:
    """The schools that one works with, and all that are known, searched by name, town or postcode."""
    shown = schools_page(viewer_of(request), request.GET.get("q", "")[:80], request.GET.get("page"), typed)
    status = NOT_TAKEN if typed else 200
    return page(request, "schools/staff/schools.html", "children", {"shown": shown}, menu=TITLE, status=status)


@gate(hats=STAFF, does=rules.keep_schools)
def write_school(request: HttpRequest) -> HttpResponse:
    """Writes a school down by hand."""
    form, viewer = forms.SchoolForm(request.POST), viewer_of(request)
    provider = Provider.objects.get(pk=viewer.provider_id)
    if taken(form, lambda: registers.write_school(viewer, provider, form.cleaned_data)):
        return redirect("schools")
    return schools(request, typed=form)


@gate(hats=STAFF, opens=School, does=rules.keep_schools, cites=("S3",))
def take_up(request: HttpRequest, school: School) -> HttpResponse:
    """Takes a school up as a partner."""
    viewer = viewer_of(request)
    try:
        found = partners.begin(viewer, Setting.objects.get(pk=viewer.setting_id), school)
    except Refused:
        return redirect("schools")
    return redirect("school-partner", found.pk)


@gate(hats=WORKS, opens=Partnership, cites=("S3",))
def partner(request: HttpRequest, found: Partnership, typed: dict[str, object] | None = None) -> HttpResponse:
    """A partner school with its log."""
    shown = partner_page(viewer_of(request), found, request.GET.get("page"), typed)
    status = NOT_TAKEN if typed else 200
    return page(request, "schools/staff/partner.html", "children", {"shown": shown}, menu=TITLE, status=status)


@gate(hats=STAFF, opens=Partnership, does=rules.write_log, cites=("S3",))
def log(request: HttpRequest, found: Partnership) -> HttpResponse:
    """Writes down what was done with a partner."""
    form = forms.LogForm(request.POST).look(found.setting)
    if taken(form, lambda: partners.write(viewer_of(request), found, **form.said())):
        return redirect("school-partner", found.pk)
    return partner(request, token=found.pk, typed={"log": form})


@gate(hats=STAFF, opens=Partnership, does=rules.write_log)
def end(request: HttpRequest, found: Partnership) -> HttpResponse:
    """Ends the work with a partner."""
    form = forms.BecauseForm(request.POST, auto_id="id_end_%s")
    if taken(form, lambda: partners.end(viewer_of(request), found, **form.cleaned_data)):
        return redirect("school-partner", found.pk)
    return partner(request, token=found.pk, typed={"end": form})


@gate(hats=STAFF, asks=rules.keep_schools)
def bring(request: HttpRequest) -> HttpResponse:
    """Brings a register. The background work reads it, and it is kept for a day; nothing of it is written down."""
    viewer = viewer_of(request)
    form = forms.RegisterForm(request.POST, request.FILES) if request.method == "POST" else forms.RegisterForm()
    if form.is_valid():
        provider, given = Provider.objects.get(pk=viewer.provider_id), form.cleaned_data
        try:
            found = registers.hand_in(viewer, provider, given["file"].read(), given["authorities"])
        except Refused as no:
            form.add_error("authorities" if "local auth" in str(no) else "file", str(no))
        else:
            return redirect("register", found.pk)
    status = NOT_TAKEN if form.errors else 200
    waiting = Register.objects.visible_to(viewer).filter(taken_in_on__isnull=True).order_by("-brought_at", "pk").first()
    return page(
        request, "schools/staff/bring.html", "children", {"form": form, "waiting": waiting}, menu=TITLE, status=status
    )


@gate(hats=STAFF, opens=Register, asks=rules.keep_schools)
def register(request: HttpRequest, found: Register) -> HttpResponse:
    """A register on its way: how far it is read, what it would change, and how far it is taken in after the second press."""
    viewer, why_not = viewer_of(request), ""
    if request.method == "POST":
        try:
            taking_in.begin(viewer, found)
        except Refused as no:
            why_not = str(no)
        else:
            return redirect("register", found.pk)
    shown = register_page(viewer, found, request.GET.get("only", ""), request.GET.get("page"))
    status = NOT_TAKEN if why_not else 200
    context = {"shown": shown, "why_not": why_not}
    return page(request, "schools/staff/register.html", "children", context, menu=TITLE, status=status)


@gate(hats=STAFF, opens=Register, does=rules.keep_schools)
def aside(request: HttpRequest, found: Register) -> HttpResponse:
    """Throws a register away."""
    try:
        registers.put_aside(viewer_of(request), found)
    except Refused:
        return redirect("register", found.pk)
    return redirect("schools")

"""The staff's door: writing down what was said, reading it back, giving a copy, and making sure who sent something."""

from __future__ import annotations

import contextlib

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, override

from hometime.access.gate import gate, viewer_of
from hometime.access.rules import settings_of
from hometime.access.viewer import Viewer
from hometime.complaints import rules
from hometime.complaints.following.regulators import regulators
from hometime.complaints.following.timeline import timeline
from hometime.complaints.forms import WriteDownForm
from hometime.complaints.intake import actions, once
from hometime.complaints.intake.codes import kept_of, new_code
from hometime.complaints.intake.desk_forms import ReadBack, Sender, WayGiven
from hometime.complaints.intake.forms import HandedOver
from hometime.complaints.intake.rules import beside
from hometime.complaints.intake.views import ringing
from hometime.complaints.models import Arrival, AtRisk, Complaint, Given, Word
from hometime.families.models import Adult, Bond, Child
from hometime.kernel.answers import Refused, put_beside
from hometime.people.roles import Hat
from hometime.ui.pages import page
from hometime.ui.words import LANGUAGES

WHO = (Hat.STAFF, Hat.OWNER)


@gate(hats=WHO, asks=rules.write_down, cites=("C1", "C6", "C7", "C8", "C9", "C12"))
def new(request: HttpRequest) -> HttpResponse:
    """Writes down what somebody said or handed in, and hands it to whoever takes the first step."""
    viewer = viewer_of(request)
    form = WriteDownForm(viewer, request.POST if request.method == "POST" else None)
    if form.is_valid():
        setting, said, came = form.setting_and_said()
        right = form.cleaned_data["read_back"] == "right"
        code = new_code()
        try:
            case = actions.at_the_door(viewer, setting, said, actions.with_code(came, code), read_back=right)
        except Refused as no:
            put_beside(form, no)
        else:
            return _onward(viewer, case, code, at_risk=form.cleaned_data["at_risk"] != AtRisk.NO)
    status = 422 if form.errors else 200
    return page(request, "complaints/new.html", "write", {"form": form}, menu="complaints", status=status)


def _onward(viewer: Viewer, case: Complaint, code: str, *, at_risk: bool) -> HttpResponse:
    mine = actions.sees_it(viewer, case)
    if at_risk:
        answer: HttpResponse = redirect(f"{reverse('complaint-taken')}?ring={case.setting.slug}")
    else:
        answer = redirect("complaint-copy", case.pk) if mine else redirect("complaint-taken")
    return once.hand(answer, viewer, case, code) if mine and actions.opens(case, code) else answer


@gate(hats=WHO, asks=rules.write_down, cites=("C10",))
def taken(request: HttpRequest) -> HttpResponse:
    """What is said to whoever wrote down a complaint that is not theirs to see: that it went where it belongs. Where a
    child may be at risk, whom to ring now."""
    viewer = viewer_of(request)
    ring = next((place for place in settings_of(viewer) if place.slug == request.GET.get("ring")), None)
    context = ringing(ring) if ring else {}
    return page(request, "complaints/taken.html", "write", {**context, "ring": ring}, menu="complaints")


@gate(hats=WHO, opens=Complaint, sensitive="P4", cites=("C2", "C6", "C12", "C21"))
def copy(request: HttpRequest, case: Complaint, typed: dict[str, forms.Form] | None = None) -> HttpResponse:
    """A copy for whoever complained, in their language: what was written, who has it, by when; and reading it back."""
    rows = Arrival.objects.visible_to(viewer_of(request)).select_related("adult__person")
    arrival = get_object_or_404(rows, complaint=case)
    code = once.held(request, viewer_of(request), case)
    language = request.GET.get("language") or language_of(arrival)
    language = language if language in dict(LANGUAGES) else LANGUAGES[0][0]
    with override(language):  # who has it is said with their post, in words
        shown = timeline(arrival)
    context = {
        "case": case,
        "arrival": arrival,
        "shown": shown,
        "code": code,
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "languages": LANGUAGES,
        "forms": {"read_back": ReadBack(), "given": WayGiven(initial={"language": language}), **(typed or {})},
        "read_back": _last_read_back(viewer_of(request), case),
        "way_given": _given(viewer_of(request), case),
        "typed": typed or {},
    }
    status = 422 if typed else 200
    answer = page(request, "complaints/intake/copy.html", "message", context, menu="complaints", status=status)
    return once.forget(answer, case) if code else answer


def language_of(arrival: Arrival) -> str:
    """The language in which whoever complained reads, as far as it is known."""
    reads = arrival.adult.reads if arrival.adult else []
    return str(next(iter(reads), "") or arrival.language or get_language() or "")


def _last_read_back(viewer: Viewer, case: Complaint) -> Word | None:
    kinds = (Word.Kind.RIGHT, Word.Kind.CORRECTED, Word.Kind.NOT_WANTED)
    return Word.objects.visible_to(viewer).filter(record=case, kind__in=kinds).order_by("written_at").last()


def _given(viewer: Viewer, case: Complaint) -> list[Given]:
    """When, how and by whom they were given how to complain with this complaint."""
    rows = Given.objects.visible_to(viewer).filter(complaint=case).select_related("by")
    return list(rows.order_by("on", "written_at", "pk"))


@gate(hats=WHO, opens=Complaint, does=beside)
def code(request: HttpRequest, case: Complaint) -> HttpResponse:
    """Makes a new code for whoever complained, and shows it once; the one before opens nothing any more."""
    arrival = get_object_or_404(Arrival.objects.visible_to(viewer_of(request)), complaint=case)
    made = new_code()
    actions.give_code(viewer_of(request), arrival, kept_of(made))
    return once.hand(redirect("complaint-copy", case.pk), viewer_of(request), case, made)


@gate(hats=WHO, opens=Complaint, does=beside)
def read_back(request: HttpRequest, case: Complaint) -> HttpResponse:
    """Writes down what they said when it was read back to them."""
    form = ReadBack(request.POST)
    if not form.is_valid():
        return copy(request, token=case.pk, typed={"read_back": form})
    said = form.cleaned_data
    actions.write_word(
        viewer_of(request), case, said["answer"], said["words"], how=said["how"], interpreter=said["interpreter"]
    )
    return redirect("complaint-copy", case.pk)


@gate(hats=WHO, opens=Complaint, sensitive="P4", cites=("C6", "C12"))
def hand_over(request: HttpRequest, case: Complaint, form: forms.Form | None = None) -> HttpResponse:
    """A page for whoever complained to read on this screen: what was written, how to go further, and who checks on us."""
    context = {"case": case, "form": form or HandedOver(), "regulators": regulators(case.setting_id)}
    return page(request, "complaints/intake/hand_over.html", "message", context, status=422 if form else 200)


@gate(hats=WHO, opens=Complaint, does=beside)
def handed_over(request: HttpRequest, case: Complaint) -> HttpResponse:
    """Writes down what whoever complained answered on the screen, and that the page gave them how to complain."""
    form = HandedOver(request.POST)
    if not form.is_valid():
        return hand_over(request, token=case.pk, form=form)
    said = form.cleaned_data
    viewer, language = viewer_of(request), get_language() or ""
    actions.write_word(viewer, case, said["answer"], said["words"], how=Word.How.SCREEN)
    if not any((given.how, given.language) == (Given.How.SCREEN, language) for given in _given(viewer, case)):
        arrival = Arrival.objects.visible_to(viewer).select_related("adult").filter(complaint=case).first()
        adult = arrival.adult if arrival else None
        actions.give(viewer, case.setting, Given.How.SCREEN, language, adult=adult, case=case)
    return redirect("complaint-copy", case.pk)


@gate(hats=WHO, opens=Complaint, does=beside)
def given(request: HttpRequest, case: Complaint) -> HttpResponse:
    """Writes down that they were given how to complain and how to reach the regulator."""
    form = WayGiven(request.POST)
    if not form.is_valid():
        return copy(request, token=case.pk, typed={"given": form})
    rows = Arrival.objects.visible_to(viewer_of(request)).select_related("adult")
    arrival = get_object_or_404(rows, complaint=case)
    said = form.cleaned_data
    actions.give(viewer_of(request), case.setting, said["how"], said["language"], adult=arrival.adult, case=case)
    return redirect("complaint-copy", case.pk)


@gate(hats=WHO, opens=Complaint, does=rules.take_step)
def read(request: HttpRequest, case: Complaint) -> HttpResponse:
    """Somebody has read what came in without an account."""
    with contextlib.suppress(Refused):  # it was read a moment ago
        actions.read(viewer_of(request), case)
    return redirect("complaint", case.pk)


@gate(hats=WHO, opens=Complaint, does=rules.take_step)
def sender(request: HttpRequest, case: Complaint) -> HttpResponse:
    """Writes down that somebody made sure who sent it, and links it to the family where it is one of ours."""
    viewer = viewer_of(request)
    rows = Arrival.objects.visible_to(viewer).select_related("complaint__setting")
    arrival = get_object_or_404(rows, complaint=case)
    form = Sender(viewer, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        adult, child = said.get("adult"), said.get("child")
        if viewer.hat != Hat.STAFF:
            adult, child = named_family(case, said["adult_name"], said["child_name"])
        try:
            if adult is None and (said.get("adult_name") or said.get("child_name")):
                raise Refused("We know no adult and child of these names who belong together. Check both names.")
            actions.confirm(viewer, arrival, said["how"], said["words"], adult, child)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            still = Complaint.objects.visible_to(viewer).filter(pk=case.pk).exists()
            return redirect("complaint", case.pk) if still else redirect("complaints")
    context = {"case": case, "form": form}
    return page(request, "complaints/intake/sender.html", "message", context, menu="complaints", status=422)


def named_family(case: Complaint, adult_name: str, child_name: str) -> tuple[Adult | None, Child | None]:
    """An adult and a child by their registered names, for an owner, who sees no family and must know both already."""
    bonds = Bond.objects.unscoped("an owner who made sure who it is gives both names")
    bond = bonds.filter(
        adult__person__name__iexact=adult_name.strip(), child__name__iexact=child_name.strip(),
        child__setting=case.setting_id,
    ).first()  # fmt: skip
    return (bond.adult, bond.child) if bond and adult_name.strip() and child_name.strip() else (None, None)

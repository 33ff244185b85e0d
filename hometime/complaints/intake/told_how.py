"""Who was given how to complain and how to reach the regulator: each adult, when, in which language and shape (C2, C21)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.complaints import rules
from hometime.complaints.intake import actions
from hometime.complaints.models import Given
from hometime.families.models import Adult, Bond
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.ui.pages import page
from hometime.ui.words import LANGUAGES


@dataclasses.dataclass(frozen=True)
class Line:
    """One adult, with the last time that they were given it; None where they never were."""

    adult: Adult
    language: str
    given: Given | None


class GiveForm(forms.Form):
    """Which adults were given it, and in what shape. Each gets it in their own language."""

    adults = forms.ModelMultipleChoiceField(
        label=_("Who was given it?"), queryset=Adult.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick whoever was given it")},
    )  # fmt: skip
    how = forms.ChoiceField(label=_("In what shape?"), choices=Given.How, initial=Given.How.PAPER)

    def __init__(self, rows: Iterable[Line], viewer: Viewer, data: Any = None) -> None:
        super().__init__(data)
        waiting = [row.adult.pk for row in rows if row.given is None]
        names = dict(LANGUAGES)
        shown = Adult.objects.visible_to(viewer).select_related("person").filter(pk__in=waiting)
        field = self.fields["adults"]
        field.queryset = shown.order_by("person__name")  # type: ignore[attr-defined]
        field.label_from_instance = lambda adult: f"{adult.person.called} ({names[language_for(adult)]})"  # type: ignore[attr-defined]


@gate(hats=(Hat.STAFF,), asks=rules.write_down, cites=("C2", "C21"))
def told_how(request: HttpRequest, slug: str) -> HttpResponse:
    """Every adult of the children whom this viewer answers for, and whether they were told how to complain."""
    viewer = viewer_of(request)
    setting = Setting.objects.filter(pk=viewer.setting_id, slug=slug).first()
    if setting is None:
        raise Http404
    found = lines(viewer)
    form = GiveForm(found, viewer, request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = [(adult, language_for(adult)) for adult in form.cleaned_data["adults"]]
        actions.give_all(viewer, setting, form.cleaned_data["how"], given)
        return redirect("told-how", slug)
    told = [line for line in found if line.given is not None]
    context = {"setting": setting, "form": form, "told": told, "all": len(found), "waiting": len(found) - len(told)}
    return page(request, "complaints/intake/told_how.html", "people", context, status=422 if form.errors else 200)


def lines(viewer: Viewer) -> list[Line]:
    """One line for each adult. What was given with a complaint is left out: it would tell that there was one."""
    here = Q(child__left__isnull=True) | Q(child__left__gte=viewer.today)
    bonds = Bond.objects.visible_to(viewer).filter(here)
    adults = Adult.objects.visible_to(viewer).filter(pk__in=bonds.values("adult")).select_related("person")
    rows = Given.objects.visible_to(viewer).filter(complaint__isnull=True).select_related("by")
    last = {given.adult_id: given for given in rows.order_by("on", "written_at")}
    return [Line(adult, language_for(adult), last.get(adult.pk)) for adult in adults.order_by("person__name", "pk")]


def language_for(adult: Adult) -> str:
    """The first language that an adult reads and that is offered; English where there is none."""
    offered = dict(LANGUAGES)
    return next((str(code) for code in adult.reads if code in offered), LANGUAGES[0][0])

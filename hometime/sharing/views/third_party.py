"""What another agency told us: written down as theirs, asked about, and unlocked only with its yes or a lawful reason (A3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.agencies.actions.letters import letter_cards
from hometime.families.models import Child
from hometime.kernel.answers import taken
from hometime.people.roles import Hat
from hometime.sharing import rules
from hometime.sharing.actions import third_party
from hometime.sharing.forms.third_party import AnsweredForm, AskForm, ReleaseForm, ToldForm
from hometime.sharing.models import Asking, Release, Rule, ToldUs
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)
NOT_TAKEN = 422


@gate(hats=STAFF, opens=Child, asks=rules.decide, cites=("A3",))
def begin(request: HttpRequest, child: Child) -> HttpResponse:
    """Writes down what an agency told us."""
    form = ToldForm(request.POST if request.method == "POST" else None)
    made: list[ToldUs] = []

    def keep() -> None:
        said = {**form.cleaned_data, "rule": Rule(form.cleaned_data["rule"])}
        made.append(third_party.keep_apart(viewer_of(request), child, **said))

    if form.is_bound and taken(form, keep):
        return redirect("told-us", made[0].pk)
    context = {"form": form, "child": child}
    return page(request, "sharing/told_us_new.html", "write", context, status=NOT_TAKEN if form.errors else 200)


@gate(hats=STAFF, opens=ToldUs, sensitive="P4", cites=("A3",))
def told_us(request: HttpRequest, told: ToldUs, typed: dict[str, Any] | None = None) -> HttpResponse:
    """What an agency told us, the log of what it was asked and answered, and to whom it may go."""
    viewer = viewer_of(request)
    context = {
        "told": told,
        "askings": list(Asking.objects.visible_to(viewer).filter(told=told).order_by("asked_on", "pk")),
        "releases": list(
            Release.objects.visible_to(viewer).filter(told=told).select_related("by").order_by("on", "pk")
        ),
        "may": rules.speak_for(viewer, told) is None,
        "cards": letter_cards(told.setting),
        "forms": {"ask": AskForm(), "answered": AnsweredForm(), "release": ReleaseForm(), **(typed or {})},
    }
    return page(request, "sharing/told_us.html", "message", context, status=NOT_TAKEN if typed else 200)


def _take(request: HttpRequest, told: ToldUs, name: str, form: forms.Form, does: Callable[..., Any]) -> HttpResponse:
    if taken(form, lambda: does(**form.cleaned_data)):
        return redirect("told-us", told.pk)
    return told_us(request, token=told.pk, typed={name: form})


@gate(hats=STAFF, opens=ToldUs, does=rules.speak_for, cites=("A3",))
def ask(request: HttpRequest, told: ToldUs) -> HttpResponse:
    """Asks the agency."""
    viewer = viewer_of(request)
    return _take(request, told, "ask", AskForm(request.POST), lambda **said: third_party.ask(viewer, told, **said))


@gate(hats=STAFF, opens=Asking, does=rules.speak_for, cites=("A3",))
def answered(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Writes down what the agency answered."""
    viewer, form = viewer_of(request), AnsweredForm(request.POST)
    return _take(request, asking.told, "answered", form, lambda **said: third_party.answered(viewer, asking, **said))


@gate(hats=STAFF, opens=ToldUs, does=rules.speak_for, cites=("A3",))
def release(request: HttpRequest, told: ToldUs) -> HttpResponse:
    """Unlocks it for one recipient on a lawful reason."""
    viewer = viewer_of(request)
    return _take(
        request, told, "release", ReleaseForm(request.POST), lambda **said: third_party.release(viewer, told, **said)
    )

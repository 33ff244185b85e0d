"""The owners' page after an upheld complaint: the questions, the signatures, and later whether it helped."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.complaints.actions.afterwards import REVIEWS
from hometime.complaints.reviewing import actions, rules
from hometime.complaints.reviewing.forms import AsideForm, ChangeForm, EffectForm, LookForm
from hometime.complaints.reviewing.pages import review_page
from hometime.kernel.answers import Refused, taken
from hometime.people.roles import Hat
from hometime.records.models import Record
from hometime.ui.pages import page


@gate(hats=(Hat.OWNER,), opens=Record, sensitive="P4", cites=("O5",))
def review(request: HttpRequest, record: Record, typed: Any = None) -> HttpResponse:
    """The review of one upheld complaint: no name stands on it."""
    if record.kind != REVIEWS:
        raise Http404
    shown = review_page(viewer_of(request), record, typed)
    context = {"shown": shown}
    return page(
        request, "complaints/reviewing/review.html", "message", context, menu="complaints", status=422 if typed else 200
    )


def _look(viewer: Viewer, record: Record, form: LookForm) -> None:
    actions.answer(viewer, record, form.said, form.decided)


def _aside(viewer: Viewer, record: Record, form: AsideForm) -> None:
    actions.stand_aside(viewer, record, form.cleaned_data["why"])


def _change(viewer: Viewer, record: Record, form: ChangeForm) -> None:
    if form.decided is not None:
        actions.decide(viewer, record, form.decided)


def _effect(viewer: Viewer, record: Record, form: EffectForm) -> None:
    actions.see_effect(viewer, record, form.cleaned_data["helped"], form.cleaned_data["words"])


# What can be done on the page: the form that is typed into, and what is done with it.
DOES: dict[str, tuple[Callable[[Record, Any], Any], Callable[[Viewer, Record, Any], None]]] = {
    "look": (LookForm, _look),
    "aside": (lambda _record, data: AsideForm(data), _aside),
    "change": (ChangeForm, _change),
    "effect": (lambda _record, data: EffectForm(data), _effect),
}


ONE_TAP: dict[str, Callable[[Viewer, Record], Any]] = {"sign": actions.sign, "ask": actions.ask_families}


@gate(hats=(Hat.OWNER,), opens=Record, does=rules.sign)
def do(request: HttpRequest, record: Record, what: str) -> HttpResponse:
    """Answers the questions, signs, stands aside, sets another change in train, or says whether it helped."""
    viewer = viewer_of(request)
    if what in ONE_TAP:
        with contextlib.suppress(Refused):  # done a moment ago: the page shows it
            ONE_TAP[what](viewer, record)
        return redirect("complaint-review", record.pk)
    if what not in DOES:
        raise Http404
    shape, does = DOES[what]
    form = shape(record, request.POST)
    if taken(form, lambda: does(viewer, record, form)):
        return redirect("complaint-review", record.pk)
    return review(request, token=record.pk, typed=form)

"""Who from outside is involved with a child, and what they advise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.agencies import rules
from hometime.agencies.actions import involving
from hometime.agencies.forms.involved import AdviceForm
from hometime.agencies.models import Involvement
from hometime.agencies.pages.involved import involve_form, involved_page
from hometime.families.models import Child
from hometime.kernel.answers import taken
from hometime.people.roles import Hat
from hometime.ui.pages import page

STAFF, BOTH = (Hat.STAFF,), (Hat.STAFF, Hat.PARENT)
NOT_TAKEN = 422


@gate(hats=STAFF, opens=Child, asks=rules.involve, cites=("A1",))
def involve(request: HttpRequest, child: Child) -> HttpResponse:
    """Writes down who is involved with a child."""
    viewer = viewer_of(request)
    form = involve_form(viewer, request.POST if request.method == "POST" else None)
    made: list[Involvement] = []
    if form.is_bound and taken(form, lambda: made.append(involving.involve(viewer, child, form.works()))):
        return redirect("involved", made[0].pk)
    status = NOT_TAKEN if form.errors else 200
    return page(
        request,
        "agencies/staff/involve.html",
        "children",
        {"form": form, "child": child},
        menu="children",
        status=status,
    )


@gate(hats=BOTH, opens=Involvement, sensitive="P3", cites=("A1", "A5"))
def involved(request: HttpRequest, about: Involvement, typed: Mapping[str, Any] | None = None) -> HttpResponse:
    """Somebody who is involved with a child: their role and remit, and what they advise, unedited."""
    viewer = viewer_of(request)
    menu = "children" if viewer.hat == Hat.STAFF else "child"
    context = {"shown": involved_page(viewer, about, typed)}
    status = NOT_TAKEN if typed else 200
    return page(request, "agencies/family/involved.html", "children", context, menu=menu, status=status)


@gate(hats=STAFF, opens=Involvement, does=rules.change_involvement, cites=("A1", "A5"))
def act(request: HttpRequest, about: Involvement, name: str) -> HttpResponse:
    """Keeps their advice, says that they lead, or that they are involved no more."""
    viewer = viewer_of(request)
    form: Form = AdviceForm(request.POST) if name == "advise" else Form(request.POST)
    does = {
        "advise": lambda: involving.advise(viewer, about, form.cleaned_data["words"], form.cleaned_data["on"]),
        "lead": lambda: involving.lead(viewer, about),
        "end": lambda: involving.end(viewer, about),
    }
    if name not in does:
        raise Http404
    if taken(form, does[name]):
        return redirect("involved", about.pk)
    return involved(request, token=about.pk, typed={"advise": form})

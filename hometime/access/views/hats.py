"""Choosing the hat: one at a time, by a button, recorded. Rights of two hats are never added up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from hometime.access.actions import Oneself, put_on
from hometime.access.gate import gate
from hometime.access.viewer import hats_of
from hometime.access.wearing import wear
from hometime.ui.pages import page


@gate(signed_in="whoever has several hats has not chosen one yet")
def hat(request: HttpRequest) -> HttpResponse:
    """The hats somebody may wear today; the pressed one is put on."""
    choices = hats_of(request.user)  # type: ignore[arg-type]
    if request.method == "POST":
        chosen = next((choice for choice in choices if choice.key == request.POST.get("hat")), None)
        if chosen is not None:
            put_on(Oneself(request.user.pk), request.user, chosen)  # type: ignore[arg-type]
            wear(request, chosen)
            return redirect(_onward(request))
    context = {"choices": choices, "next": _onward(request)}
    return page(request, "access/hat.html", "home", context, status=422 if request.method == "POST" else 200)


def _onward(request: HttpRequest) -> str:
    """Where the person was going; to their first page where that is not an address of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/"

"""A setting's directory for other directories: the nine addresses of Open Referral UK, open to every program that reads."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404

from hometime.access.gate import gate
from hometime.agencies.openreferral import written
from hometime.agencies.pages import publishing
from hometime.agencies.pages.nearby import listed
from hometime.people.models import Setting

READS = "what a setting lists for families may be read by every directory (P20)"
FRESH = 300  # seconds for which a reader may keep an answer
Answer = Callable[..., dict[str, Any]]


def _endpoint(answers: Answer) -> Callable[..., HttpResponse]:
    """A GET that gives JSON to any page of any site; a mistyped question is told in words."""

    @functools.wraps(answers)
    def view(request: HttpRequest, slug: str, **more: str) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        setting = get_object_or_404(Setting, slug=slug)
        try:
            response = JsonResponse(answers(request, setting, **more))
        except publishing.Mistyped as part:
            response = JsonResponse(
                {"error": f"{part} cannot be read. See the description of the interface."}, status=400
            )
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Cache-Control"] = f"max-age={FRESH}"
        return response

    return gate(public=READS, cites=("P20",))(view)


@_endpoint
def about(request: HttpRequest, setting: Setting) -> dict[str, Any]:
    """What this is, and where it is described."""
    return dict(written.about())


@_endpoint
def services(request: HttpRequest, setting: Setting) -> dict[str, Any]:
    """A page of services."""
    said = request.GET.dict()
    return publishing.page_of(publishing.asked(setting, said), said, written.service)


@_endpoint
def service(request: HttpRequest, setting: Setting, token: str) -> dict[str, Any]:
    """One service."""
    return written.service(_one(listed(setting), token))


@_endpoint
def taxonomies(request: HttpRequest, setting: Setting) -> dict[str, Any]:
    """The one list that our terms are from."""
    return written.page([written.taxonomy()], 1, publishing.A_PAGE, 1)


@_endpoint
def taxonomy(request: HttpRequest, setting: Setting, token: str) -> dict[str, Any]:
    """That list."""
    if token != publishing.TAXONOMY:
        raise Http404
    return written.taxonomy()


@_endpoint
def terms(request: HttpRequest, setting: Setting) -> dict[str, Any]:
    """The needs that families have."""
    found = [written.term(each) for each in publishing.terms().values()]
    return written.page(found, 1, publishing.A_PAGE, len(found))


@_endpoint
def term(request: HttpRequest, setting: Setting, token: str) -> dict[str, Any]:
    """One of them."""
    found = publishing.terms().get(token)
    if found is None:
        raise Http404
    return written.term(found)


@_endpoint
def places(request: HttpRequest, setting: Setting) -> dict[str, Any]:
    """A page of services at their places."""
    said = request.GET.dict()
    rows = publishing.has_place(publishing.asked(setting, said))
    return publishing.page_of(rows, said, _at)


@_endpoint
def place(request: HttpRequest, setting: Setting, token: str) -> dict[str, Any]:
    """One service at its place."""
    return _at(_one(publishing.has_place(listed(setting)), token))


def _at(one: Any) -> dict[str, Any]:
    return written.at_location(one, one.places[0], whole=True)


def _one(rows: Any, token: str) -> Any:
    return publishing.listings([get_object_or_404(rows, pk=publishing.as_token(token))])[0]

"""The directory for families: read by anybody, in any language of the house, and nothing is kept of it (P3, P20, A12).

No page here sets a cookie, opens a session or counts who asks, and the language stands in the address for the same reason.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation

from hometime.access.gate import gate
from hometime.agencies.models import Signpost
from hometime.agencies.pages.nearby import find, one
from hometime.people.models import Setting
from hometime.ui.pages import page

READS = "who looks for help leaves no trace, and nobody signs in for it (P3, A12)"


def _drawn(request: HttpRequest, template: str, makes: Callable[[], dict[str, object]]) -> HttpResponse:
    """A page in the language that its address asks for, else the one of the browser."""
    asked = request.GET.get("in", "")
    language = asked if asked in dict(settings.LANGUAGES) else translation.get_language() or "en-gb"
    with translation.override(language):
        context = {**makes(), "asked_in": asked}
        response = page(request, f"agencies/nearby/{template}.html", "help", context)
    response.headers["Content-Language"] = language
    return response


@gate(public=READS, cites=("P3", "P20", "A12"))
def directory(request: HttpRequest, slug: str) -> HttpResponse:
    """What there is, by need in plain words, language, cost, and how near it is."""
    setting = get_object_or_404(Setting, slug=slug)
    said = request.GET.dict()
    return _drawn(request, "directory", lambda: {"found": find(setting, said), "setting": setting})


@gate(public=READS, cites=("P3", "A12"))
def entry(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """One of them, telephone first; for those who work here, the way to offer it to a family."""
    signpost = _signpost(slug, token)
    viewer = getattr(request, "viewer", None)
    return _drawn(request, "entry", lambda: {"shown": one(signpost.setting, signpost, viewer)})


@gate(public=READS, cites=("P3", "A12"))
def slip(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The same on a slip of paper, with nobody's name on it."""
    signpost = _signpost(slug, token)
    return _drawn(request, "slip", lambda: {"shown": one(signpost.setting, signpost, None)})


def _signpost(slug: str, token: str) -> Signpost:
    """Also what was taken off the list: whoever was pointed to it finds that out here."""
    rows = (
        Signpost.objects.unscoped("the directory is for everybody").filter(for_families=True).select_related("setting")
    )
    return get_object_or_404(rows, setting__slug=slug, pk=token)

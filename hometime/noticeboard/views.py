"""The public board and its sheets. Nobody signs in to read them, and they say nothing about any family."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation

from hometime.access.gate import gate, viewer_of
from hometime.access.guessing import too_often
from hometime.access.rules import settings_of
from hometime.access.viewer import Viewer
from hometime.kernel import clock
from hometime.kernel.spelling import asked_for
from hometime.noticeboard import printing
from hometime.noticeboard.missing import missing, no_site
from hometime.noticeboard.pages import board, part
from hometime.noticeboard.posters import FORMS, Poster, poster, shown_in
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.policies.models import Adoption
from hometime.ui.pages import page
from hometime.ui.troubles import trouble
from hometime.ui.words import LANGUAGES

WORK = (Hat.STAFF, Hat.OWNER)
LIMITS = {"sheet": "60/m/ip"}  # only sheets that must be made are counted; those made before cost next to nothing
FRESH = 300  # seconds for which a browser may keep a sheet
BUSY = 429


@gate(
    public="the notice board is for everybody (P17, P24, O6)",
    cites=("P1", "P17", "P24", "C21", "C22", "O6"),
)
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The board of one setting."""
    setting = _setting(slug)
    viewer: Viewer | None = getattr(request, "viewer", None)
    shown = {
        "board": board(setting, clock.today()),
        "forms": FORMS,
        "works_here": viewer is not None and viewer.hat in WORK and settings_of(viewer).filter(pk=setting.pk).exists(),
        "no_site": "" if settings.PRINTED_URL else no_site(),
    }
    return page(request, "noticeboard/board.html", "board", shown)


@gate(public="what was adopted is for everybody (P1, G1, O6)", cites=("P1", "G1", "O6"))
def policy_text(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """One adopted part in its own words, beside the plain ones: the version in force or an older one."""
    adopted = Adoption.objects.select_related("setting__provider").filter(adopted_on__lte=clock.today())
    adoption = get_object_or_404(adopted, pk=token, setting__slug=slug)
    newer = adopted.filter(setting=adoption.setting, number=adoption.number, sequence__gt=adoption.sequence)
    shown = {"part": part(adoption), "setting": adoption.setting, "newer": newer.order_by("-sequence").first()}
    return page(request, "noticeboard/policy_text.html", "board", shown)


@gate(public="a poster is for everybody (P17, P24, O6)", cites=("P17", "P24", "C21", "C22", "O6"))
def sheet(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """A sheet of the board as a tagged PDF, in the language asked for or the one of the page."""
    return _made(request, slug, form, "pdf", printing.pdf)


@gate(hats=WORK)
def picture(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """A small picture of a sheet."""
    _own(request, slug)
    return _made(request, slug, form, "png", printing.picture)


@gate(hats=WORK)
def posters_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Which sheets there are, what they look like, and what they still lack."""
    setting = _own(request, slug)
    language = shown_in(request.GET.get("language", translation.get_language() or ""))
    chosen = board(setting, clock.today())
    shown = {
        "setting": setting,
        "forms": FORMS,
        "languages": LANGUAGES,
        "language": language,
        "missing": missing(chosen, settings.PRINTED_URL),
    }
    return page(request, "noticeboard/posters.html", "policy", shown, menu="policy")


def _setting(slug: str) -> Setting:
    found = next(iter(_by_slug(slug)), None)
    if found is None:
        raise Http404
    return found


@asked_for
def _by_slug(slug: str) -> QuerySet[Setting]:
    return Setting.objects.select_related("provider").filter(slug=slug)


def _own(request: HttpRequest, slug: str) -> Setting:
    """The setting, where the viewer works for it; otherwise not found."""
    return get_object_or_404(settings_of(viewer_of(request)).select_related("provider"), slug=slug)


def _made(request: HttpRequest, slug: str, form: str, kind: str, make: Callable[[Poster], bytes]) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    language = shown_in(request.GET.get("language", translation.get_language() or ""))
    today = clock.today()
    with translation.override(language):
        wanted = poster(form, board(_setting(slug), today), language, today, settings.PRINTED_URL)
    made = printing.known(wanted, kind)
    if made is None:
        if too_often(request, "hometime.noticeboard", LIMITS):
            return trouble(request, BUSY)
        try:
            made = make(wanted)
        except printing.Busy:
            return trouble(request, BUSY)
    return HttpResponse(
        made,
        content_type={"pdf": "application/pdf", "png": "image/png"}[kind],
        headers={
            "Content-Disposition": f'inline; filename="{slug}-{form}-{language}.{kind}"',
            "Content-Language": language,
            "Cache-Control": f"max-age={FRESH}",
        },
    )

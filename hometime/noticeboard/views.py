"""The public board. Nobody signs in to read it, and it says nothing about any family."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from hometime.access.gate import gate, viewer_of
from hometime.kernel import clock
from hometime.noticeboard.pages import board
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.ui.pages import page


@gate(
    public="the notice board is for everybody (P17, P24, O6)",
    cites=("P1", "P17", "P24", "C21", "C22", "O6"),
)
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The board of one setting."""
    setting = get_object_or_404(Setting.objects.select_related("provider"), slug=slug)
    return page(request, "noticeboard/board.html", "board", {"board": board(setting, clock.today())})


@gate(hats=(Hat.STAFF, Hat.OWNER))
def mine(request: HttpRequest) -> HttpResponse:
    """The boards that this hat answers for: straight to it where there is one, else a list."""
    viewer = viewer_of(request)
    settings = Setting.objects.filter(provider=viewer.provider_id).order_by("name")
    reach = [viewer.setting_id] if viewer.setting_id else list(viewer.settings)
    settings = settings.filter(pk__in=reach) if reach else settings
    boards = list(settings[:200])
    if len(boards) == 1:
        return redirect("board", boards[0].slug)
    return page(request, "noticeboard/mine.html", "policy", {"boards": boards}, menu="policy")

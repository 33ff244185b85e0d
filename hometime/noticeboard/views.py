"""The public board. Nobody signs in to read it, and it says nothing about any family."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from hometime.access.gate import gate
from hometime.kernel import clock
from hometime.noticeboard.pages import board
from hometime.people.models import Setting
from hometime.ui.pages import page


@gate(
    public="the notice board is for everybody (P17, P24, O6)",
    cites=("P1", "P17", "P24", "C21", "C22", "O6"),
)
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The board of one setting."""
    setting = get_object_or_404(Setting.objects.select_related("provider"), slug=slug)
    return page(request, "noticeboard/board.html", "board", {"board": board(setting, clock.today())})

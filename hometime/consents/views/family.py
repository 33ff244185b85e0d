"""A parent's own pages: what am I asked, what did I say, and a change of mind."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.consents import actions, rules
from hometime.consents.models import Consent
from hometime.consents.pages import family
from hometime.consents.standing import State
from hometime.consents.verdicts import may_say
from hometime.people.roles import Hat
from hometime.ui.pages import page

PARENT = (Hat.PARENT,)
SAYS = {"yes": State.GIVEN, "no": State.REFUSED}


@gate(hats=PARENT, cites=("F23", "F24", "F25", "F26"))
def mine(request: HttpRequest) -> HttpResponse:
    """All that this adult is asked, and what they said."""
    context = {"mine": family.mine(viewer_of(request))}
    return page(request, "consents/family/mine.html", "children", context, menu="child")


@gate(hats=PARENT, opens=Consent, cites=("F23", "F24", "F25", "F26"))
def one(request: HttpRequest, consent: Consent) -> HttpResponse:
    """One question, with yes and no; and after the answer, what it was."""
    shown = family.one(viewer_of(request), consent)
    if shown is None:
        raise Http404
    return page(request, "consents/family/one.html", "children", {"shown": shown}, menu="child")


@gate(hats=PARENT, opens=Consent, does=rules.answer, cites=("F23", "F24", "F25", "F26"))
def say(request: HttpRequest, consent: Consent, say: str) -> HttpResponse:
    """Takes the answer down. It counts from this moment."""
    viewer = viewer_of(request)
    if say not in SAYS or may_say(consent, viewer.today) is None:
        raise Http404
    actions.answer(viewer, consent, SAYS[say])
    return redirect("consent", consent.pk)

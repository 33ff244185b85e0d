"""The one page of a professional: the item that was shared with them, opened once with link and code, and their receipt."""

from __future__ import annotations

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from hometime.access.gate import gate
from hometime.agencies.actions.letters import letter_cards
from hometime.audit.actions import House
from hometime.kernel.answers import Refused, taken
from hometime.records.papers.showing import picture
from hometime.sharing.actions import sending
from hometime.sharing.forms.outside import CodeForm, HaveItForm
from hometime.sharing.models import Got, Sending
from hometime.sharing.views.browsers import NOT_TAKEN, Known, ask_for_code
from hometime.ui.pages import Visitor, page

BY_CODE = House("by_code")
PUBLIC = (
    "a professional has no account here: the link and a code told by telephone are asked for, and guesses are slowed"
)
OPENED = Known("handed", "/shared/", sending.OPEN_FOR)


@gate(public=PUBLIC, cites=("A2",))
@never_cache
def shared(request: HttpRequest, secret: str) -> HttpResponse:
    """Asks for the code, and then shows what was shared: in this browser alone, until its time is over."""
    going = sending.page_of(secret)
    request.shown = _visitor(going)  # type: ignore[attr-defined]
    if going is not None and _is_theirs(request, going):
        return _shown(request, going, HaveItForm())

    def opens(form: CodeForm) -> HttpResponse | None:
        assert going is not None  # a code fits nothing else
        browser = secrets.token_urlsafe(16)
        done = taken(form, lambda: sending.open_once(BY_CODE, going, browser))
        return OPENED.give(redirect("shared", secret), browser) if done else None

    return ask_for_code(request, secret, "sharing/code.html", lambda code: sending.fits(going, code), opens)


@gate(public=PUBLIC, cites=("A2",))
@never_cache
def leaf(request: HttpRequest, secret: str, number: int, leaf: int) -> HttpResponse:
    """One leaf of a paper that was ticked: the picture that we drew of it, for the browser in which the page was opened."""
    going = sending.page_of(secret)
    if going is None or not _is_theirs(request, going):
        raise Http404
    paper = next((one.paper for one in sending.items_of(going) if one.number == number), None)
    if paper is None:
        raise Http404
    return picture(paper, leaf)


@gate(public=PUBLIC, cites=("A2",))
@never_cache
def have_it(request: HttpRequest, secret: str) -> HttpResponse:
    """They say that they have it: that is the receipt."""
    going = sending.page_of(secret)
    if request.method != "POST" or going is None or not _is_theirs(request, going):
        return redirect("shared", secret)
    request.shown = _visitor(going)  # type: ignore[attr-defined]
    form = HaveItForm(request.POST)
    if form.is_valid():
        try:
            sending.received(BY_CODE, going, Got.OPENED, form.cleaned_data["by"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("shared", secret)
    return _shown(request, going, form)


def _shown(request: HttpRequest, going: Sending, form: HaveItForm) -> HttpResponse:
    context = {
        "sending": going,
        "decision": going.decision,
        "items": sending.items_of(going),
        "cards": letter_cards(going.decision.setting),
        "form": form,
        "secret": request.resolver_match.kwargs["secret"] if request.resolver_match else "",
    }
    return page(request, "sharing/shared.html", "message", context, status=NOT_TAKEN if form.errors else 200)


def _visitor(going: Sending | None) -> Visitor:
    """Draws the page for whoever holds the link, and not for somebody who may be signed in on the same device."""
    return Visitor(going.decision.setting.name, going.decision.setting.phone) if going is not None else Visitor()


def _is_theirs(request: HttpRequest, going: Sending) -> bool:
    """Whether this browser is the one in which the page was opened."""
    browser = OPENED.mark_of(request)
    return bool(browser and going.opened_with) and going.opened_with == sending.digest_of(browser)

"""The page of another place that cares for a child: opened with link and code, it reads the book there and writes in it (P23)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from hometime.access.gate import gate
from hometime.access.guessing import WAIT
from hometime.agencies.actions.letters import letter_cards
from hometime.kernel.answers import taken
from hometime.sharing.actions import book_items, book_pages, sending
from hometime.sharing.forms.outside import BackForm, CodeForm, ReadForm
from hometime.sharing.models import BookPage
from hometime.sharing.pages.books import shown
from hometime.sharing.views.browsers import NOT_TAKEN, Known, ask_for_code, may_put_in
from hometime.sharing.views.shared import BY_CODE, PUBLIC
from hometime.ui.pages import Visitor, page

OPENED = Known("between", "/between/", dt.timedelta(hours=12))


@gate(public=PUBLIC, cites=("P23",))
@never_cache
def between(request: HttpRequest, secret: str) -> HttpResponse:
    """Asks for the code, and then shows the book: in this browser, for half a day, while the page lasts."""
    there = book_pages.page_of(secret)
    request.shown = _visitor(there)  # type: ignore[attr-defined]
    if there is not None and OPENED.mark_of(request) == _mark(there):
        return _shown(request, there, secret)

    def opens(_form: CodeForm) -> HttpResponse:
        assert there is not None  # a code fits nothing else
        book_pages.opened(BY_CODE, there)
        return OPENED.give(redirect("between", secret), _mark(there))

    return ask_for_code(request, secret, "sharing/outside/code.html", lambda code: sending.fits(there, code), opens)


@gate(public=PUBLIC, cites=("P23",))
@never_cache
def have_read(request: HttpRequest, secret: str) -> HttpResponse:
    """They say who has read what is new: that is the receipt of each item."""
    there = _theirs(request, secret)
    if there is None:
        return redirect("between", secret)
    form = ReadForm(request.POST)
    if taken(form, lambda: book_items.have_read(BY_CODE, there, form.cleaned_data["up_to"], form.cleaned_data["name"])):
        return redirect("between", secret)
    return _shown(request, there, secret, {"read": form})


@gate(public=PUBLIC, cites=("P23", "A3"))
@never_cache
def write_back(request: HttpRequest, secret: str) -> HttpResponse:
    """They write an item of their own. It stays theirs."""
    there = _theirs(request, secret)
    if there is None:
        return redirect("between", secret)
    form = BackForm(request.POST)
    if form.is_valid() and not may_put_in(request, secret):
        form.add_error(
            None, gettext("Much was put in here just now. Keep your words, and try again in an hour, or ring us.")
        )
        return _shown(request, there, secret, {"back": form}, WAIT)
    if taken(
        form, lambda: book_items.write_back(BY_CODE, there, form.cleaned_data["words"], form.cleaned_data["name"])
    ):
        return redirect("between", secret)
    return _shown(request, there, secret, {"back": form})


def _theirs(request: HttpRequest, secret: str) -> BookPage | None:
    """The page, where something was posted from a browser that was let in."""
    there = book_pages.page_of(secret) if request.method == "POST" else None
    request.shown = _visitor(there)  # type: ignore[attr-defined]
    return there if there is not None and OPENED.mark_of(request) == _mark(there) else None


def _shown(
    request: HttpRequest, there: BookPage, secret: str, typed: Mapping[str, Any] | None = None, status: int = NOT_TAKEN
) -> HttpResponse:
    items = [shown(item) for item in book_items.in_book(there.book)]
    new = [one for one in items if one.ours and one.state == "unread"]
    context = {
        "book": there.book,
        "items": items,
        "new": new,
        "cards": letter_cards(there.book.setting),
        "secret": secret,
        "forms": {
            "read": ReadForm(initial={"up_to": new[0].number}) if new else None,
            "back": BackForm(),
            **(typed or {}),
        },
    }
    return page(request, "sharing/outside/between.html", "message", context, status=status if typed else 200)


def _visitor(there: BookPage | None) -> Visitor:
    """Draws the page for whoever holds the link, and not for somebody who may be signed in on the same device."""
    return Visitor(there.book.setting.name, there.book.setting.phone) if there is not None else Visitor()


def _mark(there: BookPage) -> str:
    """What a browser is given: it holds for this page and this code alone."""
    return sending.digest_of(f"{there.pk}{there.code}")

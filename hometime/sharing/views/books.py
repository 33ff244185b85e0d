"""A book with another place: begun, decided on, written in and ended by those who work with the child; read by the family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families.models import Child
from hometime.kernel.answers import Refused, taken
from hometime.people.roles import Hat
from hometime.sharing import book_rules
from hometime.sharing.actions import book_items, book_pages, books
from hometime.sharing.forms.books import BeginBookForm, EndForm, HoldForm, SettleBookForm, WriteForm
from hometime.sharing.models import BookItem, BookPage, SharedBook
from hometime.sharing.pages.books import book_page, others_known
from hometime.ui.pages import page

STAFF, BOTH = (Hat.STAFF,), (Hat.STAFF, Hat.PARENT)
NOT_TAKEN = 422


@gate(hats=STAFF, opens=Child, asks=book_rules.keep_books, cites=("P23",))
def begin(request: HttpRequest, child: Child) -> HttpResponse:
    """Begins a book: with whom, what for, what may stand in it, and until which day. The family is asked."""
    viewer = viewer_of(request)
    form = BeginBookForm(others_known(viewer), request.POST if request.method == "POST" else None)
    made: list[SharedBook] = []
    if form.is_bound and taken(form, lambda: made.append(books.begin(viewer, child, form.covers()))):
        return redirect("book", made[0].pk)
    context = {"form": form, "child": child}
    return page(request, "sharing/book_new.html", "write", context, status=NOT_TAKEN if form.errors else 200)


@gate(hats=BOTH, opens=SharedBook, sensitive="P3", cites=("P23", "F22"))
def book(
    request: HttpRequest, about: SharedBook, typed: Mapping[str, Any] | None = None, code: str = ""
) -> HttpResponse:
    """One book: for the family all that stands in it, for those who keep it what is to be done as well."""
    viewer = viewer_of(request)
    context = {"shown": book_page(viewer, about, typed), "code": code}
    template = "sharing/book.html" if viewer.hat == Hat.STAFF else "sharing/family/book.html"
    return page(request, template, "children", context, menu="my_children", status=NOT_TAKEN if typed else 200)


def _page_of(viewer: Any, about: SharedBook) -> BookPage:
    found = BookPage.objects.visible_to(viewer).whole().filter(book=about, shut_at=None).first()
    if found is None:
        raise Refused("They have no page. Give them one first.")
    return found


# What a form on the page does: the form, and the action with what was typed.
DOES: Mapping[str, tuple[type[forms.Form], Any]] = {
    "settle": (SettleBookForm, lambda viewer, about, said: books.settle(viewer, about, **said)),
    "write": (WriteForm, lambda viewer, about, said: book_items.write(viewer, about, said["words"])),
    "give": (forms.Form, lambda viewer, about, _said: book_pages.give(viewer, about)),
    "shut": (forms.Form, lambda viewer, about, _said: book_pages.shut(viewer, _page_of(viewer, about))),
    "end": (EndForm, lambda viewer, about, said: books.end(viewer, about, **said)),
}
# What is done with one item: the form, and the action with what was typed.
WITH_ITEM: Mapping[str, tuple[type[forms.Form], Any]] = {
    "send": (forms.Form, book_items.send),
    "take-back": (forms.Form, book_items.take_back),
    "throw-away": (forms.Form, book_items.throw_away),
    "pass-on": (forms.Form, book_items.pass_on),
    "hold-back": (HoldForm, book_items.hold_back),
}


@gate(hats=STAFF, opens=SharedBook, does=book_rules.keep_book, cites=("P23", "F22"))
def act(request: HttpRequest, about: SharedBook, name: str) -> HttpResponse:
    """Does what a form of the page says; what was typed stays where something is to be put right."""
    if name not in DOES:
        raise Http404
    kind, does = DOES[name]
    form = kind(request.POST)
    if taken(form, lambda: does(viewer_of(request), about, form.cleaned_data)):
        return redirect("book", about.pk)
    return book(request, token=about.pk, typed={name: form})


@gate(hats=STAFF, opens=SharedBook, does=book_rules.keep_book, cites=("P23",))
def tell_code(request: HttpRequest, about: SharedBook) -> HttpResponse:
    """Draws the code that is told by telephone, and shows it this once."""
    viewer, code = viewer_of(request), ""
    form = forms.Form(request.POST)

    def draw() -> None:
        nonlocal code
        code = book_pages.draw_code(viewer, _page_of(viewer, about))

    if taken(form, draw):
        return book(request, token=about.pk, code=code)
    return book(request, token=about.pk, typed={"give": form})


@gate(hats=STAFF, opens=BookItem, does=book_rules.keep_item, cites=("P23",))
def item(request: HttpRequest, about: BookItem, name: str) -> HttpResponse:
    """Sends an item, takes it back, throws it away; or passes on to the family what they wrote, or holds it back."""
    if name not in WITH_ITEM:
        raise Http404
    kind, does = WITH_ITEM[name]
    form, book_of = kind(request.POST, auto_id=f"id_{about.number}_%s"), about.book_id
    if taken(form, lambda: does(viewer_of(request), about, **form.cleaned_data)):
        return redirect("book", book_of)
    return book(request, token=book_of, typed={"item": form})

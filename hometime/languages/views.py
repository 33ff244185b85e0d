"""Interpreters and translations: what is still open, what was asked for on a record, and each with what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.kernel.answers import Refused, taken
from hometime.languages import actions, rules
from hometime.languages.forms import AskForm, BookForm, CameForm, CheckForm, DoneForm, OweForm, WhyForm
from hometime.languages.models import Booking, Translation
from hometime.languages.pages import acts_on_booking, acts_on_translation, adults_of, of_record, still_open
from hometime.people.roles import Hat
from hometime.records.models import Record
from hometime.ui.pages import page

WHO = (Hat.STAFF, Hat.OWNER)
ASKS: Mapping[str, type[AskForm] | type[OweForm]] = {"ask": AskForm, "owe": OweForm}


@gate(hats=WHO, asks=rules.arrange, cites=("F18", "F19"))
def languages(request: HttpRequest) -> HttpResponse:
    """Interpreters to be booked or to come, and translations that are owed."""
    return page(request, "languages/list.html", "message", {"shown": still_open(viewer_of(request))})


@gate(hats=WHO, opens=Record, asks=rules.arrange, sensitive="P4", cites=("F18", "F19"))
def of_one_record(request: HttpRequest, record: Record, typed: forms.Form | None = None) -> HttpResponse:
    """What was asked for on a record, and the forms to ask for more."""
    shown = of_record(viewer_of(request), record, typed)
    context = {"shown": shown, "back": _back(record)}
    return page(request, "languages/record.html", "write", context, status=422 if typed else 200)


@gate(hats=WHO, opens=Record, does=rules.arrange)
def ask(request: HttpRequest, record: Record, what: str) -> HttpResponse:
    """Asks for an interpreter, or owes a translation."""
    if what not in ASKS:
        raise Http404
    viewer = viewer_of(request)
    form = ASKS[what](adults_of(viewer, record), request.POST)
    if taken(form, lambda: _asked(viewer, record, what, form.cleaned_data)):
        return redirect("record-languages", record.pk)
    return of_one_record(request, token=record.pk, typed=form)


def _asked(viewer: Viewer, record: Record, what: str, said: dict[str, Any]) -> None:
    if what == "ask":
        actions.ask_for_interpreter(
            viewer, record, said["adult"], said["tongue"], said["on"], at=said["at"], way=said["way"],
            what_for=said["what_for"],
        )  # fmt: skip
    else:
        actions.ask_for_translation(viewer, record, said["adult"], said["what"], said["tongue"])


@gate(hats=WHO, opens=Booking, asks=rules.arrange, sensitive="P4", cites=("F18",))
def interpreter(request: HttpRequest, booking: Booking, typed: tuple[str, forms.Form] | None = None) -> HttpResponse:
    """One booking, and what can be done about it."""
    acts = acts_on_booking(viewer_of(request), booking, typed)
    context = {"booking": booking, "acts": acts, "back": _back(booking.record), "open": typed[0] if typed else ""}
    return page(request, "languages/interpreter.html", "write", context, status=422 if typed else 200)


@gate(hats=WHO, opens=Booking, does=rules.arrange)
def interpreter_act(request: HttpRequest, booking: Booking, what: str) -> HttpResponse:
    """Books, writes down whether somebody came, or calls it off."""
    viewer = viewer_of(request)
    makes: Mapping[str, Callable[[], Any]] = {
        "book": lambda: BookForm(booking, request.POST),
        "came": lambda: CameForm(request.POST),
        "off": lambda: WhyForm(request.POST),
    }
    if what not in makes:
        raise Http404
    form = makes[what]()
    if form.is_valid():
        said = form.cleaned_data
        try:
            if what == "book":
                actions.book(viewer, booking, form.who(), on=said["on"], at=said["at"], way=said["way"])
            elif what == "came":
                actions.came(viewer, booking, came=said["came"] == "yes", said=said["said"])
            else:
                actions.call_off(viewer, booking, said["because"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("record-languages", booking.record_id)
    return interpreter(request, token=booking.pk, typed=(what, form))


@gate(hats=WHO, opens=Translation, asks=rules.arrange, sensitive="P4", cites=("F19",))
def translation(request: HttpRequest, row: Translation, typed: tuple[str, forms.Form] | None = None) -> HttpResponse:
    """One translation, and what can be done about it."""
    acts = acts_on_translation(viewer_of(request), row, typed)
    context = {"row": row, "acts": acts, "back": _back(row.record), "open": typed[0] if typed else ""}
    return page(request, "languages/translation.html", "write", context, status=422 if typed else 200)


@gate(hats=WHO, opens=Translation, does=rules.arrange)
def translation_act(request: HttpRequest, row: Translation, what: str) -> HttpResponse:
    """Writes down who translated it, who checked it, or why it is not needed."""
    viewer = viewer_of(request)
    makes: Mapping[str, type[forms.Form]] = {"done": DoneForm, "checked": CheckForm, "off": WhyForm}
    if what not in makes:
        raise Http404
    form = makes[what](request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            if what == "done":
                actions.translated(viewer, row, said["by"], by_machine=said["by_machine"])
            elif what == "checked":
                actions.checked(viewer, row, said["by"])
            else:
                actions.not_needed(viewer, row, said["because"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("record-languages", row.record_id)
    return translation(request, token=row.pk, typed=(what, form))


def _back(record: Record) -> str:
    """Where the record itself is read, as far as this room knows: rooms above it say so by the record's kind."""
    return {"complaint": f"/complaints/{record.pk}/"}.get(record.kind, "/today/")

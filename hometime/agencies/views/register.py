"""The register of services: the list, one service and the people there, cards, and questions that name nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.agencies import rules
from hometime.agencies.actions import registering, working
from hometime.agencies.actions.unnamed import kept_words
from hometime.agencies.forms import register as forms
from hometime.agencies.models import Organisation, Professional, Protocol, Question, Training
from hometime.agencies.pages.register import FORMS, card_page, form_of, register_page, service_page, who_form
from hometime.kernel.answers import taken
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)
NOT_TAKEN = 422
CLAUSES = ("P18", "P19", "P20", "P21", "P22", "P23", "G3", "A11")


def _home(request: HttpRequest) -> Setting:
    setting = viewer_of(request).home
    assert setting is not None  # staff are at one setting
    return setting


def _drawn(request: HttpRequest, name: str, context: dict[str, Any], typed: Any = None) -> HttpResponse:
    status = NOT_TAKEN if typed else 200
    return page(request, f"agencies/staff/{name}.html", "people", context, menu="people", status=status)


@gate(hats=STAFF, asks=rules.work_here, cites=CLAUSES)
def agencies(request: HttpRequest, typed: Any = None) -> HttpResponse:
    """The services that the setting works with, by kind; the cards, and what was asked and offered."""
    return _drawn(request, "register", {"shown": register_page(viewer_of(request), typed)}, typed)


@gate(hats=STAFF, does=rules.keep_register)
def take_up(request: HttpRequest) -> HttpResponse:
    """Puts a service on the register."""
    form, made = forms.FactsForm(request.POST), []
    viewer, setting = viewer_of(request), _home(request)
    if taken(form, lambda: made.append(registering.take_up(viewer, setting, form.facts()))):
        return redirect("agency", made[0].pk)
    return agencies(request, typed=form)


@gate(hats=STAFF, opens=Organisation, cites=("P18", "A5", "A6", "A10", "A11"))
def agency(request: HttpRequest, about: Organisation, typed: Mapping[str, Any] | None = None) -> HttpResponse:
    """One service: how it is reached, who works there and what they may ask, the cards and the questions."""
    return _drawn(request, "service", {"shown": service_page(viewer_of(request), about, typed)}, typed)


ACTS: Mapping[str, Callable[[Viewer, Organisation, Any], object]] = {
    "know": lambda viewer, about, form: registering.know(viewer, about, form.who()),
    "touch": lambda viewer, about, form: registering.be_in_touch(viewer, about, form.cleaned_data["on"]),
    "card": lambda viewer, about, form: working.put_out(viewer, about.setting, form.card(), about),
    "offer": lambda viewer, about, form: working.offer(viewer, about, **form.said()),
    "amend": lambda viewer, about, form: registering.amend(viewer, about, form.facts()),
    "end": lambda viewer, about, form: registering.end(viewer, about, form.cleaned_data["because"]),
}


@gate(hats=STAFF, opens=Organisation, does=rules.change, cites=("P18", "A6", "A11"))
def act(request: HttpRequest, about: Organisation, name: str) -> HttpResponse:
    """Does one thing about a service, and goes back to it."""
    if name not in FORMS:
        raise Http404
    form = form_of(name, about, request.POST)
    if taken(form, lambda: ACTS[name](viewer_of(request), about, form)):
        return redirect("agency", about.pk)
    return agency(request, token=about.pk, typed={name: form})


@gate(hats=STAFF, opens=Organisation, does=rules.work_here, cites=("A9", "A10"))
def ask(request: HttpRequest, about: Organisation) -> HttpResponse:
    """Writes down a question without names; a name in it stops it."""
    form = forms.TopicForm(request.POST).look(about.setting)
    if taken(form, lambda: working.ask(viewer_of(request), about, **form.said())):
        return redirect("agency", about.pk)
    return agency(request, token=about.pk, typed={"ask": form})


@gate(hats=STAFF, opens=Question, asks=rules.work_here, cites=("A9", "A10"))
def question(request: HttpRequest, about: Question) -> HttpResponse:
    """A question without names, and its answer."""
    viewer = viewer_of(request)
    form = forms.AnswerForm(request.POST if request.method == "POST" else None).look(about.setting)
    if form.is_bound and taken(form, lambda: working.write_answer(viewer, about, **form.said())):
        return redirect("agency-question", about.pk)
    context = {"question": about, "form": form, "no_names": kept_words(viewer, [about.pk]).get(about.pk, ())}
    return _drawn(request, "question", context, form.errors)


@gate(hats=STAFF, opens=Training, does=rules.work_here)
def use(request: HttpRequest, about: Training) -> HttpResponse:
    """Somebody used an offer today."""
    working.use(viewer_of(request), about)
    return redirect("agency", about.agency_id)


@gate(hats=STAFF, opens=Professional, cites=("A5",))
def professional(request: HttpRequest, about: Professional, typed: Mapping[str, Any] | None = None) -> HttpResponse:
    """Somebody at a service: role, remit, and whether their address was found right."""
    ready: dict[str, Any] = {}
    if rules.change_professional(viewer_of(request), about) is None:
        ready = {"verify": forms.VerifyForm(), "amend": who_form(about)}
    return _drawn(request, "professional", {"who": about, "forms": {**ready, **(typed or {})}}, typed)


@gate(hats=STAFF, opens=Professional, does=rules.change_professional)
def change(request: HttpRequest, about: Professional, name: str) -> HttpResponse:
    """Verifies or puts right an address, or says that they have gone."""
    viewer, data = viewer_of(request), request.POST
    if name == "gone":
        registering.see_off(viewer, about)
        return redirect("professional", about.pk)
    if name not in ("verify", "amend"):
        raise Http404
    form: Any = forms.VerifyForm(data) if name == "verify" else who_form(about, data)
    does = {
        "verify": lambda: registering.verify(viewer, about, form.cleaned_data["how"]),
        "amend": lambda: registering.amend_professional(viewer, about, form.who()),
    }
    if taken(form, does[name]):
        return redirect("professional", about.pk)
    return professional(request, token=about.pk, typed={name: form})


@gate(hats=STAFF, opens=Protocol, asks=rules.work_here, cites=("A6",))
def card(request: HttpRequest, about: Protocol, typed: Any = None) -> HttpResponse:
    """A card: the steps, the numbers, out of hours; and whether one has said that one understood it."""
    return _drawn(request, "card", {"shown": card_page(viewer_of(request), about, typed)}, typed)


@gate(hats=STAFF, opens=Protocol, does=rules.work_here, cites=("A6",))
def understood(request: HttpRequest, about: Protocol) -> HttpResponse:
    """Whoever reads it says that they understood it."""
    form = Form(request.POST)
    taken(form, lambda: working.understand(viewer_of(request), about))
    return redirect("protocol", about.pk)


@gate(hats=STAFF, opens=Protocol, does=rules.keep_register)
def anew(request: HttpRequest, about: Protocol) -> HttpResponse:
    """Puts out another edition: everybody reads it again."""
    form = forms.CardForm(request.POST)
    if taken(form, lambda: working.put_out_anew(viewer_of(request), about, form.card())):
        return redirect("protocol", about.pk)
    return card(request, token=about.pk, typed=form)

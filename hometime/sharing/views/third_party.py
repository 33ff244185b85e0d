"""What another agency told us: written down as theirs, asked about, and unlocked only with its yes or a lawful reason (A3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.agencies.actions.letters import letter_cards
from hometime.families.models import Child
from hometime.kernel.answers import taken
from hometime.people.roles import Hat
from hometime.records.models import Paper
from hometime.sharing import rules
from hometime.sharing.actions import third_party
from hometime.sharing.actions.papers import keep as keep_paper
from hometime.sharing.forms.third_party import AnsweredForm, AskForm, MarkForm, PaperForm, ReleaseForm, ToldForm
from hometime.sharing.items import standing_elsewhere
from hometime.sharing.models import Asking, Release, Rule, ToldUs
from hometime.sharing.pages.papers import mark_form, papers_of
from hometime.sharing.repeating import digest_of
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)
NOT_TAKEN = 422


@gate(hats=STAFF, opens=Child, asks=rules.decide, cites=("A3",))
def begin(request: HttpRequest, child: Child) -> HttpResponse:
    """Writes down what an agency told us."""
    form = ToldForm(request.POST if request.method == "POST" else None)
    made: list[ToldUs] = []

    def keep() -> None:
        said = {**form.cleaned_data, "rule": Rule(form.cleaned_data["rule"])}
        made.append(third_party.keep_apart(viewer_of(request), child, **said))

    if form.is_bound and taken(form, keep):
        return redirect("told-us", made[0].pk)
    context = {"form": form, "child": child}
    return page(request, "sharing/told_us_new.html", "write", context, status=NOT_TAKEN if form.errors else 200)


@gate(hats=STAFF, opens=Child, asks=rules.decide, sensitive="P3", cites=("A3",))
def papers(request: HttpRequest, child: Child, typed: dict[str, Any] | None = None) -> HttpResponse:
    """The papers of a child's file, with those that are another agency's; a paper is put there, or marked as theirs."""
    viewer = viewer_of(request)
    there, theirs = papers_of(viewer, child)
    context = {
        "child": child,
        "papers": there,
        "theirs": theirs,
        "forms": {"add": PaperForm(), "mark": mark_form(viewer, child), **(typed or {})},
    }
    return page(request, "sharing/papers.html", "children", context, status=NOT_TAKEN if typed else 200)


@gate(hats=STAFF, opens=Child, does=rules.decide, cites=("A3",))
def paper_act(request: HttpRequest, child: Child, name: str) -> HttpResponse:
    """Puts a paper into the file, or marks a paper or a paragraph of it as another agency's."""
    viewer = viewer_of(request)
    forms_of: dict[str, Any] = {
        "add": lambda: PaperForm(request.POST, request.FILES), "mark": lambda: mark_form(viewer, child, request.POST),
    }  # fmt: skip
    if name not in forms_of:
        raise Http404
    form = forms_of[name]()
    does = {"add": lambda: _add(viewer, child, form), "mark": lambda: _mark(viewer, child, form)}[name]
    if taken(form, does):
        return redirect("file-papers", child.pk)
    return papers(request, token=child.pk, typed={name: form})


def _add(viewer: Viewer, child: Child, form: PaperForm) -> None:
    said = form.cleaned_data
    file = (said["file"].read(), said["file"].name)
    keep_paper(viewer, child, said["title"], file, for_family=said["for_family"])


def _mark(viewer: Viewer, child: Child, form: MarkForm) -> None:
    said = form.cleaned_data
    about = {"rule": Rule(said["rule"]), "reach": said["reach"]}
    if said["what"] in form.papers:
        third_party.mark(viewer, form.papers[said["what"]], said["originator"], **about)
    else:
        third_party.mark_words(viewer, child, said["what"], said["originator"], **about)


@gate(hats=STAFF, opens=ToldUs, sensitive="P4", cites=("A3",))
def told_us(request: HttpRequest, told: ToldUs, typed: dict[str, Any] | None = None) -> HttpResponse:
    """What an agency told us, the log of what it was asked and answered, and to whom it may go."""
    viewer = viewer_of(request)
    may = rules.speak_for(viewer, told) is None
    context = {
        "told": told,
        "papers": list(Paper.objects.visible_to(viewer).filter(record=told).order_by("added_at", "pk")),
        "askings": list(Asking.objects.visible_to(viewer).filter(told=told).order_by("asked_on", "pk")),
        "releases": list(
            Release.objects.visible_to(viewer).filter(told=told).select_related("by").order_by("on", "pk")
        ),
        "may": may,
        "elsewhere": [(digest_of(words), words) for words in standing_elsewhere(viewer, told)] if may else [],
        "cards": letter_cards(told.setting),
        "forms": {"ask": AskForm(), "answered": AnsweredForm(), "release": ReleaseForm(), **(typed or {})},
    }
    return page(request, "sharing/told_us.html", "message", context, status=NOT_TAKEN if typed else 200)


def _take(request: HttpRequest, told: ToldUs, name: str, form: forms.Form, does: Callable[..., Any]) -> HttpResponse:
    if taken(form, lambda: does(**form.cleaned_data)):
        return redirect("told-us", told.pk)
    return told_us(request, token=told.pk, typed={name: form})


@gate(hats=STAFF, opens=ToldUs, does=rules.speak_for, cites=("A3",))
def ask(request: HttpRequest, told: ToldUs) -> HttpResponse:
    """Asks the agency."""
    viewer = viewer_of(request)
    return _take(request, told, "ask", AskForm(request.POST), lambda **said: third_party.ask(viewer, told, **said))


@gate(hats=STAFF, opens=Asking, does=rules.speak_for, cites=("A3",))
def answered(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Writes down what the agency answered."""
    viewer, form = viewer_of(request), AnsweredForm(request.POST)
    return _take(request, asking.told, "answered", form, lambda **said: third_party.answered(viewer, asking, **said))


@gate(hats=STAFF, opens=ToldUs, does=rules.speak_for, cites=("A3",))
def found_ours(request: HttpRequest, told: ToldUs) -> HttpResponse:
    """Somebody looked at a paragraph that repeats it, and found that it is ours."""
    viewer, key = viewer_of(request), request.POST.get("key", "")
    return _take(request, told, "ours", forms.Form({}), lambda: third_party.found_ours(viewer, told, key))


@gate(hats=STAFF, opens=ToldUs, does=rules.speak_for, cites=("A3",))
def release(request: HttpRequest, told: ToldUs) -> HttpResponse:
    """Unlocks it for one recipient on a lawful reason."""
    viewer = viewer_of(request)
    return _take(
        request, told, "release", ReleaseForm(request.POST), lambda **said: third_party.release(viewer, told, **said)
    )

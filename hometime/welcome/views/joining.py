"""The guide and how an adult joins: written, published, given, read and confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.kernel.answers import Refused, taken
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.ui.pages import page
from hometime.welcome import rules
from hometime.welcome.actions import joining as actions
from hometime.welcome.forms import family, packs
from hometime.welcome.models import How, Joining, Pack, WelcomePack
from hometime.welcome.pages.joining import joining_page, joinings_of, lines_of, papers
from hometime.welcome.pages.translating import told, tongues
from hometime.welcome.views.settling import BOTH, NOT_TAKEN, PARENT, SIDE, STAFF


@gate(hats=STAFF, asks=rules.see_packs, cites=("F1", "F5"))
def every_pack(request: HttpRequest) -> HttpResponse:
    """What families are given to read, with what the policy asks of it; and who has confirmed what."""
    viewer = viewer_of(request)
    setting = Setting.objects.get(pk=viewer.setting_id)
    context = {
        "papers": papers(viewer, setting), "joinings": joinings_of(viewer), "setting": setting,
        "writes": rules.write_packs(viewer, None) is None,
    }  # fmt: skip
    return page(request, "welcome/staff/packs.html", "children", context, menu="my_children")


@gate(hats=STAFF, asks=rules.write_packs, cites=("F1", "F5"))
def write(request: HttpRequest, kind: str) -> HttpResponse:
    """Writes the draft of the next version, and publishes it where everything is there that the policy asks for."""
    if kind not in Pack.values:
        raise Http404
    viewer = viewer_of(request)
    setting = Setting.objects.get(pk=viewer.setting_id)
    paper = next(each for each in papers(viewer, setting) if each.kind == kind)
    latest = paper.draft or paper.used
    sent = request.POST if request.method == "POST" else None
    form = packs.PackForm(paper.kind, sent, before=latest.sections if latest else None)
    if form.is_valid():
        pack = actions.write(viewer, setting, kind, form.cleaned_data)
        if request.POST.get("do") != "publish":
            return redirect("welcome-packs")
        try:
            actions.publish(viewer, pack)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("pack", pack.pk)
    context = {"form": form, "paper": paper}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "welcome/staff/write_pack.html", "children", context, menu="my_children", status=status)


@gate(hats=BOTH, opens=WelcomePack, cites=("F1", "F5"))
def pack(request: HttpRequest, found: WelcomePack) -> HttpResponse:
    """One version, to read or to print."""
    viewer = viewer_of(request)
    shown = told(viewer, found, request.LANGUAGE_CODE)
    context = {
        "pack": found, "sections": shown.sections, "language": shown.language, "title": Pack(found.kind).label,
        "tongues": tongues(viewer, found),
    }  # fmt: skip
    return page(request, "welcome/family/pack.html", "children", context, menu="my_children")


@gate(hats=BOTH, opens=Joining, sensitive="P4", cites=("F1", "F2", "F4", "F5"))
def joining(request: HttpRequest, found: Joining, typed: dict[str, Any] | None = None) -> HttpResponse:
    """How one adult joins: what they read and confirmed, how to greet them, what makes it easier for them."""
    viewer = viewer_of(request)
    template = f"welcome/{SIDE[viewer.hat]}/joining.html"
    context = {"shown": joining_page(viewer, found, typed)}
    return page(request, template, "children", context, menu="my_children", status=NOT_TAKEN if typed else 200)


def _line(request: HttpRequest, found: Joining, kind: str) -> Any:
    line = next((line for line in lines_of(viewer_of(request), found) if line.pack.kind == kind), None)
    if line is None:
        raise Http404
    return line


@gate(hats=PARENT, opens=Joining, asks=rules.join, cites=("F1", "F5"))
def read(request: HttpRequest, found: Joining, kind: str) -> HttpResponse:
    """A parent reads a paper."""
    line = _line(request, found, kind)
    shown = told(viewer_of(request), line.pack, request.LANGUAGE_CODE)
    context = {"joining": found, "line": line, "sections": shown.sections, "language": shown.language}
    return page(request, "welcome/family/read.html", "children", context, menu="my_children")


@gate(hats=PARENT, opens=Joining, does=rules.join, cites=("F1", "F5"))
def confirm(request: HttpRequest, found: Joining, kind: str) -> HttpResponse:
    """A parent says that they have read it."""
    line = _line(request, found, kind)
    if line.confirmed is None:
        viewer = viewer_of(request)
        language = told(viewer, line.pack, request.LANGUAGE_CODE).language  # of the words they read, not of the page
        actions.confirm(viewer, found, line.pack, How.SCREEN, language=language)
    return redirect("joining", found.pk)


def _take(request: HttpRequest, found: Joining, name: str, form: Form, does: Callable[[], Any]) -> HttpResponse:
    """Does what a form says, and goes back; what was typed stays where something is to be put right."""
    if taken(form, does):
        return redirect("joining", found.pk)
    return joining(request, token=found.pk, typed={name: form})


@gate(hats=PARENT, opens=Joining, does=rules.join, cites=("F5",))
def talk(request: HttpRequest, found: Joining) -> HttpResponse:
    """A parent wants to talk, or to have it read to them."""
    form = family.AskForm(request.POST)
    return _take(
        request, found, "talk", form, lambda: actions.ask_to_talk(viewer_of(request), found, **form.cleaned_data)
    )


def _either(viewer: Any, found: Joining) -> Any:
    return rules.join(viewer, found) if viewer.hat == Hat.PARENT else rules.write_joining(viewer, found)


@gate(hats=BOTH, opens=Joining, does=_either, cites=("F2",))
def door(request: HttpRequest, found: Joining) -> HttpResponse:
    """How an adult wants to be greeted."""
    form = family.ArrivalForm(request.POST, auto_id="id_door_%s")
    return _take(
        request, found, "door", form, lambda: actions.say_arrival(viewer_of(request), found, **form.cleaned_data)
    )


@gate(hats=BOTH, opens=Joining, does=_either, cites=("F4",))
def needs(request: HttpRequest, found: Joining) -> HttpResponse:
    """What makes it easier for an adult."""
    form, viewer = family.NeedsForm(request.POST, auto_id="id_needs_%s"), viewer_of(request)
    mine = viewer.hat == Hat.PARENT
    return _take(
        request, found, "needs", form, lambda: actions.say_needs(viewer, found, form.cleaned_data["words"], family=mine)
    )


@gate(hats=STAFF, opens=Joining, does=rules.write_joining, cites=("F1", "F5"))
def had(request: HttpRequest, found: Joining) -> HttpResponse:
    """Writes down how an adult was given a paper, or confirmed it: on paper, or read aloud."""
    viewer = viewer_of(request)
    form = packs.HadForm([line.pack for line in lines_of(viewer, found)], request.POST)

    def does() -> None:
        said = form.cleaned_data
        how, language, words = said["how"], said["language"], said["words"]
        if said["says"] == "given":
            actions.give(viewer, found, form.chosen, how, language, words)
        else:
            actions.confirm(viewer, found, form.chosen, how, language=language, words=words, family=False)

    return _take(request, found, "had", form, does)

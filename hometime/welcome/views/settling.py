"""Settling in: the plan and its answer, visits, looking at it together, and the end that both sides say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families.models import Child
from hometime.kernel.answers import Refused, taken
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.ui.pages import page
from hometime.welcome import rules
from hometime.welcome.actions import settling as actions
from hometime.welcome.forms import family, staff
from hometime.welcome.models import Settling, SettlingPlan
from hometime.welcome.pages.settling import before_of, people_of, settling_page

STAFF, PARENT, BOTH = (Hat.STAFF,), (Hat.PARENT,), (Hat.STAFF, Hat.PARENT)
SIDE = {Hat.PARENT: "family", Hat.STAFF: "staff"}
NOT_TAKEN = 422


@gate(hats=BOTH, opens=Settling, sensitive="P4", cites=("P4", "F6", "P8"))
def settling(request: HttpRequest, found: Settling, typed: dict[str, Any] | None = None) -> HttpResponse:
    """One child's settling in: the plan, those before it, how each visit went, and what each side says."""
    viewer = viewer_of(request)
    template = f"welcome/{SIDE[viewer.hat]}/settling.html"
    context = {"shown": settling_page(viewer, found, typed)}
    return page(request, template, "children", context, menu="my_children", status=NOT_TAKEN if typed else 200)


@gate(hats=STAFF, opens=Child, asks=rules.work_with, cites=("F6",))
def begin(request: HttpRequest, child: Child) -> HttpResponse:
    """Begins a child's settling in, from a day on."""
    form = staff.BeginForm(request.POST if request.method == "POST" else None, initial={"first_day": child.starts})
    if form.is_valid():
        try:
            found = actions.begin(viewer_of(request), child, form.cleaned_data["first_day"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("settling", found.pk)
    context = {"child": child, "form": form}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "welcome/staff/begin.html", "children", context, menu="my_children", status=status)


@gate(hats=STAFF, opens=Settling, asks=rules.plan, cites=("F6",))
def plan(request: HttpRequest, found: Settling) -> HttpResponse:
    """Writes the plan, or a new one beside the one before."""
    before = before_of(viewer_of(request), found)
    texts = {part: getattr(before[0], part) for part in SettlingPlan.PARTS} if before else None
    form = staff.PlanForm(request.POST if request.method == "POST" else None, anew=bool(before), before=texts)
    if taken(form, lambda: actions.draw_up(viewer_of(request), found, form.drawn())):
        return redirect("settling", found.pk)
    context = {"settling": found, "form": form, "before": before}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "welcome/staff/plan.html", "children", context, menu="my_children", status=status)


def _take(request: HttpRequest, found: Settling, name: str, form: Form, does: Callable[[], Any]) -> HttpResponse:
    """Does what a form says, and goes back; what was typed stays where something is to be put right."""
    if taken(form, does):
        return redirect("settling", found.pk)
    return settling(request, token=found.pk, typed={name: form})


def _me(request: HttpRequest) -> Person:
    return Person.objects.get(pk=viewer_of(request).person_id)


@gate(hats=PARENT, opens=Settling, does=rules.take_part, cites=("F6", "P8"))
def agree(request: HttpRequest, found: Settling, answer: str) -> HttpResponse:
    """A parent agrees to the plan, or wants to talk about it."""
    if answer not in ("yes", "talk"):
        raise Http404
    form = family.TalkForm(request.POST)

    def does() -> None:
        words = form.cleaned_data["words"]
        actions.answer(viewer_of(request), found, _me(request), agrees=answer == "yes", words=words)

    return _take(request, found, "talk", form, does)


@gate(hats=PARENT, opens=Settling, does=rules.take_part, cites=("P8",))
def say(request: HttpRequest, found: Settling) -> HttpResponse:
    """A parent says how it goes."""
    form = family.SayForm(request.POST, auto_id="id_say_%s")
    return _take(
        request, found, "say", form,
        lambda: actions.say(viewer_of(request), found, _me(request), **form.cleaned_data),
    )  # fmt: skip


@gate(hats=PARENT, opens=Settling, does=rules.take_part, cites=("F6", "P8"))
def done(request: HttpRequest, found: Settling, answer: str) -> HttpResponse:
    """A parent says that the child has settled in, or not yet."""
    if answer not in ("yes", "no"):
        raise Http404
    form = family.NotYetForm(request.POST, auto_id="id_end_%s")

    def does() -> None:
        words = form.cleaned_data["words"]
        actions.settled(viewer_of(request), found, _me(request), yes=answer == "yes", words=words)

    return _take(request, found, "end", form, does)


@gate(hats=STAFF, opens=Settling, does=rules.plan, cites=("F6",))
def visit(request: HttpRequest, found: Settling) -> HttpResponse:
    """Writes a visit down."""
    form = staff.VisitForm(people_of(viewer_of(request), found), request.POST)
    return _take(request, found, "visit", form, lambda: actions.visit(viewer_of(request), found, form.came()))


@gate(hats=STAFF, opens=Settling, does=rules.plan, cites=("F6",))
def told(request: HttpRequest, found: Settling) -> HttpResponse:
    """Writes down what an adult said, in person, by telephone or through an interpreter."""
    viewer = viewer_of(request)
    form = staff.ToldForm(people_of(viewer, found), request.POST, auto_id="id_told_%s")

    def does() -> None:
        says, words, who = form.cleaned_data["says"], form.cleaned_data["words"], form.adult
        assert who is not None  # the form lets nobody go without a choice
        if says == "how":
            actions.say(viewer, found, who, words, once=form.cleaned_data["once"])
        elif says in ("agrees", "differs"):
            actions.answer(viewer, found, who, agrees=says == "agrees", words=words)
        else:
            actions.settled(viewer, found, who, yes=says == "settled", words=words)

    return _take(request, found, "told", form, does)


@gate(hats=STAFF, opens=Settling, does=rules.plan, cites=("F6",))
def without(request: HttpRequest, found: Settling) -> HttpResponse:
    """Writes down why a child begins without a plan."""
    form = staff.WithoutForm(request.POST, auto_id="id_without_%s")
    return _take(
        request, found, "without", form, lambda: actions.begin_without(viewer_of(request), found, **form.cleaned_data)
    )


@gate(hats=STAFF, opens=Settling, does=rules.plan, cites=("F6",))
def look(request: HttpRequest, found: Settling) -> HttpResponse:
    """Writes down what both sides found."""
    form = staff.LookForm(request.POST, auto_id="id_look_%s")
    return _take(request, found, "look", form, lambda: actions.look(viewer_of(request), found, **form.cleaned_data))


@gate(hats=STAFF, opens=Settling, does=rules.plan, cites=("F6",))
def here(request: HttpRequest, found: Settling) -> HttpResponse:
    """Those who work here say that the child has settled in, or not yet."""
    form = staff.HereForm(request.POST, auto_id="id_here_%s")

    def does() -> None:
        said = form.cleaned_data
        actions.settled(viewer_of(request), found, None, yes=said["yes"] == "yes", words=said["words"])

    return _take(request, found, "here", form, does)

"""A child's move: begun, planned, written down for the school, and agreed with the family."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families.models import Child
from hometime.kernel.answers import taken
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.schools import rules
from hometime.schools.actions import moves
from hometime.schools.actions.packs import people_of
from hometime.schools.forms import family, staff
from hometime.schools.models import MoveSummary, MoveVisit, Said, SchoolMove
from hometime.schools.pages.moves import begun, move_page, where_form
from hometime.ui.pages import page

STAFF, PARENT, BOTH = (Hat.STAFF,), (Hat.PARENT,), (Hat.STAFF, Hat.PARENT)
NOT_TAKEN = 422


@gate(hats=STAFF, opens=Child, asks=rules.work_with, cites=("S1",))
def begin(request: HttpRequest, child: Child) -> HttpResponse:
    """Begins the plan for a child's move."""
    viewer = viewer_of(request)
    form = staff.BeginForm(request.POST if request.method == "POST" else None, initial=begun(viewer, child))
    if taken(form, lambda: moves.begin(viewer, child, form.cleaned_data["starts_on"])):
        move = SchoolMove.objects.visible_to(viewer).filter(child=child, closed__isnull=True).get()
        return redirect(moves.PAGE, move.pk)
    context = {"child": child, "form": form}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "schools/staff/begin.html", "children", context, menu="my_children", status=status)


@gate(hats=BOTH, opens=SchoolMove, sensitive="P3", cites=("S1", "S2"))
def move(request: HttpRequest, found: SchoolMove, typed: dict[str, Any] | None = None) -> HttpResponse:
    """One child's move: the plan, what each side says, what goes part by part, and what was sent."""
    viewer = viewer_of(request)
    side = "staff" if viewer.hat == Hat.STAFF else "family"
    context = {"shown": move_page(viewer, found, typed)}
    status = NOT_TAKEN if typed else 200
    return page(request, f"schools/{side}/move.html", "children", context, menu="my_children", status=status)


def take(request: HttpRequest, found: SchoolMove, name: str, form: Form, does: Callable[[], Any]) -> HttpResponse:
    """Does what a form says, and goes back to the plan; what was typed stays where something is to be put right."""
    if taken(form, does):
        return redirect(moves.PAGE, found.pk)
    return move(request, token=found.pk, typed={name: form})


@gate(hats=STAFF, opens=SchoolMove, does=rules.plan, cites=("S1",))
def where(request: HttpRequest, found: SchoolMove) -> HttpResponse:
    """Says to which school the child moves."""
    form = where_form(viewer_of(request), found, request.POST)
    return take(request, found, "where", form, lambda: moves.say_school(viewer_of(request), found, form.said()))


@gate(hats=STAFF, opens=SchoolMove, does=rules.plan, cites=("S2",))
def facts(request: HttpRequest, found: SchoolMove) -> HttpResponse:
    """Writes down what a school's form asks for."""
    form = staff.FactsForm(request.POST)
    return take(request, found, "facts", form, lambda: moves.say_facts(viewer_of(request), found, form.cleaned_data))


@gate(hats=STAFF, opens=SchoolMove, does=rules.plan, cites=("S1",))
def visit(request: HttpRequest, found: SchoolMove) -> HttpResponse:
    """Writes a visit down."""
    form = staff.VisitForm(request.POST)
    return take(request, found, "visit", form, lambda: moves.plan_visit(viewer_of(request), found, **form.cleaned_data))


@gate(hats=STAFF, opens=MoveVisit, does=rules.visit, cites=("S1",))
def visited(request: HttpRequest, found: MoveVisit) -> HttpResponse:
    """Writes down what came of a visit."""
    form = staff.CameForm(request.POST, auto_id="id_came_%s")
    return take(
        request, found.move, "came", form, lambda: moves.tell_visit(viewer_of(request), found, **form.cleaned_data)
    )


@gate(hats=STAFF, opens=SchoolMove, does=rules.plan, cites=("S1",))
def voice(request: HttpRequest, found: SchoolMove) -> HttpResponse:
    """Writes down what the child shows or says."""
    form = staff.VoiceForm(request.POST)
    return take(request, found, "voice", form, lambda: moves.hear_child(viewer_of(request), found, **form.cleaned_data))


@gate(hats=STAFF, opens=SchoolMove, asks=rules.plan, cites=("S1",))
def summary(request: HttpRequest, found: SchoolMove) -> HttpResponse:
    """Writes the summary for the school; the last one stands ready to be changed."""
    viewer = viewer_of(request)
    before = MoveSummary.objects.visible_to(viewer).filter(move=found).order_by("-number").first()
    ready = {name: getattr(before, name) for name in staff.WORDS} if before else None
    form = staff.SummaryForm(request.POST if request.method == "POST" else None, initial=ready)
    if taken(form, lambda: moves.summarise(viewer, found, form.cleaned_data)):
        return redirect(moves.PAGE, found.pk)
    context = {"move": found, "form": form}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "schools/staff/summary.html", "children", context, menu="my_children", status=status)


@gate(hats=STAFF, opens=SchoolMove, does=rules.plan, cites=("S1",))
def told(request: HttpRequest, found: SchoolMove) -> HttpResponse:
    """Writes down what an adult said."""
    viewer = viewer_of(request)
    form = staff.ToldForm(people_of(found), request.POST)

    def does() -> None:
        person, says, words = (
            form.people[form.cleaned_data["person"]],
            form.cleaned_data["says"],
            form.cleaned_data["words"],
        )
        if says == Said.WISH:
            moves.wish(viewer, found, person, words)
        else:
            moves.answer(viewer, found, person, says, words)

    return take(request, found, "told", form, does)


@gate(hats=STAFF, opens=SchoolMove, does=rules.plan)
def end(request: HttpRequest, found: SchoolMove) -> HttpResponse:
    """Ends a plan."""
    form = staff.EndForm(request.POST)
    return take(request, found, "end", form, lambda: moves.end(viewer_of(request), found, **form.cleaned_data))


@gate(hats=PARENT, opens=SchoolMove, does=rules.take_part, cites=("S1",))
def wish(request: HttpRequest, found: SchoolMove) -> HttpResponse:
    """A parent says what the school should know from them."""
    form = family.WishForm(request.POST)
    return take(
        request, found, "wish", form, lambda: moves.wish(viewer_of(request), found, _me(request), **form.cleaned_data)
    )


@gate(hats=PARENT, opens=SchoolMove, does=rules.take_part, cites=("S1",))
def agree(request: HttpRequest, found: SchoolMove) -> HttpResponse:
    """A parent agrees to what is written for the school, or wants to talk."""
    form = family.AgreeForm(request.POST)
    return take(
        request,
        found,
        "agree",
        form,
        lambda: moves.answer(viewer_of(request), found, _me(request), **form.cleaned_data),
    )


def _me(request: HttpRequest) -> Person:
    return Person.objects.get(pk=viewer_of(request).person_id)

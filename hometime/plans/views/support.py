"""A support plan: begun, read by each side, answered, tried, reviewed (F10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.duties.standing import next_due
from hometime.families.models import Child
from hometime.kernel.answers import Refused
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.plans import rules, terms
from hometime.plans.actions import supporting
from hometime.plans.forms import family, staff
from hometime.plans.models import SupportPlan, Undertaking
from hometime.plans.pages.support import adults_of, plan_page, professionals_of, steps_to_try
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)
PARENT = (Hat.PARENT,)
READERS = (Hat.PARENT, Hat.STAFF, Hat.AGENCY)
NOT_TAKEN = 422


@gate(hats=STAFF, opens=Child, asks=rules.work_with, cites=("F10",))
def begin(request: HttpRequest, child: Child) -> HttpResponse:
    """Begins a support plan with its first round; the day of the review stands ready."""
    viewer = viewer_of(request)
    every, term = terms.review_every(child.setting, viewer.today)
    ready = {"review_on": next_due(viewer.today, every, viewer.today)}
    form = staff.BeginForm(adults_of(viewer, child), request.POST if request.method == "POST" else None, initial=ready)
    if form.is_valid():
        try:
            plan = supporting.begin(viewer, child, form.cleaned_data["need"], form.written())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("plan", plan.pk)
    context = {"form": form, "child": child, "suggested": term.basis != "policy"}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "plans/staff/begin.html", "children", context, menu="children", status=status)


@gate(hats=READERS, opens=SupportPlan, sensitive="P3", cites=("P4", "F10"))
def plan(request: HttpRequest, about: SupportPlan, typed: dict[str, Any] | None = None) -> HttpResponse:
    """One plan: the round that runs, those before, and what can be done now."""
    viewer = viewer_of(request)
    side = "staff" if viewer.hat == Hat.STAFF else "family"
    context = {"shown": plan_page(viewer, about, typed), "outside": viewer.hat == Hat.AGENCY}
    menu = "children" if viewer.hat == Hat.STAFF else "child"
    status = NOT_TAKEN if typed else 200
    return page(request, f"plans/{side}/plan.html", "children", context, menu=menu, status=status)


def _take(
    request: HttpRequest, about: SupportPlan, shown: str, form: Form, does: Callable[..., Any], /, **said: Any
) -> HttpResponse:
    """Does what a form says, and goes back to the plan; what was typed stays where something is to be put right."""
    try:
        does(viewer_of(request), about, **said)
    except Refused as no:
        form.add_error(None, str(no))
        return plan(request, token=about.pk, typed={shown: form})
    return redirect("plan", about.pk)


@gate(hats=PARENT, opens=SupportPlan, does=rules.answer, cites=("F10",))
def reply(request: HttpRequest, about: SupportPlan) -> HttpResponse:
    """An adult says whether they agree."""
    form = family.ReplyForm(request.POST)
    if not form.is_valid():
        return plan(request, token=about.pk, typed={"reply": form})
    me = Person.objects.get(pk=viewer_of(request).person_id)
    return _take(request, about, "reply", form, supporting.reply, person=me, **form.cleaned_data)


@gate(hats=STAFF, opens=SupportPlan, does=rules.write)
def told(request: HttpRequest, about: SupportPlan) -> HttpResponse:
    """Writes down what an adult said to the plan, or that they were asked and gave no answer."""
    form = staff.ToldForm(adults_of(viewer_of(request), about), request.POST)
    if not form.is_valid():
        return plan(request, token=about.pk, typed={"told": form})
    said = form.cleaned_data | {"person": form.people[form.cleaned_data["person"]]}
    return _take(request, about, "told", form, supporting.reply, **said)


def _try(viewer: Any, about: SupportPlan, step: Undertaking, words: str) -> None:
    person = Person.objects.get(pk=viewer.person_id) if viewer.hat == Hat.PARENT else None
    supporting.try_out(viewer, step, words, person=person)


@gate(hats=READERS, opens=SupportPlan, does=rules.try_out, cites=("F10",))
def tried(request: HttpRequest, about: SupportPlan) -> HttpResponse:
    """Writes down what was done of a step, here or at home."""
    form = family.TryForm(steps_to_try(viewer_of(request), about), request.POST)
    if not form.is_valid():
        return plan(request, token=about.pk, typed={"try": form})
    step = form.steps[form.cleaned_data["step"]]
    return _take(request, about, "try", form, _try, step=step, words=form.cleaned_data["words"])


@gate(hats=STAFF, opens=SupportPlan, does=rules.write)
def professional(request: HttpRequest, about: SupportPlan) -> HttpResponse:
    """Puts somebody from outside on the plan."""
    form = staff.ProfessionalForm(professionals_of(about, viewer_of(request)), request.POST)
    if not form.is_valid():
        return plan(request, token=about.pk, typed={"professional": form})
    return _take(request, about, "professional", form, supporting.add_professional, **form.cleaned_data)


@gate(hats=STAFF, opens=SupportPlan, asks=rules.write, cites=("F10",))
def review(request: HttpRequest, about: SupportPlan) -> HttpResponse:
    """Reviews the round that runs, and begins the next one or ends the plan."""
    viewer = viewer_of(request)
    ends = request.POST.get("do") == "end"
    every, _term = terms.review_every(about.setting, viewer.today)
    last = supporting.now_of(about)
    ready = staff.last_time(last, list(Undertaking.objects.visible_to(viewer).filter(round=last).order_by("number")))
    ready["review_on"] = next_due(viewer.today, every, viewer.today)
    typed = request.POST if request.method == "POST" else None
    again = staff.AgainForm(adults_of(viewer, about), None if ends else typed, initial=ready)
    end = staff.EndForm(typed if ends else None)
    form: Any = end if ends else again
    if form.is_valid():
        given = form.cleaned_data
        how = {"because": given["because"]} if ends else {"again": again.written()}
        try:
            supporting.review(viewer, about, given["found"], given["family_found"], **how)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("plan", about.pk)
    context = {"plan": about, "last": last, "form": again, "end": end}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "plans/staff/review.html", "children", context, menu="children", status=status)

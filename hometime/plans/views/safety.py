"""A safety plan and its tasks: for the leads, for whoever carries a task, and for the adult it is done with (F11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families.models import Child
from hometime.kernel.answers import Refused, taken
from hometime.people.roles import Hat
from hometime.plans import rules
from hometime.plans.actions import keeping_safe
from hometime.plans.forms import family, staff
from hometime.plans.models import SafetyPlan, SafetyTask
from hometime.plans.pages.safety import safety_page, task_page
from hometime.plans.views.support import NOT_TAKEN, PARENT, STAFF
from hometime.ui.pages import page

BOTH = (Hat.STAFF, Hat.PARENT)


@gate(hats=STAFF, opens=Child, asks=rules.lead, step_up=True, cites=("F11",))
def begin(request: HttpRequest, child: Child) -> HttpResponse:
    """A lead begins to keep what was agreed outside for a child."""
    form = staff.SafetyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            plan = keeping_safe.begin(viewer_of(request), child, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("safety-plan", plan.pk)
    context = {"form": form, "child": child}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "plans/staff/safety_begin.html", "message", context, status=status)


@gate(hats=STAFF, opens=SafetyPlan, sensitive="P4", step_up=True, cites=("F11",))
def plan(request: HttpRequest, about: SafetyPlan, typed: dict[str, Any] | None = None) -> HttpResponse:
    """One safety plan, for the leads."""
    context = {"shown": safety_page(viewer_of(request), about, typed)}
    return page(request, "plans/staff/safety.html", "message", context, status=NOT_TAKEN if typed else 200)


@gate(hats=BOTH, opens=SafetyTask, sensitive="P4", step_up=True, cites=("F11",))
def task(request: HttpRequest, about: SafetyTask, typed: dict[str, Any] | None = None) -> HttpResponse:
    """One task, for those who are on it."""
    viewer = viewer_of(request)
    side = "family" if viewer.hat == Hat.PARENT else "staff"
    context = {"shown": task_page(viewer, about, typed)}
    return page(request, f"plans/{side}/task.html", "message", context, status=NOT_TAKEN if typed else 200)


def _take(
    request: HttpRequest, about: Any, name: str, form: Form, does: Callable[..., Any], **more: Any
) -> HttpResponse:
    """Does what a form says, and goes back to where it stood; what was typed stays where something is to be put right."""
    door, back = ("safety-plan", plan) if isinstance(about, SafetyPlan) else ("safety-task", task)
    if taken(form, lambda: does(viewer_of(request), about, **form.cleaned_data, **more)):
        return redirect(door, about.pk)
    return back(request, token=about.pk, typed={name: form})


@gate(hats=STAFF, opens=SafetyPlan, does=rules.change, step_up=True, cites=("F11",))
def add_task(request: HttpRequest, about: SafetyPlan) -> HttpResponse:
    """Adds an agreed task."""
    assert about.child is not None  # a plan is about a child
    form = staff.SafetyTaskForm(keeping_safe.adults_of(about.child), request.POST)
    return _take(request, about, "task", form, keeping_safe.add_task)


@gate(hats=STAFF, opens=SafetyPlan, does=rules.change, step_up=True, cites=("F11",))
def worker(request: HttpRequest, about: SafetyPlan) -> HttpResponse:
    """Puts somebody from outside on the plan, for what and until when."""
    return _take(request, about, "worker", staff.SafetyWorkerForm(request.POST), keeping_safe.add_worker)


@gate(hats=STAFF, opens=SafetyPlan, does=rules.change, step_up=True)
def report(request: HttpRequest, about: SafetyPlan) -> HttpResponse:
    """Writes down what was told to a meeting."""
    return _take(request, about, "report", staff.ReportForm(request.POST), keeping_safe.report)


@gate(hats=STAFF, opens=SafetyPlan, does=rules.change, step_up=True)
def end(request: HttpRequest, about: SafetyPlan) -> HttpResponse:
    """Ends a safety plan."""
    return _take(request, about, "end", staff.CloseForm(request.POST), keeping_safe.end)


@gate(hats=STAFF, opens=SafetyTask, does=rules.carry, step_up=True, cites=("F11",))
def write(request: HttpRequest, about: SafetyTask) -> HttpResponse:
    """Whoever carries a task writes down what was done, and finishes it."""
    return _take(request, about, "write", staff.DoingForm(request.POST), keeping_safe.write, family=False)


@gate(hats=PARENT, opens=SafetyTask, does=rules.join, step_up=True, cites=("F11",))
def mine(request: HttpRequest, about: SafetyTask) -> HttpResponse:
    """The adult with whom a task is done writes down what they did."""
    return _take(request, about, "mine", family.TaskForm(request.POST), keeping_safe.write, family=True)


@gate(hats=STAFF, opens=SafetyTask, does=rules.change, step_up=True)
def give(request: HttpRequest, about: SafetyTask) -> HttpResponse:
    """A lead gives a task to whoever carries it today."""
    return _take(request, about, "write", _empty(), keeping_safe.give_again)


@gate(hats=STAFF, opens=SafetyTask, does=rules.change, step_up=True)
def show(request: HttpRequest, about: SafetyTask) -> HttpResponse:
    """A lead says that a task is safe to show to its adult."""
    return _take(request, about, "write", _empty(), keeping_safe.show)


@gate(hats=STAFF, opens=SafetyTask, does=rules.change, step_up=True)
def hide(request: HttpRequest, about: SafetyTask) -> HttpResponse:
    """A lead says that a task is safe no longer to show, and why: the adult loses it at once."""
    return _take(request, about, "hide", staff.HideForm(request.POST), keeping_safe.show)


def _empty() -> Form:
    """A form without a question of its own that still tells what went wrong."""
    return Form({})

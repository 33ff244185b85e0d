"""The children of a key person, one child between here and home, and what is written from there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families.models import Child
from hometime.kernel.answers import taken
from hometime.keypersons import rules
from hometime.keypersons.actions import worrying
from hometime.keypersons.forms.work import TakeUpForm, WorryForm
from hometime.keypersons.models import Worry
from hometime.keypersons.pages.child import child_page, my_children
from hometime.people.roles import Hat
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)
BOTH = (Hat.STAFF, Hat.PARENT)
SIDE = {Hat.PARENT: "family", Hat.STAFF: "staff"}


@gate(hats=STAFF, asks=rules.work_here, cites=("F8",))
def mine(request: HttpRequest) -> HttpResponse:
    """My children: each key child with what is owed next, and one button to write."""
    viewer = viewer_of(request)
    context = {"cards": my_children(viewer), "lead": rules.lead(viewer, None) is None}
    return page(request, "keypersons/staff/mine.html", "children", context, menu="my_children")


@gate(hats=BOTH, opens=Child, asks=rules.open_child, cites=("F8", "F9"))
def child(request: HttpRequest, about: Child) -> HttpResponse:
    """One child between here and home."""
    viewer = viewer_of(request)
    template = f"keypersons/{SIDE[viewer.hat]}/child.html"
    return page(request, template, "children", {"shown": child_page(viewer, about)}, menu="my_children")


@gate(hats=STAFF, opens=Child, asks=rules.worry_about)
def write(request: HttpRequest, about: Child) -> HttpResponse:
    """What is this? The ways in which something about a child is written down."""
    context = {"child": about, "works": rules.work_with(viewer_of(request), about) is None}
    return page(request, "keypersons/staff/write.html", "write", context, menu="my_children")


@gate(hats=STAFF, opens=Child, asks=rules.worry_about)
def worry(request: HttpRequest, about: Child) -> HttpResponse:
    """A worry about a child's safety: it goes to the safeguarding lead, and leaves this device at once."""
    form = WorryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        worrying.worry(viewer_of(request), about, form.cleaned_data["words"])
        return redirect("key-worry-sent")
    context = {"child": about, "form": form}
    status = 422 if form.errors else 200
    return page(request, "keypersons/staff/worry.html", "write", context, menu="my_children", status=status)


@gate(hats=STAFF, asks=rules.work_here)
def worry_sent(request: HttpRequest) -> HttpResponse:
    """What is said to whoever wrote a worry down, and to anybody else who opens this page."""
    return page(request, "keypersons/staff/worry_sent.html", "write", menu="my_children")


@gate(hats=STAFF, opens=Worry, sensitive="P4", cites=("F9",))
def worried(request: HttpRequest, record: Worry, form: TakeUpForm | None = None) -> HttpResponse:
    """A worry, for the safeguarding lead."""
    context = {"record": record, "form": form or TakeUpForm()}
    return page(request, "keypersons/staff/worried.html", "message", context, status=422 if form else 200)


@gate(hats=STAFF, opens=Worry, does=rules.lead)
def take_up(request: HttpRequest, record: Worry) -> HttpResponse:
    """The safeguarding lead says what they do about it."""
    form = TakeUpForm(request.POST)
    if taken(form, lambda: worrying.take_up(viewer_of(request), record, form.cleaned_data["did"])):
        return redirect("today")
    return worried(request, token=record.pk, form=form)

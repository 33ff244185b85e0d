"""A worry about a child, on two screens for whoever has one, and on one for the safeguarding lead."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.families.models import Child, told_apart
from hometime.kernel.answers import taken
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.sharing import rules
from hometime.sharing.actions import worrying
from hometime.sharing.forms.worries import SomebodyForm, TakeUpForm, WorryForm
from hometime.sharing.models import Worry
from hometime.sharing.pages.worries import children_of, may_be_meant, slips_of, staff_of
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)
TAKERS = (Hat.STAFF, Hat.OWNER)
NOT_TAKEN = 422


@gate(hats=STAFF, asks=rules.have_a_worry, cites=("F21",))
def who(request: HttpRequest) -> HttpResponse:
    """The first screen: which child it is about."""
    context = {"children": told_apart(children_of(viewer_of(request)))}
    return page(request, "sharing/who.html", "write", context, menu="my_children")


@gate(hats=STAFF, opens=Child, asks=rules.have_a_worry, cites=("F21",))
def worry(request: HttpRequest, about: Child) -> HttpResponse:
    """The second screen: what happened. It goes to the safeguarding lead, and leaves this device at once."""
    viewer = viewer_of(request)
    form = WorryForm(staff_of(viewer), request.POST if request.method == "POST" else None)
    if form.is_bound and taken(
        form, lambda: worrying.worry(viewer, about, form.cleaned_data["words"], form.concerns())
    ):
        return redirect("key-worry-sent")
    return _shown(request, form, about)


@gate(hats=STAFF, asks=rules.have_a_worry, cites=("F21",))
def somebody(request: HttpRequest) -> HttpResponse:
    """The second screen for a child who is not on the writer's own list."""
    viewer = viewer_of(request)
    form = SomebodyForm(staff_of(viewer), request.POST if request.method == "POST" else None)
    if form.is_bound and taken(
        form,
        lambda: worrying.worry_about_somebody(
            viewer,
            Setting.objects.get(pk=viewer.setting_id),
            form.cleaned_data["about"],
            form.cleaned_data["words"],
            form.concerns(),
        ),
    ):
        return redirect("key-worry-sent")
    return _shown(request, form, None)


def _shown(request: HttpRequest, form: WorryForm, child: Child | None) -> HttpResponse:
    status = NOT_TAKEN if form.errors else 200
    context = {"child": child, "form": form}
    return page(request, "sharing/worry.html", "write", context, menu="my_children", status=status)


@gate(hats=STAFF, asks=rules.have_a_worry)
def sent(request: HttpRequest) -> HttpResponse:
    """What is said to whoever wrote a worry down, with their slips: when each was written, and when it was read. On a
    tablet that others use too there are no slips."""
    viewer = viewer_of(request)
    context = {"slips": [] if viewer.tablet else slips_of(viewer)}
    return page(request, "sharing/worry_sent.html", "write", context, menu="my_children")


@gate(hats=TAKERS, opens=Worry, sensitive="P4", cites=("F21",))
def worried(request: HttpRequest, record: Worry, form: TakeUpForm | None = None) -> HttpResponse:
    """A worry, for the safeguarding lead, or for whoever takes one that concerns the lead."""
    viewer = viewer_of(request)
    may = rules.take_up(viewer, record) is None
    form_shown = form or TakeUpForm(may_be_meant(viewer, record) if may else None)
    context = {"record": record, "form": form_shown, "may": may, "decide": _where_decided(viewer, record)}
    return page(request, "sharing/worried.html", "message", context, status=NOT_TAKEN if form else 200)


def _where_decided(viewer: Viewer, record: Worry) -> str:
    """Where the decision begins: at the child for a lead, at the worry for whoever has it in hand above them."""
    if rules.takes_above(viewer, record):
        return reverse("worry-decide", args=[record.pk])
    return f"{reverse('share-new', args=[record.child_id])}?worry={record.pk}" if record.child_id else ""


@gate(hats=TAKERS, opens=Worry, does=rules.take_up)
def read(request: HttpRequest, record: Worry) -> HttpResponse:
    """Says that a worry was read."""
    if record.read_at is None:
        worrying.read(viewer_of(request), record)
    return redirect("worry", record.pk)


@gate(hats=TAKERS, opens=Worry, does=rules.take_up, cites=("F21",))
def take_up(request: HttpRequest, record: Worry) -> HttpResponse:
    """Says what is done about a worry."""
    viewer = viewer_of(request)
    form = TakeUpForm(may_be_meant(viewer, record), request.POST)

    def up() -> None:
        worrying.take_up(viewer, record, form.cleaned_data["did"], form.cleaned_data["ground"], form.child())

    if taken(form, up):
        return redirect("worry", record.pk)
    return worried(request, token=record.pk, form=form)

"""The pages of saying why: the form that opens a child's file for an hour, and the safeguarding leads' list of who did."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access import guessing
from hometime.access.gate import gate, viewer_of
from hometime.access.letting_in import let_in
from hometime.childfile import actions, reasons, rules
from hometime.childfile.forms import LookForm, WhyForm
from hometime.childfile.models import Opening
from hometime.kernel.answers import taken
from hometime.people.models import Room
from hometime.people.roles import Hat
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)
NOT_TAKEN = 422
NAMES = {"say_why": "10/h/user"}


@gate(hats=STAFF, asks=rules.say_why, cites=("F20",))
def why(request: HttpRequest) -> HttpResponse:
    """Asks which child and why; then the file is open for an hour, and the safeguarding leads know."""
    viewer = viewer_of(request)
    rooms = Room.objects.filter(setting=viewer.setting_id).order_by("name", "pk").values_list("pk", "name")
    form = WhyForm(list(rooms), request.POST if request.method == "POST" else None)
    opened: list[Opening] = []

    def open_it() -> None:
        given = form.cleaned_data
        child = reasons.named(viewer, given["name"], given["room"])
        if child is None:
            form.add_error("name", reasons.NOBODY)
        else:
            opened.append(actions.say_why(viewer, child, given["why"], given["words"]))

    if request.method == "POST" and guessing.too_often(request, "hometime.childfile", NAMES):
        form.add_error(None, reasons.TOO_OFTEN)
    elif request.method == "POST":
        taken(form, open_it)
    if opened:
        assert opened[0].child_id is not None  # an opening is of a child's file
        let_in(request, viewer, opened[0].child_id, opened[0].until)
        return redirect("child-file", opened[0].child_id)
    return page(
        request, "childfile/why.html", "children", {"form": form}, menu="children",
        status=NOT_TAKEN if form.errors else 200,
    )  # fmt: skip


@gate(hats=STAFF, asks=rules.look_at_openings, cites=("F20",))
def openings(request: HttpRequest) -> HttpResponse:
    """For the safeguarding leads: who opened a file of elsewhere, week by week, with the reason."""
    context = {"weeks": reasons.weeks(viewer_of(request))}
    return page(request, "childfile/openings.html", "children", context)


@gate(hats=STAFF, opens=Opening, asks=rules.look_at_openings, sensitive="P4", cites=("F20",))
def opening(request: HttpRequest, record: Opening) -> HttpResponse:
    """One of them; a lead says what they found, and whether the family is told."""
    form = LookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and taken(
        form, lambda: actions.look_at(viewer_of(request), record, **form.cleaned_data)
    ):
        return redirect("openings")
    context = {"opening": record, "form": form}
    return page(request, "childfile/opening.html", "children", context, status=NOT_TAKEN if form.errors else 200)

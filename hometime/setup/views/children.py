"""Writing down children: a pasted list or five boxes, a preview with the mistakes of each line, then all at once."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import hats_of
from hometime.kernel.answers import Refused
from hometime.people.models import Person, Setting, holders
from hometime.people.roles import HEADS, Hat, Role
from hometime.setup import actions, founding, pages, posts, registering, rules
from hometime.setup.children_forms import BOXES, BoxForm, KeyPersonsForm, RowsForm
from hometime.setup.views.first import OFFICE, onward

STAFF = frozenset({Hat.STAFF})


@gate(hats=OFFICE, asks=rules.write_down)
def children(request: HttpRequest) -> HttpResponse:
    """The list of children: pasted, looked at, and written down by the second press. An owner is shown the way."""
    viewer = viewer_of(request)
    if viewer.hat != Hat.STAFF:
        return _for_the_office(request)
    form = RowsForm(viewer.today, request.POST or None)
    read = request.method == "POST" and form.is_valid()
    here = registering.already_here(viewer, form.rows) if read else set()
    new = [row for row in form.rows if row.number not in here]
    wrong = [row for row in new if row.faults]
    why_not = ""
    if read and "write" in request.POST and new and not wrong:
        setting = Setting.objects.get(pk=viewer.setting_id)
        try:
            registering.register_rows(viewer, setting, new)
        except Refused as no:
            why_not = str(no)
        else:
            actions.finish(viewer, founding.provider_of(viewer), "children")
            return redirect("setup-key-persons")
    context = {
        "form": form, "read": read, "rows": form.rows, "here": here, "new": new, "wrong": wrong, "why_not": why_not,
        "without": len(registering.without_key_person(viewer)),
    }  # fmt: skip
    return pages.drawn(
        request, "children", "setup/children.html", context, status=pages.NOT_TAKEN if form.errors or wrong else 200
    )


def _for_the_office(request: HttpRequest) -> HttpResponse:
    """What an owner sees: no child, but who writes them down, and the hat to put on for it where they have one."""
    if request.method == "POST":
        raise Http404
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    mine = [
        choice
        for choice in hats_of(request.user)  # type: ignore[arg-type]
        if choice.hat == Hat.STAFF and set(choice.roles) & set(HEADS) and choice.provider_id == provider.pk
    ]
    context = {
        "mine": mine,
        "managers": [
            (setting.name, [person.name for person in holders(setting, Role.MANAGER, viewer.today)])
            for setting in founding.settings_of(provider)
        ],
    }
    return pages.drawn(request, "children", "setup/children_office.html", context)


@gate(hats=STAFF, asks=rules.write_down)
def boxes(request: HttpRequest) -> HttpResponse:
    """Up to five children in boxes; what was typed goes on as lines, to be looked at like a pasted list."""
    viewer = viewer_of(request)
    forms = [BoxForm(number + 1, request.POST or None) for number in range(BOXES)]
    each_valid = [form.is_valid() for form in forms]  # all of them, so that every mistake shows
    if request.method == "POST" and all(each_valid):
        lines = "\n".join(filter(None, (form.line() for form in forms)))
        form = RowsForm(viewer.today, {"lines": lines})
        read = form.is_valid()
        here = registering.already_here(viewer, form.rows) if read else set()
        new = [row for row in form.rows if row.number not in here]
        wrong = [row for row in new if row.faults]
        context = {"form": form, "read": read, "rows": form.rows, "here": here, "new": new, "wrong": wrong}
        return pages.drawn(request, "children", "setup/children.html", context)
    wrong_forms = [form for form in forms if form.errors]
    context = {"forms": forms, "wrong": wrong_forms}
    status = pages.NOT_TAKEN if wrong_forms else 200
    return pages.drawn(request, "children", "setup/children_boxes.html", context, status=status)


@gate(hats=STAFF, asks=rules.write_down)
def key_persons(request: HttpRequest) -> HttpResponse:
    """Who is the key person of each child that has none."""
    viewer = viewer_of(request)
    setting = Setting.objects.get(pk=viewer.setting_id)
    without = registering.without_key_person(viewer)[: pages.ROWS]
    people = posts.key_people(setting, viewer.today)
    form = KeyPersonsForm(without, people, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = [
            (child, Person.objects.get(pk=form.cleaned_data[child.pk]))
            for child in without
            if form.cleaned_data[child.pk]
        ]
        try:
            registering.allocate_rows(viewer, chosen, viewer.today)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return (
                redirect("setup-key-persons") if chosen and len(without) > len(chosen) else onward(request, "children")
            )
    context = {"form": form, "without": without, "people": people}
    return pages.drawn(
        request, "children", "setup/key_persons.html", context, status=pages.NOT_TAKEN if form.errors else 200
    )

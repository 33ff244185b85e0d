"""The list of children, a family that joins in one sitting, and what is written down of a child."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.families import actions, rules
from hometime.families.forms.parts import person_of
from hometime.families.forms.registering import AdultForm, ChildForm, NewChildForm
from hometime.families.models import Bond, Child, KeyFacts
from hometime.families.pages.listing import listing
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)
NOT_TAKEN = 422
ADULTS = 3


@gate(hats=STAFF, asks=rules.see_children, cites=("F20",))
def children(request: HttpRequest) -> HttpResponse:
    """The children that this viewer works with, searched by name."""
    viewer, asked = viewer_of(request), request.GET
    left = asked.get("left") == "yes"
    found = listing(viewer, asked.get("q", "")[:200], asked.get("room", ""), asked.get("page"), left=left)
    context = {"found": found, "office": rules.write_down(viewer, None) is None}
    return page(request, "families/children.html", "children", context, menu="children")


@gate(hats=STAFF, asks=rules.write_down, cites=("F4", "F18", "F20"))
def new(request: HttpRequest) -> HttpResponse:
    """A family in one sitting: the child, the adults with what is decided about each, languages, needs, key persons."""
    viewer = viewer_of(request)
    setting = Setting.objects.get(pk=viewer.setting_id)
    typed = request.POST if request.method == "POST" else None
    form = NewChildForm(setting, typed, names=viewer.a_head)
    adults = _adult_forms(viewer, request)
    valid = [each.is_valid() for each in (form, *adults)]  # all of them, so that every mistake shows
    if typed is not None and all(valid):
        said = form.cleaned_data
        try:
            child = actions.register_family(
                viewer, setting, said["name"], said["born"], [each.said() for each in adults if each.is_said()],
                key_person=person_of(said.get("key_person", "")), back_up=person_of(said.get("back_up", "")),
                another=said["another"], languages=said["languages"], key_facts=said["facts"], **form.facts_of_child(),
            )  # fmt: skip
        except Refused as no:
            form.add_error(None, str(no))
            form.offer_another()
        else:
            return redirect("child-file", child.pk)
    wrong = [each for each in (form, *adults) if each.errors]
    context = {"form": form, "adults": adults, "wrong": wrong}
    return page(request, "families/new.html", "children", context, menu="children", status=NOT_TAKEN if wrong else 200)


def _adult_forms(viewer: Viewer, request: HttpRequest) -> list[AdultForm]:
    """Boxes for the adults: those of a brother or sister (`with` in the address) who are known, then empty ones."""
    typed = request.POST if request.method == "POST" else None
    sibling = request.GET.get("with", "")
    bonds = Bond.objects.visible_to(viewer).filter(child=sibling).select_related("adult__person") if sibling else ()
    known = [bond for bond in bonds if rules.decide(viewer, bond) is None]
    forms = [
        AdultForm(number, typed, known=bond.adult, initial={"relation": bond.relation})
        for number, bond in enumerate(known, 1)
    ]
    return forms + [AdultForm(number, typed) for number in range(len(forms) + 1, max(ADULTS, len(forms) + 1) + 1)]


@gate(hats=STAFF, opens=Child, asks=rules.write_key_facts, sensitive="P3", cites=("F4",))
def change(request: HttpRequest, child: Child) -> HttpResponse:
    """What is written down of a child, to be changed."""
    viewer = viewer_of(request)
    known = KeyFacts.objects.visible_to(viewer).filter(child=child).first()
    kept = {name: getattr(child, name) for name in ("name", "born", "starts", "name_to_use", "pronunciation")}
    kept |= {
        "room": child.room_id or "",
        "languages": known.languages if known else [],
        "facts": known.facts if known else [],
    }
    form = ChildForm(child.setting, request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.change_child(
                viewer,
                child,
                said["languages"],
                said["facts"],
                name=said["name"],
                born=said["born"],
                **form.facts_of_child(),
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("child-file", child.pk)
    status = NOT_TAKEN if form.errors else 200
    return page(
        request, "families/change.html", "children", {"form": form, "child": child}, menu="children", status=status
    )


@gate(hats=STAFF, opens=Child, asks=rules.write_key_facts, sensitive="P3")
def add_adult(request: HttpRequest, child: Child) -> HttpResponse:
    """One more adult in a child's life."""
    form = AdultForm(1, request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not form.is_said():
            form.add_error("name", "Give their name")
        else:
            try:
                bond = actions.join(viewer_of(request), child, form.said())
            except Refused as no:
                form.add_error(None, str(no))
            else:
                return redirect("bond", bond.pk)
    status = NOT_TAKEN if form.errors else 200
    return page(
        request, "families/add_adult.html", "children", {"form": form, "child": child}, menu="children", status=status
    )

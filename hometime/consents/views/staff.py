"""The ledger of a child at work: what stands, asking, writing down what was said, court orders, and the emergency card."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.consents import actions, rules
from hometime.consents.actions.giving import bring
from hometime.consents.forms import staff
from hometime.consents.models import Ruling
from hometime.consents.pages.card import card
from hometime.consents.pages.staff import ledger, open_consents
from hometime.families.models import Child
from hometime.kernel.answers import Refused, taken
from hometime.people.roles import Hat
from hometime.ui import press
from hometime.ui.pages import page
from hometime.ui.troubles import trouble

STAFF = (Hat.STAFF,)
NOT_TAKEN, BUSY = 422, 429


@gate(hats=STAFF, opens=Child, asks=rules.ask, sensitive="P3", cites=("F23", "F24", "F25", "F26"))
def child(request: HttpRequest, child: Child, typed: dict[str, Any] | None = None) -> HttpResponse:
    """What stands for a child, and what each adult said."""
    context = {"shown": ledger(viewer_of(request), child, typed)}
    status = NOT_TAKEN if typed else 200
    return page(request, "consents/staff/child.html", "children", context, menu="children", status=status)


@gate(hats=STAFF, opens=Child, does=rules.ask)
def ask(request: HttpRequest, about: Child) -> HttpResponse:
    """Asks the adults of a child, each alone."""
    form = staff.AskForm(request.POST, auto_id="id_ask_%s")
    viewer = viewer_of(request)

    def does() -> None:
        said = form.cleaned_data
        for kind, purpose in map(staff.taken_apart, said["what"]):
            if not actions.ask(viewer, about, kind, purpose=purpose, words=said["words"], again=said["again"]):
                raise Refused("No adult of this child may say this yet. Decide first who may.")

    return (
        redirect("consents-child", about.pk)
        if taken(form, does)
        else child(request, token=about.pk, typed={"ask": form})
    )


@gate(hats=STAFF, opens=Child, does=rules.ask)
def told(request: HttpRequest, about: Child) -> HttpResponse:
    """Writes down what an adult said to somebody here, with the route it came by."""
    viewer = viewer_of(request)
    form = staff.ToldForm(open_consents(viewer, about), request.POST)

    def does() -> None:
        said = dict(form.cleaned_data)
        actions.answer(viewer, form.consents[said.pop("consent")], said.pop("state"), **said)

    return (
        redirect("consents-child", about.pk)
        if taken(form, does)
        else child(request, token=about.pk, typed={"told": form})
    )


@gate(hats=STAFF, opens=Child, does=rules.rule)
def order(request: HttpRequest, about: Child) -> HttpResponse:
    """A safeguarding lead writes down what a court has ruled."""
    form = staff.RulingForm(request.POST)

    def does() -> None:
        said = form.cleaned_data
        kind, purpose = staff.taken_apart(said["what"])
        actions.write_ruling(
            viewer_of(request), about, kind, said["allows"] == "yes", said["evidence"], purpose=purpose,
            until=said["until"],
        )  # fmt: skip

    if taken(form, does):
        return redirect("consents-child", about.pk)
    return child(request, token=about.pk, typed={"ruling": form})


@gate(hats=STAFF, opens=Ruling, asks=rules.rule, sensitive="P4", step_up=True)
def ruling(request: HttpRequest, about: Ruling) -> HttpResponse:
    """One court order: what it says, and settling what holds after it."""
    form = staff.SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and taken(
        form, lambda: actions.settle_ruling(viewer_of(request), about, form.cleaned_data["because"])
    ):
        return redirect("consents-child", about.child_id)
    context = {"ruling": about, "form": form}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "consents/staff/ruling.html", "children", context, menu="children", status=status)


@gate(hats=STAFF, opens=Child, asks=rules.bring, cites=("F23",))
def medicine(request: HttpRequest, about: Child) -> HttpResponse:
    """Writes down a medicine and asks each adult who may say it."""
    form = staff.MedicineForm(request.POST if request.method == "POST" else None)
    made = []

    def does() -> None:
        made.append(bring(viewer_of(request), about, form.said(), form.cleaned_data["once"]))

    if request.method == "POST" and taken(form, does):
        return redirect("medicine", made[0].pk)
    context = {"form": form, "child": about}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "consents/staff/bring.html", "children", context, menu="children", status=status)


@gate(hats=STAFF, opens=Child, asks=rules.picture, sensitive="P3", cites=("F24",))
def emergency_card(request: HttpRequest, about: Child) -> HttpResponse:
    """The card to hand to those who help, on paper: it is there when nothing else works."""
    try:
        made = card(viewer_of(request), about)
    except press.Busy:
        return trouble(request, BUSY)
    headers = {"Content-Disposition": 'attachment; filename="card.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)

"""What is decided between one adult and one child, and on what it rests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families import actions, rules
from hometime.families.facets import FACETS
from hometime.families.forms.bonding import DecideForm, EndForm, OrderForm, SignInForm
from hometime.families.models import Bond, Decision, Order
from hometime.families.pages.bond import bond_page
from hometime.families.views.children import NOT_TAKEN, STAFF
from hometime.families.words import SAID
from hometime.kernel.answers import Refused, taken
from hometime.ui.pages import page
from hometime.ui.troubles import trouble


@gate(hats=STAFF, opens=Bond, asks=rules.decide, sensitive="P4", step_up=True, cites=("F20",))
def one(request: HttpRequest, bond: Bond, typed: SignInForm | None = None) -> HttpResponse:
    """One adult and one child: each facet with its evidence, its days and who decided it; orders for the leads."""
    form = typed or SignInForm(initial={"email": bond.adult.person.email or ""})
    context = {"shown": bond_page(viewer_of(request), bond), "sign_in": form, "today": viewer_of(request).today}
    return page(request, "families/bond.html", "children", context, menu="children", status=NOT_TAKEN if typed else 200)


@gate(hats=STAFF, opens=Bond, asks=rules.decide, sensitive="P4", step_up=True)
def decide(request: HttpRequest, bond: Bond, facet: str) -> HttpResponse:
    """Decides one facet from today. It works on the next request, everywhere."""
    if facet not in FACETS:
        raise Http404
    form = DecideForm(bond, facet, request.POST if request.method == "POST" else None)
    said = {"bond": bond, "said": SAID[facet], "form": form}
    return _typed(
        request,
        bond,
        form,
        "families/decide.html",
        said,
        lambda viewer: actions.decide(viewer, bond, facet, **form.decision()),
    )


@gate(hats=STAFF, opens=Bond, asks=rules.decide, sensitive="P4", step_up=True)
def order(request: HttpRequest, bond: Bond) -> HttpResponse:
    """Writes down a court order. What it restricts is decided apart, facet by facet."""
    form = OrderForm(request.POST if request.method == "POST" else None)

    def write(viewer: Any) -> None:
        said = form.cleaned_data
        actions.write_down_order(viewer, bond, said["kind"], said["issued"], expires=said["expires"], seen=said["seen"])

    return _typed(request, bond, form, "families/order.html", {"bond": bond, "form": form}, write)


@gate(hats=STAFF, opens=Bond, asks=rules.decide, sensitive="P4", step_up=True)
def end(request: HttpRequest, bond: Bond) -> HttpResponse:
    """Gives a bond its last day."""
    form = EndForm(request.POST if request.method == "POST" else None)
    said = {"bond": bond, "form": form}
    return _typed(
        request,
        bond,
        form,
        "families/end.html",
        said,
        lambda viewer: actions.end_bond(viewer, bond, form.cleaned_data["last_day"]),
    )


def _typed(
    request: HttpRequest,
    bond: Bond,
    form: forms.Form,
    template: str,
    context: dict[str, Any],
    does: Callable[[Any], Any],
) -> HttpResponse:
    """Does what a form says, and goes back to the bond; else shows the form with its mistakes."""
    if taken(form, lambda: does(viewer_of(request))):
        return redirect("bond", bond.pk)
    status = NOT_TAKEN if form.errors else 200
    return page(request, template, "children", context, menu="children", status=status)


@gate(hats=STAFF, opens=Bond, does=rules.decide, step_up=True)
def seen(request: HttpRequest, bond: Bond) -> HttpResponse:
    """Somebody here saw, face to face, who this adult is."""
    actions.check_identity(viewer_of(request), bond)
    return redirect("bond", bond.pk)


@gate(hats=STAFF, opens=Bond, does=rules.decide, step_up=True)
def let_in(request: HttpRequest, bond: Bond) -> HttpResponse:
    """Sends an adult whom somebody here has seen a link to sign in with."""
    form = SignInForm(request.POST)
    if taken(form, lambda: actions.let_sign_in(viewer_of(request), bond, form.cleaned_data["email"])):
        return redirect("bond", bond.pk)
    return one(request, token=bond.pk, typed=form)


@gate(hats=STAFF, opens=Order, does=rules.settle, step_up=True)
def settle(request: HttpRequest, order: Order) -> HttpResponse:
    """A safeguarding lead has decided what holds after an order."""
    actions.settle_order(viewer_of(request), order)
    return redirect("bond", order.bond_id)


@gate(hats=STAFF, opens=Decision, does=rules.renew_decision, step_up=True)
def renew(request: HttpRequest, decision: Decision) -> HttpResponse:
    """A safeguarding lead lets a restriction without evidence go on for ten days, with a reason."""
    try:
        actions.renew(viewer_of(request), decision, request.POST.get("reason", ""))
    except Refused as no:
        return trouble(request, 403, words=str(no))
    return redirect("bond", decision.bond_id)
